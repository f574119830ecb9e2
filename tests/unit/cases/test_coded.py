"""The rows of the built-in case become positions that say no more than their rows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import willing
from willing.cases import coded_positions, load_case
from willing.cases.coded import conditions_from, quantity_from
from willing.model import AttachedCondition, Basis, PartialDate, Quantity, Relation, SpeakerKind, Stance

CASE = load_case(Path(willing.__file__).parent / "cases" / "data" / "ukraine-coalition")
POSITIONS = coded_positions(CASE)
BY_ID = {position.doc_id: position for position in POSITIONS}


def test_every_row_is_a_coded_position_with_a_source() -> None:
    assert len(POSITIONS) == len(BY_ID) == 266
    assert {position.basis for position in POSITIONS} == {Basis.CODED}
    assert all(each.coding and each.coding.url and each.coding.summary and each.coding.publisher for each in POSITIONS)
    assert len({actor_id for position in POSITIONS for actor_id in position.actor_ids}) == 41


def test_rows_of_low_confidence_are_kept_unsure() -> None:
    assert Counter((position.confidence, position.sure) for position in POSITIONS) == {
        (0.9, True): 117,
        (0.7, True): 129,
        (0.5, False): 20,
    }


def test_measures_and_conditions_are_those_of_the_register() -> None:
    measures = {measure.id for measure in CASE.register.measures}
    conditions = {kind.id for kind in CASE.register.conditions}
    assert {position.measure_id for position in POSITIONS} <= measures
    assert {condition.id for position in POSITIONS for condition in position.conditions} <= conditions


def test_an_army_chief_with_two_conditions() -> None:
    swiss = BY_ID["P001"]
    assert (swiss.actor_ids, swiss.stance, swiss.measure_id) == (("CHE",), Stance.CONSIDERING, "troops")
    assert swiss.quantity == Quantity(200, 200, "troops")
    assert swiss.conditions == (
        AttachedCondition(None, "government_decision", Relation.REQUIRES),
        AttachedCondition(None, "mandate", Relation.RAISES),
    )
    assert (swiss.speaker_ids, swiss.speaker_kind, swiss.for_ids) == (("CHE",), SpeakerKind.NAMED, ("UKR",))
    assert swiss.coding is not None
    assert swiss.coding.said == PartialDate(2025, 2)
    assert swiss.coding.note == "peacekeeping only; not a coalition member; read in a copy"


def test_a_third_party_is_the_speaker_of_what_it_says_about_an_actor() -> None:
    assert (BY_ID["P090"].actor_ids, BY_ID["P090"].speaker_ids) == (("DEU",), ("UKR",))
    assert (BY_ID["P247"].actor_ids, BY_ID["P247"].speaker_ids) == (("GBR",), ("NATO",))
    assert BY_ID["P139"].speaker_ids == ("FRA", "UKR")


def test_a_party_and_an_unnamed_source_are_nobodys_own_word() -> None:
    assert (BY_ID["P045"].speaker_kind, BY_ID["P045"].speaker_ids) == (SpeakerKind.NAMED, ())
    assert (BY_ID["P078"].speaker_kind, BY_ID["P078"].speaker_ids) == (SpeakerKind.ANONYMOUS, ())


def test_a_sum_told_of_two_is_one_row_of_both_and_nobodys_own_word() -> None:
    both = BY_ID["P190J"]
    assert (both.actor_ids, both.stance, both.measure_id) == (("GBR", "FRA"), Stance.WILLING, "troops")
    assert (both.quantity, both.speaker_ids) == (Quantity(None, 15000, "troops"), ())


def test_a_joint_statement_is_the_word_of_the_group() -> None:
    assert (BY_ID["P198"].speaker_kind, BY_ID["P198"].speaker_ids) == (SpeakerKind.JOINT, ("COW",))


@pytest.mark.parametrize(
    ("number", "unit", "quantity"),
    [
        ("10000", "soldiers, about", Quantity(10000, 10000, "troops")),
        ("10000", "soldiers, British share, up to", Quantity(None, 10000, "troops")),
        ("7500", "soldiers, British, fewer than", Quantity(None, 7500, "troops")),
        ("10000", "soldiers, whole force, minimum", Quantity(10000, None, "troops, whole force")),
        ("27", "SEK bn, 2026, more than", Quantity(27, None, "SEK", "billion")),
        ("500", "USD m, joint with POL and NOR", Quantity(None, 500, "USD", "million")),
        ("2.26", "GBP bn loan", Quantity(2.26, 2.26, "GBP", "billion")),
        ("4", "Mirage 2000 of six promised", Quantity(4, 4, "Mirage 2000 of six promised")),
        ("21", "st package", None),
        ("", "several thousand soldiers", None),
    ],
)
def test_a_unit_says_which_bound_is_open(number: str, unit: str, quantity: Quantity | None) -> None:
    assert quantity_from(number, unit, {"soldiers": "troops"}) == quantity


def test_two_codes_of_one_condition_are_one_condition() -> None:
    codes = {"us_participation": "us_guarantee"}
    found = conditions_from("us_guarantee:required; us_participation:required;x:excluded", codes)
    assert found == (
        AttachedCondition(None, "us_guarantee", Relation.REQUIRES),
        AttachedCondition(None, "x", Relation.REGARDLESS),
    )
