"""What if: a scenario beside the present state, quick enough to be asked at every switch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from willing.reckoning.semantics import Semantics
from willing.views.reckoned import Tally
from willing.workflows.commitments import FactMeaning
from willing.workflows.reckoning import ReckonOptions, asked_requirements, scenario_basis
from willing.workflows.reckoning_answers import tally_of

if TYPE_CHECKING:
    from willing.cases import Case


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A scenario (`then`) and the present state (`now`): facts as the ledger has them, cautious, own words only.

    `present` is the truth of each fact as the ledger has it, `meanings` the condition that each fact is of,
    `usual` the requirement that is asked about where none is named.
    """

    now: Tally
    then: Tally
    present: Mapping[str, bool | None]
    meanings: Mapping[str, FactMeaning]
    usual: str | None


def what_if(folder: Path, options: ReckonOptions, case: Case) -> WhatIf:
    """The scenario of some options in a case folder, and the present state.

    Raises UsageError for a fact or requirement that the case does not have, and LedgerError.
    """
    plain = replace(options, assume={}, voices=(), reading=Semantics.CAUTIOUS)
    now = scenario_basis(folder, plain, case)
    then = scenario_basis(folder, options, case)
    known = {**now.scenario, **scenario_basis(folder, replace(options, assume={}), case).scenario}
    _, usual = asked_requirements(case, replace(plain, requirement=None))
    return WhatIf(tally_of(now, plain), tally_of(then, options), known, then.counted.facts, usual)
