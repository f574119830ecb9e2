"""Rules of what to be told while watching: which kinds of news, of whom, on what.

A rule is a line: KIND [or KIND ...] [of ACTOR [or ACTOR ...]] [on MEASURE [or MEASURE ...]]. An empty line and one that
begins with # are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from willing.errors import UsageError
from willing.model.mistake import near

KINDS = ("firmer", "softer", "new", "moved", "gone", "contradicted", "condition-turns", "anything")
"""firmer, softer: which way a stance moved; new: a first word; moved: another stance; gone: it no longer stands;
contradicted: two statements that cannot both stand; condition-turns: a fact of the case becomes true, false or unknown,
or a condition comes or goes; anything: all of these."""
WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class News:
    """Something that may be told: its kinds, and whom and what it is about ("" for a fact of the whole case)."""

    kinds: frozenset[str]
    actors: frozenset[str]
    measure: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; empty actors or measures mean all. `text` is the line that it was made of."""

    text: str
    kinds: frozenset[str]
    actors: frozenset[str]
    measures: frozenset[str]

    def fits(self, news: News) -> bool:
        """Whether the rule asks to be told."""
        return (
            ("anything" in self.kinds or bool(self.kinds & news.kinds))
            and (not self.actors or bool(self.actors & news.actors))
            and (not self.measures or news.measure in self.measures)
        )


ANYTHING = Rule("anything", frozenset(["anything"]), frozenset(), frozenset())


def rules_in(lines: Iterable[str], actor: Callable[[str], str], measure: Callable[[str], str]) -> tuple[Rule, ...]:
    """The rules of some lines; `actor` and `measure` give ids for names. Raises UsageError, the mistake marked."""
    found = []
    for line in lines:
        text = line.strip()
        if text and not text.startswith("#"):
            found.append(rule_of(text, actor, measure))
    return tuple(found)


def rule_of(text: str, actor: Callable[[str], str], measure: Callable[[str], str]) -> Rule:
    parts: dict[str, list[tuple[str, int]]] = {"kind": [], "of": [], "on": []}
    part = "kind"
    for word, place in phrases(text):
        if word in ("of", "on"):
            if parts[word]:
                raise mistake(text, place, word, f"one {word!r} in a rule")
            part = word
        else:
            parts[part].append((word, place))
    if not parts["kind"]:
        raise mistake(text, 0, text, f"a kind first: {', '.join(KINDS)}")
    for word, place in parts["kind"]:
        if word not in KINDS:
            raise mistake(text, place, word, f"one of {', '.join(KINDS)}{near(word, KINDS)}")
    for name in ("of", "on"):
        if re.search(rf"\b{name}\s*$", text) or (re.search(rf"(?:^|\s){name}\s", text) and not parts[name]):
            raise mistake(text, len(text), "", "an actor" if name == "of" else "a measure")
    return Rule(
        text,
        frozenset(word for word, _ in parts["kind"]),
        frozenset(known(actor, word, place, text) for word, place in parts["of"]),
        frozenset(known(measure, word, place, text) for word, place in parts["on"]),
    )


def phrases(text: str) -> list[tuple[str, int]]:
    """Names and the words of and on, each with its place; names of several words stay together, "or" parts them."""
    found: list[tuple[str, int]] = []
    words: list[str] = []
    start = 0

    def end() -> None:
        if words:
            found.append((" ".join(words), start))
            words.clear()

    for match in WORD.finditer(text):
        word, parted = match[0].rstrip(","), match[0].endswith(",")
        if word in ("of", "on", "or", "and"):
            end()
            if word in ("of", "on"):
                found.append((word, match.start()))
            continue
        if not words:
            start = match.start()
        if word:
            words.append(word)
        if parted:
            end()
    end()
    return found


def known(find: Callable[[str], str], word: str, place: int, text: str) -> str:
    try:
        return find(word)
    except UsageError as error:
        raise mistake(text, place, word, str(error)) from None


def mistake(text: str, place: int, word: str, expected: str) -> UsageError:
    mark = " " * place + "~" * max(len(word) - 1, 0) + "^"
    return UsageError(f"rule not understood\n    {text}\n    {mark}\nexpected {expected}")
