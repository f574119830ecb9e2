"""The reckoning as a page shows it: the sentence first, then each question with its drawing and its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from willing.model.register import Register
from willing.views.burden_words import flags_of, order_lines, span, strain_cell, whole, years_of
from willing.views.month_chart import MonthChart, month_chart
from willing.views.rank_chart import RankChart, rank_chart
from willing.views.reckoned import (
    Burden,
    CostLine,
    EstimateLine,
    JointLine,
    LeftOutLine,
    MonthLine,
    PoolLine,
    Reckoned,
    RequirementLine,
    Sets,
    TotalLine,
)
from willing.views.reckoned_sentences import actor_name, actor_of, bounds, fact_name, number, percent
from willing.views.reckoned_words import amount, needs
from willing.views.what_if_page import READING_WORDS, VOICE_WORDS, Choice, query
from willing.views.wording import joined

SHOWN_SETS = 24


@dataclass(frozen=True, slots=True)
class Together:
    """Facts (or promises) that belong together, in words; `address` is the query of `/what-if` that tries it."""

    names: tuple[str, ...]
    address: str = ""


@dataclass(frozen=True, slots=True)
class SetList:
    """Minimal sets, smallest first, and how many `more` there are; `refused` says why there is no answer.

    `possible`: they are what makes the requirement possible at all. `against` are facts that work against it.
    """

    sets: tuple[Together, ...]
    more: int
    possible: bool
    complete: bool
    against: str
    refused: str


@dataclass(frozen=True, slots=True)
class Turn:
    """An actor or fact and the share of scenarios that it turns, in words and as a number; `against`: by its absence.

    `actor` is the id of an actor, "" for a fact.
    """

    name: str
    share: str
    part: float
    against: bool
    actor: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    """Months in words, with the amounts, and who promises more than it can hold, tells no amount, has no figure."""

    months: str
    told: str
    steady: str
    overpromised: str
    untold: str
    without_figure: str


@dataclass(frozen=True, slots=True)
class PoolRow:
    """What an actor's units hold for good: "8,000 (6,400–10,667)"."""

    name: str
    actor: str
    units: str
    turns: str
    steady: str
    held: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """One actor's part: `held` is what its units hold for good, `short` where that is less; strains by yardstick."""

    name: str
    actor: str
    level: str
    part: str
    held: str
    short: bool
    costs: str
    strains: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BurdenView:
    """A burden: its drawing (None under one yardstick), its table and the notes that belong to it."""

    burden: Burden
    need: str
    chart: RankChart | None
    yardsticks: tuple[str, ...]
    beside: tuple[str, ...]
    rows: tuple[PartRow, ...]
    order: tuple[str, ...]
    notes: tuple[str, ...]
    costs: tuple[tuple[CostLine, str], ...]


@dataclass(frozen=True, slots=True)
class BesideLine:
    """An amount told beside the promises on the measure: by whom or of whom, how much, what to know of it, where."""

    who: str
    told: str
    notes: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class ReckoningPage:
    """The whole answer. `assumed` are facts in words with their truth; `what_if` is the query of the what-if page.

    `together` are amounts that several give, `estimates` nobody's promise; `left_out` counts reasons, most first.
    """

    sentences: tuple[str, ...]
    choice: Choice
    months: int
    what_if: str
    assumed: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]
    question: RequirementLine | None
    needs: str
    total: TotalLine | None
    scenario: str
    together: tuple[BesideLine, ...]
    estimates: tuple[BesideLine, ...]
    right: SetList
    breaks: SetList
    actors: tuple[Turn, ...]
    facts: tuple[Turn, ...]
    pivots_refused: str
    waiting: tuple[str, ...]
    idle: tuple[tuple[str, tuple[Together, ...]], ...]
    movers: tuple[Together, ...]
    movers_to_requirement: tuple[Together, ...]
    even_needed: tuple[str, ...]
    even_common: str
    even: str
    chart: MonthChart | None
    month_rows: tuple[MonthRow, ...]
    pools: tuple[PoolRow, ...]
    idle_pools: str
    burden: BurdenView | None
    left_out: tuple[tuple[str, int], ...]
    left_out_lines: tuple[tuple[LeftOutLine, str], ...]
    remarks: tuple[str, ...]
    readings: tuple[tuple[str, str], ...] = tuple((each.value, words) for each, words in READING_WORDS.items())
    voices: tuple[tuple[str, str], ...] = tuple(VOICE_WORDS.items())


def reckoning_page(
    answer: Reckoned,
    choice: Choice,
    months: int,
    register: Register,
    kept: tuple[tuple[str, str], ...] = (),
) -> ReckoningPage:
    """The page of an answer; `kept` are parameters that every address keeps."""
    question = answer.question
    total = next((each for each in answer.totals if question and each.measure == question.measure), None)
    even = answer.break_even
    left_out = [each for each in answer.left_out if question is None or each.measure == question.measure]
    return ReckoningPage(
        answer.sentences,
        choice,
        months,
        query(choice, kept),
        tuple((each.name, truth_word(each.truth)) for each in answer.facts if each.origin == "assumed"),
        tuple((each.id, f"{each.id}: {needs(each)}, {each.said_by or each.name}") for each in answer.requirements),
        question,
        needs(question) if question else "",
        total,
        told_scenario(total),
        tuple(together_line(each) for each in answer.together if question and each.measure == question.measure),
        tuple(estimate_line(each) for each in answer.estimates if question and each.measure == question.measure),
        set_list(answer.sufficient, answer, choice, kept, "yes"),
        set_list(answer.cuts, answer, choice, kept, "no"),
        tuple(turn(actor_name(name, answer), share, name) for name, share in answer.pivots.actors),
        tuple(turn(fact_name(name, answer), share) for name, share in answer.pivots.facts),
        answer.pivots.refused,
        tuple(dict.fromkeys(actor_of(each, answer) for each in answer.movers.gap)),
        tuple((fact_name(fact, answer), movers(sets, answer)) for fact, sets in answer.movers.idle),
        movers(answer.movers.sets, answer),
        movers(answer.movers.to_requirement, answer),
        tuple(fact_name(name, answer) for name in even.needed) if even else (),
        percent(even.common) if even and even.common is not None else "",
        f"{even.met_in} of {even.combinations} combinations of the open facts" if even else "",
        month_chart(answer.months, question.at_least if question else Fraction(0)),
        tuple(month_row(each, answer) for each in answer.months),
        tuple(pool_row(each, answer) for each in answer.pools if each.promises),
        ", ".join(actor_name(each.actor, answer) for each in answer.pools if not each.promises),
        burden_view(answer.burden, answer) if answer.burden else None,
        tuple(Counter(each.reason for each in left_out).most_common()),
        tuple((each, register.measure_name(each.measure)) for each in left_out),
        answer.remarks,
    )


