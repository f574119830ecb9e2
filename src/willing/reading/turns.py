"""Who issues a text, and who is talking where: outlets that are governments, titles, and the turns of a transcript."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from willing.model import Document, Span
from willing.model.register import Register
from willing.reading.labels import Label, LabelNames, actor_of_label, find_labels
from willing.reading.names import Mention, NameKind
from willing.reading.title_offices import issuer_in_title, offices_in

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

    def label_at(self, offset: int) -> Span | None:
        """The label of the turn at `offset`; None where there is none."""
        turn = self.turn_at(offset)
        return turn.label if turn is not None else None


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
    offices = offices_in(heading_of(document), title_names)
    turns = _turns(text, issuer, _interviewed(heading_of(document), offices, title_names), labels, offices)
    kinds = {actor.id: actor.kind for actor in register.actors}
    authors = title_authors(heading_of(document), title_names, labels.surnames)
    several = len(authors) > 1 or any(kinds.get(actor_id) in ("body", "group") for actor_id in authors)
    if several and not turns:
        # a newspaper's title may speak of a joint statement too: what "we" say there stands in quotation marks
        if len(FIRST_PERSON.findall(QUOTED.sub(" ", text))) >= 2:
            return Voice(TextKind.STATEMENT, authors, (), True, authors)
        if issuer:
            return Voice(TextKind.JOINT, authors, (), True, authors)
    if not issuer and not turns and len(FIRST_PERSON.findall(QUOTED.sub(" ", text))) >= 2:
        issuer = issuer_in_title(heading_of(document), title_names)
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


def _interviewed(title: str, offices: Mapping[str, tuple[str, ...]], names: list[Mention]) -> tuple[str, ...]:
    """Who answers in a transcript by its title: whose office it names, else the one state or body that it names.

    Words after "on" and the like name what is spoken of.
    """
    spoken_of = TITLE_SUBJECT.search(title)
    last = spoken_of.start() if spoken_of else len(title)
    named = [mention for mention in names if mention.span.start < last or title[mention.span.start - 1] == "("]
    meant = set(offices.values()) or {
        tuple(actor_id.removesuffix("-PARLIAMENT") for actor_id in mention.actor_ids) for mention in named
    }
    return next(iter(meant)) if len(meant) == 1 else ()


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


def _turns(
    text: str,
    issuer: tuple[str, ...],
    interviewed: tuple[str, ...],
    names: LabelNames,
    offices: Mapping[str, tuple[str, ...]],
) -> tuple[Turn, ...]:
    """The turns of a transcript; none where the text is none.

    "THE MINISTER" and the like is the issuer's, or his whom the title says to be asked. A label that names nobody is a
    journalist's or a member's where another names somebody or the text has an issuer; else he is heard, and who he is
    must be told by the text.
    """
    labels = find_labels(text)
    if not labels:
        return ()
    meant = _meant_by(labels, issuer, interviewed, names, offices)
    known = bool(issuer) or any(ids for ids, label in zip(meant, labels, strict=True) if not label.question)
    turns: list[Turn] = []
    if labels[0].start > 0 and issuer and text[: labels[0].start].strip():
        turns.append(Turn(Span(0, labels[0].start), None, issuer, False, False))
    ends = [*(label.start for label in labels[1:]), len(text)]
    for label, ids, end in zip(labels, meant, ends, strict=True):
        question = label.question or (known and not ids)
        turns.append(Turn(Span(label.start, end), label.span, () if question else ids, label.anonymous, question))
    return tuple(turns)


def _meant_by(
    labels: Sequence[Label],
    issuer: tuple[str, ...],
    interviewed: tuple[str, ...],
    names: LabelNames,
    offices: Mapping[str, tuple[str, ...]],
) -> list[tuple[str, ...]]:
    """Whom each label means; nobody where that is not told."""
    holders = {words for label in labels if label.of_office for words in (label.words, label.bracketed) if words}
    answering = {label.words for label in labels if not label.question}
    alone = len({label.words for label in labels if label.of_office}) < 2 or bool(offices)
    own = issuer or (interviewed if alone or len(answering) == 1 else ())
    found = []
    for label in labels:
        ids = actor_of_label(label.words, names, offices)
        answers = label.words in holders or len(answering) == 1 or (label.courteous and (issuer or not holders))
        found.append(ids or (own if answers and not label.question else ()))
    return found
