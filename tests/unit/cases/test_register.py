"""The general register: names mean one actor, and each example is found by its own measure or condition."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest

import willing
from willing.cases import load_general_register
from willing.model.register import ConditionKind, Measure

GENERAL = Path(willing.__file__).parent / "cases" / "data" / "general"
REGISTER = load_general_register()


def examples(name: str) -> list[tuple[str, str]]:
    """Pairs of id and example; an entry without words is what is left when no other one matches."""
    entries = tomllib.loads((GENERAL / f"{name}s.toml").read_text(encoding="utf-8"))[name]
    return [(entry["id"], example) for entry in entries if entry["words"] for example in entry["examples"]]


def first_match(text: str, entries: Sequence[Measure | ConditionKind]) -> str | None:
    return next((entry.id for entry in entries if any(re.search(word, text.lower()) for word in entry.words)), None)


def test_a_name_means_one_actor() -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for actor in REGISTER.actors:
        for name in (actor.name, *actor.names, *actor.demonyms, *actor.seats):
            meant[name].add(actor.id)
    assert {name: ids for name, ids in meant.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(("measure_id", "example"), examples("measure"))
def test_an_example_is_found_by_its_own_measure_first(measure_id: str, example: str) -> None:
    assert first_match(example, REGISTER.measures) == measure_id


@pytest.mark.parametrize(("condition_id", "example"), examples("condition"))
def test_an_example_is_found_by_its_own_condition_first(condition_id: str, example: str) -> None:
    assert first_match(example, REGISTER.conditions) == condition_id


def test_every_measure_and_condition_with_words_has_an_example() -> None:
    assert {measure.id for measure in REGISTER.measures if measure.words} == {
        entry_id for entry_id, _ in examples("measure")
    }
    assert {kind.id for kind in REGISTER.conditions if kind.words} == {
        entry_id for entry_id, _ in examples("condition")
    }


def test_office_holders_issuers_and_members_are_known_actors() -> None:
    known = {actor.id for actor in REGISTER.actors}
    named = {holder.actor_id for holder in REGISTER.office_holders} | {issuer.actor_id for issuer in REGISTER.issuers}
    named |= {member for actor in REGISTER.actors for member in actor.members}
    assert named - known == set()
