"""How likely, by drawing scenarios: for cases in which more independent coins matter than a truth table can hold.

Scenarios are drawn in blocks and run through the same circuit as truth tables. A block is drawn and counted by itself
(`random_coins`), and counts are whole numbers, so a seed gives the same answer for any number of workers. One run
answers everything: how likely the requirements are met and each promise holds, what totals come to, what facts change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TypeVar

import numpy as np

from willing.errors import InvalidValue
from willing.reckoning.case import ReckoningCase, Scenario
from willing.reckoning.coins import coins_of
from willing.reckoning.compiler import LowTotal
from willing.reckoning.estimate import Estimate, difference, scaled_square, share
from willing.reckoning.likelihood import compile_with_coins
from willing.reckoning.machine import EVERY, LANES, Machine, Words, words_for
from willing.reckoning.random_coins import draw_coins
from willing.reckoning.semantics import Semantics

Counted = TypeVar("Counted")
Found = TypeVar("Found")

BLOCK = 1024
"""Words of a block: 65,536 scenarios. Part of what a seed means."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What was counted in the scenarios that agree with what is assumed (`drawn` of them).

    `held` counts for each promise where it certainly holds; `true` for each fact with odds where it is, `true_and_met`
    where moreover the requirements are met; `totals` for each measure how often its low total comes to each amount.
    """

    drawn: int
    met_count: int
    held: Counter[str]
    true: Counter[str]
    true_and_met: Counter[str]
    totals: Mapping[str, Counter[Fraction]]

    def joined(self, other: Sample) -> Sample:
        """Both samples of one case as one. A count of 0 is kept: it was counted."""
        return Sample(
            self.drawn + other.drawn,
            self.met_count + other.met_count,
            added(self.held, other.held),
            added(self.true, other.true),
            added(self.true_and_met, other.true_and_met),
            {measure: added(amounts, other.totals[measure]) for measure, amounts in self.totals.items()},
        )

    def met(self) -> Estimate:
        """The probability that all requirements are certainly met."""
        return share(self.met_count, self.drawn)

    def holds(self, promise: str) -> Estimate:
        """The probability that a promise certainly holds."""
        return share(known(self.held, promise, "promise"), self.drawn)

    def fact(self, fact: str) -> Estimate:
        """The probability of a fact."""
        return share(known(self.true, fact, "fact"), self.drawn)

    def reaches(self, measure: str, at_least: Fraction) -> Estimate:
        """The probability that the low total of a measure reaches an amount."""
        amounts = known(self.totals, measure, "measure")
        return share(sum(count for amount, count in amounts.items() if amount >= at_least), self.drawn)

    def birnbaum(self, fact: str) -> Estimate | None:
        """P(met | fact) - P(met | not fact); None where the fact was never, or always, so."""
        true, met = known(self.true, fact, "fact"), self.true_and_met[fact]
        if true in (0, self.drawn):
            return None
        return difference(share(met, true), share(self.met_count - met, self.drawn - true))

    def value_of_knowing(self, fact: str) -> Estimate:
        """The expected fall of the variance of met/unmet on learning the fact, whose share is taken as it was drawn."""
        chance = self.fact(fact).value
        turned = self.birnbaum(fact)
        return scaled_square(turned, chance * (1 - chance)) if turned else Estimate(0.0, 0.0, 0.0)


def added(one: Counter[Counted], other: Counter[Counted]) -> Counter[Counted]:
    result = one.copy()
    result.update(other)
    return result


def known(counts: Mapping[str, Found], name: str, what: str) -> Found:
    if name not in counts:
        raise InvalidValue(f"{what} {name!r}: not counted; known: {', '.join(sorted(counts)[:8])}")
    return counts[name]


def sample(
    case: ReckoningCase,
    semantics: Semantics,
    assumed: Scenario | None = None,
    *,
    scenarios: int = 1_000_000,
    seed: int = 0,
    workers: int = 1,
    measures: Collection[str] = (),
) -> Sample:
    """Draw so many scenarios by the odds of a case, and count.

    Facts without odds are as in `assumed`, else unknown. A fact with odds that `assumed` gives a truth is given: one
    that stands alone is set, of others only the scenarios that agree count. `measures` are those whose totals are
    wanted. Raises InvalidValue for chances that are intervals, and if no scenario drawn agrees with what is given.
    """
    if scenarios < 1:
        raise InvalidValue(f"{scenarios} scenarios: expected 1 or more")
    if not 0 <= seed < 1 << 64:
        raise InvalidValue(f"seed {seed}: expected a whole number from 0 to 2**64 - 1")
    plan = Plan(case, semantics, assumed or {}, measures)
    blocks = range(-(-scenarios // (BLOCK * LANES)))
    with ThreadPoolExecutor(workers) as pool:
        parts = [pool.submit(plan.blocks, blocks[first::workers], scenarios, seed) for first in range(workers)]
        found = reduce(Sample.joined, [part.result() for part in parts])
    if not found.drawn:
        raise InvalidValue("no scenario drawn agrees with what is given; expected odds under which it can happen")
    return found


class Plan:
    """What is drawn and what is counted."""

    def __init__(self, case: ReckoningCase, semantics: Semantics, assumed: Scenario, measures: Collection[str]) -> None:
        coins = coins_of(case.odds)
        if ranges := [name for name, chance in coins.chances.items() if not chance.exact]:
            raise InvalidValue(f"chance of {', '.join(ranges)}: an interval; expected a number, to draw by")
        if unknown := [name for name in measures if name not in case.measures]:
            raise InvalidValue(f"measure {unknown[0]!r}: nobody promises it")
        self.compiled = compile_with_coins(case, semantics, coins, assumed, measures=measures)
        given = {name: truth for name, truth in assumed.items() if truth is not None and name in case.odds.facts}
        inputs = self.compiled.inputs()
        self.chances = [coins.chances[name].low for name in inputs]
        self.inputs = list(inputs.values())
        self.set_coins = {place: given[name] for place, name in enumerate(inputs) if name in given}
        self.given = [(self.compiled.truths[name], truth) for name, truth in given.items() if name not in inputs]
        self.facts = sorted(case.odds.facts)

    def blocks(self, numbers: Sequence[int], scenarios: int, seed: int) -> Sample:
        """What some blocks come to together, of a run of so many scenarios; nothing for no blocks."""
        machine = Machine(self.compiled, min(BLOCK, words_for(self.compiled)))
        found = self.read(machine, 0)
        for number in numbers:
            found = found.joined(self.block(machine, seed, number, scenarios - number * BLOCK * LANES))
        return found

    def block(self, machine: Machine, seed: int, number: int, scenarios: int) -> Sample:
        """What one block comes to, or its first `scenarios`."""
        coins = draw_coins(self.chances, BLOCK, seed, number)
        for place, truth in self.set_coins.items():
            coins[place] = EVERY if truth else 0
        found = self.read(machine, 0)
        for first in range(0, BLOCK, machine.words):
            if (left := scenarios - first * LANES) <= 0:
                break
            for node, row in zip(self.inputs, coins, strict=True):
                machine.row(node)[:] = row[first : first + machine.words]
            machine.run()
            found = found.joined(self.read(machine, left))
        return found

    def read(self, machine: Machine, scenarios: int) -> Sample:
        """What one run of the machine comes to in its first `scenarios`."""
        counting = first_lanes(machine.words, scenarios)
        for node, wanted in self.given:
            counting &= machine.row(node) if wanted else ~machine.row(node)
        compiled = self.compiled
        met = machine.row(compiled.met) & counting
        truths = {fact: machine.row(compiled.truths[fact]) for fact in self.facts}
        return Sample(
            ones(counting),
            ones(met),
            Counter({promise: ones(machine.row(node) & counting) for promise, node in compiled.certain.items()}),
            Counter({fact: ones(row & counting) for fact, row in truths.items()}),
            Counter({fact: ones(row & met) for fact, row in truths.items()}),
            {measure: amounts(machine, total, counting) for measure, total in compiled.totals.items()},
        )


def ones(words: Words) -> int:
    return int(np.bitwise_count(words).sum())


def first_lanes(words: int, lanes: int) -> Words:
    """Words of which the first so many bits are set."""
    result = np.full(words, EVERY)
    if lanes < words * LANES:
        whole, part = divmod(lanes, LANES)
        result[whole] = (1 << part) - 1
        result[whole + 1 :] = 0
    return result


def amounts(machine: Machine, total: LowTotal, counting: Words) -> Counter[Fraction]:
    """How often a total comes to each amount, of the scenarios that count."""
    steps = np.zeros(machine.words * LANES, np.int64)
    for place, node in enumerate(total.planes):
        steps += np.unpackbits(machine.row(node).view(np.uint8), bitorder="little").astype(np.int64) << place
    chosen = np.unpackbits(counting.view(np.uint8), bitorder="little").astype(bool)
    found, times = np.unique(steps[chosen], return_counts=True)
    return Counter({total.base + total.unit * step: n for step, n in zip(found.tolist(), times.tolist(), strict=True)})
