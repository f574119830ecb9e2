"""A position as a person says it should read: fields set in words, checked, their places in the text found again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from willing.cases.imports.amounts import amount_of
from willing.cases.imports.rows import speaker_kind_of, stance_of
from willing.cases.imports.vocabulary import NotUnderstood, plain
from willing.cases.imports.words import actors_of, conditions_of, measure_of
from willing.errors import InvalidValue, UsageError
from willing.model import AttachedCondition, Directness, Position, Quantifier, Quote, Span
from willing.model.mistake import near
from willing.model.quantity import SET_SIZES, count_from
from willing.model.register import Register

if TYPE_CHECKING:
    from willing.cases import Case

FIELDS = (
    "stance", "measure", "actor", "condition", "by", "for", "quantity", "quantifier", "able", "when", "speaker",
    "speaker_kind", "directness", "quote",
)  # fmt: skip
"""What can be set; `condition` as often as there are conditions, the others once."""

TRUTHS = {"yes": True, "true": True, "no": False, "false": False, "": None, "null": None}
CONTEXT = 600
"""Characters around a quote in which words of a field are looked for."""


def settings_of(pairs: Iterable[str]) -> dict[str, list[str]]:
    """Field to values, from `field=value` as written; raises UsageError."""
    settings: dict[str, list[str]] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        name = {"conditions": "condition", "actors": "actor"}.get(name.strip(), name.strip())
        if not sign or name not in FIELDS:
            raise UsageError(
                f"--set {pair!r}; expected FIELD=VALUE with one of {', '.join(FIELDS)}{near(name, FIELDS)}"
            )
        if name in settings and name != "condition":
            raise UsageError(f"--set {name} met twice; expected one value, conditions aside")
        settings.setdefault(name, []).append(value.strip())
    if not settings:
        raise UsageError("a correction without --set; expected for example --set stance=willing")
    return settings


def corrected(position: Position, text: str | None, settings: Mapping[str, list[str]], case: Case) -> Position:
    """The position with some fields set anew; `text` is that of its document, None where none is stored.

    Raises UsageError for what cannot be understood, or makes no position.
    """
    changes: dict[str, Any] = {}
    for name, values in settings.items():
        try:
            changes |= FieldReader(position, text, case).changes(name, values)
        except NotUnderstood as error:
            raise UsageError(f"{name}: {error}") from None
    try:
        changed = replace(position, **changes)
    except InvalidValue as error:
        raise UsageError(f"the correction makes no position: {error}") from None
    if changed == position:
        raise UsageError("the correction changes nothing; accept the position instead")
    return changed


def written(position: Position, text: str | None) -> dict[str, str]:
    """Every field as `corrected` reads it, for a form; what a position does not tell is empty.

    Fields that are places in a text are left out where none is stored.
    """
    quote = position.evidence
    told = {
        "stance": position.stance.value,
        "measure": position.measure_id,
        "actor": ", ".join(position.actor_ids),
        "condition": "; ".join(f"{each.relation.value}:{each.id}" for each in position.conditions),
        "by": ", ".join(position.by_ids),
        "for": ", ".join(position.for_ids),
        "quantity": str(position.quantity or ""),
        "quantifier": str(position.quantifier or ""),
        "able": {True: "yes", False: "no", None: ""}[position.able],
        "speaker": ", ".join(position.speaker_ids),
        "speaker_kind": position.speaker_kind.value,
        "directness": position.directness.value,
    }
    if quote is not None and text is not None:
        told |= {"when": position.when.cut(text) if position.when else "", "quote": quote.exact}
    return told


def mistakes_in(position: Position, text: str | None, settings: Mapping[str, list[str]], case: Case) -> dict[str, str]:
    """What cannot be understood of a correction, by field: every mistake at once."""
    found: dict[str, str] = {}
    for name, values in settings.items():
        try:
            FieldReader(position, text, case).changes(name, values)
        except NotUnderstood as error:
            found[name] = str(error)
    return found


class FieldReader:
    """Reads new values of one position's fields."""

    def __init__(self, position: Position, text: str | None, case: Case) -> None:
        self.position, self.text, self.case = position, text, case
        self.register: Register = case.register

    def changes(self, name: str, values: list[str]) -> dict[str, Any]:
        if name == "condition":
            return {"conditions": self.conditions(values)}
        how: dict[str, Callable[[str], dict[str, Any]]] = {
            "stance": lambda word: {"stance": stance_of(word)},
            "measure": self.measure,
            "actor": self.actor,
            "by": lambda words: {"by_ids": actors_of(words, self.register) if words else ()},
            "for": lambda words: {"for_ids": actors_of(words, self.register) if words else ()},
            "quantity": lambda words: {"quantity": amount_of(words, "") if words else None},
            "quantifier": lambda words: {"quantifier": quantifier_of(words) if words else None},
            "able": lambda word: {"able": truth_of(word)},
            "when": lambda words: {"when": self.place("when", words) if words else None},
            "speaker": self.speaker,
            "speaker_kind": lambda word: {"speaker_kind": speaker_kind_of(word)},
            "directness": directness_of,
            "quote": lambda words: {"evidence": self.quote(words)},
        }
        return how[name](values[0])

    def measure(self, words: str) -> dict[str, Any]:
        measure_id = measure_of(words, self.case)
        patterns = next((each.words for each in self.register.measures if each.id == measure_id), ())
        if measure_id == self.position.measure_id:
            return {}
        return {"measure_id": measure_id, "measure": self.matching(patterns, self.evidence()) or self.position.measure}

    def actor(self, words: str) -> dict[str, Any]:
        actor_ids = actors_of(words, self.register)
        names = [
            rf"\b{re.escape(name)}\b"
            for actor in self.register.actors
            if actor.id in actor_ids
            for name in (actor.name, *actor.names, *actor.demonyms, *actor.seats)
        ]
        return {"actor_ids": actor_ids, "actor": self.matching(names, self.around(), lower=False)}

    def speaker(self, words: str) -> dict[str, Any]:
        if not words:
            return {"speaker": None, "speaker_ids": ()}
        return {"speaker_ids": actors_of(words, self.register)}

    def conditions(self, values: list[str]) -> tuple[AttachedCondition, ...]:
        """New conditions; one that was there keeps its place in the text, for others it is looked for."""
        wanted = [each for value in values if value for each in conditions_of(value, self.case)]
        return tuple(dict.fromkeys(self.placed(each) for each in wanted))

    def placed(self, condition: AttachedCondition) -> AttachedCondition:
        known = next((each for each in self.position.conditions if each.id == condition.id), None)
        if known is not None:
            # words cannot tell a negation here: one that was read stays
            return replace(condition, span=known.span, negated=known.negated and known.relation is condition.relation)
        patterns = next((each.words for each in self.register.conditions if each.id == condition.id), ())
        return replace(condition, span=self.matching(patterns, self.around()))

    def quote(self, words: str) -> Quote:
        return Quote.from_text(self.text or "", self.place("quote", words))

    def place(self, name: str, words: str) -> Span:
        """Where exact words stand, the nearest to the quote; raises NotUnderstood where they do not."""
        if self.text is None or self.position.evidence is None:
            raise NotUnderstood(f"no text is stored behind this position, so {name} has no place", "another field")
        start = self.position.evidence.span.start
        places = [match.start() for match in re.finditer(re.escape(words), self.text)] if words else []
        if not places:
            raise NotUnderstood(f"{words!r} does not stand in the text", "exact words of the document")
        nearest = min(places, key=lambda place: abs(place - start))
        return Span(nearest, nearest + len(words))

    def evidence(self) -> tuple[int, int]:
        span = self.position.evidence.span if self.position.evidence else None
        return (span.start, span.end) if span else (0, 0)

    def around(self) -> tuple[int, int]:
        start, end = self.evidence()
        return max(0, start - CONTEXT), end + CONTEXT

    def matching(self, patterns: Iterable[str], window: tuple[int, int], *, lower: bool = True) -> Span | None:
        """The words in a window of the text that one of the patterns finds, the nearest to the quote."""
        if self.text is None or self.position.evidence is None:
            return None
        start, end = self.evidence()
        # lower case may be longer than the text in rare letters; then places would be wrong
        text = self.text.lower() if lower and len(self.text.lower()) == len(self.text) else self.text
        found = [match.span() for pattern in patterns for match in matches(pattern, text, window)]
        if not found:
            return None
        return Span(*min(found, key=lambda place: (max(start - place[0], place[1] - end, 0), place[0])))


