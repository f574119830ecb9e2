"""The claim of 4 September 2025, "26 states", from the built-in case: one claim with its denials, no commitments."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from willing.ledger import current_cells
from willing.views.claim import ClaimView, claim_view
from willing.workflows.axes import TimeAxes
from willing.workflows.claiming import Claimed, look_into
from willing.workflows.ledgers import open_ledger
from willing.workflows.starting import start

TWENTY_SIX = "P125"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("claims") / "ukraine"
    start("ukraine-coalition", folder)
    return folder


def looked_into(case: Path, day: str) -> Claimed:
    return look_into(case, TWENTY_SIX, axes=TimeAxes(as_of=datetime.date.fromisoformat(day)))


def view(found: Claimed) -> ClaimView:
    return claim_view(found.report, found.through_time, found.entries, found.case.register)


def test_it_is_one_quantified_claim_of_the_set_and_no_members_stance(case: Path) -> None:
    with open_ledger(case) as ledger:
        cells = current_cells(ledger.entries(as_of="2025-09-05"))
    rows = [cell for cell in cells if cell.quantifier is not None and cell.quantifier.exactly == 26]
    assert [(cell.actor_id, cell.claim, cell.stance.value) for cell in rows] == [("COW", True, "committed")]
    firm = {cell.actor_id for cell in cells if cell.measure_id == "troops" and cell.stance.firm and not cell.claim}
    assert firm == set()


def test_its_words_name_nobody_and_were_narrowed_by_the_same_speaker(case: Path) -> None:
    report = looked_into(case, "2025-09-05").report
    assert report.named == ()
    assert [entry.position.doc_id for entry in report.narrowed] == ["P124"]


def test_those_who_deny_it_are_named_with_their_statements(case: Path) -> None:
    shown = view(looked_into(case, "2025-09-05"))
    denied = {line.name: line for line in shown.members if line.now == "denied"}
    assert {"Italy", "Poland", "Romania", "Greece", "Japan", "Bulgaria"} <= set(denied)
    japan = denied["Japan"].evidence
    assert japan is not None
    assert japan.words == "Japan is not one of the 26 and does not consider sending its forces."
    assert all(line.evidence is not None and line.evidence.url for line in denied.values())


def test_who_has_said_nothing_is_silent_and_not_denied(case: Path) -> None:
    report = looked_into(case, "2025-09-05").report
    assert {"ALB", "ISL", "NZL"} <= set(report.now.silent)
    assert not set(report.now.silent) & set(report.now.denied)


def test_at_most_so_many_of_the_26_can_mean_troops(case: Path) -> None:
    report = looked_into(case, "2026-02-27").report
    assert (report.count, report.size, len(report.now.denied)) == (26, 35, 11)
    assert report.between == (2, 24)
    assert view(looked_into(case, "2026-02-27")).sentence.startswith(
        "26 are claimed; at most 24 of them can mean ground troops, for 11 of 35 say no themselves; "
        "in their own words France and United Kingdom have promised it"
    )


def test_the_count_through_time_stands_beside_what_states_said_themselves(case: Path) -> None:
    told = view(looked_into(case, "2026-02-27")).through_time
    assert [(line.day, line.claimed, line.said_themselves) for line in told] == [
        ("2025-04-10", "6 of 30", 0),
        ("2025-08-19", "10", 0),
        ("2025-09-04", "26", 0),
        ("2026-02-27", "", 2),
    ]
