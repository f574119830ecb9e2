"""Adding in the browser: the form, and how far a reading is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AddForm:
    """What was filled in, and what is wrong with it: by field, "" for the whole. `private` may be asked for."""

    filled: Mapping[str, str]
    mistakes: Mapping[str, str]
    private: bool


@dataclass(frozen=True, slots=True)
class AddedText:
    """A text that was kept: `is_new` is false for one known before, `unread` says why nothing was read in it."""

    digits: str
    name: str
    is_new: bool
    positions: int
    unread: str


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """How far a reading is. `stage` is waiting, reading or done; `total` is None where it cannot be known.

    `landing` is the address of its text, once it is done and has just one.
    """

    id: str
    what: str
    stage: str
    read: int
    total: int | None
    texts: tuple[AddedText, ...]
    problems: tuple[str, ...]
    landing: str
