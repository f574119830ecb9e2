"""Parts, costs and strains of a burden in words, for the screen and for pages."""

from __future__ import annotations

from fractions import Fraction

from willing.views.reckoned import Burden, Reckoned, Strain
from willing.views.reckoned_sentences import actor_name

SHOWN_MOVES = 3


def strain_cell(strain: Strain) -> str:
    sign = " %" if strain.per_cent else ""
    mark = "!" if strain.flag else ""
    return f"{strain.place}. {span(strain.low, strain.high, '.2g')}{sign}{mark}"


def order_lines(burden: Burden, answer: Reckoned) -> list[str]:
    """Who changes place most between two yardsticks, counted among those that both rank."""
    leaps: dict[str, int] = {}
    for move in burden.moves:
        leaps[move.actor] = max(leaps.get(move.actor, 0), abs(move.place_before - move.place_after))
    movers = sorted((each for each in burden.parts if each.actor in leaps), key=lambda each: -leaps[each.actor])
    if not movers:
        return ["the order is the same by every yardstick"]
    told = []
    for part in movers[:SHOWN_MOVES]:
        places = ", ".join(f"{strain.place} by {strain.yardstick}" for strain in part.strains)
        told.append(f"{actor_name(part.actor, answer)}: place {places}")
    return [f"the order depends on the yardstick, for {len(movers)} of {len(burden.parts)}; most for:", *told]


def years_of(burden: Burden) -> list[str]:
    """From which years the figures beside the parts are, where their table tells."""
    years: dict[str, set[str]] = {}
    for part in burden.parts:
        for each in part.beside:
            year = each.source.partition(",")[0]
            if year[:4].isdigit():
                years.setdefault(each.name, set()).add(year)
    told = [f"{name} of {min(each)}{f' to {max(each)}' if len(each) > 1 else ''}" for name, each in years.items()]
    return ["; ".join(told)] if told else []


def flags_of(burden: Burden, answer: Reckoned) -> list[str]:
    """Why figures marked with ! cannot be compared, those with one reason together."""
    actors: dict[str, list[str]] = {}
    for part in burden.parts:
        for each in part.beside:
            if each.flag:
                actors.setdefault(f"{each.name}: {each.flag}", []).append(actor_name(part.actor, answer))
        for strain in part.strains:
            if strain.flag and not any(each.flag and each.flag in strain.flag for each in part.beside):
                actors.setdefault(f"{strain.yardstick}: {strain.flag}", []).append(actor_name(part.actor, answer))
    return [f"not comparable, {reason} ({', '.join(names)})" for reason, names in actors.items()]


def span(low: Fraction, high: Fraction, form: str = ".3g") -> str:
    one, other = compact(low, form), compact(high, form)
    return one if one == other else f"{one}–{other}"


def compact(amount: Fraction, form: str) -> str:
    """Few digits, and none of them in powers of ten."""
    value = float(f"{float(amount):{form}}")
    return f"{value:,.0f}" if value >= 100 else f"{value:.10f}".rstrip("0").rstrip(".")


def whole(amount: Fraction) -> str:
    return f"{float(amount):,.0f}"


def months(amount: Fraction) -> str:
    return f"{float(amount):g}"
