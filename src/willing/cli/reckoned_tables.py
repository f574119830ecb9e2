"""The reckoning on the screen: the answer in sentences, then the tables behind it."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from willing.cli.burden_tables import burden_tables, costs_table, pools_table
from willing.cli.tables_bare import bare
from willing.views.reckoned_sentences import actor_name, actor_of, bounds, fact_name, number, percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from willing.views.reckoned import PromiseLine, ReasonLine, Reckoned, RequirementLine, Sets, TotalLine

STATUS_MARKS = {"holds": "[green]● holds[/]", "open": "[yellow]○ open[/]", "fails": "[red]✕ fails[/]"}
REACHED_MARKS = {"met": "[green]● met[/]", "open": "[yellow]○ open[/]", "missed": "[red]✕ missed[/]"}
SHOWN_SETS = 8


def reckoned_screen(screen: Console, answer: Reckoned, *, measure: str | None, everything: bool) -> None:
    """The whole answer; promises on the measure in question only, unless another is named or all are wanted."""
    from rich.markup import escape

    shown = measure or (answer.question.measure if answer.question else None)
    told = [part for part in (answer.as_of and f"as of {answer.as_of}", f"{answer.reading} reading") if part]
    screen.print(f"[bold]{escape(answer.title)}[/]  [dim]{', '.join(told)}[/]\n")
    for sentence in answer.sentences:
        screen.print(escape(sentence))
    screen.print()
    requirements_table(screen, answer, shown)
    together_list(screen, answer, shown)
    estimates_list(screen, answer, shown)
    promises = [each for each in answer.promises if everything or shown is None or each.measure == shown]
    promises_table(screen, promises, answer)
    facts_table(screen, answer, promises)
    sets_list(screen, "What must go right", answer.sufficient, answer)
    sets_list(screen, "What breaks it (the lack of)", answer.cuts, answer)
    pivots_list(screen, answer)
    movers_list(screen, answer)
    odds_table(screen, answer)
    months_table(screen, answer)
    burdens = [each for each in (answer.burden, *answer.other_burdens) if each]
    for burden in burdens:
        burden_tables(screen, burden, answer)
    if burdens:
        costs_table(screen, burdens[0].costs, burdens[0])
    left_out_list(screen, answer, shown, everything=everything)
    for remark in answer.remarks:
        screen.print(f"[yellow]note[/] {escape(remark)}")
    screen.print("[dim]Behind a promise: willing reckon --trace ID, or willing why ACTOR MEASURE[/]")


def amount(low: Fraction, high: Fraction | None) -> str:
    if high is None:
        return "not told" if not low else f"{number(low)} or more"
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def requirements_table(screen: Console, answer: Reckoned, measure: str | None) -> None:
    from rich.markup import escape

    lines = [each for each in answer.requirements if measure is None or each.measure == measure]
    totals = {each.measure: each for each in answer.totals}
    if not lines:
        table = bare("Measure", "Floor", "Scenario", "Ceiling", "Counted in")
        for total in answer.totals:
            if measure is None or total.measure == measure:
                high = "no limit told" if total.ceiling is None else number(total.ceiling)
                table.add_row(total.name, number(total.floor), amount(total.low, total.high), high, total.unit)
        screen.print(table)
        screen.print()
        return
    firm_told = any(totals[each.measure].firm is not None for each in lines if each.measure in totals)
    table = bare(
        "Requirement", "Needs", "Floor", *(["Firm at most"] if firm_told else []), "Scenario", "Ceiling", "Says who"
    )
    for line in lines:
        asked = " [dim]← asked[/]" if answer.question and line.id == answer.question.id else ""
        table.add_row(
            f"{escape(line.id)}{asked}\n[dim]{escape(line.name[:60])}[/]",
            needs(line),
            *reached_cells(line, totals.get(line.measure), firm_told=firm_told),
            escape(line.said_by),
        )
    screen.print(table)
    screen.print()


def reached_cells(line: RequirementLine, total: TotalLine | None, *, firm_told: bool) -> list[str]:
    """Floor, firm promises at most (where that is told of any), scenario and ceiling, with how each does."""
    floor, firm, scenario, ceiling = ("0", "0", "0", "0")
    if total is not None:
        floor, scenario = number(total.floor), amount(total.low, total.high)
        firm, ceiling = ("no limit told" if each is None else number(each) for each in (total.firm, total.ceiling))
    marks = [(floor, line.floor), (firm, line.firm), (scenario, line.scenario), (ceiling, line.ceiling)]
    shown = marks if firm_told else [marks[0], *marks[2:]]
    return [f"{cell}\n{REACHED_MARKS[mark]}" for cell, mark in shown]


def together_list(screen: Console, answer: Reckoned, measure: str | None) -> None:
    """What several actors give together, by whose word."""
    from rich.markup import escape

    lines = [each for each in answer.together if measure is None or each.measure == measure]
    for line in lines:
        told = f"{bounds(line.low or None, line.high)} {line.unit}"
        screen.print(f"[bold]Together[/] {escape(', '.join(line.actor_names))}: {escape(told)}")
        for remark in line.remarks:
            screen.print(f"  [yellow]note[/] {escape(remark)}")
        for each in line.evidence:
            screen.print(f"  [dim]{each.said}  {escape(each.words)} {escape(each.url)}[/]")
    if lines:
        screen.print()


def estimates_list(screen: Console, answer: Reckoned, measure: str | None) -> None:
    """What others reckon could be given, as estimates and nobody's promise."""
    from rich.markup import escape

    lines = [each for each in answer.estimates if measure is None or each.measure == measure]
    for line in lines:
        confidence = f", {line.confidence} confidence" if line.confidence == "low" else ""
        screen.print(f"[bold]Estimate, nobody's promise[/] {escape(bounds(line.low, line.high))} {escape(line.unit)}")
        screen.print(
            f"  [dim]{line.date}  {escape(line.said_by)}{confidence}: {escape(line.name)} {escape(line.url)}[/]"
        )
    if lines:
        screen.print()


