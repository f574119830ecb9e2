"""Looking into claims about many: "26 states have committed", beside what those states say themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from willing.errors import UsageError
from willing.model.mistake import near
from willing.workflows.axes import NOW, TimeAxes

if TYPE_CHECKING:
    from willing.cases import Case
    from willing.ledger import Entry
    from willing.ledger.claims import ClaimReport, CountLine

MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim looked into, the count through time, and every entry by its id."""

    case: Case
    report: ClaimReport
    through_time: tuple[CountLine, ...]
    entries: dict[str, Entry]


def claims_of(folder: Path, *, axes: TimeAxes = NOW) -> tuple[Case, tuple[Entry, ...]]:
    """The claims about counted sets in a case, oldest first."""
    from willing.cases import load_case
    from willing.ledger.claims import claims_in
    from willing.workflows.ledgers import open_ledger

    case = load_case(folder)
    with open_ledger(folder) as ledger:
        return case, claims_in(ledger.entries(as_of=axes.as_of, known_at=axes.known_at))


def look_into(folder: Path, claim_id: str, *, axes: TimeAxes = NOW) -> Claimed:
    """One claim, by the id of its position or its row. Raises UsageError for an unknown one."""
    from willing.cases import load_case
    from willing.ledger.claims import claim_report, claims_in, count_through_time
    from willing.workflows.ledgers import open_ledger

    case = load_case(folder)
    with open_ledger(folder) as ledger:
        entries = ledger.entries(as_of=axes.as_of, known_at=axes.known_at)
    claim = named_claim(claim_id, claims_in(entries))
    set_id = claim.position.actor_ids[0]
    members = members_of(set_id, case)
    day = axes.last_day or max((entry.days[1] for entry in entries), default=claim.days[1])
    report = claim_report(claim, entries, members, case.register, as_of=day, size=attendance(case, claim))
    through_time = count_through_time(entries, set_id, claim.position.measure_id, members, case.register)
    return Claimed(case, report, through_time, {entry.id: entry for entry in entries})


def named_claim(name: str, claims: Sequence[Entry]) -> Entry:
    found = next((each for each in claims if name in (each.id, each.position.doc_id, each.row_name)), None)
    if found is None:
        known = [each.row_name or each.id for each in claims]
        raise UsageError(f"claim {name}: no such claim{near(name, known)}; willing claim lists them")
    return found


def members_of(set_id: str, case: Case) -> frozenset[str]:
    """The actors of a set: the members that the register lists, else those that the case calls members."""
    listed = next((actor.members for actor in case.register.actors if actor.id == set_id), ())
    return frozenset(listed) or frozenset(actor for actor, roles in case.members.items() if MEMBER in roles)


def attendance(case: Case, claim: Entry) -> int | None:
    """How many met on the day of the claim, where the case tells of a meeting then."""
    from willing.cases.meetings import load_meetings

    first, last = claim.days
    held = [each.attended for each in load_meetings(case.folder) if first <= each.date.first <= last]
    return next((number for number in held if number is not None), None)
