"""From odds to independent coins: every evaluator then sees switches that are on by themselves, each with its chance.

Facts that exclude one another become a row of coins of which the first that is on decides; a fact given others becomes
one coin for each truth of its parents. A promise that may not be kept becomes a switch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from willing.model import Condition, Fact, Not, all_of, any_of
from willing.reckoning.odds import Chance, Exclusive, Given, Odds, row_text


@dataclass(frozen=True, slots=True)
class Coins:
    """Independent coins with their chances, the facts that follow from them, and the switch of each promise.

    `fixed` are coins of facts that fall one way only. A fact that is a coin itself has its own name. The switch of a
    promise that is never kept stays a coin, with a chance of 0: without one, the promise would always be kept.
    """

    chances: Mapping[str, Chance]
    derived: Mapping[str, Condition]
    switches: Mapping[str, str]
    fixed: Mapping[str, bool]


def coins_of(odds: Odds) -> Coins:
    """The coins of odds."""
    chances: dict[str, Chance] = dict(odds.single)
    derived: dict[str, Condition] = {}
    for group in odds.groups:
        if isinstance(group, Exclusive):
            add_exclusive(group, chances, derived)
    for group in parents_first([group for group in odds.groups if isinstance(group, Given)]):
        add_given(group, chances, derived)
    switches = {promise: f"keep--{promise}" for promise, chance in odds.keep.items() if chance.low < 1}
    fixed = {name: bool(chance.low) for name, chance in chances.items() if chance.exact and chance.low in (0, 1)}
    varying = {name: chance for name, chance in chances.items() if name not in fixed}
    varying |= {name: odds.keep[promise] for promise, name in switches.items()}
    return Coins(varying, derived, switches, fixed)


def add_exclusive(group: Exclusive, chances: dict[str, Chance], derived: dict[str, Condition]) -> None:
    """A row of coins: each fact is true if its coin is the first that is on."""
    left = Fraction(1)
    before: list[Condition] = []
    for fact, chance in group.chances.items():
        coin = f"{fact}--first"
        share = chance / left if left else Fraction(0)
        chances[coin] = Chance(share, share)
        derived[fact] = all_of([*(Not(earlier) for earlier in before), Fact(coin)])
        before.append(Fact(coin))
        left -= chance


def add_given(group: Given, chances: dict[str, Chance], derived: dict[str, Condition]) -> None:
    """One coin for each row: the fact is true if the coin of the row that applies is on."""
    rows: list[Condition] = []
    for truths, chance in group.table.items():
        coin = f"{group.fact}--given-{row_text(truths).replace(',', '-')}" if truths else f"{group.fact}--alone"
        chances[coin] = chance
        applies = [
            Fact(parent) if truth else Not(Fact(parent)) for parent, truth in zip(group.parents, truths, strict=True)
        ]
        rows.append(all_of([*applies, Fact(coin)]))
    derived[group.fact] = any_of(rows)


def parents_first(groups: list[Given]) -> list[Given]:
    """The groups in an order in which causes come before what they bear on."""
    ordered: list[Given] = []
    placed: set[str] = set()
    waiting = {group.fact: group for group in groups}
    while waiting:
        ready = [group for group in waiting.values() if not any(parent in waiting for parent in group.parents)]
        for group in ready:
            ordered.append(group)
            placed.add(group.fact)
            del waiting[group.fact]
    return ordered
