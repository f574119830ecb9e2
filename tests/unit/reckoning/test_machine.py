"""Many scenarios at once: small cases by hand."""

from __future__ import annotations

from willing.model import Fact, Not, Others, Total
from willing.reckoning.case import ReckoningCase
from willing.reckoning.commitment import Amount, Commitment
from willing.reckoning.compiler import compile_case
from willing.reckoning.machine import Machine
from willing.reckoning.semantics import Semantics


def possible(case: ReckoningCase, semantics: Semantics) -> set[str]:
    compiled = compile_case(case, semantics, fixed={}, vary=case.facts)
    machine = Machine(compiled, words=1)
    machine.run()
    return {name for name, node in compiled.possible.items() if machine.row(node)[0] & 1}


def test_a_speaker_is_not_counted_among_the_others_while_its_larger_promise_comes_to_hold() -> None:
    """A alone promises; what it brings by P1 must not count for P3, whichever of A's promises is looked at first."""
    alone = Total("troops", 1, own=False)
    case = ReckoningCase(
        ("never",),
        (
            Commitment("P1", "A", "troops", Amount.of(4), Others("troops", 0, None)),
            Commitment("P2", "A", "troops", Amount.of(1), Fact("never")),
            Commitment("P3", "A", "troops", Amount.of(4), Not(Not(alone))),
        ),
    )
    assert possible(case, Semantics.CAUTIOUS) == {"P1"}


def test_a_promise_that_others_carry_stays_when_the_speakers_larger_one_falls() -> None:
    """A brings 4, enough for P3 and not for P2, both of B. While P2 falls, what B brings and what is taken off for it
    must not be of different moments."""
    case = ReckoningCase(
        (),
        (
            Commitment("P1", "A", "troops", Amount.of(4)),
            Commitment("P2", "B", "troops", Amount.of("2.5"), Total("troops", 5, own=False)),
            Commitment("P3", "B", "troops", Amount.of(2), Total("troops", 4, own=False)),
        ),
    )
    assert possible(case, Semantics.HOPEFUL) == {"P1", "P3"}
