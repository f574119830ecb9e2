"""Joining documents to stories while they are added: sources' comparison, ledger's record.

A document is kept before it joins a story. Where a process ends in between, the next one finds the document without a
story and joins it then; what two processes add at once is joined by whichever looks last.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from willing.ledger.entry import StoryRelation
from willing.ledger.texts import StoredText, stored_text, stored_texts
from willing.workflows.ledgers import open_ledger

if TYPE_CHECKING:
    from willing.ledger import Ledger
    from willing.ledger.origins import Story
    from willing.sources.near_copies import Change, KnownText, Match

STORY_DIGITS = 12
MOST_CHANGES = 20
"""Changes recorded of one comparison."""


def stories_of_case(folder: Path) -> tuple[Story, ...]:
    """The stories of a case's ledger, the newest first."""
    with open_ledger(folder) as ledger:
        return ledger.stories_told()[::-1]


class StoryKeeper:
    """Joins each document of a ledger to a story, once. `joined` tells how many were copies of something known."""

    def __init__(self, ledger: Ledger) -> None:
        from willing.sources.near_copies import CopyFinder

        self.ledger = ledger
        self.finder = CopyFinder(self.text_of)
        self.story: dict[str, str] = {}
        self.looked_at: set[str] = set()
        self.placed: set[str] = set()
        self.joined = 0

    def catch_up(self) -> None:
        """Look at every document that came since, and join those that have no story yet."""
        for entry in self.ledger.stories():
            self.story.setdefault(entry.document, entry.story)
        for stored in stored_texts(self.ledger, besides=self.looked_at):
            self.look_at(stored)

    def place(self, sha256: str) -> None:
        """Look at one document that has just been kept."""
        stored = stored_text(self.ledger, sha256) if sha256 not in self.looked_at else None
        if stored is not None:
            self.look_at(stored)

    def look_at(self, stored: StoredText) -> None:
        if stored.sha256 in self.looked_at:
            return
        self.looked_at.add(stored.sha256)
        known = known_text(stored)
        if stored.sha256 not in self.story:
            self.join(stored, known)
            self.placed.add(stored.sha256)
        elif self.placed:
            self.join_across(stored.sha256, known)
        self.finder.put(known)

    def join_across(self, sha256: str, known: KnownText) -> None:
        """Join a document that another process kept meanwhile with the copies that this one kept."""
        for match in self.finder.matches(known):
            if match.key in self.placed and self.story[match.key] != self.story[sha256]:
                self.record(sha256, self.story[match.key], match, {})

    def join(self, stored: StoredText, known: KnownText) -> None:
        """Record which stories a document belongs to, or that it begins one."""
        from willing.sources.near_copies import bridging, credit_of

        credit = credit_of(stored.text, outlet=stored.outlet, author=stored.author)
        told: dict[str, Any] = {"credit": credit.origin} if credit.origin else {}
        told |= {"syndicated": True} if credit.is_syndicated else {}
        closest: dict[str, Match] = {}
        for match in bridging(self.finder.matches(known)):
            closest.setdefault(self.story[match.key], match)
        self.joined += bool(closest)
        if not closest:
            begun = stored.sha256[:STORY_DIGITS]
            self.ledger.join_story(stored.sha256, begun, StoryRelation.ORIGIN, details=told)
            self.story[stored.sha256] = begun
        for story, match in closest.items():
            self.record(stored.sha256, story, match, told)
            self.story.setdefault(stored.sha256, story)

    def record(self, sha256: str, story: str, match: Match, told: dict[str, Any]) -> None:
        similarity = round(match.comparison.contained, 4)
        details = told | details_of(match)
        self.ledger.join_story(sha256, story, relation_of(match), similarity=similarity, details=details)

    def text_of(self, sha256: str) -> KnownText:
        stored = stored_text(self.ledger, sha256)
        assert stored is not None, "the ledger forgets nothing"
        return known_text(stored)


def known_text(stored: StoredText) -> KnownText:
    from willing.sources.near_copies import KnownText

    return KnownText(stored.sha256, stored.text, stored.published)


def relation_of(match: Match) -> StoryRelation:
    """The ledger's word: a longer version of a text that was cut is another edition of it."""
    relation = StoryRelation(match.comparison.relation.value)
    return StoryRelation.EDITION if match.is_longer and relation is StoryRelation.CUT else relation


def details_of(match: Match) -> dict[str, Any]:
    """What was compared, as JSON."""
    comparison = match.comparison
    return {
        "with": match.key,
        "reason": comparison.reason,
        "covered": round(comparison.covered, 4),
        "longer": match.is_longer,
        "changes": changes_as_json(comparison.changes[:MOST_CHANGES]),
    }


def changes_as_json(changes: Iterable[Change]) -> list[dict[str, str]]:
    return [{"kind": change.kind.value, "before": change.before, "after": change.after} for change in changes]
