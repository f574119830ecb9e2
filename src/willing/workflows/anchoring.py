"""Anchoring coded positions: fetch the source of each, propose the sentences that carry it, keep the one accepted.

Nothing is kept before a person accepts. Addresses are visited one after another, each once, with a pause between two
visits to one host.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from willing.errors import UsageError
from willing.ledger import Entry, anchors_of
from willing.model import Basis, Document, Position
from willing.model.address import host_of
from willing.model.mistake import near
from willing.model.problem import Problem
from willing.reading.reader import Reader, Reading
from willing.workflows.anchor_candidates import Candidate, CandidateFinder

if TYPE_CHECKING:
    from willing.ledger import Ledger
    from willing.model.register import Register
    from willing.sources import SourceOptions

PAUSE = 1.0
"""Seconds between two visits to one host."""

OWN_PARTY = "opposition_or_partner_party"
THIRD_PARTY = "third_party_about_actor"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the source of a coded position holds: candidates, or why there are none."""

    entry: Entry
    candidates: tuple[Candidate, ...]
    problem: str = ""

    @property
    def row(self) -> str:
        """The name of the coded row."""
        return self.entry.position.doc_id


@dataclass
class Visits:
    """Fetches each address once, and waits before it visits a host again."""

    reader: Reader
    options: SourceOptions
    pause: float = PAUSE
    seen: dict[str, list[Reading | str]] = field(default_factory=dict)
    last: dict[str, float] = field(default_factory=dict)

    def readings(self, url: str) -> list[Reading | str]:
        """What the reader finds at an address: readings, and in words what could not be read."""
        if url not in self.seen:
            host = host_of(url)
            self.wait(host)
            self.seen[url] = list(self.fetched(url))
            self.last[host] = time.monotonic()
        return self.seen[url]

    def wait(self, host: str) -> None:
        if host in self.last:
            time.sleep(max(0.0, self.last[host] + self.pause - time.monotonic()))

    def fetched(self, url: str) -> Iterator[Reading | str]:
        from willing.sources import read_source

        for item in read_source(url, options=self.options):
            if isinstance(item, Problem):
                yield str(item)
                continue
            reading = next(iter(self.reader.read([item])))
            yield f"{url}: {reading.unread}" if reading.unread else reading


def coded_entries(
    ledger: Ledger, *, actor: str | None = None, measure: str | None = None, only: Sequence[str] = ()
) -> tuple[Entry, ...]:
    """Coded positions with an address that no accepted quote stands for yet, in the order of their rows.

    `only` are names of rows or ids of positions; raises UsageError where one of them is none of these.
    """
    entries = ledger.entries()
    done = anchors_of(entries)
    coded = [each for each in entries if each.position.basis is Basis.CODED and address_of(each.position)]
    known = {name for each in coded for name in (each.position.doc_id, each.id)}
    for name in only:
        if name not in known:
            hint = near(name, [each.position.doc_id for each in coded])
            told = hint if hint.startswith("; perhaps") else "; willing case anchor --list shows them"
            raise UsageError(f"{name}: no coded position with an address{told}")
    wanted = [
        each
        for each in coded
        if (not only or {each.position.doc_id, each.id} & set(only))
        and each.id not in done
        and (actor is None or actor in each.position.actor_ids)
        and (measure is None or each.position.measure_id == measure)
    ]
    return tuple(sorted(wanted, key=lambda each: each.position.doc_id))


def proposals(entries: Iterable[Entry], register: Register, visits: Visits) -> Iterator[Proposal]:
    """For each coded position, the sentences of its source that may carry it. Keeps nothing."""
    finder = CandidateFinder(register)
    for entry in entries:
        refused = cannot_be_quoted(entry.position)
        yield Proposal(entry, (), refused) if refused else proposal(entry, finder, visits)


def proposal(entry: Entry, finder: CandidateFinder, visits: Visits) -> Proposal:
    url = address_of(entry.position)
    readings = visits.readings(url)
    found = [
        candidate
        for reading in readings
        if isinstance(reading, Reading)
        for candidate in finder.find(entry.position, as_source(reading, entry.position))
    ]
    if found:
        return Proposal(entry, tuple(sorted(found, key=lambda each: -each.score)[:3]))
    told = [reading for reading in readings if isinstance(reading, str)]
    return Proposal(entry, (), told[0] if told else f"{url}: no sentence that fits")


def as_source(reading: Reading, coded: Position) -> Reading:
    """The reading with what the coder knows of its source where the page does not say it."""
    coding = coded.coding
    assert coding is not None
    document: Document = replace(
        reading.document,
        url=coding.url,
        outlet=reading.document.outlet or coding.publisher,
        published=reading.document.published or coding.published or coding.said,
        retrieved=datetime.datetime.now(datetime.UTC).date().isoformat(),
    )
    return replace(reading, document=document)


def keep_anchor(ledger: Ledger, proposal: Proposal, number: int, by: str) -> str:
    """Keep the candidate of a number (from 1) as the words of the coded position; the quote's id.

    Raises UsageError where there is no such candidate.
    """
    if not 1 <= number <= len(proposal.candidates):
        raise UsageError(
            f"{proposal.row}: no candidate {number}, there {'are' if len(proposal.candidates) != 1 else 'is'} "
            f"{len(proposal.candidates)}"
        )
    chosen = proposal.candidates[number - 1]
    reason = f"the words of coded row {proposal.row}"
    return ledger.anchor(proposal.entry.id, chosen.document, chosen.position, by=by, reason=reason)


def address_of(position: Position) -> str:
    return (position.coding.url or "") if position.coding else ""


def cannot_be_quoted(position: Position) -> str:
    """Why a coded position stays coded: a quote would give its speaker a stronger voice than the coder did."""
    assert position.coding is not None
    if position.coding.speaks_for == OWN_PARTY:
        return "a party's word about its state: stays coded"
    if position.coding.speaks_for == THIRD_PARTY and not position.speaker_ids:
        return "somebody else's word, of nobody that the case knows: stays coded"
    return ""
