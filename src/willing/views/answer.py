"""The answer in a sentence: who has promised, floated, refused or opposed one measure, and what the others wait for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from willing.ledger import Cell
from willing.model import PartialDate, Relation, Stance
from willing.model.register import Register
from willing.views.wording import condition_in_words, joined

NUMBERS = ("nobody", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
SHOWN_NAMES = 3
CLAUSES: tuple[tuple[tuple[Stance, ...], str, str], ...] = (
    ((Stance.WILLING, Stance.CONSIDERING), "offers or weighs them", "offer or weigh them"),
    ((Stance.UNDECIDED, Stance.RELUCTANT), "holds back", "hold back"),
    ((Stance.DECLINED,), "declines", "decline"),
    ((Stance.OPPOSED,), "is opposed", "are opposed"),
)
"""Stances said together, for one actor and for several."""
WAITING = (Relation.REQUIRES, Relation.AFTER)


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence, and the cells it rests on, in the order in which it names them."""

    sentence: str
    cells: tuple[Cell, ...]


def answer_of(
    cells: Iterable[Cell],
    measure_id: str,
    register: Register,
    *,
    as_of: PartialDate | None = None,
    speakers: dict[str, str] | None = None,
) -> Answer:
    """What the cells of one measure add up to, in a sentence; the most spoken of are named first.

    `speakers` gives, by the id of the standing position, who says it; used for claims about unnamed sets.
    """
    measure = register.measure_name(measure_id)
    known = sorted(
        (cell for cell in cells if cell.measure_id == measure_id), key=lambda cell: (-len(cell.entries), cell.actor_id)
    )
    own = [cell for cell in known if not cell.claim and cell.own]
    claims = [cell for cell in known if cell.claim]
    used: list[Cell] = []

    def those(*stances: Stance) -> list[Cell]:
        found = [cell for cell in own if cell.stance in stances]
        used.extend(found)
        return found

    firm = those(Stance.DELIVERED, Stance.ALLOCATED, Stance.COMMITTED)
    clauses = [f"{counted(firm, register)} {has(firm)} committed {measure}"]
    for stances, one, many in CLAUSES:
        found = those(*stances)
        if found:
            clauses.append(f"{counted(found, register)} {many if len(found) > 1 else one}")
    for cell in claims:
        if cell.conditions and cell.quantifier is not None:
            used.append(cell)
            clauses.append(claim_clause(cell, register, speakers or {}))
            break
    day = f"On {as_of.in_words}: " if as_of is not None else ""
    return Answer(f"{day}{'; '.join(clauses)}.", tuple(used))


def counted(cells: Sequence[Cell], register: Register) -> str:
    """ "nobody", "Russia", "two (France and United Kingdom)", "seven (France, Italy, Spain ...)"."""
    names = [register.actor_name(cell.actor_id) for cell in cells]
    if len(names) < 2:
        return names[0] if names else NUMBERS[0]
    number = NUMBERS[len(names)] if len(names) < len(NUMBERS) else str(len(names))
    if len(names) > SHOWN_NAMES:
        return f"{number} ({', '.join(names[:SHOWN_NAMES])} ...)"
    return f"{number} ({joined(names)})"


def has(cells: Sequence[Cell]) -> str:
    return "have" if len(cells) > 1 else "has"


def claim_clause(cell: Cell, register: Register, speakers: dict[str, str]) -> str:
    """ "most of Europe wait for an American guarantee, says Mr. Starmer"."""
    waited = [register.condition_name(c) for c, relation, _ in cell.conditions if relation in WAITING]
    if waited:
        words = f"wait for {joined(waited)}"
    else:
        words = " and ".join(condition_in_words(*condition, register) for condition in cell.conditions)
    speaker = speakers.get(cell.standing_id or "", "").split(",")[0].strip()
    says = f", says {speaker}" if speaker else ""
    return f"{cell.quantifier} of {register.actor_name(cell.actor_id)} {words}{says}"
