"""How sources are read: what a text does not say of itself, and the limits of fetching."""

from __future__ import annotations

from dataclasses import dataclass

from willing.model import PartialDate

MAXIMUM_BYTES = 20_000_000
"""Largest page, PDF or file read in one piece; JSON Lines are read line by line and have no limit as a whole."""


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """`date`, `outlet` and `title` are used where a text gives none. `timeout` is seconds for one address in all."""

    date: PartialDate | None = None
    outlet: str | None = None
    title: str | None = None
    allow_private_addresses: bool = False
    timeout: float = 30.0
    maximum_bytes: int = MAXIMUM_BYTES
