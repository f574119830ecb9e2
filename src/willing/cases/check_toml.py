"""Mistakes in `case.toml`: what is missing, what names nothing, what is no date, condition or regular expression.

The whole file is walked with one rule for each name of a key, so that `since`, `measure` or `holds_if` mean the same
wherever they stand.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from willing.cases.check_reckoning import reckoning_mistakes
from willing.cases.damaged import Readable, text_as_far_as_readable
from willing.cases.damaged_toml import ReadableToml, toml_as_far_as_possible
from willing.cases.known import Known, known_ids
from willing.cases.register import load_general_register
from willing.cases.toml_keys import BUILT, LISTS, MONTHS, NAMED_IN_CONDITIONS, READ, REQUIRED
from willing.errors import ConditionSyntaxError, InvalidValue
from willing.model import PartialDate, parse_condition
from willing.model.condition_atoms import NAME
from willing.model.mistake import ALMOST, FileMistake, lines_of, near, nearest
from willing.model.toml_places import HEADER, KeyPath, find_place, key_place

DATES = ("as_of", "since", "until", "date")
PUT_RIGHT: Mapping[str, Any] = {
    **dict.fromkeys(("units", "tour", "rest", "quantity", "cost", "at_least", "limit"), 1),
    "rest_range": [1, 1],
    "level": "firm",
    "positions": [],
    "actors": ["A", "B"],
}
"""What a key might have said, so that the mistakes behind its own are met too."""

ACTOR_LISTS = ("actors", "members")

Found = tuple[str, str, str]
"""What is wrong, what was expected, and the word within the value that is meant ("" for all of it)."""


def check_toml(file: Path, tables: Mapping[str, Readable]) -> tuple[list[FileMistake], Known]:
    """Mistakes in the file, and the ids that the tables beside it may use."""
    text, mistakes = text_as_far_as_readable(file)
    if mistakes and not text:
        return mistakes, known_ids({}, tables, whole=False)
    readable = toml_as_far_as_possible(file, text)
    known = known_ids(readable.table, tables, whole=readable.whole)
    check = TomlCheck(file, text, known, tables)
    found = [mistake for mistake in check.mistakes(readable.table) if not follows_from(readable, check.lines, mistake)]
    return sorted([*mistakes, *readable.mistakes, *found], key=lambda mistake: mistake.line or 0), known


def follows_from(readable: ReadableToml, lines: list[str], mistake: FileMistake) -> bool:
    """Whether a mistake is at the head of a table of which a broken statement, which may be at fault, was taken out."""
    if readable.whole or mistake.line is None:
        return False
    end = next((n for n in range(mistake.line, len(lines)) if HEADER.fullmatch(lines[n])), len(lines))
    at_head = mistake.line == 1 or HEADER.fullmatch(lines[mistake.line - 1])
    return mistake.line in readable.taken_out or bool(
        at_head and any(mistake.line <= line <= end for line in readable.taken_out)
    )


class TomlCheck:
    """One walk over one file."""

    def __init__(self, file: Path, text: str, known: Known, tables: Mapping[str, Readable]) -> None:
        self.file, self.known, self.tables = file, known, tables
        self.lines = lines_of(text)
        self.rules: dict[str, Callable[[str], Found | None]] = {
            "measure": lambda word: self.unknown("measure", word, known.measures),
            "actor": lambda word: self.unknown("actor", word, known.actors),
            "condition": lambda word: self.unknown("condition", word, known.conditions),
            **dict.fromkeys(DATES, wrong_date),
        }

    def mistakes(self, table: Mapping[str, Any]) -> Iterator[FileMistake]:
        yield from self.missing(table, "", ())
        yield from self.misspelt(table, "", ())
        for name in REQUIRED.keys() - {""}:
            if name in table:
                yield from self.section(name, table[name])
        yield from self.general_measures(table)
        yield from self.codes(table)
        yield from reckoning_mistakes(self, table)
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

    def misspelt(self, table: Mapping[str, Any], name: str, path: KeyPath) -> Iterator[FileMistake]:
        """Keys that are unknown and come near a known one; others belong to whoever wrote them."""
        for key in table:
            if key in READ[name]:
                continue
            slip = nearest(key, READ[name]) if not name else nearest(key, set(READ[name]) - set(table), ALMOST)
            if slip:
                where = f"[{name}]" if name else "a case"
                yield self.at_key((*path, key), f"unknown key {key!r}", f'a key of {where}; perhaps "{slip}"')

    def section(self, name: str, value: object) -> Iterator[FileMistake]:
        """`[demo]`, or the entries of `[[measure]]` and its like: required keys, ids met once, words that compile."""
        if name not in LISTS:
            if isinstance(value, dict):
                yield from self.missing(value, name, (name,))
                yield from self.misspelt(value, name, (name,))
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
            yield from self.misspelt(entry, name, path)
            entry_id = entry.get("id")
            if isinstance(entry_id, str):
                if entry_id in seen:
                    yield self.at((*path, "id"), f"{name} {entry_id!r} met twice", "an id of its own for each")
                seen.add(entry_id)
                if name in NAMED_IN_CONDITIONS and entry_id and not NAME.fullmatch(entry_id):
                    expected = "letters, digits, _ and -, so that conditions can name it"
                    yield self.at((*path, "id"), f"bad id {entry_id!r}", expected)
            yield from self.words(entry.get("words", []), (*path, "words"))
            if name in BUILT and all(isinstance(entry.get(key), str) for key in REQUIRED[name]):
                yield from self.unbuildable(name, entry, path)

    def unbuildable(self, name: str, entry: Mapping[str, Any], path: KeyPath) -> Iterator[FileMistake]:
        """What an entry says of itself where it cannot be built, at the keys that it names, one after another."""
        tried, met = dict(entry), set[str]()
        while True:
            try:
                BUILT[name](tried)
                return
            except InvalidValue as error:
                what, _, expected = str(error).partition(": expected ")
            key = what.split(" ", 1)[0]
            yield self.at((*path, key), what, expected)
            if key in met or key not in PUT_RIGHT:
                return
            met.add(key)
            tried[key] = PUT_RIGHT[key]
            if key == "rest":
                tried.pop("rest_range", None)

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
        if path[0] == "codes" or (path[0] == "commitment" and key in MONTHS):
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
            yield self.not_understood(value, path, error)

    def not_understood(self, value: str, path: KeyPath, error: ConditionSyntaxError) -> FileMistake:
        """The mistake in a condition, at its place in the line; `error` counts in the value."""
        place = find_place(self.lines, path, value)
        # where the value is written with escapes or over several lines, it is shown by itself
        inside = place.text[place.start : place.end] == value
        text, shift = (place.text, place.start) if inside else (f"{path[-1]}: {value}", len(f"{path[-1]}: "))
        what = "condition not understood"
        return FileMistake(self.file, place.line, what, error.expected, text, error.start + shift, error.end + shift)

    def unknown(self, what: str, word: object, known: frozenset[str]) -> Found | None:
        if not isinstance(word, str):
            return f"{what} {word!r}", f"the id of {article(what)} {what}", ""
        if word in known:
            return None
        return f"unknown {what} {word!r}", f"the id of {article(what)} {what}{near(word, known)}", word

    def at_key(self, path: KeyPath, what: str, expected: str) -> FileMistake:
        """At the key or header itself."""
        place = key_place(self.lines, path)
        return FileMistake(self.file, place.line, what, expected, place.text, place.start, place.end)

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
