"""Mistakes in what `case.toml` says of adding up: the rule, own commitments, and figures that name a column."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from willing.cases.reckoning_rule import COUNTRIES_FILE, LEVELS, PLACES, VOICES, rule_from
from willing.errors import ConditionSyntaxError, InvalidValue
from willing.model import Stance, parse_condition
from willing.model.mistake import FileMistake, near
from willing.model.toml_places import KeyPath

if TYPE_CHECKING:
    from willing.cases.check_toml import TomlCheck

Table: TypeAlias = Mapping[str, Any]
POSITIVE = tuple(stance.value for stance in Stance if stance.positive)
COLUMN_KEYS = (("yardstick", ("figure", "per_cent", "debt")), ("beside", ("figure",)))
LEDGER_ID = re.compile(r"[0-9a-f]{12}")
"""What a position is called in a ledger, which the folder's tables do not tell."""


def reckoning_mistakes(check: TomlCheck, table: Table) -> Iterator[FileMistake]:
    """Mistakes in `[reckoning]`, `[[commitment]]`, `[[yardstick]]` and `[[beside]]`."""
    rule = table.get("reckoning", {})
    if isinstance(rule, dict):
        yield from rule_mistakes(check, rule)
    else:
        yield check.at(("reckoning",), f"reckoning {rule!r}", "a table [reckoning]")
    for path, entry in entries(table, "commitment"):
        yield from months(check, entry, path)
        yield from behind(check, entry, path)
    yield from joint(check, table)
    for name, keys in COLUMN_KEYS:
        for path, entry in entries(table, name):
            yield from columns(check, entry, keys, path)


def entries(table: Table, name: str) -> Iterator[tuple[KeyPath, Table]]:
    """The entries of a list of tables, with their places; what is none is told elsewhere."""
    listed = table.get(name, ())
    for number, entry in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(entry, dict):
            yield (name, number), entry


def rule_mistakes(check: TomlCheck, rule: Table) -> Iterator[FileMistake]:
    """`[reckoning]`: levels, voices, bodies, conditions, units, places, the requirement that is asked about."""
    found = [
        *check.misspelt(rule, "reckoning", ("reckoning",)),
        *levels(check, rule),
        *words(check, rule, "voices", "voice", VOICES),
        *words(check, rule, "bodies", "actor", check.known.actors),
        *words(check, rule, "each_for_itself", "condition", check.known.conditions | check.known.facts),
        *by_measure(check, rule),
        *expressions(check, rule.get("conditions", {})),
        *asked_about(check, rule),
    ]
    if not found:
        try:
            rule_from(rule)
        except InvalidValue as error:
            what, _, expected = str(error).partition(": expected ")
            found.append(check.at(("reckoning", what.split(" ", 1)[0]), what, expected))
    yield from found


def levels(check: TomlCheck, rule: Table) -> Iterator[FileMistake]:
    """Stances that promise something, each at one level."""
    first: dict[str, str] = {}
    for level in LEVELS:
        yield from words(check, rule, level, "positive stance", POSITIVE)
        for word in listed(rule, level):
            if first.setdefault(word, level) != level:
                what = f"stance {word!r} at two levels"
                yield check.at(("reckoning", level), what, f"one level for each; it is {first[word]} above", word)


def words(check: TomlCheck, rule: Table, key: str, what: str, known: Collection[str]) -> Iterator[FileMistake]:
    """A list of known words."""
    if key in rule and not isinstance(rule[key], list):
        yield check.at(("reckoning", key), f"{key} {rule[key]!r}", "a list of words")
    for word in listed(rule, key):
        if word not in known:
            met = word if isinstance(word, str) else repr(word)
            expected = f"a known {what}{near(met, known)}"
            yield check.at(("reckoning", key), f"unknown {what} {word!r}", expected, met)


def listed(rule: Table, key: str) -> list[Any]:
    value = rule.get(key)
    return value if isinstance(value, list) else []


