"""Where a force would be, and when, as far as the words tell.

An offer for neighbouring soil is no offer for inside, and a refusal while the war goes on is none for later. Read from
the words of the quote with its limits and times (or the coder's summary and note) and from the names of whom the
measure is for. What names two places, or two phases, tells none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from willing.ledger.entry import Entry, Words
from willing.model import Relation
from willing.model.register import Register

INSIDE = "inside"
PLACES: tuple[tuple[str, str], ...] = (
    ("front", r"front ?lines?|(line of|line-of-)contact|contact line|at the front|combat zone"),
    ("neighbour", r"neighbou?ring|neighbou?rs?'? (soil|territory|countr\w+)|(from )?outside the country"),
    ("home", r"on (our|its|their|his|her) own (soil|territory|land)"),
    ("sea", r"at sea|on the sea|in the sea|off the coast|maritime"),
    ("air", r"in the air|in the sk(y|ies)|over the sk(y|ies)|airspace|from the air"),
    # not "on the ground": as an idiom for troops it tells no place
    (INSIDE, r"inside the country|on the country's soil|in the (west|centre|center|east|interior) of"),
)
PATTERNS = tuple((name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in PLACES)
AWAY = re.compile(r"\b(not|never|away from|far from|behind|off|no)\b[^.;]{0,30}$", re.IGNORECASE)
EVENT_THERE = re.compile(
    r"\b(war|fighting|conflict|peace|cease-?fire|truce|invasion|hostilities|settlement|situation|end)\s+$",
    re.IGNORECASE,
)
"""What may stand before "in" and a country's name without saying where a force would be."""

BASE = re.compile(
    r"\b(?P<base>(?:stationed|based|deployed|placed|kept) (?:in|on) (?:the )?)|\b(?P<soil>soil|territory)\b"
)
"""Words for a base, before the name of a state or after its adjective."""

