"""Many scenarios at once: small cases by hand."""

from __future__ import annotations

from willing.model import Fact, Not, Others, Total
from willing.reckoning.case import ReckoningCase
from willing.reckoning.commitment import Amount, Commitment
from willing.reckoning.compiler import compile_case
from willing.reckoning.machine import Machine
from willing.reckoning.semantics import Semantics


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
    compiled = compile_case(case, Semantics.CAUTIOUS, fixed={}, vary=["never"])
    machine = Machine(compiled, words=1)
    machine.run()
    possible = {name for name, node in compiled.possible.items() if machine.row(node)[0] & 1}
    assert possible == {"P1"}
