"""A position under review as a page shows it: its words in their context, what was read, and the forms to judge it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from willing.model import Directness, SpeakerKind, Stance
from willing.model.register import Register
from willing.views.review import Field
from willing.views.statements import Statement

Differences = Sequence[tuple[str, str, str]]
"""Fields that differ: name, value here, value there."""

HELP = {
    "actor": "ids or names, several between commas",
    "condition": "for example after:ceasefire; requires:parliament",
    "by": "of whom it is asked, or who is objected to",
    "for": "for whom it would be done",
    "quantity": "for example up to 5,000 troops",
    "quantifier": "of an unnamed set: most, 26, at least 26 of 35",
    "able": "whether it says that it can",
    "when": "exact words of the text",
    "speaker": "who says so: ids or names",
    "quote": "exact words of the text",
}
LABELS = {"speaker_kind": "kind of speaker", "condition": "conditions", "when": "when (words)"}


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the correction: `options` (value, words) where it is chosen, `mistake` where it was not understood."""

    name: str
    label: str
    value: str
    help: str
    options: tuple[tuple[str, str], ...]
    mistake: str
    changed: bool


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """What a person said of the position; `differs` is what a correction changes."""

    by: str
    verdict: str
    reason: str
    day: str
    differs: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """What another reading of the same words has otherwise. It is shown, and applied by nobody but a person."""

    id: str
    reader: str
    verdict: str
    differs: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """The position on the page. `before`, `quote`, `after` are its words in their paragraph, empty where not stored."""

    statement: Statement
    before: str
    quote: str
    after: str
    fields: tuple[Field, ...]
    state: str
    judgements: tuple[JudgedLine, ...]
    suggestions: tuple[SuggestionLine, ...]
    form: tuple[FormField, ...]
    agreeable: str


@dataclass(frozen=True, slots=True)
class ReviewChoice:
    """Which positions are wanted: ids of actor and measure, and "true" or "" for the others."""

    actor: str = ""
    measure: str = ""
    unsure: str = ""
    coded: str = ""
    judged: str = ""

    def as_query(self) -> dict[str, str]:
        return {
            "actor": self.actor,
            "measure": self.measure,
            "unsure": self.unsure,
            "coded": self.coded,
            "judged": self.judged,
        }


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The queue at one item, None where nothing waits. `place` is that of the item (from 1; 0 where it is not in it).

    `by` is who judges, `people` how many must agree. `done` tells what just became of the position `last`.
    `correcting` where the correction is open; `mistakes` are those of the forms, by "by", "reason" or "".
    """

    item: ReviewItem | None
    choice: ReviewChoice
    waiting: int
    place: int
    previous: str
    following: str
    by: str
    people: int
    done: str
    last: str
    correcting: bool
    reason: str
    mistakes: Mapping[str, str]
    actors: tuple[tuple[str, str], ...]
    measures: tuple[tuple[str, str], ...]


def form_fields(
    now: Mapping[str, str], filled: Mapping[str, str], mistakes: Mapping[str, str], register: Register
) -> tuple[FormField, ...]:
    """The fields of the correction: as they are `now`, or as they were `filled` in."""
    options = {
        "stance": [(each.value, each.value) for each in Stance],
        "measure": [(each.id, each.name) for each in register.measures],
        "able": [("", "not said"), ("yes", "yes"), ("no", "no")],
        "speaker_kind": [(each.value, each.value) for each in SpeakerKind],
        "directness": [(each.value, each.value) for each in Directness],
    }
    return tuple(
        FormField(
            name,
            LABELS.get(name, name),
            filled.get(name, value),
            HELP.get(name, ""),
            tuple(options.get(name, ())),
            mistakes.get(name, ""),
            filled.get(name, value) != value,
        )
        for name, value in now.items()
    )


def actors_to_choose(register: Register) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((each.id, each.name) for each in register.actors), key=lambda pair: pair[1].casefold()))


def measures_to_choose(register: Register) -> tuple[tuple[str, str], ...]:
    return tuple((each.id, each.name) for each in register.measures)


def differing(differs: Iterable[tuple[str, str, str]]) -> tuple[tuple[str, str, str], ...]:
    return tuple((name, here or "none", there or "none") for name, here, there in differs)
