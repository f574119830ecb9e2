"""Stories as the ledger tells them: which documents are copies of one text, and whom that text comes from.

Pure functions of what was recorded. A document counts as many times as there are stories, not copies, so each document
of a story gets the story's origin: the agency that a copy credits, else the outlet of its first document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from willing.ledger.entry import DocumentLine, Entry, StoryEntry, StoryRelation
from willing.model.address import host_of
from willing.model.groups import Groups


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a story: what it is to it, and what was compared. `details` holds the changes, if any."""

    document: DocumentLine
    relation: StoryRelation
    similarity: float
    details: dict[str, Any]

    @property
    def changes(self) -> tuple[dict[str, str], ...]:
        """The names, numbers, dates and negations that differ from the text it was compared with."""
        return tuple(self.details.get("changes", ()))


@dataclass(frozen=True, slots=True)
class Story:
    """One text and its copies, the first published (else recorded) first; `origin` is whom it comes from."""

    id: str
    origin: str
    members: tuple[Member, ...]

    @property
    def copies(self) -> int:
        return len(self.members) - 1


def stories_told(joined: Iterable[StoryEntry], documents: Iterable[DocumentLine]) -> tuple[Story, ...]:
    """The stories of the documents, in the order of their first ones; a document that joined none is none."""
    lines = {line.sha256: line for line in documents}
    newest: dict[tuple[str, str], StoryEntry] = {}
    for entry in joined:
        if entry.document in lines:
            newest[entry.document, entry.story] = entry
    by_document: dict[str, list[StoryEntry]] = {}
    for entry in newest.values():
        by_document.setdefault(entry.document, []).append(entry)
    groups = Groups()
    for entries in by_document.values():
        first, *others = bridging(entries)
        groups.add(first.story)
        for other in others:
            groups.add(other.story)
            groups.join(first.story, other.story)
    members: dict[str, list[Member]] = {}
    for document, entries in by_document.items():
        first = bridging(entries)[0]
        member = Member(lines[document], first.relation, first.similarity, first.details)
        members.setdefault(groups.first(first.story), []).append(member)
    return tuple(story_of(story, each) for story, each in members.items())


def bridging(entries: Sequence[StoryEntry]) -> Sequence[StoryEntry]:
    """The stories that a document belongs to: one that only holds other texts belongs to the first of them."""
    strong = [entry for entry in entries if entry.relation is not StoryRelation.CONTAINED]
    return strong or entries[:1]


def story_of(story_id: str, members: Sequence[Member]) -> Story:
    ordered = sorted(members, key=by_time)
    credited = next((member.details["credit"] for member in ordered if member.details.get("credit")), None)
    return Story(story_id, credited or outlet_of(ordered[0].document), tuple(ordered))


def by_time(member: Member) -> tuple[str, str, str]:
    line = member.document
    recorded = line.recorded_at.isoformat() if line.recorded_at else ""
    return line.published.first.isoformat() if line.published else recorded[:10], recorded, line.sha256


def outlet_of(line: DocumentLine) -> str:
    """The outlet, else the address's host, else the text itself."""
    return line.outlet or host_of(line.url) or line.sha256


def with_origin(entry: Entry, origin: Mapping[str, str]) -> Entry:
    """The entry, its document with the origin told for it (by sha256), if any."""
    if entry.document is None or entry.document.sha256 not in origin:
        return entry
    return replace(entry, document=replace(entry.document, origin=origin[entry.document.sha256]))
