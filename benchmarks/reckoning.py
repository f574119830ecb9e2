"""How fast the reckoning is, beside other ways to the same answers, in one process on one core.

    python -m benchmarks.reckoning [ROW ...] [--rounds 5] [--largest 10000]

Rows: scenarios, what-if, exact, problog, allocation, growth (none named: all). Every round times everybody in turn, so
that what else the machine does falls on all alike; shown are the median and the best round, and the median of the
rounds' ratios. Answers are compared before they are timed. Needs the `benchmarks` extra (clingo, highspy, problog).
"""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from math import isclose
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.reckoning_cases import Drawn, random_allocation, random_case, random_scenarios
from benchmarks.reckoning_peers import (
    BytesPeer,
    ClingoPeer,
    PlainPeer,
    least_strain_by_highs,
    minimal_sets_by_clingo,
    probability_by_problog,
)
from willing.reckoning.allocation import allocate
from willing.reckoning.case import ReckoningCase
from willing.reckoning.goal import goal_of, kept_goal
from willing.reckoning.importance import power_of_facts
from willing.reckoning.likelihood import Likelihood
from willing.reckoning.machine import LANES, Machine, words_for
from willing.reckoning.propagation import Propagator
from willing.reckoning.random_coins import draw_coins
from willing.reckoning.sampling import BLOCK, Plan
from willing.reckoning.semantics import Semantics
from willing.reckoning.sufficiency import sufficient

SIZES = ((40, 200, 30), (100, 1_000, 60), (300, 3_000, 100), (1_000, 10_000, 200))
"""Actors, promises, facts."""
CAUTIOUS = Semantics.CAUTIOUS


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of each round, for one unit of work."""

    seconds: list[float]

    @property
    def middle(self) -> float:
        return median(self.seconds)

    @property
    def best(self) -> float:
        return min(self.seconds)

    def times(self, other: Timing) -> float:
        """How many times as long the other one takes: the median over rounds."""
        return median(theirs / ours for ours, theirs in zip(self.seconds, other.seconds, strict=True))


def timed(rounds: int, works: Mapping[str, tuple[Callable[[], object], int]]) -> dict[str, Timing]:
    """Everybody in turn, round by round; each is a function and how many units of work one call does."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, (work, units) in works.items():
            began = time.perf_counter()
            work()
            seconds[name].append((time.perf_counter() - began) / units)
    return {name: Timing(each) for name, each in seconds.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"which: {', '.join(ROWS)} (none: all)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--largest", type=int, default=10_000, help="most promises of a case")
    arguments = parser.parse_args()
    if unknown := [row for row in arguments.rows if row not in ROWS]:
        parser.error(f"unknown row {', '.join(unknown)}; expected {', '.join(ROWS)}")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(f"{processor()}, one of {os.cpu_count()} cores; Python {platform.python_version()}")
    print(", ".join(f"{name} {version(name)}" for name in ("numpy", "clingo", "highspy", "problog")))
    for name in arguments.rows or ROWS:
        print(f"\n## {name}\n")
        ROWS[name](arguments.rounds, [size for size in SIZES if size[1] <= arguments.largest])


