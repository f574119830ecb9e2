"""A reckoning case as a JSON file: facts, odds, promises, requirements, questions (docs/explanation/reckoning.md).

Every mistake of a file is told at once, with its line and place; a case that is read is whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from willing.errors import CaseError, ConditionSyntaxError, InvalidValue
from willing.model import Condition, condition_from_json, parse_condition
from willing.model.mistake import FileMistake, near, unreadable
from willing.reckoning.case import Allocation, Fault, Pool, ReckoningCase, Share, faults_of
from willing.reckoning.commitment import Amount, Commitment, Requirement, exact
from willing.reckoning.joint import JointSum
from willing.reckoning.json_places import JsonPath, path_text, places_of
from willing.reckoning.odds import Chance, Exclusive, Given, Group, Odds, row_of

Query: TypeAlias = Mapping[str, Any]
Value = TypeVar("Value")

KEYS = {
    "case": (
        "id", "title", "facts", "groups", "commitments", "joint", "requirement", "pools", "allocation", "queries",
    ),
    "promise": (
        "id", "actor", "measure", "quantity", "unit", "if", "keep", "pact", "from", "until", "adds", "sources",
    ),
    "requirement": ("measure", "at_least", "unit", "name", "source"),
    "pool": ("actor", "units", "tour", "rest", "whole", "source"),
    "joint": ("measure", "actors", "quantity", "sources"),
}  # fmt: skip
"""Keys that are read; others may be added, unless they are almost one of these."""

PARTS = {"promise": "commitments", "requirement": "requirement", "joint": "joint", "odds": "groups"}


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case and the questions that its file asks of it."""

    case: ReckoningCase
    queries: tuple[Query, ...] = ()


def read_case_file(file: Path) -> CaseFile:
    """The case in a JSON file; raises CaseError with every mistake in it, each with line and place."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(str(unreadable(file, error))) from error
    return case_from_text(text, file)


def case_from_text(text: str, file: Path) -> CaseFile:
    """The case in the text of a file, which is named in mistakes. Raises CaseError."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        line = text.splitlines()[error.lineno - 1] if text.strip() else ""
        place = min(error.colno - 1, len(line))
        told = FileMistake(file, error.lineno, f"no JSON: {error.msg}", "JSON", line, place, place)
        raise CaseError(str(told)) from error
    except RecursionError as error:
        raise CaseError(f"{file}: nested too deep; expected a reckoning case") from error
    found = Reader(file, text).case(value)
    if isinstance(found, CaseFile):
        return found
    raise CaseError("\n\n".join(map(str, found)))


@dataclass(slots=True)
class Parts:
    """What is read of a case, part by part."""

    commitments: list[Commitment] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    single: dict[str, Chance] = field(default_factory=dict)
    keep: dict[str, Chance] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    pools: list[Pool] = field(default_factory=list)
    allocation: Allocation | None = None
    joint: list[JointSum] = field(default_factory=list)


