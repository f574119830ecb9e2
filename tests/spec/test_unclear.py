"""What nobody has said, or said clearly, ranked by what knowing it would change: the built-in case."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import Path

import pytest

from willing.views.unclear import Unclear, UnclearView
from willing.workflows.axes import TimeAxes
from willing.workflows.starting import start
from willing.workflows.unclear import unclear

FEBRUARY = TimeAxes(as_of=datetime.date(2026, 2, 27))


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unclear") / "ukraine"
    start("ukraine-coalition", folder)
    return folder


@pytest.fixture(scope="module")
def view(case: Path) -> UnclearView:
    return unclear(case, axes=FEBRUARY)


def test_the_fact_that_turns_everything_comes_first(view: UnclearView) -> None:
    first = view.lines[0]
    assert (first.kind, first.subject, first.turns) == (Unclear.FACT, "ceasefire", Fraction(1))
    assert {"FRA-troops", "GBR-troops"} <= set(first.moves)


def test_what_firm_promises_wait_for_comes_before_what_offers_wait_for(view: UnclearView) -> None:
    order = [line.subject for line in view.lines]
    assert order.index("parliament-GBR") < order.index("parliament-ESP")


def test_the_amounts_of_the_two_firm_promises_are_unclear_and_shown_with_their_source(view: UnclearView) -> None:
    untold = {line.subject: line for line in view.lines if line.kind is Unclear.AMOUNT}
    assert {"FRA", "GBR"} <= set(untold)
    britain = untold["GBR"].evidence
    assert britain is not None
    assert britain.url.startswith("https://")


def test_members_without_a_word_of_their_own_are_silent(view: UnclearView) -> None:
    silent = {line.subject for line in view.lines if line.kind is Unclear.SILENCE}
    assert {"ALB", "ISL", "NZL"} <= silent


def test_who_said_a_plain_no_is_not_unclear(view: UnclearView) -> None:
    assert not {"POL", "ITA", "GRC", "ROU"} & {line.subject for line in view.lines}


def test_the_silence_of_one_who_would_be_followed_says_who_would_follow(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "case.toml").write_text(
        'id = "strait"\nname = "The strait"\nquestion = "Who sends ships?"\n'
        '[reckoning.conditions]\nallies = "others({measure} >= 1)"\n'
        '[[requirement]]\nid = "two"\nmeasure = "naval"\nat_least = 2\nsource = "https://example.org"\n',
        encoding="utf-8",
    )
    (source / "actors.csv").write_text(
        "id,name,roles\nNOR,Norway,member\nSWE,Sweden,member\nDNK,Denmark,member\n", encoding="utf-8"
    )
    (source / "positions.csv").write_text(
        "position_id,date_said,actor_id,speaker,speaker_kind,stance,measure,quantity,unit,conditions,summary,url,"
        "publisher,confidence\n"
        "P1,2025-03-01,NOR,minister,named,committed,naval,2,ships,allies:required,If others do.,https://example.org,"
        "Paper,high\n"
        "P2,2025-03-01,DNK,minister,named,declined,naval,,,,Will not.,https://example.org,Paper,high\n",
        encoding="utf-8",
    )
    start(str(source), tmp_path / "case")
    lines = unclear(tmp_path / "case").lines
    assert [(line.kind, line.subject, line.moves) for line in lines] == [(Unclear.SILENCE, "SWE", ("NOR-naval",))]
    assert lines[0].why == "1 promise would follow if it promised; has said nothing about it"
