"""Finding the register's names in a text: states, bodies, demonyms, seats of government.

A name is matched as written, case included, at word borders; the longest name at a place wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from willing.model import Span
from willing.model.register import Register

FIRST_RUN = re.compile(r"\w+")


class NameKind(StrEnum):
    NAME = "name"
    DEMONYM = "demonym"
    SEAT = "seat"
    PERSON = "person"
    OFFICE = "office"
    SET = "set"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that mean an actor. `person` is the person's full name where the words name one."""

    span: Span
    actor_ids: tuple[str, ...]
    kind: NameKind
    person: str | None = None


class NameIndex:
    """The names of a register, ready to be looked up by their first word."""

    def __init__(self, register: Register) -> None:
        self._by_first: dict[str, list[tuple[str, str, NameKind]]] = {}
        for actor in register.actors:
            for kind, names in (
                (NameKind.NAME, (actor.name, *actor.names)),
                (NameKind.DEMONYM, actor.demonyms),
                (NameKind.SEAT, actor.seats),
            ):
                for name in names:
                    self._add(name, actor.id, kind)
                    if name.startswith("the "):
                        self._add(f"The {name.removeprefix('the ')}", actor.id, kind)
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def _add(self, name: str, actor_id: str, kind: NameKind) -> None:
        first = FIRST_RUN.search(name)
        if first is None:
            return
        entries = self._by_first.setdefault(first.group(), [])
        if all(known != name for known, _, _ in entries):
            entries.append((name, actor_id, kind))

    def find(self, text: str) -> list[Mention]:
        """All names in `text`, in order, none inside another."""
        found: list[Mention] = []
        position = 0
        for match in FIRST_RUN.finditer(text):
            if match.start() < position or match.group() not in self._by_first:
                continue
            for name, actor_id, kind in self._by_first[match.group()]:
                end = match.start() + len(name)
                if text.startswith(name, match.start()) and not (
                    name[-1].isalnum() and end < len(text) and (text[end].isalnum() or text[end] == "_")
                ):
                    found.append(Mention(Span(match.start(), end), (actor_id,), kind))
                    position = end
                    break
        return found
