"""What is no mistake in a case and yet worth saying: conditions that nobody can meet, requirements out of reach."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from willing.model import Condition, Does, Others, Total, atoms
from willing.model.mistake import near
from willing.reckoning.case import Fault, ReckoningCase
from willing.reckoning.commitment import plain
from willing.reckoning.reference import total_of


def remarks_on(case: ReckoningCase) -> Iterator[Fault]:
    """Every remark on a case."""
    yield from names_nobody_bears(case)
    yield from out_of_reach(case)


def names_nobody_bears(case: ReckoningCase) -> Iterator[Fault]:
    """Conditions and requirements that nothing in the case can ever meet, for nobody promises it: a slip, or a fact.

    They are no mistakes: a promise may wait for a country that has promised nothing.
    """
    promised = {(each.actor, each.measure) for each in case.commitments}
    for number, each in enumerate(case.commitments):
        for atom in atoms(each.condition) if each.condition is not None else ():
            what = unborne(atom, promised, case)
            if what:
                yield Fault("promise", number, each.id, f"condition {atom}", what)
    for number, requirement in enumerate(case.requirements):
        if requirement.measure not in case.measures:
            what = f"nobody promises {requirement.measure}{near(requirement.measure, case.measures)}"
            yield Fault("requirement", number, f"on {requirement.measure}", "", what)


def unborne(atom: Condition, promised: Collection[tuple[str, str]], case: ReckoningCase) -> str:
    """Why nothing can ever meet a part of a condition; empty where something can."""
    match atom:
        case Does(actor, measure, _) if (actor, measure) not in promised:
            return f"{actor} promises nothing on {measure}{near(actor, case.actors)}"
        case Others(measure, _, _) | Total(measure, _, _) if measure not in case.measures:
            return f"nobody promises {measure}{near(measure, case.measures)}"
        case _:
            return ""


def out_of_reach(case: ReckoningCase) -> Iterator[Fault]:
    """Requirements that not even all promises together reach."""
    for number, each in enumerate(case.requirements):
        highest = total_of(case.commitments, each.measure, possible=True, joint=case.joint_on(each.measure))
        if highest is not None and highest < each.at_least:
            what = f"{plain(each.at_least)} is out of reach: all promises together come to {plain(highest)} at most"
            yield Fault("requirement", number, f"on {each.measure}", "at_least", what)