def needs(line: RequirementLine) -> str:
    upper = f"–{number(line.up_to)}" if line.up_to is not None else ""
    return f"{number(line.at_least)}{upper} {line.unit}"


def promises_table(screen: Console, promises: Sequence[PromiseLine], answer: Reckoned) -> None:
    from rich.markup import escape

    if not promises:
        screen.print("no promise counts\n")
        return
    order = {"holds": 0, "open": 1, "fails": 2}
    levels = {"firm": 0, "offered": 1, "considered": 2}
    table = bare("Promise", "Amount", "Level", "If", "In the scenario", "Because")
    for each in sorted(promises, key=lambda each: (levels[each.level], order[each.status], each.id)):
        step = f" [dim]step {each.step}[/]" if each.step else ""
        table.add_row(
            f"{escape(each.actor_name)}\n[dim]{escape(each.id)}[/]",
            f"{amount(each.low, each.high)} [dim]{escape(each.unit)}[/]{escape(told_by(each))}",
            f"{each.level}\n[dim]{each.stance}[/]",
            escape(each.condition) or "[dim]nothing[/]",
            f"{STATUS_MARKS[each.status]}{step}",
            escape("; ".join(reason_text(reason, answer) for reason in each.reasons)),
        )
    screen.print(table)
    screen.print()


def told_by(promise: PromiseLine) -> str:
    """Whose number it is, on a line of its own, where it is not the actor's."""
    return f"\nby {promise.told_by}" if promise.told_by else ""


def reason_text(reason: ReasonLine, answer: Reckoned) -> str:
    """A reason in words: the part of the condition, how it stands, whom it counts."""
    states = {"holds": "true", "open": "unknown", "fails": "not so"}
    if reason.promises or reason.counts_amounts:
        names = ", ".join(dict.fromkeys(actor_of(each, answer) for each in reason.promises)) or "nobody"
        counted = f"{amount(reason.low or Fraction(0), reason.high)} by {names}" if reason.counts_amounts else names
        return f"{'' if reason.wanted else 'not '}{reason.part}: {counted}, {states[reason.status]}"
    return f"{reason.name}: {states[reason.status]}"


def facts_table(screen: Console, answer: Reckoned, promises: Sequence[PromiseLine]) -> None:
    """The facts that the promises shown depend on, and those that are known."""
    from rich.markup import escape

    from willing.model import facts, parse_condition

    read = {name for each in promises if each.condition for name in facts(parse_condition(each.condition))}
    shown = [fact for fact in answer.facts if fact.id in read or fact.truth is not None]
    if not shown:
        return
    words = {True: "yes", False: "no", None: "unknown"}
    table = bare("Fact", "In words", "Is", "From", "When last told")
    for fact in shown:
        told = f"{fact.since}: {fact.status}" if fact.status else ""
        table.add_row(escape(fact.id), escape(fact.name), words[fact.truth], fact.origin, f"[dim]{escape(told)}[/]")
    screen.print(table)
    screen.print()


def sets_list(screen: Console, heading: str, found: Sets, answer: Reckoned) -> None:
    from rich.markup import escape

    if answer.question is None:
        return
    note = " (for it to be possible at all)" if found.possible else ""
    screen.print(f"[bold]{heading}[/]{note}")
    if found.refused:
        screen.print(f"  [dim]{escape(found.refused)}[/]\n")
        return
    for each in found.sets[:SHOWN_SETS]:
        screen.print(f"  {escape(', '.join(fact_name(name, answer) for name in each)) or 'nothing'}")
    if not found.sets:
        screen.print("  no set of open facts")
    if len(found.sets) > SHOWN_SETS:
        screen.print(f"  [dim]and {len(found.sets) - SHOWN_SETS} more: --json[/]")
    if not found.complete:
        screen.print("  [dim]the list is not complete: there may be others[/]")
    if found.against:
        against = ", ".join(fact_name(name, answer) for name in found.against)
        screen.print(f"  [dim]works against it: {escape(against)}[/]")
    screen.print()