def by_measure(check: TomlCheck, rule: Table) -> Iterator[FileMistake]:
    """`[reckoning.units]` and `[reckoning.elsewhere]`: a unit, and known places, for known measures."""
    for key in ("units", "elsewhere"):
        told = rule.get(key, {})
        if not isinstance(told, dict):
            yield check.at(("reckoning", key), f"{key} {told!r}", f"a table [reckoning.{key}]")
            continue
        for measure, value in told.items():
            path = ("reckoning", key, measure)
            if found := check.unknown("measure", measure, check.known.measures):
                yield check.at_key(path, *found[:2])
            if key == "units":
                if not isinstance(value, str) or not value:
                    yield check.at(path, f"unit {value!r}", 'a unit such as "troops"')
            elif not isinstance(value, list):
                yield check.at(path, f"places {value!r}", "a list of places")
            else:
                for place in value:
                    if place not in PLACES:
                        yield check.at(path, f"unknown place {place!r}", f"one of {', '.join(PLACES)}", str(place))


def expressions(check: TomlCheck, conditions: object) -> Iterator[FileMistake]:
    """`[reckoning.conditions]`: for a condition, an expression in which {actor} and {measure} are the promise's."""
    if not isinstance(conditions, dict):
        yield check.at(("reckoning", "conditions"), f"conditions {conditions!r}", "a table [reckoning.conditions]")
        return
    for condition, text in conditions.items():
        path = ("reckoning", "conditions", condition)
        if found := check.unknown("condition", condition, check.known.conditions | check.known.facts):
            yield check.at_key(path, *found[:2])
        if not isinstance(text, str):
            yield check.at(path, f"condition {text!r}", 'an expression such as "others({measure} >= 1)"')
            continue
        try:
            # names as long as what they stand for, so that the place of a mistake is right
            parse_condition(text.replace("{actor}", "1_actor").replace("{measure}", "a_measure"))
        except ConditionSyntaxError as error:
            yield check.not_understood(text, path, error)


def asked_about(check: TomlCheck, rule: Table) -> Iterator[FileMistake]:
    if "requirement" in rule and (found := check.unknown("requirement", rule["requirement"], check.known.requirements)):
        yield check.at(("reckoning", "requirement"), *found)


def months(check: TomlCheck, entry: Table, path: KeyPath) -> Iterator[FileMistake]:
    """`from` and `until` of a commitment: months from 0, the last after the first."""
    begun, end = entry.get("from", 0), entry.get("until")
    faulty = False
    for key, value in (("from", begun), ("until", end)):
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
            faulty = True
            yield check.at((*path, key), f"{key} {value!r}", "the number of a month, from 0")
    if not faulty and end is not None and end <= begun:
        yield check.at((*path, "until"), f"until month {end}", f"a month after from ({begun})")


def behind(check: TomlCheck, entry: Table, path: KeyPath) -> Iterator[FileMistake]:
    """The positions behind a commitment: rows of the case, or ids of its ledger, which only that can tell."""
    listed_there = entry.get("positions")
    for each in listed_there if isinstance(listed_there, list) else ():
        if isinstance(each, str) and each not in check.known.positions and not LEDGER_ID.fullmatch(each):
            expected = f"the id of a row{near(each, check.known.positions)}, or of a position in the ledger (12 digits)"
            yield check.at((*path, "positions"), f"unknown position {each!r}", expected, each)


def joint(check: TomlCheck, table: Table) -> Iterator[FileMistake]:
    """`[[joint]]`: positions that are there, and every actor in one sum on a measure only."""
    first: dict[tuple[object, str], int] = {}
    for number, (path, entry) in enumerate(entries(table, "joint")):
        yield from behind(check, entry, path)
        for actor in listed(entry, "actors"):
            if isinstance(actor, str) and first.setdefault((entry.get("measure"), actor), number) != number:
                what = f"{actor} stands in two joint sums on {entry.get('measure')}"
                yield check.at((*path, "actors"), what, "one joint sum for each actor", actor)


def columns(check: TomlCheck, entry: Table, keys: tuple[str, ...], path: KeyPath) -> Iterator[FileMistake]:
    """Columns of countries.csv that a figure is taken from."""
    for key in keys:
        column = entry.get(key)
        if not isinstance(column, str) or not column or column in check.known.figures:
            continue
        missing = COUNTRIES_FILE not in check.tables
        expected = (
            f"a file {COUNTRIES_FILE}, with it" if missing else f"one that is there{near(column, check.known.figures)}"
        )
        yield check.at((*path, key), f"unknown column {column!r} of {COUNTRIES_FILE}", expected, column)
