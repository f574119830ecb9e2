"""The labels of a transcript: who is talking, named before a colon.

Labels in capitals stand at the start of a line, and always count. Others ("Question:", "Minister Berg:") stand wherever
a sentence begins, and count where there are several that are together like a conversation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from willing.model import Span

CAPITALS = re.compile(
    r"^[ \t]*(?P<label>Q(?=[ \t]{1,3}[A-Z(])|[A-Z][A-Z’'.\- ]{2,60}(?:\([^)\n]{2,60}\))?(?=:)"
    r"|(?:[A-Z][\w’'.-]+[ \t]){1,8}[A-Z][\w’'.-]+(?=:[ \t]*[“\"]))[ \t]*:?",
    re.MULTILINE,
)
SMALL = r"of|the|for|and|de|da|van|von|der|al|in|la"
ANYWHERE = re.compile(
    r"(?:^[ \t]*|(?<=[.?!…”\"'’)][ \t])|(?<=[.?!…”\"'’)]\n))"
    rf"(?P<label>(?:[A-Z][\w’'.-]*(?:[ \t]+(?:[A-Z][\w’'.-]*|(?:{SMALL})(?=[ \t]))){{0,8}}"
    r"|(?:[A-Z][a-z]+[ \t]){1,3}"
    r"(?:minister|president|chancellor|premier|secretary|ambassador|spokes(?:man|woman|person)))"
    r"(?:[ \t]*\([^()\n]{2,60}\))?)"
    r"[ \t]*:(?=[ \t]*[A-Z“\"‘'])",
    re.MULTILINE,
)
QUESTION = re.compile(
    r"^(?:Q|QUESTION|JOURNALIST|REPORTER|COMP[EÈ]RE|PRESENTER|INTERVIEWER|HOST|MODERATOR|CALLER|OPERATOR|UNIDENTIFIED.*|"
    r"MEDIA|(?:THE )?SPEAKER|(?:THE )?CHAIR|AUDIENCE|CORRESPONDENT)(?: \d+)?$"
)
ANSWER = re.compile(r"^(?:A|ANSWER)$")
ANONYMOUS = re.compile(r"OFFICIAL|SOURCE|AIDE")
OFFICE = re.compile(
    r"PRESIDENT|MINISTER|CHANCELLOR|SECRETARY|PREMIER|TAOISEACH|COMMISSIONER|HEAD OF|SPOKES|PRESS|GENERAL|ADMIRAL|"
    r"AMBASSADOR"
)
COURTESY = re.compile(r"\b(?:MR|MS|MRS|DR)\b")
"""What the labels of officials begin with in their own transcripts, and those of members in a parliament's."""
HONORIFIC = re.compile(r"\b(?:MR|MS|MRS|DR|SIR|LORD|LADY|HON|SENATOR|DEPUTY|PROFESSOR|SHRI|SMT)\b")
HEADING_WORDS = ("A", "AN", "AND", "AS", "AT", "BY", "FOR", "FROM", "IN", "IS", "ARE", "ON", "TO", "WILL", "WITH")
"""Small words that a heading in capitals has, and a name or an office does not begin with."""


@dataclass(frozen=True, slots=True)
class LabelNames:
    """Who is meant by a word of a label in capitals: surnames of office holders; names of states beside an office."""

    surnames: Mapping[str, tuple[str, ...]]
    places: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Label:
    """A label: where its turn starts, and its words in capitals, those in brackets apart."""

    start: int
    span: Span
    words: str
    bracketed: str = ""

    @property
    def question(self) -> bool:
        """Whether it is the one who asks, or leads through the hour."""
        return bool(QUESTION.match(self.words))

    @property
    def anonymous(self) -> bool:
        return bool(ANONYMOUS.search(self.words))

    @property
    def of_office(self) -> bool:
        """Whether it is an office, or whoever answers."""
        both = f"{self.words} {self.bracketed}"
        return bool(OFFICE.search(both) or ANONYMOUS.search(both) or ANSWER.match(self.words))

    @property
    def courteous(self) -> bool:
        """Whether a name behind "Mr" or "Ms" is all that it is."""
        return bool(COURTESY.search(self.words)) and not self.of_office


def find_labels(text: str) -> list[Label]:
    """The labels of a transcript, in order; none in a text that is none."""
    found = [_label(match) for match in CAPITALS.finditer(text)]
    found = [label for label in found if not is_heading(label.words)]
    taken = {label.span.start for label in found}
    others = [_label(match) for match in ANYWHERE.finditer(text)]
    others = [label for label in others if label.span.start not in taken and not is_heading(label.words)]
    if is_conversation([*found, *others]):
        found += others
    return sorted(found, key=lambda label: label.start)


def is_conversation(labels: Sequence[Label]) -> bool:
    """Whether labels belong to people who talk to one another: one asks, one talks again, or two hold offices."""
    if len(labels) < 2:
        return False
    counts = Counter(label.words for label in labels)
    offices = sum(bool(OFFICE.search(words) or HONORIFIC.search(words)) for words in counts)
    return any(label.question for label in labels) or max(counts.values()) > 1 or offices > 1


def is_heading(label: str) -> bool:
    """Whether words before a colon are a heading ("RETURNS FOR BOTH COUNTRIES:"), not who is talking."""
    if ANSWER.match(label):
        return False
    small = re.search(rf"\b(?:{'|'.join(HEADING_WORDS)})\b", label)
    office = OFFICE.search(label) or COURTESY.search(label)
    return small is not None and (office is None or small.start() < office.start())


def actor_of_label(
    label: str, names: LabelNames, offices: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[str, ...]:
    """Whom a label in capitals means: the state that it names, that whose office the title names, or the holder's."""
    words = re.findall(r"[\w’'.-]+", label)
    if OFFICE.search(label) or COURTESY.search(label) or " ".join(words).removeprefix("THE ") in names.places:
        for length in (3, 2, 1):
            for first in range(len(words) - length + 1):
                found = names.places.get(" ".join(words[first : first + length]))
                if found is not None:
                    return found
    for office, ids in (offices or {}).items():
        if office in label or (OFFICE.search(label) and label.removeprefix("THE ") in office):
            return ids
    return next((names.surnames[word] for word in reversed(words) if word in names.surnames), ())


def _label(match: re.Match[str]) -> Label:
    words, _, bracketed = match.group("label").upper().partition("(")
    span = Span(*match.span("label"))
    return Label(match.start(), span, " ".join(words.split()), bracketed.strip(" )"))