class Reader:
    """One reading of one file; mistakes are gathered as they are met."""

    def __init__(self, file: Path, text: str) -> None:
        self.file, self.text = file, text
        self.places = places_of(text)
        self.mistakes: list[FileMistake] = []

    def case(self, value: object) -> CaseFile | list[FileMistake]:
        """The case, or every mistake in the order of the file."""
        table = self.table(value, (), "case")
        parts = Parts()
        facts = self.facts(table.get("facts", {}), parts)
        self.groups(table.get("groups", []), parts)
        self.commitments(table.get("commitments", []), parts)
        self.joint(table.get("joint", []), parts)
        self.requirements(table.get("requirement", []), parts)
        self.pools(table.get("pools", []), parts)
        if "allocation" in table:
            parts.allocation = self.attempt(("allocation",), allocation_from, table["allocation"])
        queries = self.rows(table.get("queries", []), ("queries",))
        odds = self.attempt(("groups",), Odds, parts.single, tuple(parts.groups), parts.keep) or Odds()
        case = self.joined(table, facts, parts, odds)
        if case is None or self.mistakes:
            return sorted(self.mistakes, key=lambda each: (each.line or 0, each.start))
        return CaseFile(case, tuple(query for _, query in queries))

    def joined(
        self, table: Mapping[str, Any], facts: tuple[str, ...], parts: Parts, odds: Odds
    ) -> ReckoningCase | None:
        """The parts as one case; what is wrong between them is a mistake at its place."""
        faults = list(faults_of(facts, parts.commitments, parts.requirements, odds, parts.joint))
        for fault in faults:
            self.fault(fault, parts)
        if faults:
            return None
        return ReckoningCase(
            facts,
            tuple(parts.commitments),
            tuple(parts.requirements),
            odds,
            tuple(parts.pools),
            parts.allocation,
            id=str(table.get("id", self.file.stem)),
            title=str(table.get("title", "")),
            joint=tuple(parts.joint),
        )

    def fault(self, fault: Fault, parts: Parts) -> None:
        """A fault between parts, at the place of its part in the file."""
        number = parts.numbers[fault.number] if fault.part == "promise" else fault.number
        path: JsonPath = (PARTS[fault.part],) if number < 0 else (PARTS[fault.part], number)
        key = {"condition": "if"}.get(fault.key, fault.key)
        inner = (*path, key)
        self.wrong(inner if inner in self.places else path, fault.what, fault.expected, fault.word)

    def facts(self, value: object, parts: Parts) -> tuple[str, ...]:
        """Names of the facts; their odds where they stand alone."""
        facts = self.mapping(value, ("facts",), 'facts such as {"ceasefire": {"p": 0.5}}')
        for name, told in facts.items():
            path: JsonPath = ("facts", name)
            if self.mapping(told, path, '{} or {"p": 0.5}') and "p" in told:
                chance = self.attempt((*path, "p"), Chance.of, told["p"])
                if chance is not None:
                    parts.single[name] = chance
        return tuple(facts)

    def groups(self, value: object, parts: Parts) -> None:
        for number, group in self.rows(value, ("groups",)):
            found = self.attempt(("groups", number), group_from, group)
            if found is not None:
                parts.groups.append(found)
                for fact in found.facts:
                    # a fact of a group may repeat its own entry without odds
                    if fact in parts.single:
                        what = f"fact {fact} has a probability of its own and stands in a group"
                        self.wrong(("groups", number), what, "one place that says how likely it is", fact)
                        del parts.single[fact]

    def commitments(self, value: object, parts: Parts) -> None:
        for number, row in self.rows(value, ("commitments",)):
            path: JsonPath = ("commitments", number)
            promise = self.table(row, path, "promise")
            condition = self.condition(promise["if"], (*path, "if")) if "if" in promise else None
            if "keep" in promise:
                chance = self.attempt((*path, "keep"), Chance.of, promise["keep"])
                if chance is not None:
                    parts.keep[str(promise.get("id"))] = chance
            amount = self.attempt((*path, "quantity"), amount_from, promise.get("quantity", 1))
            built = self.attempt(path, commitment_from, promise, amount or Amount.of(0), condition)
            if built is not None:
                parts.commitments.append(built)
                parts.numbers.append(number)

    def condition(self, value: object, path: JsonPath) -> Condition | None:
        """A condition as JSON, or as the text that people write."""
        if not isinstance(value, str):
            return self.attempt(path, condition_from_json, value)
        try:
            return parse_condition(value)
        except ConditionSyntaxError as error:
            start, end = self.places[path]
            inside = self.text[start + 1 : end - 1] == value
            first, last = (start + 1 + error.start, start + 1 + error.end) if inside else (start, end)
            self.mistakes.append(self.mistake(first, last, "condition not understood", error.expected))
            return None

    def requirements(self, value: object, parts: Parts) -> None:
        for number, row in self.rows(value, ("requirement",)):
            path: JsonPath = ("requirement", number)
            requirement = self.table(row, path, "requirement")
            built = self.attempt(path, requirement_from, requirement)
            if built is not None:
                parts.requirements.append(built)

    def joint(self, value: object, parts: Parts) -> None:
        for number, row in self.rows(value, ("joint",)):
            told = self.table(row, ("joint", number), "joint")
            built = self.attempt(("joint", number), joint_from, told)
            if built is not None:
                parts.joint.append(built)

    def pools(self, value: object, parts: Parts) -> None:
        for number, row in self.rows(value, ("pools",)):
            pool = self.table(row, ("pools", number), "pool")
            built = self.attempt(("pools", number), pool_from, pool)
            if built is not None:
                parts.pools.append(built)

    def attempt(self, path: JsonPath, build: Callable[..., Value], *arguments: Any) -> Value | None:
        """What `build` gives; a mistake at the path, and None, where it cannot be built."""
        try:
            return build(*arguments)
        except InvalidValue as error:
            what, expected, wanted = str(error).partition("expected ")
            self.wrong(path, what.rstrip(" ,;:") if wanted or expected else str(error), wanted)
        except KeyError as error:
            self.wrong(path, f"no key {error}", f"{error} beside the others")
        return None

    def rows(self, value: object, path: JsonPath) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """The objects of a list, numbered; anything else is a mistake."""
        if not isinstance(value, list):
            self.wrong(path, f"{path_text(path)} is no list", f'"{path[-1]}": [ ... ]')
            return
        for number, row in enumerate(value):
            if isinstance(row, Mapping):
                yield number, row
            else:
                self.wrong((*path, number), f"{path_text((*path, number))} is no object", "{ ... }")

    def mapping(self, value: object, path: JsonPath, expected: str) -> Mapping[str, Any]:
        if isinstance(value, Mapping):
            return value
        self.wrong(path, f"{path_text(path) or 'the file'} is no object", expected)
        return {}

    def table(self, value: object, path: JsonPath, kind: str) -> Mapping[str, Any]:
        """An object whose keys are looked at: a key that is almost a known one is a slip."""
        table = self.mapping(value, path, "{ ... }")
        for key in table:
            hint = near(key, KEYS[kind]) if key not in KEYS[kind] else ""
            if hint.startswith("; perhaps"):
                self.wrong((*path, key), f"unknown key {key!r}", f"a key of a {kind}{hint}")
        return table

    def wrong(self, path: JsonPath, what: str, expected: str, word: str = "") -> None:
        """A mistake at the value of a path, or at a word within it; at what is around it where it is absent."""
        while path and path not in self.places:
            path = path[:-1]
        start, end = self.places[path]
        if word and (found := self.text.find(json.dumps(word, ensure_ascii=False)[1:-1], start, end)) >= 0:
            start, end = found, found + len(word)
        self.mistakes.append(self.mistake(start, end, what, expected))

    def mistake(self, start: int, end: int, what: str, expected: str) -> FileMistake:
        """What is wrong with the text from `start` to `end`; of a longer piece the first line is shown."""
        line = self.text.count("\n", 0, start) + 1
        first = self.text.rfind("\n", 0, start) + 1
        last = self.text.find("\n", first)
        shown = self.text[first : last if last >= 0 else len(self.text)]
        return FileMistake(self.file, line, what, expected, shown, start - first, min(end - first, len(shown)))


