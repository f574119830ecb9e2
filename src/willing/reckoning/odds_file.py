"""The user's own odds, from a TOML file: none are built in.

[facts]                       # chances of facts that stand alone: a number, "1/3", or [low, high]
ceasefire = 0.4
[[exclusive]]                 # at most one of these comes true
facts = { peace_deal = 0.2, truce = 0.4 }
[[given]]                     # a fact whose chance depends on others
fact = "us_guarantee"
parents = ["peace_deal"]
table = { true = 0.75, false = 0.25 }
[keep]                        # that a promise is kept if its condition holds
FRA-troops = 0.9
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from willing.errors import CaseError, InvalidValue
from willing.model.mistake import FileMistake, near, unreadable
from willing.model.toml_places import KeyPath, find_place
from willing.reckoning.commitment import exact
from willing.reckoning.odds import Chance, Exclusive, Given, Group, Odds, row_of

TABLES = ("facts", "exclusive", "given", "keep")
Value = TypeVar("Value")


def read_odds(file: Path, facts: Collection[str], promises: Collection[str]) -> Odds:
    """The odds in a file over known facts and promises; raises CaseError with every mistake and its place."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(str(unreadable(file, error))) from error
    except tomllib.TOMLDecodeError as error:
        raise CaseError(f"{file}: no TOML: {error}") from error
    reader = OddsReader(file, text, facts, promises)
    odds = reader.odds(table)
    if reader.mistakes or odds is None:
        raise CaseError("\n\n".join(map(str, sorted(reader.mistakes, key=lambda each: each.line or 0))))
    return odds


class OddsReader:
    """One reading of one file."""

    def __init__(self, file: Path, text: str, facts: Collection[str], promises: Collection[str]) -> None:
        self.file, self.lines = file, text.split("\n")
        self.facts, self.promises = facts, promises
        self.mistakes: list[FileMistake] = []

    def odds(self, table: Mapping[str, Any]) -> Odds | None:
        for key in table:
            if key not in TABLES:
                self.wrong((key,), f"unknown table {key!r}", f"one of {', '.join(TABLES)}{near(key, TABLES)}")
        single = self.chances(table.get("facts", {}), "facts", self.facts, "fact")
        keep = self.chances(table.get("keep", {}), "keep", self.promises, "promise")
        groups = [*self.groups(table, "exclusive", exclusive_from), *self.groups(table, "given", given_from)]
        return self.attempt((), partial(Odds, single, tuple(groups), keep)) if not self.mistakes else None

    def chances(self, value: object, name: str, known: Collection[str], what: str) -> dict[str, Chance]:
        """The chances of a table, each of something that the case knows."""
        if not isinstance(value, Mapping):
            self.wrong((name,), f"{name} is no table", f"[{name}] with lines such as id = 0.5")
            return {}
        found = {}
        for key, number in value.items():
            self.known(key, known, what, (name, key))
            chance = self.attempt((name, key), partial(Chance.of, number))
            if chance is not None:
                found[key] = chance
        return found

    def groups(self, table: Mapping[str, Any], name: str, build: Callable[[Any], Group]) -> Iterator[Group]:
        for number, entry in enumerate(table.get(name, ())):
            group = self.attempt((name, number), partial(build, entry))
            if group is None:
                continue
            for fact in (*group.facts, *getattr(group, "parents", ())):
                self.known(fact, self.facts, "fact", (name, number))
            yield group

    def known(self, name: str, known: Collection[str], what: str, path: KeyPath) -> None:
        if name not in known:
            self.wrong(path, f"unknown {what} {name!r}", f"a {what} of the case{near(name, known)}")

    def attempt(self, path: KeyPath, build: Callable[[], Value]) -> Value | None:
        try:
            return build()
        except InvalidValue as error:
            what, _, expected = str(error).partition("expected ")
            self.wrong(path, what.rstrip(" ,;:"), expected)
        except (KeyError, TypeError, AttributeError) as error:
            self.wrong(path, f"{error}", "the form shown in docs/explanation/reckoning.md")
        return None

    def wrong(self, path: KeyPath, what: str, expected: str) -> None:
        place = find_place(self.lines, path)
        self.mistakes.append(FileMistake(self.file, place.line, what, expected, place.text, place.start, place.end))


def exclusive_from(entry: Mapping[str, Any]) -> Exclusive:
    return Exclusive({fact: exact(chance) for fact, chance in entry["facts"].items()})


def given_from(entry: Mapping[str, Any]) -> Given:
    table = {row_of(row): Chance.of(chance) for row, chance in entry["table"].items()}
    return Given(entry["fact"], tuple(entry["parents"]), table)
