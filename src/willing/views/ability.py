"""Willing, and able: whether what an actor wants is allowed in it yet, and what it waits for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

NOT_ABLE = "⊘ not yet able"


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that must be so first and is not, as far as is known; `status` says in words how it stands.

    `barred` where it is known not to be so, and not merely open.
    """

    id: str
    name: str
    barred: bool
    status: str = ""
    since: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Ability:
    """Whether an actor that is willing is allowed to: `able` is False while it waits, or while a legal bar stands.

    `decides`, `parliament`, `bar` and `words` are the case's account of its constitution, `source` where that was read.
    """

    able: bool
    waits_for: tuple[Wait, ...]
    decides: str
    parliament: str
    bar: str
    words: str
    source: str


def ability_as_json(ability: Ability | None) -> dict[str, Any]:
    """The fields that a cell has in `willing who --json`; `able` is null where nothing is told or asked."""
    if ability is None:
        return {"able": None, "waits_for": [], "constitution": None}
    told = ("decides", "parliament", "bar", "words", "source")
    return {
        "able": ability.able,
        "waits_for": [{name: getattr(each, name) for name in each.__slots__} for each in ability.waits_for],
        "constitution": {name: getattr(ability, name) for name in told},
    }


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an actor is not able yet, in words, and the address where that was read; "" where none is told."""

    words: str
    source: str = ""


def reasons_not_able(ability: Ability) -> Iterator[Reason]:
    """Each reason why an actor is not able yet; none where it is able."""
    if ability.able:
        return
    if ability.bar:
        yield Reason(f"legal bar: {ability.bar}")
    for wait in ability.waits_for:
        told = ", ".join(part for part in (wait.since, wait.status) if part)
        how = f" ({told})" if told else ""
        yield Reason(f"{'refused' if wait.barred else 'not yet'}: {wait.name}{how}", wait.source)
    decides = f"who decides: {ability.decides}; " if ability.decides else ""
    yield Reason(f"{decides}{ability.words}", ability.source)


def ability_in_words(ability: Ability) -> Iterator[str]:
    """Why an actor is not able yet, a line for each reason, each with its source."""
    for reason in reasons_not_able(ability):
        yield f"{reason.words} {reason.source}".rstrip()