def matches(pattern: str, text: str, window: tuple[int, int]) -> Iterator[re.Match[str]]:
    return (match for match in re.compile(pattern).finditer(text, *window) if match.end() > match.start())


def quantifier_of(words: str) -> Quantifier:
    """ "most", "26", "at least 26 of 35"."""
    match = re.fullmatch(r"(at least )?(\d+)(?: of (\d+))?", plain(words))
    if match:
        count, whole = count_from(match[2]), count_from(match[3]) if match[3] else None
        return Quantifier(at_least=count, of=whole) if match[1] else Quantifier(exactly=count, of=whole)
    if plain(words) in SET_SIZES:
        return Quantifier(word=plain(words))
    raise NotUnderstood(f"quantifier {words!r}", f"a count such as 26 or at least 26 of 35, or {', '.join(SET_SIZES)}")


def truth_of(word: str) -> bool | None:
    if plain(word) not in TRUTHS:
        raise NotUnderstood(f"able {word!r}", "yes, no, or nothing where the text does not say")
    return TRUTHS[plain(word)]


def directness_of(word: str) -> dict[str, Any]:
    known = [each.value for each in Directness]
    if plain(word) not in known:
        raise NotUnderstood(f"directness {word!r}", f"one of {', '.join(known)}{near(word, known)}")
    return {"directness": Directness(plain(word))}
