"""The register: names of actors, measures and conditions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from willing.errors import InvalidValue
from willing.model import PartialDate
from willing.model.register import Actor, ConditionKind, Measure, OfficeHolder, Register

FRANCE = Actor("FRA", "France", demonyms=("French",), seats=("Paris",))
TROOPS = Measure("troops", "ground forces", words=(r"troops?", r"soldiers?"))
CEASEFIRE = ConditionKind("ceasefire", "cease-fire", words=(r"cease-?fire",))


def test_a_register_shows_names_and_falls_back_on_the_id() -> None:
    register = Register((FRANCE,), (TROOPS,), (CEASEFIRE,))
    assert (register.actor_name("FRA"), register.actor_name("ESP")) == ("France", "ESP")
    assert (register.measure_name("troops"), register.measure_name("naval")) == ("ground forces", "naval")
    assert (register.condition_name("ceasefire"), register.condition_name("mandate")) == ("cease-fire", "mandate")


@pytest.mark.parametrize(
    ("actors", "measures", "conditions", "message"),
    [
        ((FRANCE, FRANCE), (), (), "actor FRA: met twice"),
        ((), (TROOPS, TROOPS), (), "measure troops: met twice"),
        ((), (), (CEASEFIRE, CEASEFIRE), "condition ceasefire: met twice"),
    ],
)
def test_ids_are_unique_within_each_list(
    actors: tuple[Actor, ...], measures: tuple[Measure, ...], conditions: tuple[ConditionKind, ...], message: str
) -> None:
    with pytest.raises(InvalidValue, match=message):
        Register(actors, measures, conditions)


def test_the_same_id_may_name_a_measure_and_a_condition() -> None:
    Register((), (Measure("ceasefire", "stopping the fighting"),), (CEASEFIRE,))


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Actor("", "France"), "expected an id and a name"),
        (lambda: Actor("FRA", ""), "expected an id and a name"),
        (lambda: Actor("FRA", "France", kind="planet"), "kind 'planet', expected one of state, body"),
        (lambda: Measure("", "troops"), "measure '': expected an id"),
        (lambda: ConditionKind("", "x"), "condition '': expected an id"),
        (lambda: OfficeHolder(" ", "FRA", "president"), "expected a name and an actor id"),
        (lambda: OfficeHolder("A B", "FRA", "", PartialDate(2025), PartialDate(2024)), "expected the earlier date"),
    ],
)
def test_an_entry_that_could_not_be_used_cannot_be_built(build: Callable[[], object], message: str) -> None:
    with pytest.raises(InvalidValue, match=message):
        build()


def test_an_office_holder_goes_by_the_last_name() -> None:
    assert OfficeHolder("Ana de la Vega", "ESP", "minister", PartialDate(2025), PartialDate(2025)).surname == "Vega"