NOW = "now"
PHASES: tuple[tuple[str, str], ...] = (
    (
        NOW,
        r"while (there is |the )?(a |still )?(war|fighting)|as long as the (war|fighting)|"
        r"during (the |a )?(war|fighting|hostilities)",
    ),
    (
        "ceasefire",
        r"(after|once|when|following|upon|in the event of|in case of|as soon as)( \w+){0,3} "
        r"(cease-?fire|truce|hostilities|fighting)",
    ),
    (
        "peace",
        r"(after|once|when|following|upon|in the event of|in case of|as soon as)( \w+){0,3} "
        r"(peace|settlement|war)",
    ),
)
PHASE_PATTERNS = tuple((name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in PHASES)
PHASE_CONDITIONS = {"ceasefire": "ceasefire", "peace_deal": "peace"}
"""Conditions of the annotation guide's list that name a phase."""


class Hosts:
    """How the countries that measures are for are named, made into patterns once for each set of ids."""

    def __init__(self, register: Register | None) -> None:
        self.register = register
        self.known: dict[tuple[str, ...], tuple[re.Pattern[str], re.Pattern[str]]] = {}
        self.states: tuple[dict[str, str], dict[str, str]] | None = None

    def places_named(self, words: str, hosts: tuple[str, ...], actors: tuple[str, ...]) -> Iterator[str]:
        """Whether `words` tell of a force inside the countries that host it, outside of them, or at an actor's home."""
        if self.register is None or not hosts:
            return
        if hosts not in self.known:
            self.known[hosts] = host_patterns(hosts, self.register)
        inside, outside = self.known[hosts]
        if any(not EVENT_THERE.search(words[: match.start()]) for match in inside.finditer(words)):
            yield INSIDE
        if outside.search(words):
            yield "neighbour"
        for state in self.states_of_bases(words):
            if state not in hosts:
                yield "home" if state in actors else "neighbour"

    def states_of_bases(self, words: str) -> Iterator[str]:
        """The states on whose soil the words put a force: "stationed in Poland", "on Romanian territory"."""
        if not BASE.search(words):
            return
        if self.states is None:
            assert self.register is not None
            self.states = state_names(self.register)
        names, peoples = self.states
        for match in BASE.finditer(words):
            before, after = words[: match.start()].rstrip(), words[match.end() :]
            yield from (state for name, state in names.items() if match["base"] and begins(after, name))
            yield from (state for name, state in peoples.items() if match["soil"] and before.endswith(name))


def place_of(entry: Entry, hosts: Hosts | None = None) -> str | None:
    """One of front, inside, neighbour, home, sea, air; None where the words tell none, or more than one.

    With `hosts`, "in" the country that the measure is for is inside. Where an anchored quote tells none, its coded row
    does: the sentence is not about another place because it leaves it out.
    """
    own = own_place_of(entry, hosts)
    return own_place_of(as_coded(entry), hosts) if own is None and entry.row else own


def phase_of(entry: Entry) -> str | None:
    """One of now, ceasefire, peace; None where neither the words nor the conditions tell, or they tell two.

    Of an anchored quote as `place_of`.
    """
    own = own_phase_of(entry)
    return own_phase_of(as_coded(entry)) if own is None and entry.row else own


def as_coded(entry: Entry) -> Entry:
    """An anchored quote as its coder told it."""
    return replace(entry, position=entry.row.position, words=Words(), row=None) if entry.row else entry


def own_place_of(entry: Entry, hosts: Hosts | None = None) -> str | None:
    """The place that the entry's own words tell."""
    words = words_about(entry)
    found = {
        name
        for name, pattern in PATTERNS
        for match in pattern.finditer(words)
        if is_there(name, entry, words[: match.start()])
    }
    if hosts is not None:
        found |= set(hosts.places_named(words, entry.position.for_ids, entry.position.actor_ids))
    return found.pop() if len(found) == 1 else None


def own_phase_of(entry: Entry) -> str | None:
    """The phase that the entry's own words and conditions tell."""
    words = words_about(entry)
    found = {name for name, pattern in PHASE_PATTERNS if pattern.search(words)}
    for condition in entry.position.conditions:
        phase = PHASE_CONDITIONS.get(condition.id)
        if phase and condition.relation in (Relation.REQUIRES, Relation.AFTER) and not condition.negated:
            found.add(phase)
        # "not unless there is a cease-fire" refuses for the time before it
        if phase and condition.relation is Relation.UNLESS and entry.position.stance.negative:
            found.add(NOW)
    return found.pop() if len(found) == 1 else None


def words_about(entry: Entry) -> str:
    """The words that may tell a place or a phase."""
    position = entry.position
    if position.coding:
        return f"{position.coding.summary}; {position.coding.note}"
    limits = [
        words
        for words, condition in zip(entry.words.conditions, position.conditions, strict=False)
        if words and condition.relation is Relation.LIMITED_TO
    ]
    return "; ".join([position.evidence.exact if position.evidence else "", *limits, entry.words.when or ""])


def is_there(name: str, entry: Entry, before: str) -> bool:
    # a promise "not on the front line" says where a force will not be; a refusal of the same words is about the front
    return name != "front" or entry.position.stance.negative or not AWAY.search(before)


def host_patterns(actor_ids: tuple[str, ...], register: Register) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for being inside the countries of these ids, and for being outside of them."""
    hosts = [actor for actor in register.actors if actor.id in actor_ids]
    names = either(name for actor in hosts for name in (actor.name, *actor.names))
    peoples = either(name for actor in hosts for name in actor.demonyms)
    inside = (
        rf"\b(?:inside|across|within|throughout|(?:in|on)(?: the)?(?: \w+ern| \w+ of)?) (?:{names})\b|"
        rf"\b(?:{peoples}) (?:soil|territory)\b|\b(?:{names})'s (?:soil|territory|west|east|centre)\b"
    )
    return re.compile(inside), re.compile(rf"\boutside (?:of )?(?:{names})\b")


def state_names(register: Register) -> tuple[dict[str, str], dict[str, str]]:
    """The ids of states by their names, and by their adjectives."""
    states = [actor for actor in register.actors if actor.kind == "state"]
    names = {name: actor.id for actor in states for name in (actor.name, *actor.names)}
    return names, {name: actor.id for actor in states for name in actor.demonyms}


def begins(words: str, name: str) -> bool:
    """Whether the words begin with a whole name."""
    return words.startswith(name) and not words[len(name) : len(name) + 1].isalnum()


def either(words: Iterable[str]) -> str:
    # an empty choice must match nothing
    return "|".join(re.escape(word) for word in words) or r"(?!)"
