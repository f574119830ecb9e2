"""What an address assumes: facts by name, the reading, the voices; shared by the pages that reckon."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from fastapi import Query, Request

from willing.errors import UsageError
from willing.reckoning.semantics import Semantics
from willing.web.asked import AS_OF, KNOWN_AT
from willing.workflows.reckoning import TRUTHS

OURS = (AS_OF, KNOWN_AT, "reading", "requirement", "voice", "months", "part", "sent")
"""Parameters that name no fact."""


class OtherVoice(StrEnum):
    """Voices that count beside everybody's own."""

    UNNAMED = "unnamed"
    HEARSAY = "hearsay"
    OUTLET = "outlet"


Reading = Annotated[Semantics, Query(description="Which promises that wait for one another count.")]
Requirement = Annotated[str, Query(description="The requirement to ask about: its id.", max_length=200)]
Voices = Annotated[list[OtherVoice], Query(description="Voices to count beside an actor's own.")]
Sent = Annotated[str, Query(description="Sent by the form: leads to the short address.", max_length=8)]


def assumed_in(request: Request) -> dict[str, str]:
    """The facts of an address, each with its truth in a word. Raises UsageError."""
    found = {}
    for name, value in request.query_params.multi_items():
        if name in OURS:
            continue
        if value.lower() not in TRUTHS:
            raise UsageError(f"{name}={value}: expected {name}=yes, {name}=no or {name}=unknown")
        found[name] = value.lower()
    return found
