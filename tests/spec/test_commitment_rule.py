"""From ledger to commitments: what counts, at which level, how much, on what; through a real case folder and ledger."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from willing.cases import load_case
from willing.ledger import current_cells
from willing.workflows.commitments import Counted, Promise, commitments_of
from willing.workflows.ledgers import open_ledger
from willing.workflows.starting import start

HEAD = 'id = "strait"\nname = "The strait"\nquestion = "Who sends ships?"\n'
FACTS = "".join(
    f'[[fact]]\nid = "{name}"\nname = "{name}"\nsource = "https://example.org"\n' for name in ("ceasefire", "mandate")
)
ROW = {
    "position_id": "P1",
    "date_said": "2025-03-01",
    "actor_id": "NOR",
    "speaker": "foreign minister",
    "speaker_kind": "named",
    "speaks_for": "actor",
    "stance": "committed",
    "measure": "naval",
    "quantity": "",
    "unit": "",
    "conditions": "",
    "location_or_role": "",
    "summary": "Says so.",
    "url": "https://example.org/a",
    "publisher": "Paper",
    "confidence": "high",
}
THIRD_PARTY = {"speaker": "Spanish minister on Norway", "speaks_for": "third_party_about_actor"}
ANONYMOUS = {"speaker": "an official", "speaker_kind": "anonymous", "speaks_for": "anonymous_or_media"}

Counting = Callable[..., Counted]


@pytest.fixture
def counting(tmp_path: Path) -> Counting:
    """What counts of these rows (each over ROW), under a rule in TOML."""

    def count(*rows: dict[str, str], rule: str = "", voices: tuple[str, ...] = ()) -> Counted:
        source = tmp_path / "source"
        source.mkdir()
        (source / "case.toml").write_text(f"{HEAD}{rule}\n{FACTS}", encoding="utf-8")
        with (source / "positions.csv").open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, ROW)
            writer.writeheader()
            writer.writerows(ROW | {"position_id": f"P{n}"} | row for n, row in enumerate(rows, start=1))
        folder = tmp_path / "case"
        start(str(source), folder)
        case = load_case(folder)
        with open_ledger(folder) as ledger:
            entries = ledger.entries()
        return commitments_of(current_cells(entries, register=case.register), entries, case, voices)

    return count


def only(counted: Counted) -> Promise:
    (promise,) = counted.promises
    return promise


@pytest.mark.parametrize(
    ("stance", "level"),
    [
        ("delivered", "firm"),
        ("allocated", "firm"),
        ("committed", "firm"),
        ("willing", "offered"),
        ("considering", "considered"),
    ],
)
def test_a_positive_stance_is_a_promise_of_its_level(counting: Counting, stance: str, level: str) -> None:
    assert only(counting({"stance": stance})).level == level


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"stance": "undecided"}, "promises nothing"),
        ({"stance": "reluctant"}, "says no"),
        ({"stance": "declined"}, "says no"),
        ({"stance": "opposed"}, "says no"),
        ({"actor_id": "EU"}, "a claim about many is nobody's promise"),
        (ANONYMOUS, "not its own word (unnamed)"),
        (
            {"speaker": "Spanish minister on Norway", "speaks_for": "third_party_about_actor"},
            "not its own word (hearsay)",
        ),
    ],
)
def test_what_is_no_promise_is_left_out_with_its_reason(counting: Counting, row: dict[str, str], reason: str) -> None:
    counted = counting(row)
    assert counted.promises == []
    assert [each.reason for each in counted.left_out] == [reason]


def test_a_row_of_low_confidence_neither_counts_nor_is_left_out_by_a_reason(counting: Counting) -> None:
    counted = counting({"confidence": "low"})
    assert (counted.promises, counted.left_out) == ([], [])


def test_a_body_counts_where_the_case_says_so(counting: Counting) -> None:
    assert only(counting({"actor_id": "EU"}, rule='[reckoning]\nbodies = ["EU"]')).commitment.actor == "EU"


@pytest.mark.parametrize(
    ("quantity", "unit", "low", "high"),
    [
        ("2", "ships", 2, 2),
        ("3", "ships, up to", 0, 3),
        ("3", "ships, at least", 3, None),
        ("", "", 0, None),
    ],
)
def test_an_amount_is_made_no_firmer_than_it_was_told(
    counting: Counting, quantity: str, unit: str, low: int, high: int | None
) -> None:
    amount = only(counting({"quantity": quantity, "unit": unit})).commitment.amount
    assert (amount.low, amount.high) == (low, high)


def test_an_amount_in_another_unit_is_not_added_up_and_says_so(counting: Counting) -> None:
    promise = only(counting({"quantity": "40", "unit": "EUR m"}, rule='[reckoning.units]\nnaval = "ships"'))
    assert (promise.commitment.amount.low, promise.commitment.amount.high) == (0, None)
    assert promise.remarks[0] == "40 million EUR not added up: naval is counted in ships"


def test_the_amount_of_an_earlier_statement_of_the_same_stance_still_counts(counting: Counting) -> None:
    rows = ({"quantity": "2", "unit": "ships"}, {"date_said": "2025-04-01", "summary": "Repeats it."})
    assert only(counting(*rows)).commitment.amount.low == 2


def test_a_number_by_an_unnamed_source_is_an_upper_bound_where_it_is_switched_on(counting: Counting) -> None:
    promise = only(counting({}, ANONYMOUS | {"quantity": "5", "unit": "ships"}, voices=("unnamed",)))
    assert (promise.commitment.amount.low, promise.commitment.amount.high, promise.level) == (0, 5, "firm")
    assert promise.remarks == ("5 ships by an official, not its own word: an upper bound only",)
    assert [entry.position.doc_id for entry in promise.entries] == ["P1", "P2"]


BOTH = {"actor_id": "NOR;DNK", "unit": "ships", "date_said": "2025-04-01"}
TWO = ({}, {"actor_id": "DNK"})


def sums(counted: Counted) -> list[tuple[tuple[str, ...], int, int | None]]:
    return [(each.sum.actors, each.sum.low, each.sum.high) for each in counted.together]


def highs(counted: Counted) -> dict[str, int | None]:
    return {each.commitment.actor: each.commitment.amount.high for each in counted.promises}


def test_what_two_say_they_give_together_is_one_sum_and_no_ones_own_part(counting: Counting) -> None:
    """ "Together five": sure of both, and of neither alone; five at most of each, never ten of the two."""
    counted = counting(*TWO, BOTH | {"quantity": "5"})
    assert sums(counted) == [(("NOR", "DNK"), 5, 5)]
    assert {each.commitment.actor: each.commitment.amount.low for each in counted.promises} == {"NOR": 0, "DNK": 0}
    assert highs(counted) == {"NOR": 5, "DNK": 5}


def test_a_joint_sum_by_an_unnamed_source_bounds_from_above_only_where_it_is_switched_on(counting: Counting) -> None:
    rows = (*TWO, ANONYMOUS | BOTH | {"quantity": "5"})
    assert sums(counting(*rows, voices=("unnamed",))) == [(("NOR", "DNK"), 0, 5)]


def test_a_joint_sum_by_an_unnamed_source_is_not_heard_unasked(counting: Counting) -> None:
    counted = counting(*TWO, ANONYMOUS | BOTH | {"quantity": "5"})
    assert sums(counted) == []
    assert highs(counted) == {"NOR": None, "DNK": None}


def test_what_others_tell_of_both_never_goes_below_what_each_promised_itself(counting: Counting) -> None:
    own = ({"quantity": "4", "unit": "ships"}, {"quantity": "3", "unit": "ships", "actor_id": "DNK"})
    assert sums(counting(*own, ANONYMOUS | BOTH | {"quantity": "5"}, voices=("unnamed",))) == []


def test_an_amount_for_each_is_no_joint_sum(counting: Counting) -> None:
    counted = counting(*TWO, BOTH | {"quantity": "5", "summary": "They send five each."})
    assert sums(counted) == []
    assert {each.commitment.actor: each.commitment.amount.low for each in counted.promises} == {"NOR": 5, "DNK": 5}


def test_the_newer_of_two_joint_sums_counts(counting: Counting) -> None:
    counted = counting(*TWO, BOTH | {"quantity": "5"}, BOTH | {"quantity": "7", "date_said": "2025-05-01"})
    assert sums(counted) == [(("NOR", "DNK"), 7, 7)]


def test_the_case_can_state_a_joint_sum_itself(counting: Counting) -> None:
    stated = 'measure = "naval"\nactors = ["NOR", "DNK"]\nquantity = [0, 9]\npositions = ["P3"]\nnote = "told so"\n'
    counted = counting(*TWO, BOTH | {"quantity": "5"}, rule=f"[[joint]]\n{stated}")
    assert sums(counted) == [(("NOR", "DNK"), 0, 9)]
    assert counted.together[0].remarks == ("stated by the case: told so",)
    assert [entry.position.doc_id for entry in counted.together[0].entries] == ["P3"]


def test_a_firm_stance_by_an_unnamed_source_alone_never_enters_the_floor(counting: Counting) -> None:
    assert only(counting(ANONYMOUS, voices=("unnamed",))).level == "offered"


@pytest.mark.parametrize(
    ("conditions", "condition"),
    [
        ("", None),
        ("ceasefire:required", "ceasefire"),
        ("ceasefire:required;mandate:required", "ceasefire and mandate"),
        ("ceasefire:required;mandate:preferred", "ceasefire"),
        ("mandate:excluded", None),
        ("parliament:required", "parliament-NOR"),
        ("allies:required", "others(naval >= 2)"),
        ("security:required", "security"),
    ],
)
def test_conditions_become_an_expression_over_facts_and_promises(
    counting: Counting, conditions: str, condition: str | None
) -> None:
    rule = '[reckoning.conditions]\nallies = "others({measure} >= 2)"'
    found = only(counting({"conditions": conditions}, rule=rule)).commitment.condition
    assert (str(found) if found is not None else None) == condition


def test_levels_voices_and_what_everybody_meets_for_itself_can_be_edited(counting: Counting) -> None:
    rule = '[reckoning]\nfirm = ["delivered"]\noffered = ["committed"]\neach_for_itself = ["funding"]'
    promise = only(counting({"conditions": "funding:required;parliament:required"}, rule=rule))
    assert promise.level == "offered"
    assert str(promise.commitment.condition) == "funding-NOR and parliament"


def test_the_case_can_state_a_commitment_itself_and_instead_of_what_stands(counting: Counting) -> None:
    rule = (
        '[[commitment]]\nid = "nor"\nactor = "NOR"\nmeasure = "naval"\nquantity = [2, 4]\nholds_if = "ceasefire"\n'
        'level = "offered"\ninstead = true\npositions = ["P1"]\nnote = "two statements read together"'
    )
    counted = counting({}, rule=rule)
    promise = only(counted)
    assert (promise.commitment.id, promise.level, str(promise.commitment.condition)) == ("nor", "offered", "ceasefire")
    assert [entry.position.doc_id for entry in promise.entries] == ["P1"]
    assert promise.remarks == ("stated by the case: two statements read together",)
    assert [each.reason for each in counted.left_out] == ["the case states its own commitment instead"]


OFFER = {"measure": "naval", "unit": "ships"}


def test_two_amounts_of_one_breath_are_tiers_each_on_its_own_conditions(counting: Counting) -> None:
    """ "Three ships, and five with a mandate": the three stand in any case, the larger that holds counts."""
    counted = counting(
        OFFER | {"quantity": "5", "conditions": "mandate:required"},
        OFFER | {"quantity": "3"},
    )
    three, five = sorted(counted.promises, key=lambda each: each.commitment.amount.low)
    assert (three.commitment.id, str(three.commitment.condition)) == ("NOR-naval", "None")
    assert (five.commitment.id, str(five.commitment.condition)) == ("NOR-naval-2", "mandate")
    assert (three.commitment.amount.low, five.commitment.amount.low) == (3, 5)
    assert three.commitment.adds is five.commitment.adds is False


def test_three_tiers_of_one_breath_are_three_promises(counting: Counting) -> None:
    counted = counting(
        OFFER | {"quantity": "3"},
        OFFER | {"quantity": "5", "conditions": "mandate:required"},
        OFFER | {"quantity": "9", "conditions": "mandate:required;ceasefire:required"},
    )
    assert sorted(each.commitment.amount.low for each in counted.promises) == [3, 5, 9]


def test_an_amount_restated_on_another_day_is_no_tier(counting: Counting) -> None:
    """Said later under a condition, the larger amount is the new word, and its condition ties it."""
    counted = counting(
        OFFER | {"quantity": "3"},
        OFFER | {"quantity": "5", "conditions": "mandate:required", "date_said": "2025-04-01"},
    )
    assert str(only(counted).commitment.condition) == "mandate"
