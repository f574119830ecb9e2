"""The register: who can be an actor, what can be done, on which conditions. A case's vocabulary, as data.

The reader finds actors, measures and conditions by the words kept here; nothing in the code knows a country, a person
or a measure. A case folder adds to the general register that ships with the package (cases/data/general).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from willing.errors import InvalidValue
from willing.model.date import PartialDate

ACTOR_KINDS = ("state", "body", "group", "region", "part")
"""A state; an organisation that speaks for itself; a group of states that issues statements; a part of the world
("Europe", "the West") over which sets are quantified; a body of a state that does not speak for it."""

BORDER_BEFORE = r"(?<![\w-])"
"""Where a word of a register begins, as a regular expression."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, body or group that positions can be about.

    `names` are the words that always mean it ("France", "French Republic"); `demonyms` the adjectives and people's
    names ("French", "Frenchman"); `seats` the places that mean its government where they act or speak ("Paris",
    "the Elysee"). `members` lists the ids of a group's states. Matching respects case.
    """

    id: str
    name: str
    kind: str = "state"
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    members: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.id or not self.name:
            raise InvalidValue(f"actor {self.id!r}: expected an id and a name")
        if self.kind not in ACTOR_KINDS:
            raise InvalidValue(f"actor {self.id}: kind {self.kind!r}, expected one of {', '.join(ACTOR_KINDS)}")


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """A person who speaks for an actor from one day (included) to another (excluded); open ends are None."""

    person: str
    actor_id: str
    office: str
    since: PartialDate | None = None
    until: PartialDate | None = None

    def __post_init__(self) -> None:
        if not self.person.strip() or not self.actor_id:
            raise InvalidValue(f"office holder {self.person!r} of {self.actor_id!r}: expected a name and an actor id")
        if self.since and self.until and self.since.first > self.until.last:
            raise InvalidValue(f"{self.person} from {self.since} until {self.until}: expected the earlier date first")

    @property
    def surname(self) -> str:
        return self.person.split()[-1]


@dataclass(frozen=True, slots=True)
class Issuer:
    """Words in an outlet's name that make the text a government's or body's own ("The White House" -> USA)."""

    words: str
    actor_id: str


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that can be done. `words` are regular expressions over lower-case text, the most exact first.

    They are compiled by who looks for them, since hundreds of them would delay every command that reads no text.
    """

    id: str
    name: str
    words: tuple[str, ...] = ()
    meaning: str = ""

    def __post_init__(self) -> None:
        check_id("measure", self.id)


@dataclass(frozen=True, slots=True)
class ConditionKind:
    """Something that willingness can depend on. `words` as for `Measure`."""

    id: str
    name: str
    words: tuple[str, ...] = ()
    meaning: str = ""

    def __post_init__(self) -> None:
        check_id("condition", self.id)


@dataclass(frozen=True, slots=True)
class Register:
    """All names a reader may use. Ids are unique within each list."""

    actors: tuple[Actor, ...]
    measures: tuple[Measure, ...]
    conditions: tuple[ConditionKind, ...]
    office_holders: tuple[OfficeHolder, ...] = ()
    issuers: tuple[Issuer, ...] = field(default=())

    def __post_init__(self) -> None:
        for what, entries in (("actor", self.actors), ("measure", self.measures), ("condition", self.conditions)):
            seen: set[str] = set()
            for entry in entries:
                if entry.id in seen:
                    raise InvalidValue(f"{what} {entry.id}: met twice, expected unique ids")
                seen.add(entry.id)

    def actor_name(self, actor_id: str) -> str:
        """The name to show; the id itself where the register does not know it."""
        return next((actor.name for actor in self.actors if actor.id == actor_id), actor_id)

    def kind_of(self, actor_id: str) -> str | None:
        """The kind of the actor; None where the register does not know it."""
        return next((actor.kind for actor in self.actors if actor.id == actor_id), None)

    def measure_name(self, measure_id: str) -> str:
        return next((measure.name for measure in self.measures if measure.id == measure_id), measure_id)

    def condition_name(self, condition_id: str) -> str:
        return next((kind.name for kind in self.conditions if kind.id == condition_id), condition_id)


def check_id(what: str, entry_id: str) -> None:
    if not entry_id:
        raise InvalidValue(f"{what} {entry_id!r}: expected an id")
