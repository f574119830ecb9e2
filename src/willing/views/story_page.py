"""A story as a page shows it: every copy, what it is, whom it credits, and which facts differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from willing.ledger.origins import Member, Story
from willing.views.copies import RELATION_WORDS
from willing.views.document_page import NAMED, TITLE, Heading, heading_of
from willing.views.statements import digits_of
from willing.views.wording import clipped

RELATION_MEANING = {
    "origin": "the first of these texts that was published, as far as the ledger knows",
    "same": "says the same in the same words",
    "cut": "the same text, shortened",
    "contained": "stands within a longer text",
    "edition": "the same text, reworked or longer",
    "correction": "the same text with other facts",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that differs: `before` in the text it was compared with, `after` here; either may be empty."""

    kind: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A document of a story. `relation` is the ledger's word, `told` and `meaning` say it; `same` is in per cent.

    `compared` is the document (digits, name) with which it was compared, where that is another of the story.
    """

    heading: Heading
    relation: str
    told: str
    meaning: str
    same: int
    credit: str
    syndicated: bool
    compared: tuple[str, str] | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story: `origin` is whom it comes from, which is how often it counts: once."""

    id: str
    title: str
    origin: str
    copies: tuple[CopyLine, ...]


@dataclass(frozen=True, slots=True)
class StoryLine:
    id: str
    title: str
    origin: str
    copies: int
    published: str
    relations: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class StoriesPage:
    """Stories, the newest first: those with copies, or all; `stories` counts all, `all_copies` their copies."""

    lines: tuple[StoryLine, ...]
    everything: bool
    fitting: int
    stories: int
    all_copies: int
    first: int
    before: int | None
    after: int | None


def story_page(story: Story) -> StoryPage:
    names = {each.document.sha256: name_of(each) for each in story.members}
    return StoryPage(
        story.id,
        title_of(story),
        origin_of(story),
        tuple(copy_line(each, names) for each in story.members),
    )


def copy_line(member: Member, names: dict[str, str]) -> CopyLine:
    relation = member.relation.value
    other = str(member.details.get("with", ""))
    return CopyLine(
        heading_of(member.document),
        relation,
        RELATION_WORDS[relation],
        RELATION_MEANING[relation],
        round(100 * member.similarity),
        clipped(str(member.details.get("credit") or ""), NAMED),
        bool(member.details.get("syndicated")),
        (digits_of(other), names[other]) if other in names else None,
        tuple(
            Change(each["kind"], clipped(each["before"], TITLE), clipped(each["after"], TITLE))
            for each in member.changes
        ),
    )


def stories_page(stories: Iterable[Story], *, everything: bool, first: int, count: int) -> StoriesPage:
    known = tuple(stories)
    fitting = [story for story in known if everything or story.copies]
    return StoriesPage(
        tuple(map(story_line, fitting[first : first + count])),
        everything,
        len(fitting),
        len(known),
        sum(story.copies for story in known),
        first,
        max(0, first - count) if first > 0 else None,
        first + count if first + count < len(fitting) else None,
    )


def story_line(story: Story) -> StoryLine:
    relations: dict[str, int] = {}
    for member in story.members[1:]:
        told = RELATION_WORDS[member.relation.value]
        relations[told] = relations.get(told, 0) + 1
    published = story.members[0].document.published
    return StoryLine(
        story.id,
        title_of(story),
        origin_of(story),
        story.copies,
        published.in_words if published else "",
        tuple(relations.items()),
    )


def title_of(story: Story) -> str:
    first = story.members[0].document
    return clipped(first.title or first.id, TITLE)


def origin_of(story: Story) -> str:
    """Whom it comes from; a text that names nobody is its own origin, which tells a reader nothing."""
    first = story.members[0].document
    return clipped(story.origin, NAMED) if story.origin != first.sha256 else ""


def name_of(member: Member) -> str:
    line = member.document
    return clipped(line.outlet or line.title or line.id, NAMED)