def together_line(line: JointLine) -> BesideLine:
    url = next((each.url for each in line.evidence if each.url), "")
    told = f"{bounds(line.low or None, line.high)} {line.unit}"
    return BesideLine(joined(list(line.actor_names)), told, line.remarks, url)


def estimate_line(line: EstimateLine) -> BesideLine:
    told = f"{bounds(line.low, line.high)} {line.unit}"
    confidence = (f"{line.confidence} confidence",) if line.confidence == "low" else ()
    return BesideLine(line.said_by, told, (line.date, line.name, *confidence), line.url)


def truth_word(truth: bool | None) -> str:
    return {True: "true", False: "false", None: "unknown"}[truth]


def told_scenario(total: TotalLine | None) -> str:
    if total is None:
        return "0"
    told = amount(total.low, total.high)
    return "0 or more" if told == "not told" else told


def set_list(found: Sets, answer: Reckoned, choice: Choice, kept: tuple[tuple[str, str], ...], truth: str) -> SetList:
    """The sets, each with the what-if in which its facts are all of a truth (a fact with "!" of the other)."""
    other = {"yes": "no", "no": "yes"}[truth]
    told = []
    for each in found.sets[:SHOWN_SETS]:
        tried = {name.removeprefix("!"): other if name.startswith("!") else truth for name in each}
        address = query(replace(choice, assume={**choice.assume, **tried}), kept)
        told.append(Together(tuple(fact_name(name, answer) for name in each), address))
    against = ", ".join(fact_name(name, answer) for name in found.against)
    more = len(found.sets) - len(told)
    return SetList(tuple(told), more, found.possible, found.complete, against, found.refused)


def turn(name: str, share: Fraction, actor: str = "") -> Turn:
    return Turn(name, percent(abs(share)), float(abs(share)), share < 0, actor)


def movers(sets: Iterable[Sequence[str]], answer: Reckoned) -> tuple[Together, ...]:
    return tuple(Together(tuple(actor_of(name, answer) for name in each)) for each in sets)


def month_row(line: MonthLine, answer: Reckoned) -> MonthRow:
    def named(actors: Iterable[str]) -> str:
        return ", ".join(actor_name(each, answer) for each in actors)

    lists = (named(line.overpromised), named(line.untold), named(line.without_figure))
    months = f"{line.start}–{line.end - 1}" if line.end - line.start > 1 else str(line.start)
    return MonthRow(months, amount(line.low, line.high), number(line.steady), *lists)


def pool_row(pool: PoolLine, answer: Reckoned) -> PoolRow:
    bounds = "" if pool.steady_low == pool.steady_high else f" ({whole(pool.steady_low)}–{whole(pool.steady_high)})"
    return PoolRow(
        actor_name(pool.actor, answer),
        pool.actor,
        whole(pool.units),
        f"{float(pool.tour):g} / {float(pool.rest):g}",
        f"{whole(pool.steady)}{bounds}",
        whole(pool.held),
        pool.note,
        pool.source,
    )


def burden_view(burden: Burden, answer: Reckoned) -> BurdenView:
    yardsticks = tuple(table.name for table in burden.tables)
    beside = tuple(dict.fromkeys(each.name for part in burden.parts for each in part.beside))
    rows = []
    for part in burden.parts:
        strains = {strain.yardstick: strain_cell(strain) for strain in part.strains}
        figures = {each.name: f"{each.value}{'!' if each.flag else ''}" for each in part.beside}
        rows.append(
            PartRow(
                actor_name(part.actor, answer),
                part.actor,
                part.level,
                whole(part.part),
                "no figure" if part.steady is None else whole(part.steady),
                part.steady is not None and part.part > part.steady,
                span(part.cost_low, part.cost_high),
                tuple(strains.get(name, "no figure") for name in yardsticks),
                tuple(figures.get(name, "no figure") for name in beside),
            )
        )
    unsplit = ", ".join(actor_name(each, answer) for each in burden.unsplit)
    notes = (
        *(f"{table.name}: {table.note}" for table in burden.tables if table.note),
        *years_of(burden),
        *(f"! {flag}" for flag in flags_of(burden, answer)),
        *((f"may give, no figure to split by: {unsplit}",) if unsplit else ()),
    )
    costs = tuple((each, f"{span(each.low, each.high)} {each.currency}") for each in burden.costs)
    order = tuple(order_lines(burden, answer))
    chart = rank_chart(burden, answer)
    return BurdenView(burden, number(burden.need), chart, yardsticks, beside, tuple(rows), order, notes, costs)
