"""Mistakes in `case.toml`: what is missing, what names nothing, what is no date, condition or regular expression.

The whole file is walked with one rule for each name of a key, so that `since`, `measure` or `holds_if` mean the same
wherever they stand.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from willing.cases.known import Known, known_ids
from willing.cases.reckoning_rule import (
    beside_from,
    commitment_from,
    cost_from,
    requirement_from,
    rotation_from,
    rule_from,
    yardstick_from,
)
from willing.cases.register import load_general_register
from willing.cases.tables import lines_of
from willing.errors import ConditionSyntaxError, InvalidValue
from willing.model import PartialDate, parse_condition
from willing.model.mistake import FileMistake, near, unreadable
from willing.model.toml_places import KeyPath, find_place

REQUIRED = {
    "": ("id", "name", "question"),
    "demo": ("as_of", "measure"),
    "measure": ("id", "name"),
    "condition": ("id", "name"),
    "fact": ("id", "name", "source"),
    "requirement": ("id", "measure", "source"),
    "commitment": ("id", "actor", "measure"),
    "pool": ("actor", "measure", "source"),
    "yardstick": ("name", "figure"),
    "unit_cost": ("measure", "source"),
    "beside": ("name", "figure"),
}
"""Keys that each table must give, as text that is not empty; "" is the file itself."""

BUILT: dict[str, Callable[[Mapping[str, Any]], object]] = {
    "requirement": requirement_from,
    "commitment": commitment_from,
    "pool": rotation_from,
    "yardstick": yardstick_from,
    "unit_cost": cost_from,
    "beside": beside_from,
}
"""Entries that are built to see whether they can be."""

LISTS = ("measure", "condition", "fact", *BUILT)
TOP_LEVEL = (
    *REQUIRED[""],
    "as_of_note",
    "aliases",
    "demo",
    "general_measures",
    "codes",
    "reckoning",
    "review",
    *LISTS,
    "group",
    "task",
)
DATES = ("as_of", "since", "until", "date")
ACTOR_LISTS = ("actors", "members")
PLACE_IN_ERROR = re.compile(r"(.*) \(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)", re.DOTALL)

Found = tuple[str, str, str]
"""What is wrong, what was expected, and the word within the value that is meant ("" for all of it)."""


def check_toml(file: Path) -> tuple[list[FileMistake], Known]:
    """Mistakes in the file, and the ids that the tables beside it may use."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return [unreadable(file, error)], known_ids({}, file.parent)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [syntax_mistake(file, text, error)], known_ids({}, file.parent)
    known = known_ids(table, file.parent)
    return sorted(TomlCheck(file, text, known).mistakes(table), key=lambda mistake: mistake.line or 0), known


def syntax_mistake(file: Path, text: str, error: tomllib.TOMLDecodeError) -> FileMistake:
    """The parser's own words, at the place that it tells."""
    lines = lines_of(text)
    found = PLACE_IN_ERROR.fullmatch(str(error))
    if not found:
        return FileMistake(file, None, f"{error}", "TOML")
    line, column = (int(found[2]), int(found[3]) - 1) if found[2] else (len(lines), len(lines[-1]))
    shown = lines[min(line, len(lines)) - 1]
    place = min(column, len(shown))
    return FileMistake(file, line, f"no TOML: {found[1]}", 'TOML, such as key = "text"', shown, place, place)