def commitment_from(promise: Mapping[str, Any], amount: Amount, condition: Condition | None) -> Commitment:
    return Commitment(
        promise["id"],
        promise["actor"],
        promise["measure"],
        amount,
        condition,
        pact=promise.get("pact"),
        start=month_of(promise, "from"),
        end=month_of(promise, "until"),
        adds=truth_of(promise, "adds"),
        unit=str(promise.get("unit", "")),
        sources=tuple(map(str, promise.get("sources", ()))),
    )


def month_of(promise: Mapping[str, Any], key: str) -> int | None:
    value = promise.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise InvalidValue(f"{key} {value!r}: expected a month, counted from 0")
    return value


def truth_of(table: Mapping[str, Any], key: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise InvalidValue(f"{key} {value!r}: expected true or false")
    return value


def amount_from(value: object) -> Amount:
    """A number, or [low, high] in which null is an open end."""
    if not isinstance(value, list):
        return Amount.of(value)
    if len(value) != 2:
        raise InvalidValue(f"quantity {value!r}: expected a number or [low, high]")
    low, high = value
    return Amount(exact(0 if low is None else low), None if high is None else exact(high))


def requirement_from(row: Mapping[str, Any]) -> Requirement:
    return Requirement(
        row["measure"],
        exact(row["at_least"]),
        str(row.get("unit", "")),
        str(row.get("name", "")),
        str(row.get("source", "")),
    )


def joint_from(row: Mapping[str, Any]) -> JointSum:
    actors = row["actors"]
    if not isinstance(actors, list) or not all(isinstance(actor, str) for actor in actors):
        raise InvalidValue(f"actors {actors!r}: expected a list of actors")
    amount = amount_from(row["quantity"])
    sources = tuple(map(str, row.get("sources", ())))
    return JointSum(row["measure"], tuple(actors), amount.low, amount.high, sources)


def pool_from(row: Mapping[str, Any]) -> Pool:
    return Pool(
        row["actor"],
        exact(row["units"]),
        exact(row["tour"]),
        exact(row["rest"]),
        truth_of(row, "whole"),
        str(row.get("source", "")),
    )


def allocation_from(value: object) -> Allocation:
    if not isinstance(value, Mapping) or not isinstance(value.get("members"), Mapping):
        raise InvalidValue(
            'allocation: expected {"need": n, "members": {actor: {"cap": n, "unit_cost": n, "capacity": n}}}'
        )
    members = {
        actor: Share(exact(share["cap"]), exact(share["unit_cost"]), exact(share["capacity"]))
        for actor, share in value["members"].items()
    }
    return Allocation(exact(value["need"]), members)


def group_from(value: Mapping[str, Any]) -> Group:
    """A group of facts that hang together, by its `kind`."""
    kind = value.get("kind")
    if kind == "exclusive":
        return Exclusive({fact: exact(chance) for fact, chance in value["facts"].items()})
    if kind == "given":
        table = {row_of(row): Chance.of(chance) for row, chance in value["table"].items()}
        return Given(value["fact"], tuple(value["parents"]), table)
    raise InvalidValue(f"group of kind {kind!r}: expected exclusive or given")
