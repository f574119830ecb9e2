"""The same case asked differently: some promises taken out, one requirement alone, open facts turned the best way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from willing.model import Does
from willing.reckoning.case import ReckoningCase, Scenario
from willing.reckoning.commitment import Requirement
from willing.reckoning.polarity import Polarity, polarities

NEVER = Does("nobody", "nothing")
"""A condition that is never met: nobody of that name promises anything."""


def without(case: ReckoningCase, promises: Collection[str]) -> ReckoningCase:
    """The case in which these promises never hold; others may still name them."""
    taken_out = tuple(replace(each, condition=NEVER) if each.id in promises else each for each in case.commitments)
    return replace(case, commitments=taken_out)


def with_requirement(case: ReckoningCase, requirement: Requirement) -> ReckoningCase:
    """The case with this requirement alone."""
    return replace(case, requirements=(requirement,))


def favourable(case: ReckoningCase, scenario: Scenario) -> dict[str, bool]:
    """The scenario with every unknown fact as it helps the requirements: false where it only works against them."""
    signs = polarities(case)
    return {
        name: truth if (truth := scenario.get(name)) is not None else signs[name] is not Polarity.AGAINST
        for name in case.facts
    }
