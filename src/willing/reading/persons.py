"""Persons who speak for an actor: known by office and date, or learned from the words around their name.

"President Emmanuel Macron of France" teaches that Macron speaks for France; later "Mr. Macron" does so too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from willing.model import PartialDate, Span
from willing.model.register import OfficeHolder, Register
from willing.reading.names import Mention, NameKind

TITLE = (
    r"(?:(?:[Pp]rime|[Ff]oreign|[Dd]efen[cs]e|[Ff]inance|[Ii]nterior|[Dd]eputy|[Vv]ice|[Ss]pecial|[Ss]ecretary|"
    r"[Hh]ome|[Nn]ational|[Ss]ecurity|[Ss]enior|[Cc]hief|[Pp]ermanent|[Aa]cting|[Ff]ormer|[Tt]rade|[Ee]conomy)[ -])*"
    r"(?:[Pp]resident|[Mm]inister|[Cc]hancellor|[Pp]remier|[Ss]ecretary(?:[ -][Gg]eneral|\s+of\s+[Ss]tate|\s+of\s+"
    r"[Dd]efen[cs]e)?|[Ee]nvoy|[Aa]mbassador|[Ss]pokes(?:man|woman|person)|[Kk]ing|[Qq]ueen|[Aa]d[vi]+[sz]e?[ro]r|"
    r"[Gg]eneral|[Aa]dmiral|[Ll]eader|[Rr]epresentative|[Cc]ommissioner|[Cc]ommander|[Cc]hief|PM)"
)
CAPITAL = "A-ZÀ-ÖØ-ÞĀ-Ž"
NAME = rf"(?:[{CAPITAL}][\w’'-]+(?:\s+(?:de|von|van|der|den|ten|al|bin|[{CAPITAL}]\.|[{CAPITAL}][\w’'-]+)){{0,3}})"
HONORIFIC = r"(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|President|Prime Minister|Chancellor|Secretary|Minister|Premier|Envoy)\.?"

LEARNING = (
    re.compile(rf"(?P<actor>[A-Z][\w.’' -]*?)(?:['’]s)?,?\s+(?:new\s+|own\s+)?{TITLE},?\s+(?P<name>{NAME})"),
    re.compile(rf"{TITLE}\s+(?P<name>{NAME})\s+of\s+(?:the\s+)?(?P<actor>[A-Z][\w.’' -]*)"),
    re.compile(rf"(?P<name>{NAME}),\s+(?:the\s+)?(?P<actor>[A-Z][\w.’' -]*?)(?:['’]s)?\s+{TITLE}"),
    re.compile(rf"(?P<name>{NAME}),\s+(?:the\s+)?{TITLE}\s+of\s+(?:the\s+)?(?P<actor>[A-Z][\w.’' -]*)"),
)
NEAR_LEARNING = (
    re.compile(rf"\b(?:[Ii]ts|[Tt]heir|[Ww]hose|[Tt]he)\s+(?:new\s+)?{TITLE},?\s+(?P<name>{NAME})"),
    re.compile(rf"(?P<name>{NAME}),\s+(?:the|its|their|whose)\s+(?:new\s+)?{TITLE}\b(?!\s+of\s)"),
)
"""Patterns that name no actor: the one named last before, in the same sentence, is meant ("its minister, X")."""
NEAR = 160
NOT_A_SURNAME = frozenset(
    ["The", "This", "That", "Minister", "President", "Secretary", "General", "Defence", "Defense", "Foreign", "Council"]
)
ALSO_WORDS = frozenset(
    (
        "Austin Bishop Brown Bush Carter Clark Cooper Costa Dan Gates Harper Hill Hunt Johnson Kirby May Michal "
        "Moore Nelson Pavel Powell Rama Rice Short Silva Singh Straw Sullivan Tanner Un Wallace Wong Yi"
    ).split()
)
"""Surnames of office holders that mean something else as well."""


class PersonIndex:
    """The register's office holders, by full name and by surname."""

    def __init__(self, register: Register) -> None:
        self._by_surname: dict[str, list[OfficeHolder]] = {}
        for holder in register.office_holders:
            self._by_surname.setdefault(holder.surname, []).append(holder)
        names = sorted({re.escape(surname) for surname in self._by_surname}, key=len, reverse=True)
        self._surname = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)") if names else None
        self._titled = re.compile(rf"(?:{TITLE}|{HONORIFIC})\s+(?:{NAME}\s+)?$")

    def find(self, text: str, published: PartialDate | None, places: list[Mention]) -> list[Mention]:
        """All persons of `text` who speak for an actor, in order.

        A bare surname counts where the text elsewhere gives the full name or a title with it, where it stands before
        "administration" or "government", or where somebody of that name holds an office on the day of the text and no
        other name stands beside it.
        """
        learned = self._learned(text, places)
        found = list(self._known_persons(text, published, places))
        taken = [mention.span for mention in found]
        for surname, (actor_ids, name) in learned.items():
            for match in re.finditer(rf"(?<!\w)(?:{re.escape(name)}|{re.escape(surname)})(?!\w)", text):
                span = Span(*match.span())
                if not any(span.overlaps(other) for other in taken):
                    found.append(Mention(span, actor_ids, NameKind.PERSON, name))
                    taken.append(span)
        return sorted(found, key=lambda mention: mention.span.start)

    def _known_persons(self, text: str, published: PartialDate | None, places: list[Mention]) -> Iterable[Mention]:
        if self._surname is None:
            return
        matches = list(self._surname.finditer(text))
        introduced: dict[str, OfficeHolder] = {}
        bare: dict[str, OfficeHolder] = {}
        spans: list[tuple[Span, str, bool]] = []
        for match in matches:
            surname = match.group()
            before = text[max(0, match.start() - 60) : match.start()]
            holders = self._by_surname[surname]
            full = next((h for h in self._valid(holders, published) if self._full_name_before(h, before)), None)
            titled = bool(self._titled.search(before))
            follows = re.match(r"(?:['’]s)?\s+(?:administration|government|cabinet)\b", text[match.end() :])
            if full is not None:
                start = match.start() - len(full.person) + len(surname)
                introduced.setdefault(surname, full)
                spans.append((Span(start, match.end()), surname, True))
                continue
            if titled or follows:
                candidates = self._valid(holders, published)
                if candidates:
                    introduced.setdefault(surname, candidates[0])
                spans.append((Span(*match.span()), surname, True))
                continue
            span = Span(*match.span())
            spans.append((span, surname, False))
            alone = self._stands_alone(text, match) and not any(place.span.overlaps(span) for place in places)
            if alone and published is not None:
                for in_office in self._valid(holders, published)[:1]:
                    bare.setdefault(surname, in_office)
        for span, surname, _ in spans:
            holder = introduced.get(surname) or bare.get(surname)
            if holder is not None and not self._another_first_name(text, span, holder):
                yield Mention(span, (holder.actor_id,), NameKind.PERSON, holder.person)

    @staticmethod
    def _stands_alone(text: str, surname: re.Match[str]) -> bool:
        """Whether a surname is no word of another kind, and no capitalised word stands beside it."""
        return (
            surname.group() not in ALSO_WORDS
            and not re.search(rf"[{CAPITAL}][\w’'.-]*\s$", text[max(0, surname.start() - 30) : surname.start()])
            and not re.match(rf"\s(?:[{CAPITAL}]|\d)", text[surname.end() :])
        )

    @staticmethod
    def _full_name_before(holder: OfficeHolder, before: str) -> bool:
        first_names = holder.person[: -len(holder.surname)].rstrip()
        return bool(first_names) and before.rstrip().endswith(first_names)

    def _another_first_name(self, text: str, span: Span, holder: OfficeHolder) -> bool:
        """Whether a capitalised word that is neither title nor part of the name stands right before the surname."""
        if span.cut(text) == holder.person:
            return False
        before = re.search(rf"([{CAPITAL}][\w’'-]+)\s$", text[max(0, span.start - 30) : span.start])
        if before is None or before.group(1) in holder.person.split():
            return False
        return not (self._titled.search(text[max(0, span.start - 60) : span.start])) and before.group(1) not in (
            "Mr", "Mrs", "Ms", "Dr", "The", "But", "And", "When", "As", "If", "While", "That", "Vladimir",
        )  # fmt: skip

    @staticmethod
    def _valid(holders: list[OfficeHolder], published: PartialDate | None) -> list[OfficeHolder]:
        """Holders in office on the day, the latest first; all of them where the day is unknown."""
        if published is None:
            return sorted(holders, key=lambda h: h.since.first.isoformat() if h.since else "", reverse=True)
        in_office = [
            holder
            for holder in holders
            if (holder.since is None or holder.since.first <= published.last)
            and (holder.until is None or holder.until.last >= published.first)
        ]
        earlier = [h for h in holders if h not in in_office and h.since and h.since.first <= published.last]
        return in_office or earlier[-1:]

    def _learned(self, text: str, places: list[Mention]) -> dict[str, tuple[tuple[str, ...], str]]:
        """Surname -> (actor ids, full name) for persons whom the text itself places."""
        by_end = {place.span.end: place for place in places}
        by_start = {place.span.start: place for place in places}
        learned: dict[str, tuple[tuple[str, ...], str]] = {}
        for number, pattern in enumerate(LEARNING):
            for match in pattern.finditer(text):
                start, end = match.span("actor")
                if number == 1 or number == 3:
                    place = by_start.get(start)
                else:
                    place = by_end.get(end)
                    if place is None or place.span.start < start:
                        place = next((by_end[e] for e in range(end, start, -1) if e in by_end), None)
                        if place is not None and text[place.span.end : end].strip(" ’'s"):
                            place = None
                if place is None:
                    continue
                name = match.group("name").strip()
                surname = name.split()[-1].removesuffix("’s").removesuffix("'s")
                if surname in NOT_A_SURNAME or surname in self._by_surname or len(surname) < 3:
                    continue
                if any(place.span.contains(Span(*match.span("name"))) for place in places):
                    continue
                learned.setdefault(surname, (place.actor_ids, name))
        self._learn_near(text, places, learned)
        return learned

    def _learn_near(self, text: str, places: list[Mention], learned: dict[str, tuple[tuple[str, ...], str]]) -> None:
        for pattern in NEAR_LEARNING:
            for match in pattern.finditer(text):
                name = match.group("name").strip()
                surname = name.split()[-1].removesuffix("’s").removesuffix("'s")
                if surname in NOT_A_SURNAME or surname in self._by_surname or len(surname) < 3:
                    continue
                before = [p for p in places if match.start() - NEAR <= p.span.start and p.span.end <= match.start()]
                same = [p for p in before if not re.search(r"[.!?]\s", text[p.span.end : match.start()])]
                if same and not any(p.span.contains(Span(*match.span("name"))) for p in places):
                    learned.setdefault(surname, (same[0].actor_ids, name))
