"""Who issues a text, and who is talking where: outlets that are governments, and the turns of a transcript."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from willing.model import Document, Span
from willing.model.register import Register
from willing.reading.names import Mention, NameKind

LABEL = re.compile(
    r"^[ \t]*(?P<label>Q(?=[ \t]{1,3}[A-Z(])|[A-Z][A-Z’'.\- ]{2,60}(?:\([^)\n]{2,60}\))?(?=:)"
    r"|(?:[A-Z][\w’'.-]+[ \t]){1,8}[A-Z][\w’'.-]+(?=:[ \t]*[“\"]))[ \t]*:?",
    re.MULTILINE,
)
QUESTION_LABELS = re.compile(
    r"^(?:Q|QUESTION|JOURNALIST|REPORTER|COMP[EÈ]RE|PRESENTER|INTERVIEWER|HOST|MODERATOR|CALLER|OPERATOR|UNIDENTIFIED.*|"
    r"MEDIA|SPEAKER)$"
)
ANONYMOUS_LABELS = re.compile(r"OFFICIAL|SOURCE|AIDE")
OWN_LABELS = re.compile(
    r"PRESIDENT|MINISTER|CHANCELLOR|SECRETARY|PREMIER|TAOISEACH|COMMISSIONER|HEAD OF|SPOKES|PRESS|MR\.?|MS\.?|MRS\.?|"
    r"GENERAL|ADMIRAL|AMBASSADOR|DR\.?"
)
HEADING_WORDS = ("A", "AN", "AND", "AS", "AT", "BY", "FOR", "FROM", "IN", "IS", "ARE", "ON", "TO", "WILL", "WITH")
"""Small words that a heading in capitals has, and a name or an office does not begin with."""
OFFICIAL = re.compile(
    r"\b(?:Ministry|Minister|Government|President|Presidency|Prime Minister|Office of|Embassy|Department|Parliament|"
    r"Chancellery|communiqu|declaration|read-?out)",
    re.IGNORECASE,
)
"""Words in an outlet's name that make it an office of the state it names."""
SPOKEN = re.compile(
    r"remarks|speech|transcript|interview|press[- ]brief|press call|press conference|briefing|address|doorstop|"
    r"testimony",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"(?<![\w’'])(?:[Ww]e|[Oo]ur|[Uu]s|I|[Mm]y)(?![\w’'])")
JOINT_OPENING = re.compile(
    r"\b[Ww]e(?:,\s+(?:the\s+)?|\s+the\s+)(?:[\w,’' ]{0,60}?\s)?"
    r"(?:[Ll]eaders|[Hh]eads\s+of\s+[Ss]tate|[Mm]embers|[Mm]inisters|[Gg]overnments|[Pp]articipants|[Aa]llies)\b"
)
JOINT_TITLE = re.compile(
    r"\bjoint\s+(?:[\w-]+\s+){0,2}?(?:statement|declaration|communiqu[eé]|read-?out|letter|article)\b"
    r"|\b(?:leaders|ministers)[’']?\s+(?:joint\s+)?(?:statement|declaration|communiqu[eé])\b"
    r"|\b(?:bilateral|trilateral)\s+(?:statement|declaration)\b|\b(?:agreement|memorandum|compact)(?=\s+between\b)"
    r"|\bstatement\s+(?:by|of|from)\s+(?:the\s+)?(?:leaders|heads|(?:[\w-]+\s+){0,2}ministers)\b",
    re.IGNORECASE,
)
"""Titles that name several at once as those who speak."""
TITLE_AUTHORS = re.compile(r"\s+(?:by|of|from|between)\s", re.IGNORECASE)
QUOTED = re.compile(r"[“\"„][^”\"“]*[”\"“]")
LONGEST_HEADING = 250
LATER_AUTHORS = re.compile(r"\bby\s", re.IGNORECASE)
TITLE_SUBJECT = re.compile(r"\b(?:on|regarding|concerning|about|following|after|for|to|in|at)\s", re.IGNORECASE)
TITLE_HOLDER = re.compile(
    r"\b(?:President|Prime Ministers?|Premier|Chancellor|Taoiseach|Ministers?)\s+"
    r"(?:(?:[A-Z][\w’'.-]*|von|der|van|de)\s+){0,3}?(?P<surname>[A-Z][\w’'-]+)(?=\s*(?:,|:|;|$|and\b|of\b|on\b|[–—|(]))"
)
TOGETHER = re.compile(
    r"\b(?:[Tt]he\s+)?(?:two\s+|both\s+)?(?:[Ll]eaders|[Pp]residents|[Pp]rime\s+[Mm]inisters|[Ss]ides|[Mm]inisters)\b|\b[Tt]hey\b"
)
"""Subjects that mean the parties of a joint text."""
VISITOR = re.compile(
    r"\bMr\.? President\b|\b[Tt]hank you,? (?:so much,? |very much,? )?(?:Mr\.|President|Prime Minister)"
    r"|\bthank President\b|\bto President\b|\bwith President\b|\bPresident [A-Z]\w+[’'](?:s)? leadership\b"
)
"""Words of a guest to the host whose text it is."""
ALONE = re.compile(r"(?<![\w’'])(?:I|[Mm]y)(?![\w’'])")
"""A single person talking."""
BETWEEN_PARTIES = re.compile(r"\s+and\s+(?:the\s+)?")


