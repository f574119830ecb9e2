"""A claim about many as a page or screen shows it: its words, what the members say, bounds, the count through time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from willing.ledger import Entry
from willing.ledger.authority import speaker_of
from willing.ledger.claims import ClaimReport, CountLine, Tally
from willing.model.register import Register
from willing.views.reckoned import Evidence
from willing.views.wording import joined

GROUPS = (
    ("firm", "have promised it themselves"),
    ("offered", "are ready to"),
    ("considered", "weigh it"),
    ("open", "hold back"),
    ("denied", "say no"),
    ("silent", "have said nothing of their own"),
)
"""Places of members in a tally, in the order shown."""


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member of the set: what it said itself by the day of the claim and says now, with the statement behind it."""

    actor: str
    name: str
    then: str
    now: str
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class CountView:
    """A point of the count through time; the last one is the day asked about, of which nothing is claimed."""

    day: str
    claimed: str
    speaker: str
    entry_id: str
    said_themselves: int


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim looked into. `sentence` says it first."""

    id: str
    sentence: str
    claim: Evidence
    count: int
    at_least: bool
    size: int
    measure: str
    named: tuple[str, ...]
    narrowed: tuple[Evidence, ...]
    members: tuple[MemberLine, ...]
    lowest: int
    highest: int
    through_time: tuple[CountView, ...]


def claim_view(
    report: ClaimReport, through_time: Sequence[CountLine], entries: Mapping[str, Entry], register: Register
) -> ClaimView:
    """The view of a report."""
    then, now = places(report.then), places(report.now)
    lines = tuple(
        MemberLine(
            actor,
            register.actor_name(actor),
            then[actor],
            now[actor],
            evidence(entries[report.now.standing[actor]]) if actor in report.now.standing else None,
        )
        for group, _ in GROUPS
        for actor in getattr(report.now, group)
    )
    return ClaimView(
        report.claim.row_name or report.claim.id,
        claim_sentence(report, register),
        evidence(report.claim),
        report.count,
        report.at_least,
        report.size,
        register.measure_name(report.measure_id),
        tuple(register.actor_name(actor) for actor in report.named),
        tuple(map(evidence, report.narrowed)),
        lines,
        *report.between,
        (*map(count_view, through_time), CountView(str(report.now.day), "", "", "", len(report.now.firm))),
    )


def count_view(line: CountLine) -> CountView:
    claimed = f"{'at least ' if line.at_least else ''}{line.claimed}{f' of {line.of}' if line.of else ''}"
    return CountView(str(line.day), claimed, line.speaker, line.entry_id, line.said_themselves)


def places(tally: Tally) -> dict[str, str]:
    """The place of each member in a tally."""
    return {actor: group for group, _ in GROUPS for actor in getattr(tally, group)}


def claim_sentence(report: ClaimReport, register: Register) -> str:
    """ "26 are claimed; at most 24 of them can mean ground troops, for 11 of 35 say no themselves; ..."."""
    measure = register.measure_name(report.measure_id)
    highest = report.between[1]
    count = f"{'at least ' if report.at_least else ''}{report.count}"
    parts = [f"{count} are claimed; at most {min(highest, report.count)} of them can mean {measure}"]
    if report.now.denied:
        parts[0] += f", for {len(report.now.denied)} of {report.size} say no themselves"
    firm = joined([register.actor_name(actor) for actor in report.now.firm])
    own = f"{firm} {'has' if len(report.now.firm) == 1 else 'have'} promised it" if firm else "nobody has promised it"
    parts.append(f"in their own words {own}")
    if report.now.silent:
        parts.append(f"{len(report.now.silent)} are silent")
    named = joined([register.actor_name(actor) for actor in report.named])
    parts.append(f"the claim names {named or 'nobody'}")
    return f"{'; '.join(parts)}."


def evidence(entry: Entry) -> Evidence:
    """A statement as evidence: its quote, or the coder's summary."""
    position, coding = entry.position, entry.position.coding
    outlet = (entry.document.outlet if entry.document else None) or (coding.publisher if coding else None) or ""
    url = (entry.document.url if entry.document else None) or (coding.url if coding else None) or ""
    words = position.evidence.exact if position.evidence else coding.summary if coding else ""
    return Evidence(
        entry.id,
        str(entry.said or ""),
        speaker_of(entry),
        outlet,
        " ".join(words.split()),
        position.evidence is not None,
        url,
        position.doc_id,
    )


def claim_as_json(view: ClaimView) -> dict[str, Any]:
    return asdict(view)


def claims_as_json(claims: Iterable[Entry], register: Register) -> list[dict[str, Any]]:
    """The claims of a case, one line each."""
    return [
        {
            "id": entry.row_name or entry.id,
            "set": register.actor_name(entry.position.actor_ids[0]),
            "quantifier": entry.position.quantifier.as_json() if entry.position.quantifier else None,
            "stance": entry.position.stance.value,
            "measure": entry.position.measure_id,
            **asdict(evidence(entry)),
        }
        for entry in claims
    ]
