"""How likely: small cases by hand."""

from __future__ import annotations

from fractions import Fraction

from willing.model import Fact
from willing.reckoning.case import ReckoningCase
from willing.reckoning.commitment import Amount, Commitment, Requirement
from willing.reckoning.likelihood import Likelihood
from willing.reckoning.odds import Chance, Odds
from willing.reckoning.semantics import Semantics


def test_a_promise_that_is_never_kept_holds_with_probability_nought() -> None:
    case = ReckoningCase(
        facts=("ceasefire",),
        commitments=(Commitment("P1", "A", "troops", Amount.of(10), Fact("ceasefire")),),
        requirements=(Requirement("troops", Fraction(10)),),
        odds=Odds(single={"ceasefire": Chance.of("1/2")}, keep={"P1": Chance.of(0)}),
    )
    likelihood = Likelihood(case, Semantics.CAUTIOUS)
    assert likelihood.met().low == 0
    assert likelihood.holds("P1").high == 0
