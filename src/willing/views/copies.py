"""Copies said in words: the stories of a ledger, and the same position met in several copies shown once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from willing.ledger import Entry
from willing.ledger.origins import Member, Story

RELATION_WORDS = {
    "origin": "first met",
    "same": "the same words",
    "cut": "shortened",
    "contained": "within a longer text",
    "edition": "another edition",
    "correction": "other facts",
}


@dataclass(frozen=True, slots=True)
class Met:
    """A position with the copies that say the same in the same words: names of their outlets or documents."""

    entry: Entry
    also_in: tuple[str, ...] = ()


def folded(entries: Sequence[Entry], stories: Iterable[Story], standing: Iterable[str]) -> tuple[Met, ...]:
    """The entries in their order, those of copies of one text behind one: the one that stands, else the first."""
    story = {member.document.sha256: each.id for each in stories for member in each.members}
    stands = set(standing)
    groups: dict[tuple[Any, ...], list[Entry]] = {}
    for entry in entries:
        groups.setdefault(saying(entry, story), []).append(entry)
    shown = []
    for group in groups.values():
        first = next((entry for entry in group if entry.id in stands), group[0])
        shown.append((group[0], Met(first, tuple(name_of(entry) for entry in group if entry is not first))))
    place = {id(entry): number for number, entry in enumerate(entries)}
    return tuple(met for _, met in sorted(shown, key=lambda pair: place[id(pair[0])]))


def saying(entry: Entry, story: dict[str, str]) -> tuple[Any, ...]:
    """What makes two entries the same statement in two copies; its own id where it is in no story or was judged."""
    position = entry.position
    if entry.document is None or entry.document.sha256 not in story or position.evidence is None or entry.verdict:
        return (entry.id,)
    words = " ".join(position.evidence.exact.split()).casefold()
    return (
        story[entry.document.sha256], words, position.actor_ids, position.quantifier, position.stance,
        position.measure_id, position.by_ids,
    )  # fmt: skip


def name_of(entry: Entry) -> str:
    document = entry.document
    return (document.outlet or document.id) if document else entry.id


def in_copies(names: Sequence[str]) -> str:
    """ "also in 2 copies: Harbour Daily, Coast Post"."""
    what = "1 copy" if len(names) == 1 else f"{len(names)} copies"
    return f"also in {what}: {', '.join(dict.fromkeys(names))}"


def changes_in_words(member: Member) -> list[str]:
    """ "number: “340” here “430”" for each fact that differs from the text it was compared with."""
    return [f"{each['kind']}: “{each['before']}” is here “{each['after']}”" for each in member.changes]


def story_as_json(story: Story) -> dict[str, Any]:
    """One story of `willing stories --json`."""
    return {
        "story": story.id,
        "origin": story.origin,
        "copies": story.copies,
        "documents": [
            {
                "document": member.document.id,
                "sha256": member.document.sha256,
                "outlet": member.document.outlet,
                "title": member.document.title,
                "published": str(member.document.published) if member.document.published else None,
                "relation": member.relation.value,
                "similarity": member.similarity,
                "changes": list(member.changes),
                "credit": member.details.get("credit"),
                "syndicated": bool(member.details.get("syndicated")),
            }
            for member in story.members
        ],
    }