class TomlCheck:
    """One walk over one file."""

    def __init__(self, file: Path, text: str, known: Known) -> None:
        self.file, self.known = file, known
        self.lines = lines_of(text)
        self.rules: dict[str, Callable[[str], Found | None]] = {
            "measure": lambda word: self.unknown("measure", word, known.measures),
            "actor": lambda word: self.unknown("actor", word, known.actors),
            "condition": lambda word: self.unknown("condition", word, known.conditions),
            **dict.fromkeys(DATES, wrong_date),
        }

    def mistakes(self, table: Mapping[str, Any]) -> Iterator[FileMistake]:
        yield from self.missing(table, "", ())
        yield from self.misspelt(table)
        for name in REQUIRED.keys() - {""}:
            if name in table:
                yield from self.section(name, table[name])
        yield from self.general_measures(table)
        yield from self.codes(table)
        yield from self.reckoning(table.get("reckoning", {}))
        yield from self.review(table.get("review", {}))
        yield from self.walk(table, ())

    def missing(self, table: Mapping[str, Any], name: str, path: KeyPath) -> Iterator[FileMistake]:
        """Required keys that are absent, empty or no text."""
        for key in REQUIRED[name]:
            value = table.get(key)
            if key not in table:
                place = find_place(self.lines, path, "") if path else None
                line, text = (place.line, place.text) if place else (1, self.lines[0] if self.lines else "")
                where = f"[{name}]" if name else "the case"
                yield FileMistake(
                    self.file, line, f"{where} without {key!r}", f'{key} = "..."', text, len(text), len(text)
                )
            elif key not in DATES and not (isinstance(value, str) and value.strip()):
                yield self.at((*path, key), f"{key} {value!r}", "text that is not empty")

    def misspelt(self, table: Mapping[str, Any]) -> Iterator[FileMistake]:
        """Top-level keys that are unknown and come near a known one; others belong to whoever wrote them."""
        for key in table:
            hint = near(key, TOP_LEVEL) if key not in TOP_LEVEL else ""
            if hint.startswith("; perhaps"):
                yield self.at_key(key, f"unknown key {key!r}", f"a key of a case{hint}")

    def section(self, name: str, value: object) -> Iterator[FileMistake]:
        """`[demo]`, or the entries of `[[measure]]` and its like: required keys, ids met once, words that compile."""
        if name not in LISTS:
            if isinstance(value, dict):
                yield from self.missing(value, name, (name,))
            else:
                yield self.at((name,), f"{name} {value!r}", f"a table [{name}]")
            return
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            yield self.at((name,), f"{name} is no list of tables", f"[[{name}]]")
            return
        seen: set[str] = set()
        for number, entry in enumerate(value):
            path = (name, number)
            yield from self.missing(entry, name, path)
            entry_id = entry.get("id")
            if isinstance(entry_id, str):
                if entry_id in seen:
                    yield self.at((*path, "id"), f"{name} {entry_id!r} met twice", "an id of its own for each")
                seen.add(entry_id)
            yield from self.words(entry.get("words", []), (*path, "words"))
            if name in BUILT and all(key in entry for key in REQUIRED[name]):
                yield from self.unbuildable(partial(BUILT[name], entry), path)

    def unbuildable(self, build: Callable[[], object], path: KeyPath) -> Iterator[FileMistake]:
        """What an entry says of itself where it cannot be built, at the key that it names."""
        try:
            build()
        except InvalidValue as error:
            what, _, expected = str(error).partition(": expected ")
            yield self.at((*path, what.split(" ", 1)[0]), what, expected)

    def reckoning(self, table: object) -> Iterator[FileMistake]:
        """`[reckoning]`: levels, voices, expressions of conditions."""
        if not isinstance(table, dict):
            yield self.at(("reckoning",), f"reckoning {table!r}", "a table [reckoning]")
            return
        yield from self.unbuildable(partial(rule_from, table), ("reckoning",))
        for key, known in (("units", self.known.measures), ("elsewhere", self.known.measures)):
            for measure in table.get(key, {}) if isinstance(table.get(key), dict) else ():
                if found := self.unknown("measure", measure, known):
                    yield self.at(("reckoning", key, measure), *found)
        conditions = table.get("conditions", {})
        for condition, text in conditions.items() if isinstance(conditions, dict) else ():
            path = ("reckoning", "conditions", condition)
            if found := self.unknown("condition", condition, self.known.conditions | self.known.facts):
                yield self.at(path, *found)
            if isinstance(text, str):
                yield from self.template(text, path)

    def template(self, text: str, path: KeyPath) -> Iterator[FileMistake]:
        """An expression in which {actor} and {measure} stand for those of the promise."""
        try:
            parse_condition(text.replace("{actor}", "ACTOR").replace("{measure}", "measure"))
        except ConditionSyntaxError as error:
            yield self.at(path, f"condition not understood: {text}", error.expected)

    def words(self, words: object, path: KeyPath) -> Iterator[FileMistake]:
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            yield self.at(path, f"words {words!r}", "a list of regular expressions")
            return
        for word in words:
            try:
                re.compile(word)
            except re.error as error:
                yield self.at(path, f"{word!r} is no regular expression ({error})", "a regular expression", word)

    def general_measures(self, table: Mapping[str, Any]) -> Iterator[FileMistake]:
        """A list of ids of the general list."""
        listed = table.get("general_measures", [])
        if not isinstance(listed, list):
            yield self.at(("general_measures",), f"general_measures {listed!r}", "a list of ids, [] for none")
            return
        general = frozenset(measure.id for measure in load_general_register().measures)
        for word in listed:
            if found := self.unknown("general measure", word, general):
                yield self.at(("general_measures",), *found)

    def codes(self, table: Mapping[str, Any]) -> Iterator[FileMistake]:
        """`[codes.measures]`: each word stands for a known measure."""
        codes = table.get("codes", {})
        measures, units = (codes.get(key, {}) if isinstance(codes, dict) else None for key in ("measures", "units"))
        if not isinstance(measures, dict):
            yield self.at(("codes",), "codes are no table", '[codes.measures] with lines such as code = "measure"')
            return
        if not isinstance(units, dict) or not all(isinstance(word, str) and word for word in units.values()):
            yield self.at(("codes",), f"units {units!r}", '[codes.units] with lines such as word = "unit"')
        for code, measure in measures.items():
            found = self.unknown("measure", measure, self.known.measures)
            if found:
                yield self.at(("codes", "measures", code), *found)

    def review(self, review: object) -> Iterator[FileMistake]:
        """`[review]`: how many people must agree."""
        if not isinstance(review, dict):
            yield self.at(("review",), f"review {review!r}", "a table [review]")
            return
        people = review.get("people", 1)
        if isinstance(people, bool) or people not in (1, 2):
            yield self.at(("review", "people"), f"people {people!r}", "1, or 2 where two people must agree")

    def walk(self, value: object, path: KeyPath) -> Iterator[FileMistake]:
        """Every value under a key that has a rule."""
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from self.value(key, inner, (*path, key))
                yield from self.walk(inner, (*path, key))
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                yield from self.walk(inner, (*path, number))

    def value(self, key: str, value: object, path: KeyPath) -> Iterator[FileMistake]:
        if path[0] == "codes":
            return
        if key == "holds_if":
            yield from self.condition(value, path)
        elif key in ACTOR_LISTS and isinstance(value, list):
            for each in value:
                if found := self.unknown("actor", each, self.known.actors):
                    yield self.at(path, *found)
        elif key in self.rules and not isinstance(value, (list, dict)):
            word = value.isoformat() if isinstance(value, datetime.date) else value
            if found := self.rules[key](str(word)):
                yield self.at(path, *found)

    def condition(self, value: object, path: KeyPath) -> Iterator[FileMistake]:
        """A condition expression, whose own error knows its place."""
        if not isinstance(value, str):
            yield self.at(path, f"holds_if {value!r}", 'a condition such as "ceasefire and us_guarantee"')
            return
        try:
            parse_condition(
                value,
                facts=self.known.facts | self.known.conditions,
                actors=self.known.actors,
                measures=self.known.measures,
            )
        except ConditionSyntaxError as error:
            place = find_place(self.lines, path, value)
            # where the value is written with escapes or over several lines, it is shown by itself
            inside = place.text[place.start : place.end] == value
            text, shift = (place.text, place.start) if inside else (f"holds_if: {value}", len("holds_if: "))
            yield FileMistake(
                self.file,
                place.line,
                "condition not understood",
                error.expected,
                text,
                error.start + shift,
                error.end + shift,
            )

    def unknown(self, what: str, word: object, known: frozenset[str]) -> Found | None:
        if not isinstance(word, str):
            return f"{what} {word!r}", f"the id of {article(what)} {what}", ""
        if word in known:
            return None
        return f"unknown {what} {word!r}", f"the id of {article(what)} {what}{near(word, known)}", word

    def at_key(self, key: str, what: str, expected: str) -> FileMistake:
        """At the top-level key or header itself."""
        spelt = re.compile(rf"\s*\[*\s*({re.escape(key)})\b")
        found = ((number, spelt.match(line)) for number, line in enumerate(self.lines, start=1))
        number, match = next(((number, match) for number, match in found if match), (1, None))
        start, end = match.span(1) if match else (0, 0)
        return FileMistake(self.file, number, what, expected, self.lines[number - 1], start, end)

    def at(self, path: KeyPath, what: str, expected: str, word: str = "") -> FileMistake:
        place = find_place(self.lines, path, word)
        return FileMistake(self.file, place.line, what, expected, place.text, place.start, place.end)


def wrong_date(word: str) -> Found | None:
    try:
        PartialDate.parse(word)
    except InvalidValue:
        return f"bad date {word!r}", "YYYY, YYYY-MM or YYYY-MM-DD, and a day that exists", word
    return None


def article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"
