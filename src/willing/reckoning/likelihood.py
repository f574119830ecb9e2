"""How likely: exact probabilities under the user's odds, and what each fact does to them.

Everything is read off truth tables over independent coins, so the answers are exact fractions for any dependence
between facts. Where more coins matter than a table can hold, `sampling` estimates with an error that it states.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product

from willing.errors import InvalidValue
from willing.reckoning.case import ReckoningCase, Scenario
from willing.reckoning.coins import Coins, coins_of
from willing.reckoning.compiler import Compiled, Switchboard, compile_case
from willing.reckoning.exact_probability import probability
from willing.reckoning.goal import goal_of
from willing.reckoning.machine import Words
from willing.reckoning.semantics import Semantics
from willing.reckoning.truth_table import MOST_SWITCHES, TruthTable, tables_of

MOST_CORNERS = 12
"""Most chances given as intervals of which all corners are tried."""


class TooManyChances(InvalidValue):
    """More independent chances matter than a truth table holds: they can only be sampled."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """A probability; an interval where chances were given as intervals. None: what was given cannot happen."""

    low: Fraction
    high: Fraction

    @property
    def exact(self) -> bool:
        return self.low == self.high


class Likelihood:
    """A case under its odds, ready to be asked.

    Facts without odds are as in `assumed`, else unknown; a requirement counts as met only if it certainly is. Facts
    with odds that `assumed` gives a truth are taken as given: what they say about other facts counts.
    """

    def __init__(self, case: ReckoningCase, semantics: Semantics, assumed: Scenario | None = None) -> None:
        self.case, self.semantics, self.assumed = case, semantics, dict(assumed or {})
        self.coins: Coins = coins_of(case.odds)
        self.given = {
            name: truth for name, truth in self.assumed.items() if truth is not None and name in case.odds.facts
        }
        self.known: dict[tuple[int, ...], tuple[TruthTable, ...]] = {}

    @cached_property
    def compiled(self) -> Compiled:
        """The circuit over coins."""
        return compile_with_coins(self.case, self.semantics, self.coins, self.assumed)

    def met(self, given: Mapping[str, bool] | None = None) -> Bounds:
        """The probability that all requirements are certainly met. Raises InvalidValue if `given` cannot happen."""
        if not (given or self.given or self.coins.derived or self.coins.switches):
            return self.met_over_facts()
        return self.conditional(self.compiled.met, given or {})

    def met_over_facts(self) -> Bounds:
        """Where every coin is a fact: read off the table that minimal sets and shares are read off too."""
        fixed = fixed_facts(self.case, self.coins, self.assumed)
        goal = goal_of(self.case, self.semantics, fixed, self.coins.chances)
        check_count(goal.names)
        return self.over_corners(goal.table(), goal.table(), {})

    def holds(self, promise: str, given: Mapping[str, bool] | None = None) -> Bounds:
        """The probability that a promise certainly holds."""
        if promise not in self.compiled.certain:
            raise InvalidValue(f"promise {promise!r}: not in the case")
        return self.conditional(self.compiled.certain[promise], given or {})

    def fact(self, fact: str) -> Bounds:
        """The probability of a fact."""
        return self.conditional(self.node_of(fact), {})

    def birnbaum(self, fact: str) -> Fraction | None:
        """P(met | fact) - P(met | not fact), with all that the fact says about the others (Birnbaum 1969; conditional).

        None where the fact is certain or impossible. Odds must be exact.
        """
        share = self.fact(fact).low
        if share in (0, 1):
            return None
        return self.met({fact: True}).low - self.met({fact: False}).low

    def value_of_knowing(self, fact: str) -> Fraction:
        """The expected fall of the variance of met/unmet on learning the fact: p(1-p) times `birnbaum` squared."""
        difference = self.birnbaum(fact)
        share = self.fact(fact).low
        return Fraction(0) if difference is None else share * (1 - share) * difference**2

    def break_even(self, fact: str, level: Fraction = Fraction(1, 2)) -> Fraction | None:
        """How likely the fact must be for the requirement to be met with probability `level`, all else as in the odds.

        None where no probability of the fact brings it there.
        """
        if self.fact(fact).low in (0, 1):
            return None
        with_it, without = self.met({fact: True}).low, self.met({fact: False}).low
        if with_it == without:
            return None
        even = (level - without) / (with_it - without)
        return even if 0 <= even <= 1 else None

    def conditional(self, node: int, given: Mapping[str, bool]) -> Bounds:
        evidence = {**self.given, **given}
        tables = self.tables((node, *(self.node_of(name) for name in evidence)))
        kept = tables[0].words | ~tables[0].words
        for table, truth in zip(tables[1:], evidence.values(), strict=True):
            kept = kept & (table.words if truth else ~table.words)
        names = tables[0].names
        return self.over_corners(TruthTable(names, tables[0].words & kept), masked(names, kept), evidence)

    def node_of(self, fact: str) -> int:
        if fact not in self.case.odds.facts:
            raise InvalidValue(f"fact {fact!r}: it has no probability in the odds")
        return self.compiled.truths[fact]

    def tables(self, nodes: tuple[int, ...]) -> tuple[TruthTable, ...]:
        """The tables of nodes over all coins that any of them depends on."""
        if nodes not in self.known:
            names = self.compiled.support(nodes)
            check_count(names)
            self.known[nodes] = tuple(tables_of(self.compiled, nodes, names, self.compiled.inputs()))
        return self.known[nodes]

    def over_corners(self, both: TruthTable, evidence: TruthTable, given: Mapping[str, bool]) -> Bounds:
        """The ratio of two probabilities over all ends of the chances that are intervals.

        Each is linear in every single chance, so their ratio is least and greatest at ends.
        """
        ranges = [name for name in both.names if not self.coins.chances[name].exact]
        corners = self.corners(both, ranges, bool(given))
        values = []
        for corner in corners:
            chances = {name: self.coins.chances[name].low for name in both.names} | corner
            whole = probability(evidence, chances) if given else Fraction(1)
            if not whole:
                told = " and ".join(name if truth else f"not {name}" for name, truth in given.items())
                raise InvalidValue(f"given {told}: by the odds this cannot happen")
            values.append(probability(both, chances) / whole)
        return Bounds(min(values), max(values))

    def corners(self, table: TruthTable, ranges: Sequence[str], conditional: bool) -> list[dict[str, Fraction]]:
        """Ends of the interval chances to try: two where each works one way, else all."""
        chances = self.coins.chances
        ways = [table.names.index(name) for name in ranges]
        if not conditional and all(table.rising(way) or table.falling(way) for way in ways):
            best = {
                n: chances[n].high if table.rising(w) else chances[n].low for n, w in zip(ranges, ways, strict=True)
            }
            worst = {
                n: chances[n].low if table.rising(w) else chances[n].high for n, w in zip(ranges, ways, strict=True)
            }
            return [worst, best]
        if len(ranges) > MOST_CORNERS:
            raise InvalidValue(
                f"{len(ranges)} chances are intervals: expected at most {MOST_CORNERS} that work both ways"
            )
        ends = [(chances[name].low, chances[name].high) for name in ranges]
        return [dict(zip(ranges, corner, strict=True)) for corner in product(*ends)]


def masked(names: tuple[str, ...], words: Words) -> TruthTable:
    """A table from words whose unused bits may be set."""
    if len(names) < 6:
        words = words & type(words[0])((1 << (1 << len(names))) - 1)
    return TruthTable(names, words)


def check_count(names: Sequence[str]) -> None:
    if len(names) > MOST_SWITCHES:
        raise TooManyChances(
            f"{len(names)} independent chances matter; exact are at most {MOST_SWITCHES}, more are sampled"
        )


def fixed_facts(case: ReckoningCase, coins: Coins, assumed: Scenario) -> dict[str, bool | None]:
    """Facts that do not vary: those without odds as assumed, and those that are certain or impossible."""
    return {name: truth for name, truth in assumed.items() if name not in case.odds.facts} | dict(coins.fixed)


def compile_with_coins(
    case: ReckoningCase,
    semantics: Semantics,
    coins: Coins,
    assumed: Scenario,
    *,
    watch: Sequence[str] | None = None,
    measures: Collection[str] = (),
) -> Compiled:
    """The circuit of a case over the coins of its odds; facts without odds are as assumed."""
    return compile_case(
        case,
        semantics,
        fixed=fixed_facts(case, coins, assumed),
        vary=[name for name in coins.chances if name not in coins.switches.values()],
        board=Switchboard(coins.switches),
        watch=watch,
        derived=coins.derived,
        measures=measures,
    )
