"""The brief before a meeting: who stands where, who asks what of whom, what moved, what is open; each with its source.

One page to hand on, as Markdown or HTML. Being at a meeting is never a pledge: the list names who belongs to the case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from willing.views.reckoned import Evidence, as_json
from willing.views.rendering import rendered
from willing.views.wording import where_in_words


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an actor of the case stands on the measure. `sources` are numbers of the list of sources."""

    actor: str
    name: str
    role: str
    stance: str
    mark: str
    conditions: str
    place: str
    sources: tuple[int, ...]

    @property
    def where(self) -> str:
        """The place in words; empty where the words are about the measure as such."""
        return where_in_words(self.place, None) if self.place else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one asks of another: who, of whom ("" where it is not told), what, on which day."""

    name: str
    of: str
    measure: str
    words: str
    said: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """Who moved, said like news, on whose word."""

    headline: str
    measure: str
    word: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OpenFact:
    """A fact that nobody knows and that matters: what hangs on it, how it stood when last told, from where."""

    name: str
    why: str
    url: str


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole brief.

    `meeting` is the meeting in words, `attendance` as it was reported, `previous` the meeting before.
    """

    case: str
    meeting: str
    date: str
    conveners: str
    attendance: str
    meeting_url: str
    as_of: str
    measure: str
    sentences: tuple[str, ...]
    standing: tuple[Standing, ...]
    silent: tuple[str, ...]
    asked: tuple[Asked, ...]
    previous: str
    moved: tuple[Moved, ...]
    facts: tuple[OpenFact, ...]
    sources: tuple[Evidence, ...]

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = as_json(self)
        return told


@dataclass(slots=True)
class Sources:
    """The numbered list of sources, each statement once."""

    listed: list[Evidence] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, each: Evidence) -> int:
        if each.id not in self.numbers:
            self.listed.append(each)
            self.numbers[each.id] = len(self.listed)
        return self.numbers[each.id]


def markdown(brief: Brief) -> str:
    """The brief as Markdown."""
    parts = [
        f"# {brief.case}: brief for {brief.meeting}",
        f"As said up to {brief.as_of}, {brief.measure}. {called(brief)}",
        *[f"**{sentence}**" if number == 0 else sentence for number, sentence in enumerate(brief.sentences)],
        section("Who stands where", standing_table(brief)),
        section("Asked", bullets(asked_line(each) for each in brief.asked) or "Nobody asks anything on record."),
        section(
            f"Moved since {brief.previous}" if brief.previous else "Moved",
            bullets(moved_line(each) for each in brief.moved) or "Nobody on record.",
        ),
        section("Open facts that matter most", bullets(fact_line(each) for each in brief.facts) or "None."),
        section("Sources", "\n".join(source_line(n, each) for n, each in enumerate(brief.sources, start=1))),
    ]
    return "\n\n".join(parts) + "\n"


def section(heading: str, body: str) -> str:
    return f"## {heading}\n\n{body}"


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def called(brief: Brief) -> str:
    told = [f"called by {brief.conveners}" if brief.conveners else ""]
    told.append(f"attendance as reported: {brief.attendance} ({brief.meeting_url})" if brief.attendance else "")
    words = "; ".join(part for part in told if part)
    return f"{words[:1].upper()}{words[1:]}. Being there is no pledge." if words else ""


def standing_table(brief: Brief) -> str:
    rows = ["| who | stance | on what condition | sources |", "| --- | --- | --- | --- |"]
    for each in brief.standing:
        name = f"{each.name} ({each.role})" if each.role else each.name
        stance = f"{each.mark} {each.stance}" + (f", {each.place}" if each.place else "")
        rows.append(f"| {cell(name)} | {stance} | {cell(each.conditions)} | {numbers(each.sources)} |")
    table = "\n".join(rows)
    return f"{table}\n\nNothing of their own on record: {', '.join(brief.silent)}." if brief.silent else table


def cell(text: str) -> str:
    return text.replace("|", "\\|")


def asked_line(each: Asked) -> str:
    of = f" of {each.of}" if each.of else ""
    return f"{each.name} asks{of}, on {each.measure}: {each.words} ({each.said}) {numbers(each.sources)}"


def moved_line(each: Moved) -> str:
    return f"{each.headline} ({each.measure}); {each.word} {numbers(each.sources)}"


def fact_line(each: OpenFact) -> str:
    return f"{each.name}: {each.why}" + (f" <{each.url}>" if each.url else "")


def source_line(number: int, each: Evidence) -> str:
    words = f"“{each.words}”" if each.quoted else f"{each.words} (coded, words not stored)"
    return f"{number}. {each.said}, {each.speaker}, {each.outlet}: {words} <{each.url}>"


def numbers(sources: Iterable[int]) -> str:
    return "".join(f"[{number}]" for number in sources)


def html(brief: Brief) -> str:
    """The brief as a page of its own, fit for print."""
    return rendered("brief.html.jinja", brief=brief)