class TextKind(StrEnum):
    """How a text speaks: an outlet's report, spoken words, a statement in the first person, a read-out."""

    REPORT = "report"
    SPOKEN = "spoken"
    STATEMENT = "statement"
    JOINT = "joint"
    READ_OUT = "read_out"


@dataclass(frozen=True, slots=True)
class LabelNames:
    """Who is meant by a word of a label in capitals: surnames of office holders; names of states beside an office."""

    surnames: Mapping[str, tuple[str, ...]]
    places: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of text in one voice. `actor_ids` is empty where the voice speaks for nobody the register knows."""

    span: Span
    label: Span | None
    actor_ids: tuple[str, ...]
    anonymous: bool
    question: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """How the whole text speaks, for whom, and its turns where it is a transcript.

    `joint` tells a statement of several; `parties` are those named together with the issuer.
    """

    kind: TextKind
    issuer_ids: tuple[str, ...]
    turns: tuple[Turn, ...]
    joint: bool = False
    parties: tuple[str, ...] = ()

    def turn_at(self, offset: int) -> Turn | None:
        return next((turn for turn in self.turns if turn.span.start <= offset < turn.span.end), None)


def find_issuer(document: Document, register: Register, outlet_names: list[Mention]) -> tuple[str, ...]:
    """The actor whose own text this is, by the words of its outlet; empty for press outlets.

    `outlet_names` are the register's names in the outlet: "Ministry of Finance of Norway" is Norway's.
    """
    outlet = (document.outlet or "").lower()
    for issuer in register.issuers:
        if issuer.words.lower() in outlet:
            return (issuer.actor_id,)
    if OFFICIAL.search(document.outlet or ""):
        return next((mention.actor_ids for mention in outlet_names if mention.kind is not NameKind.DEMONYM), ())
    return ()


def find_voice(
    document: Document,
    register: Register,
    labels: LabelNames,
    names: list[Mention],
    outlet_names: list[Mention],
    title_names: list[Mention],
) -> Voice:
    """The voice of `document`. `labels` tells whom the labels of a transcript mean; `names` are the register's names
    found in the text, the other two those in its outlet and in its heading."""
    text, issuer = document.text, find_issuer(document, register, outlet_names)
    turns = _turns(text, issuer, labels)
    kinds = {actor.id: actor.kind for actor in register.actors}
    authors = title_authors(heading_of(document), title_names, labels.surnames)
    several = len(authors) > 1 or any(kinds.get(actor_id) in ("body", "group") for actor_id in authors)
    if several and not turns:
        # a newspaper's title may speak of a joint statement too: what "we" say there stands in quotation marks
        if len(FIRST_PERSON.findall(QUOTED.sub(" ", text))) >= 2:
            return Voice(TextKind.STATEMENT, authors, (), True, authors)
        if issuer:
            return Voice(TextKind.JOINT, authors, (), True, authors)
    if not issuer:
        return Voice(TextKind.SPOKEN if len(turns) > 1 else TextKind.REPORT, (), turns)
    first_person = len(FIRST_PERSON.findall(text))
    spoken = bool(SPOKEN.search(document.outlet or "") or SPOKEN.search(document.title or ""))
    if turns:
        return Voice(TextKind.SPOKEN, issuer, turns)
    if spoken and first_person:
        speaker = (_most_named_group(names, register, issuer) or issuer) if VISITOR.search(text) else issuer
        return Voice(TextKind.SPOKEN, speaker, _single_turn(document, speaker))
    group = _joint_issuer(document, names, register, issuer)
    parties = _parties(text, names, issuer)
    together = bool(parties) and len(TOGETHER.findall(text)) >= 2
    if first_person >= 2:
        joint = group is not None or together or kinds.get(issuer[0]) in ("body", "group")
        return Voice(TextKind.STATEMENT, group or (parties if together else issuer), (), joint, parties)
    if together:
        return Voice(TextKind.JOINT, parties, (), True, parties)
    return Voice(TextKind.READ_OUT, issuer, (), False, parties)


def heading_of(document: Document) -> str:
    """The title; of a text without one its first line, where that reads like a heading."""
    if document.title:
        return document.title
    line, ended, _ = document.text.lstrip().partition("\n")
    line = line.strip()
    return line if ended and len(line) <= LONGEST_HEADING and line[-1:] not in (".", ",", ";") else ""


def title_authors(title: str, names: list[Mention], surnames: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Those who speak together by the title: of "Joint statement on Ukraine by France and Poland" both; else nobody.

    Words after "on" and the like say what is spoken of. Office holders count by their surname behind an office
    ("President Biden"), as in a label.
    """
    told = JOINT_TITLE.search(title)
    if told is None or SPOKEN.search(title):
        return ()
    named = (
        TITLE_AUTHORS.match(title, told.end())
        or LATER_AUTHORS.search(title, told.end())
        or TITLE_AUTHORS.search(title, told.start(), told.end())
    )
    first, last = (named.end(), len(title)) if named else (0, told.end())
    subject = TITLE_SUBJECT.search(title, first, last)
    last = subject.start() if subject else last
    found = {mention.span.start: mention.actor_ids for mention in names}
    for holder in TITLE_HOLDER.finditer(title):
        found.setdefault(holder.start("surname"), surnames.get(holder.group("surname").upper(), ()))
    return tuple(dict.fromkeys(actor_id for at in sorted(found) if first <= at < last for actor_id in found[at]))


