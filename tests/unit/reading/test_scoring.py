"""Scoring read positions against annotated ones, on records small enough to count by hand."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from willing.reading.assignment import best_pairs
from willing.reading.scoring import PositionScore, calibration_error, pair_positions


def record(stance: str, start: int = 0, *, actor: str = "FRA", measure: str = "troops", **more: Any) -> dict[str, Any]:
    return {
        "evidence": [start, start + 40],
        "actor": [start, start + 6],
        "actor_ids": [actor],
        "stance": stance,
        "measure_id": measure,
        "conditions": [],
        "speaker_ids": [],
        "speaker_kind": "outlet",
        "directness": "asserted",
        **more,
    }


def scored(annotated: list[dict[str, Any]], read: list[dict[str, Any]]) -> dict[str, Any]:
    score = PositionScore()
    score.add(annotated, read)
    return score.as_json()


def test_a_promise_read_where_only_a_thought_was_annotated_is_overstated_and_no_exact_answer() -> None:
    told = scored([record("considering")], [record("committed")])
    assert told["found"]["f1"] == 1.0
    assert told["exact"]["f1"] == 0.0
    assert told["firm"] == {"overstated": 1.0, "unfounded": 0.0}
    assert told["confusion"]["considering"] == {"committed": 1}


def test_a_promise_that_nobody_annotated_is_unfounded_and_a_refusal_that_was_not_read_is_missed() -> None:
    told = scored([record("declined")], [record("delivered", 100)])
    assert (told["found"]["p"], told["missed_no"], told["firm"]["unfounded"]) == (0.0, 1.0, 1.0)
    assert told["confusion"]["declined"] == {"missed": 1}
    assert told["confusion"]["nothing"] == {"delivered": 1}


def test_an_accepted_alternative_is_right_and_a_position_that_need_not_be_found_costs_nothing() -> None:
    annotated = [record("willing", stance_ok=["willing", "committed"]), record("opposed", 200, must=False)]
    told = scored(annotated, [record("committed")])
    assert (told["exact"]["r"], told["annotated"], told["missed_no"]) == (1.0, 1, 0.0)


def test_the_whole_answer_needs_the_conditions_too() -> None:
    condition = {"span": [20, 30], "id": "ceasefire", "relation": "requires", "negated": False}
    told = scored([record("willing", conditions=[condition])], [record("willing")])
    assert (told["exact"]["f1"], told["answer"]["f1"], told["conditions"]["r"]) == (1.0, 0.0, 0.0)


def test_yes_read_as_no_is_flipped() -> None:
    assert scored([record("committed")], [record("declined")])["flipped"] == 1.0


def test_positions_of_two_actors_in_one_sentence_are_paired_by_who_and_what() -> None:
    annotated = [record("committed"), record("declined", actor="DEU")]
    read = [record("declined", actor="DEU"), record("committed")]
    assert pair_positions(annotated, read) == [(0, 1), (1, 0)]


def test_how_far_confidence_lies_from_being_right() -> None:
    assert calibration_error([(0.8, True), (0.8, True), (0.8, True), (0.8, False), (0.8, True)], 1) < 1e-9
    assert abs(calibration_error([(0.75, False)] * 10) - 0.75) < 1e-9


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=4))
def test_no_other_pairing_weighs_more(weights: list[list[int]]) -> None:
    from itertools import permutations

    rows, columns = len(weights), 3
    size = max(rows, columns)
    square = [[weights[r][c] if r < rows and c < columns else 0 for c in range(size)] for r in range(size)]
    best = max(sum(square[r][order[r]] for r in range(size)) for order in permutations(range(size)))
    assert sum(weights[row][column] for row, column in best_pairs(weights)) == best