def processor() -> str:
    """The processor's own name where the system tells it."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    print("| " + " | ".join(head) + " |")
    print("| " + " | ".join("---" for _ in head) + " |")
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |", flush=True)


def amount(seconds: float) -> str:
    """Three digits in the unit that suits."""
    for unit, scale in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= scale:
            return f"{seconds / scale:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def against(name: str, mine: Timing, theirs: Timing) -> list[object]:
    return [name, amount(theirs.middle), amount(theirs.best), f"x{mine.times(theirs):,.3g}"]


def scenarios(rounds: int, sizes: Sequence[tuple[int, int, int]]) -> None:
    """Many scenarios of one case: which promises hold in each, counted."""
    case = random_case(*sizes[0])
    plan = Plan(case, CAUTIOUS, {}, ())
    machine = Machine(plan.compiled, BLOCK)
    drawn = drawn_by(plan, case, 16_384)
    clingo, by_bytes, plain = ClingoPeer(case), BytesPeer(case), PlainPeer(case)
    few = drawn[:200]
    expected = statuses(plan, machine, case, len(drawn))
    for name, found in (("clingo", clingo.statuses(few)), ("plain", plain.statuses(few[:20]))):
        check(name, found, expected[: len(found)])
    check("bytes", by_bytes.statuses(drawn), expected)
    facts = np.array([[each.facts[name] for each in drawn] for name in case.facts])
    kept = np.array([[each.id in scenario.kept for scenario in drawn] for each in case.commitments])
    rows = timed(
        rounds,
        {
            "ours": (lambda: plan.block(machine, 1, 0, BLOCK * LANES), BLOCK * LANES),
            "ours, coins drawn beforehand": (lambda: (machine.run(), plan.read(machine, BLOCK * LANES)), BLOCK * LANES),
            "clingo, multi-shot": (lambda: clingo.statuses(few), len(few)),
            "numpy, one byte a scenario": (lambda: by_bytes.holding(facts, kept), len(drawn)),
            "plain Python (the reference)": (lambda: plain.statuses(few[:20]), 20),
        },
    )
    bare = rows["ours, coins drawn beforehand"]
    print(f"{sizes[0][0]} actors x {sizes[0][1]} promises x {sizes[0][2]} facts; time a scenario\n")
    table(
        ["", "median", "best", "ours is faster", "without drawing"],
        [[*against(name, rows["ours"], each), f"x{bare.times(each):,.3g}"] for name, each in rows.items()],
    )


def drawn_by(plan: Plan, case: ReckoningCase, count: int) -> list[Drawn]:
    """The first scenarios of the block that is timed, as others take them."""
    coins = draw_coins(plan.chances, BLOCK, 1, 0)
    bits = np.unpackbits(coins.view(np.uint8), axis=1, bitorder="little", count=count).astype(bool)
    names = list(plan.compiled.inputs())
    always = {each.id for each in case.commitments} - {name.removeprefix("keep--") for name in names}
    return [
        Drawn(
            {name: bool(bits[names.index(name), lane]) for name in case.facts},
            frozenset(always)
            | {name.removeprefix("keep--") for name, on in zip(names, bits[:, lane], strict=True) if on}
            - frozenset(case.facts),
        )
        for lane in range(count)
    ]


def statuses(plan: Plan, machine: Machine, case: ReckoningCase, count: int) -> list[set[str]]:
    """What our machine says of the same scenarios."""
    plan.block(machine, 1, 0, BLOCK * LANES)
    rows = np.stack([machine.row(plan.compiled.certain[each.id]) for each in case.commitments])
    bits = np.unpackbits(rows.view(np.uint8), axis=1, bitorder="little", count=count)
    names = [each.id for each in case.commitments]
    return [{names[place] for place in np.flatnonzero(column)} for column in bits.T]


def check(name: str, found: object, expected: object) -> None:
    if found != expected:
        raise AssertionError(f"{name} differs from ours")


def what_if(rounds: int, sizes: Sequence[tuple[int, int, int]]) -> None:
    """One scenario after another, with the step in which each promise fires; clingo tells no steps."""
    rows = []
    for size in sizes:
        case = random_case(*size)
        propagator, clingo = Propagator(case), ClingoPeer(case)
        drawn = random_scenarios(case, 10 if size[1] < 10_000 else 5, seed=1)
        ours = [set(propagator.run(each.facts, kept=each.kept).certain) for each in drawn]
        check("clingo", clingo.statuses(drawn), ours)

        def run(propagator: Propagator = propagator, drawn: Sequence[Drawn] = drawn) -> None:
            for each in drawn:
                propagator.run(each.facts, kept=each.kept)

        def ask(clingo: ClingoPeer = clingo, drawn: Sequence[Drawn] = drawn) -> None:
            clingo.statuses(drawn)

        found = timed(rounds, {"ours": (run, len(drawn)), "clingo": (ask, len(drawn))})
        mine, theirs = found["ours"], found["clingo"]
        shown = [amount(each) for each in (mine.middle, mine.best, theirs.middle, theirs.best, clingo.ground_seconds)]
        rows.append([f"{size[1]:,}", *shown, f"x{mine.times(theirs):,.3g}"])
    table(["promises", "ours", "best", "clingo", "best", "clingo's grounding, once", "ours is faster"], rows)


def exact(rounds: int, sizes: Sequence[tuple[int, int, int]]) -> None:
    """Exact probability, all minimal sets and Shapley values of a case with 20 facts; nothing kept from before."""
    rows = []
    for seed in range(4):
        case = random_case(40, 200, 20, seed=seed, with_keep=False)
        sets = sufficient(case, CAUTIOUS).sets
        check("clingo", set(minimal_sets_by_clingo(case)), set(sets))

        def all_three(case: ReckoningCase = case) -> None:
            kept_goal.cache_clear()
            Likelihood(case, CAUTIOUS).met()
            sufficient(case, CAUTIOUS)
            power_of_facts(case, CAUTIOUS, {})

        def only_sets(case: ReckoningCase = case) -> None:
            kept_goal.cache_clear()
            sufficient(case, CAUTIOUS)

        def by_clingo(case: ReckoningCase = case) -> None:
            minimal_sets_by_clingo(case)

        found = timed(rounds, {"all": (all_three, 1), "sets": (only_sets, 1), "clingo": (by_clingo, 1)})
        whole, mine, theirs = found["all"], found["sets"], found["clingo"]
        shown = [amount(each) for each in (whole.middle, whole.best, mine.middle, theirs.middle)]
        rows.append([seed, len(sets), *shown, f"x{mine.times(theirs):,.2g}"])
    head = [
        "seed",
        "sets",
        "probability, sets and Shapley",
        "best",
        "the sets alone",
        "sets by clingo --eq=0",
        "faster",
    ]
    print("40 actors x 200 promises x 20 facts, everything kept, from the case to the answers\n")
    table(head, rows)


PATIENCE = 20
"""Seconds after which ProbLog is stopped."""


def problog(rounds: int, sizes: Sequence[tuple[int, int, int]]) -> None:
    """The exact probability of small cases; ProbLog's own time, without the start of its process.

    It depends on the circles of a case more than on its size, so three cases of each size are shown.
    """
    rows = []
    for facts in (8, 10, 12, 14):
        for seed, case in cases_in_which_facts_matter(facts, count=3):
            theirs = probability_by_problog(case, seconds=PATIENCE)
            seconds = []
            for _ in range(rounds):
                kept_goal.cache_clear()
                began = time.perf_counter()
                ours = Likelihood(case, CAUTIOUS).met().low
                seconds.append(time.perf_counter() - began)
            if theirs is not None and not isclose(theirs.value, float(ours), abs_tol=1e-9):
                raise AssertionError(f"ProbLog: {theirs.value}, ours: {float(ours)}")
            mine, taken = median(seconds), theirs.seconds if theirs else PATIENCE
            over = "" if theirs else "over "
            rows.append([facts, seed, amount(mine), f"{over}{amount(taken)}", f"{over}x{taken / mine:,.3g}"])
    print("6 actors x 24 promises, everything kept: exact probability, from the case to the answer\n")
    table(["facts", "seed", "ours", "ProbLog", "ours is faster"], rows)


def cases_in_which_facts_matter(facts: int, count: int) -> Iterator[tuple[int, ReckoningCase]]:
    """The first few random cases of which the requirement depends on all facts but one at most."""
    drawn = ((seed, random_case(6, 24, facts, seed=seed, with_keep=False)) for seed in itertools.count())
    telling = (each for each in drawn if len(goal_of(each[1], CAUTIOUS, {}, each[1].facts).names) >= facts - 1)
    return itertools.islice(telling, count)


def allocation(rounds: int, sizes: Sequence[tuple[int, int, int]]) -> None:
    """The least highest strain at which a gap is filled."""
    rows = []
    for members in (40, 1_000):
        gap = random_allocation(members)
        found = least_strain_by_highs(gap)
        if found is None or not isclose(found[0], float(allocate(gap).strain), rel_tol=1e-6):
            raise AssertionError(f"HiGHS: {found and found[0]}, ours: {float(allocate(gap).strain)}")
        both = timed(
            rounds, {"ours": (lambda g=gap: allocate(g), 1), "HiGHS": (lambda g=gap: least_strain_by_highs(g), 1)}
        )
        rows.append([f"{members:,}", amount(both["ours"].middle), *against("", both["ours"], both["HiGHS"])[1:]])
    table(["members", "ours, exact", "HiGHS", "best", "ours is faster"], rows)


def growth(rounds: int, sizes: Sequence[tuple[int, int, int]]) -> None:
    """How time grows with the number of promises."""
    rows = []
    for size in sizes:
        case = random_case(*size)
        began = time.perf_counter()
        plan = Plan(case, CAUTIOUS, {}, ())
        compiled = time.perf_counter() - began
        machine = Machine(plan.compiled, min(BLOCK, words_for(plan.compiled)))
        lanes = machine.words * LANES
        began = time.perf_counter()
        propagator = Propagator(case)
        ready = time.perf_counter() - began
        (one,) = random_scenarios(case, 1, seed=1)
        for node, coin in zip(plan.inputs, draw_coins(plan.chances, machine.words, 1, 0), strict=True):
            machine.row(node)[:] = coin
        found = timed(
            rounds,
            {
                "scenarios": (machine.run, lanes),
                "what-if": (lambda p=propagator, one=one: p.run(one.facts, kept=one.kept), 1),
            },
        )
        many, single = found["scenarios"], found["what-if"]
        shown = [amount(each) for each in (compiled, many.middle, many.best, ready, single.middle, single.best)]
        rows.append([f"{size[1]:,}", f"{plan.compiled.gates:,}", f"{machine.words:,}", *shown])
    table(
        ["promises", "gates", "words", "compiling", "a scenario", "best", "making ready", "a what-if", "best"],
        rows,
    )


ROWS: dict[str, Callable[[int, Sequence[tuple[int, int, int]]], None]] = {
    "scenarios": scenarios,
    "what-if": what_if,
    "exact": exact,
    "problog": problog,
    "allocation": allocation,
    "growth": growth,
}


if __name__ == "__main__":
    main()