def _parties(text: str, names: list[Mention], issuer: tuple[str, ...]) -> tuple[str, ...]:
    """The issuer and those it is named together with ("the United States and France"), where that happens."""
    for one, other in pairwise(names):
        between = text[one.span.end : other.span.start]
        pair = (*one.actor_ids, *other.actor_ids)
        if BETWEEN_PARTIES.fullmatch(between) and set(pair) & set(issuer) and one.actor_ids != other.actor_ids:
            return tuple(dict.fromkeys(pair))
    return ()


def _joint_issuer(
    document: Document, names: list[Mention], register: Register, issuer: tuple[str, ...]
) -> tuple[str, ...] | None:
    """The group that says "we" in a statement published by one of its members; None where it is the member's own.

    Told by an opening like "We, the leaders of the Group of Seven", or by a group it is a member of and that is
    named more often than the member itself.
    """
    kinds = {actor.id: actor.kind for actor in register.actors}
    opening = JOINT_OPENING.search(document.text)
    if opening is not None:
        near = [m for m in names if opening.start() <= m.span.start < opening.end() + 80]
        groups = [m for m in near if kinds.get(m.actor_ids[0]) in ("body", "group")]
        if groups:
            return groups[0].actor_ids
        if len(near) > 1:
            return tuple(dict.fromkeys(actor_id for m in near for actor_id in m.actor_ids))
    if ALONE.search(document.text):
        return None
    return _most_named_group(names, register, issuer)


def _most_named_group(names: list[Mention], register: Register, issuer: tuple[str, ...]) -> tuple[str, ...] | None:
    """A group that the issuer is a member of, where the text speaks of it more than of the issuer itself."""
    counts = Counter(mention.actor_ids[0] for mention in names)
    own = sum(counts[actor_id] for actor_id in issuer)
    groups = ((counts[group.id], group.id) for group in register.actors if set(issuer) & set(group.members))
    often, group_id = max(groups, default=(0, ""))
    return (group_id,) if often >= (1 if own == 0 else 3) and often > own else None


def _single_turn(document: Document, issuer: tuple[str, ...]) -> tuple[Turn, ...]:
    opening = f"{document.title or ''}\n{document.text[:600]}"
    anonymous = bool(re.search(r"[Bb]ackground|senior administration official", opening))
    return (Turn(Span(0, len(document.text)), None, issuer, anonymous, False),)


def _turns(text: str, issuer: tuple[str, ...], names: LabelNames) -> tuple[Turn, ...]:
    labels = [match for match in LABEL.finditer(text) if not is_heading(match.group("label").strip())]
    turns: list[Turn] = []
    if labels and labels[0].start() > 0 and issuer and text[: labels[0].start()].strip():
        turns.append(Turn(Span(0, labels[0].start()), None, issuer, False, False))
    for number, match in enumerate(labels):
        end = labels[number + 1].start() if number + 1 < len(labels) else len(text)
        label = match.group("label").strip()
        question = bool(QUESTION_LABELS.match(label))
        named = _actor_of_label(label, names)
        own = bool(OWN_LABELS.search(label.upper()) or ANONYMOUS_LABELS.search(label.upper()))
        actor_ids = named or (issuer if own and not question else ())
        question = question or (not actor_ids)
        turns.append(
            Turn(
                Span(match.start(), end),
                Span(*match.span("label")),
                () if question else actor_ids,
                bool(ANONYMOUS_LABELS.search(label.upper())),
                question,
            )
        )
    return tuple(turns)


def is_heading(label: str) -> bool:
    """Whether words in capitals before a colon are a heading ("RETURNS FOR BOTH COUNTRIES:"), not who is talking."""
    small = re.search(rf"\b(?:{'|'.join(HEADING_WORDS)})\b", label)
    office = OWN_LABELS.search(label)
    return small is not None and (office is None or small.start() < office.start())


def _actor_of_label(label: str, names: LabelNames) -> tuple[str, ...]:
    words = re.findall(r"[\w’'.-]+", label.upper())
    if OWN_LABELS.search(label.upper()) or " ".join(words).removeprefix("THE ") in names.places:
        for length in (3, 2, 1):
            for first in range(len(words) - length + 1):
                found = names.places.get(" ".join(words[first : first + length]))
                if found is not None:
                    return found
    return next((names.surnames[word] for word in reversed(words) if word in names.surnames), ())