def pivots_list(screen: Console, answer: Reckoned) -> None:
    from rich.markup import escape

    pivots = answer.pivots
    if answer.question is None or pivots.refused or not (pivots.actors or pivots.facts):
        return
    screen.print("[bold]Pivotal[/] [dim](share of scenarios that it turns)[/]")
    if pivots.actors:
        told = ", ".join(f"{actor_name(name, answer)} {percent(share)}" for name, share in pivots.actors)
        screen.print(f"  actors: {escape(told)}")
    if pivots.facts:
        told = ", ".join(f"{fact_name(name, answer)} {percent(share)}" for name, share in pivots.facts)
        screen.print(f"  facts: {escape(told)}")
    screen.print()


def movers_list(screen: Console, answer: Reckoned) -> None:
    from rich.markup import escape

    movers = answer.movers
    if not movers.gap:
        return
    screen.print("[bold]Who must move first[/] [dim](open facts as they help)[/]")
    screen.print(f"  wait for one another: {escape(promises_text(movers.gap, answer))}")
    for heading, sets in (("to bring all of it", movers.sets), ("to bring the requirement", movers.to_requirement)):
        if sets:
            told = "; or ".join(promises_text(each, answer) for each in sets[:SHOWN_SETS])
            screen.print(f"  {heading}: {escape(told)}")
    screen.print()


def promises_text(names: Iterable[str], answer: Reckoned) -> str:
    return ", ".join(f"{actor_of(name, answer)} ({name})" for name in names)


def odds_table(screen: Console, answer: Reckoned) -> None:
    from rich.markup import escape

    if answer.odds is None or not answer.odds.facts:
        return
    if answer.odds.sampled:
        screen.print(f"[dim]{escape(answer.odds.sampled)}[/]")
    table = bare("By your odds", "Chance", "Turns", "Worth knowing", "Even at")
    for name, chance, turns, worth, even in answer.odds.facts:
        table.add_row(
            escape(fact_name(name, answer)),
            percent(chance),
            "-" if turns is None else percent(turns),
            f"{float(worth):.3g}",
            "-" if even is None else percent(even),
        )
    screen.print(table)
    screen.print()


def months_table(screen: Console, answer: Reckoned) -> None:
    if answer.months:
        headings = (
            "Months",
            "Promised",
            "Can be held for good",
            "Promise more",
            "Amount not told",
            "No rotation figure",
        )
        table = bare(*headings)
        for line in answer.months:
            told = (f"{line.start}–{line.end - 1}", amount(line.low, line.high), number(line.steady))
            lists = (line.overpromised, line.untold, line.without_figure)
            table.add_row(*told, *(", ".join(actor_name(each, answer) for each in names) or "-" for names in lists))
        screen.print(table)
    pools_table(screen, answer)
    if answer.months or answer.pools:
        screen.print()


def left_out_list(screen: Console, answer: Reckoned, measure: str | None, *, everything: bool) -> None:
    """What does not count: how many for which reason, or each by itself."""
    from rich.markup import escape

    lines = [each for each in answer.left_out if everything or measure is None or each.measure == measure]
    if not lines:
        return
    if everything:
        table = bare("Not counted", "Measure", "Stance", "Why")
        for line in lines:
            table.add_row(escape(line.actor_name), line.measure, line.stance, line.reason)
        screen.print(table)
        return
    counts = Counter(line.reason for line in lines)
    told = "; ".join(f"{count} {reason}" for reason, count in counts.most_common())
    screen.print(f"[dim]not counted: {escape(told)} (--all lists them)[/]")


def trace_screen(screen: Console, line: PromiseLine, answer: Reckoned) -> None:
    """One promise down to the positions and quotes behind it."""
    from rich.markup import escape

    screen.print(f"[bold]{escape(line.actor_name)}, {line.measure}[/]  [dim]{escape(line.id)}[/]")
    stance = f", {line.stance}" if line.stance else ""
    screen.print(f"  {amount(line.low, line.high)} {escape(line.unit)}, {line.level}{stance}")
    screen.print(f"  if: {escape(line.condition) or 'nothing'}")
    screen.print(f"  {STATUS_MARKS[line.status]}" + (f" in step {line.step}" if line.step else ""))
    for reason in line.reasons:
        screen.print(f"    because {escape(reason_text(reason, answer))}")
    for remark in line.remarks:
        screen.print(f"  [yellow]note[/] {escape(remark)}")
    for each in line.evidence:
        words = f"“{each.words}”" if each.quoted else f"{each.words} (coded, words not stored)"
        screen.print(f"\n  {each.said}  {escape(each.speaker)}, in {escape(each.outlet)}  [dim]{each.id} {each.row}[/]")
        screen.print(f"    {escape(words)}")
        if each.url:
            screen.print(f"    [dim]{escape(each.url)}[/]")
