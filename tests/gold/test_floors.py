"""The reader's quality on our own annotated texts, held by floors.

A rise is free; a fall is a decision and says why. The floors stand a little below what was measured, so that a
different processor's rounding does not fail a build.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gold.scoring import Score, score_folder

HERE = Path(__file__).parent
FOUND_F1, RIGHT_F1, OVERSTATED = 0.78, 0.64, 0.05


@pytest.fixture(scope="module")
def score() -> Score:
    return score_folder(HERE)


def test_positions_are_found(score: Score) -> None:
    assert score.found_f1 >= FOUND_F1


def test_actor_stance_and_measure_are_right(score: Score) -> None:
    assert score.right_f1 >= RIGHT_F1


def test_promises_are_rarely_overstated(score: Score) -> None:
    assert score.overstated_share <= OVERSTATED
