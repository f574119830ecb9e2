"""Who is meant: from the words of a noun phrase, a pronoun or an office to the actors of the register.

One `ActorResolver` serves one text. It never guesses a name: a phrase that names nobody gives None.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, replace
from itertools import pairwise

from willing.model import Document, Quantifier, Span
from willing.model.register import Register
from willing.reading.names import Mention, NameKind
from willing.reading.persons import PersonIndex
from willing.reading.sets import SetMention, find_sets, number
from willing.reading.tree import Trees
from willing.reading.turns import Voice

FIRST_PLURAL = frozenset(["we", "us", "our", "ours", "ourselves"])
FIRST_SINGULAR = frozenset(["i", "me", "my", "mine", "myself"])
HE_SHE = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself"])
IT = frozenset(["it", "its", "itself"])
THEY = frozenset(["they", "them", "their", "theirs", "themselves", "both"])
OWNING = frozenset(["our", "my", "its", "their", "his", "her"])
MEANS = frozenset(
    (
        "troop soldier force army military personnel contingent navy fleet aircraft plane jet pilot crew ship frigate "
        "vessel engineer instructor trainer medic battalion brigade unit"
    ).split()
)
"""What acts for whom it belongs to. Allies, neighbours, rivals, firms and aid do not."""
AGENTS = frozenset(
    (
        "government administration official president minister ministry chancellor premier leader ally partner "
        "authority parliament army military force troop diplomat spokesman spokeswoman spokesperson delegation envoy "
        "nation country people capital chief side general secretary cabinet department ambassador senator lawmaker "
        "congress state member king office adviser advisor aide commander navy coalition alliance union council "
        "commission team teams house company taxpayer voter citizen representative negotiator group governments "
        "countries counterpart"
    ).split()
)
OFFICES = frozenset(
    (
        "president minister chancellor premier government administration secretary cabinet ministry country nation "
        "king department spokesman spokeswoman spokesperson leader"
    ).split()
)
JOINT_OFFICES = frozenset(["leaders", "ministers", "presidents", "members", "sides", "parties", "participants", "two"])


FORCES = frozenset(["force", "contingent"])
FORCE_MARKS = frozenset("the such this that any foreign international multinational allied joint".split())
NAMED_FORCE = re.compile(r"['’]?s?\s(?:[\w-]+\s){0,2}(?:force|contingent|peacekeepers|troops)\b")
"""What follows the name of whose force it is: "European force", "French troops". The plural "forces" is an army."""

FORCE_REACH = 1500
"""Characters back to the force that "the contingent" is taken to be."""

BODIES = frozenset(
    (
        "agency alliance association bank bloc body club commission community council court forum fund grouping league "
        "organisation organization programme union"
    ).split()
)
"""What a body of states is called by its kind alone."""
ANY_BODY = frozenset("bloc body club grouping organisation organization".split())
"""Those of them that say nothing of its name."""
BODY_REACH = 2000
"""Characters back to the body that "the bank" is taken to be."""

ANY = "WORLD"
"""The id for a set of countries of which the text tells no whole."""
ALONE = {
    "several": ("some", False), "some": ("some", False), "many": ("many", False), "most": ("most", False),
    "majority": ("most", False), "few": ("few", False), "none": ("all", True), "neither": ("all", True),
}  # fmt: skip
"""Words that stand alone for an unnamed set, with its quantifier, and whether they deny."""
OF_WHOLE = re.compile(r"[Oo]f\s+(?:the|its|all)\s+(\d{1,3}|[a-z]+)\s")
LISTING = re.compile(r"(?:,| and|, and|, as well as| as well as)\s+(?:the\s+)?")


@dataclass(frozen=True, slots=True)
class Resolved:
    """The words that name an actor, the actors, and the size where it is an unnamed set.

    `negated` tells a negated set ("no other country"); `inferred` that a pronoun or an office was resolved.
    """

    span: Span
    actor_ids: tuple[str, ...]
    quantifier: Quantifier | None = None
    negated: bool = False
    inferred: bool = False


class ActorResolver:
    """The actors named in one text, and what its pronouns and offices stand for."""

    def __init__(
        self,
        document: Document,
        register: Register,
        trees: Trees,
        places: list[Mention],
        persons: PersonIndex,
        voice: Voice,
    ) -> None:
        self.text, self.trees, self.voice = document.text, trees, voice
        people = persons.find(self.text, document.published, places)
        taken = [person.span for person in people]
        places = [place for place in places if not any(place.span.overlaps(span) for span in taken)]
        self.mentions: list[Mention] = sorted([*places, *people], key=lambda mention: mention.span.start)
        self._starts = [mention.span.start for mention in self.mentions]
        self.default_set = self._default_set(register)
        self.sets: list[SetMention] = find_sets(self.text, places, self.default_set)
        self._actors = {actor.id: actor for actor in register.actors}

    def _default_set(self, register: Register) -> str:
        """What an unnamed set of countries is taken from: the open group or region the text speaks of most.

        A group of known members (the Baltic states) is not taken: its members would be named.
        """
        weights = {
            actor.id: 10 if actor.kind == "group" else 1
            for actor in register.actors
            if actor.kind in ("group", "region") and not actor.members
        }
        counted: dict[str, int] = {}
        for mention in self.mentions:
            actor_id = mention.actor_ids[0]
            counted[actor_id] = counted.get(actor_id, 0) + weights.get(actor_id, 0)
        best = max(counted.items(), key=lambda item: item[1], default=(ANY, 0))
        return best[0] if best[1] > 0 else ANY

    def mentions_in(self, span: Span) -> list[Mention]:
        first = bisect.bisect_left(self._starts, span.start)
        found = []
        for mention in self.mentions[first:]:
            if mention.span.start >= span.end:
                break
            found.append(mention)
        return found

    def resolve(self, index: int, speaker_ids: tuple[str, ...]) -> Resolved | None:
        """The actors that the noun phrase headed by the word `index` names; None where it names none."""
        first = self._resolve_one(index, speaker_ids)
        if first is None or first.quantifier is not None:
            return first
        ids = list(first.actor_ids)
        span = first.span
        waiting = list(self.trees.with_relation(index, "conj"))
        while waiting:
            other = waiting.pop(0)
            waiting.extend(self.trees.with_relation(other, "conj"))
            more = self._resolve_one(other, speaker_ids)
            if more is not None and more.quantifier is None:
                ids.extend(each for each in more.actor_ids if each not in ids)
                span = span.joined(more.span)
        for mention in self._listed_after(span):
            ids.extend(each for each in mention.actor_ids if each not in ids)
            span = span.joined(mention.span)
        ids = self._listed_in(span) or ids
        return Resolved(span, tuple(ids), None, False, first.inferred)

    def _listed_in(self, span: Span) -> list[str]:
        """The actors of a span that is nothing but a list of names; what the tree skipped comes back so."""
        inside = self.mentions_in(span)
        if len(inside) < 3 or inside[0].span.start != span.start or inside[-1].span.end != span.end:
            return []
        gaps = pairwise(inside)
        if not all(LISTING.fullmatch(self.text, one.span.end, other.span.start) for one, other in gaps):
            return []
        return list(dict.fromkeys(actor_id for mention in inside for actor_id in mention.actor_ids))

    def _listed_after(self, span: Span) -> list[Mention]:
        """Names that go on a list after `span`: "Poland, Spain and Italy"."""
        found: list[Mention] = []
        end = span.end
        for mention in self.mentions[bisect.bisect_left(self._starts, span.end) :]:
            if not LISTING.fullmatch(self.text, end, mention.span.start) or mention.kind is NameKind.DEMONYM:
                break
            found.append(mention)
            end = mention.span.end
        return found if found and " and " in self.text[span.end : end] + " " else []

    def _resolve_one(self, index: int, speaker_ids: tuple[str, ...]) -> Resolved | None:
        trees = self.trees
        word, span = trees.lower[index], trees.span(index, index)
        if word in FIRST_PLURAL or word in FIRST_SINGULAR:
            return Resolved(span, speaker_ids, inferred=True) if speaker_ids else None
        if word in HE_SHE:
            return self._antecedent(span, (NameKind.PERSON,))
        if word in IT:
            return self._antecedent(span, (NameKind.NAME, NameKind.SEAT))
        if word in THEY:
            if self.voice.parties and self.voice.joint:
                return Resolved(span, self.voice.parties, inferred=True)
            return self._plural_antecedent(span)
        phrase = trees.phrase(index)
        named_set = self._set_at(span, phrase)
        if named_set is not None:
            return Resolved(named_set.span, named_set.actor_ids, named_set.quantifier, named_set.negated)
        return (
            self._named(index, phrase)
            or self._apposed(index)
            or self._counted(index, span)
            or self._body(index, phrase)
            or self._office(index, phrase, speaker_ids)
            or self._force(index, phrase)
            or self._some(index, span)
        )

    def owner(self, index: int, speaker_ids: tuple[str, ...]) -> Resolved | None:
        """Whose the forces or means at the word `index` are: "our troops", "Australian aircraft", "its engineers"."""
        trees = self.trees
        named = trees.part_of_speech(index) == "PROPN" and trees.words[index].text[0].isupper()
        if named or singular_agent(trees.lower[index]) not in MEANS:
            return None
        phrase = trees.phrase(index)
        owners = list(trees.with_relation(index, "det", "nmod", "amod", "compound"))
        for child in owners:
            if trees.lower[child] in OWNING:
                found = self._resolve_one(child, speaker_ids)
                return replace(found, span=phrase, inferred=True) if found is not None else None
        owners += [other for child in owners for other in trees.with_relation(child, "conj")]
        # a tree may hang the second adjective of "French and German engineers" on the noun
        owners += [child for child in trees.with_relation(index, "conj") if child < index]
        ids = [
            actor_id
            for mention in self.mentions_in(phrase)
            if any(mention.span == trees.words[child].span for child in owners)
            for actor_id in mention.actor_ids
        ]
        return Resolved(phrase, tuple(dict.fromkeys(ids)), inferred=True) if ids else None

    def _is_of(self, index: int, mention: Mention) -> bool:
        """Whether the mention after the noun says whose it is: "officials of France", "officials in Ankara"."""
        trees = self.trees
        for child in trees.with_relation(index, "nmod", "obl"):
            marks = {trees.lower[c] for c in trees.with_relation(child, "case")}
            first, last = trees.bounds(child)
            if marks & {"of", "in", "from", "at"} and trees.span(first, last).overlaps(mention.span):
                return True
        return False

    def _apposed(self, index: int) -> Resolved | None:
        """ "its prime minister, X": the person named beside the office."""
        for child in self.trees.with_relation(index, "appos", "flat"):
            first, last = self.trees.bounds(child)
            people = [m for m in self.mentions_in(self.trees.span(first, last)) if m.kind is NameKind.PERSON]
            if people:
                return Resolved(people[0].span, people[0].actor_ids)
        return None

    def _counted(self, index: int, span: Span) -> Resolved | None:
        """A bare number as subject: "of the 35 states, 26 have promised"."""
        count = number(self.trees.lower[index])
        if count is None or count < 2 or self.trees.part_of_speech(index) != "NUM":
            return None
        sentence = self.trees.layers.sentences[self.trees.words[index].sentence]
        whole = OF_WHOLE.search(self.text, sentence.start, span.start)
        of = number(whole.group(1)) if whole else None
        quantifier = Quantifier(exactly=count, of=of if of is not None and of >= count else None)
        return Resolved(span, (self.default_set,), quantifier)

    def _set_at(self, head: Span, phrase: Span) -> SetMention | None:
        for mention in self.sets:
            if mention.span.overlaps(head) or (phrase.contains(mention.span) and mention.span.end == head.end):
                return mention
        return None

    def _named(self, index: int, phrase: Span) -> Resolved | None:
        trees = self.trees
        inside = self.mentions_in(phrase)
        head = trees.words[index]
        at_head = [m for m in inside if m.span.start <= head.start < m.span.end]
        if at_head:
            mention = at_head[0]
            return Resolved(phrase if mention.kind is NameKind.PERSON else mention.span, mention.actor_ids)
        inside = [m for m in inside if m.span.start < head.start or self._is_of(index, m)]
        if not inside or singular_agent(trees.lower[index]) not in AGENTS:
            return None
        ids = list(dict.fromkeys(actor_id for mention in inside[:1] for actor_id in mention.actor_ids))
        for mention in inside[1:]:
            between = self.text[inside[0].span.end : mention.span.start]
            if (" and " in between or between == "-") and mention.actor_ids[0] not in ids:
                ids.append(mention.actor_ids[0])
        return Resolved(phrase, tuple(ids))

    def _office(self, index: int, phrase: Span, speaker_ids: tuple[str, ...]) -> Resolved | None:
        """ "the president", "the government": the issuer's own, else the one last named."""
        trees = self.trees
        word = trees.lower[index]
        determiners = {trees.lower[c] for c in trees.with_relation(index, "det", "nmod", "amod")}
        if word in JOINT_OFFICES and self.voice.issuer_ids:
            parties = self.voice.parties or self._joint_ids(phrase) or self.voice.issuer_ids
            return Resolved(phrase, parties, inferred=True)
        if (
            word in JOINT_OFFICES
            and "the" in determiners
            and self.default_set != ANY
            and self._is_group(self.default_set)
        ):
            return Resolved(phrase, (self.default_set,), inferred=True)
        if word in ("countries", "sides", "nations", "leaders", "governments") and determiners & {"the", "both"}:
            return self._plural_antecedent(phrase)
        if singular_agent(word) not in OFFICES:
            return None
        if determiners & {"its", "their", "his", "her"}:
            found = self._antecedent(phrase, (NameKind.NAME, NameKind.SEAT))
            return Resolved(phrase, found.actor_ids, inferred=True) if found else None
        if "our" in determiners and speaker_ids:
            return Resolved(phrase, speaker_ids, inferred=True)
        if "the" not in determiners and trees.part_of_speech(index) != "PROPN":
            return None
        if self.voice.issuer_ids:
            return Resolved(phrase, self.voice.issuer_ids, inferred=True)
        states_only = word in ("country", "nation")
        found = self._antecedent(phrase, (NameKind.PERSON, NameKind.SEAT, NameKind.NAME), states_only=states_only)
        return Resolved(phrase, found.actor_ids, inferred=True) if found else None

    def _body(self, index: int, phrase: Span) -> Resolved | None:
        """ "The bank", "the Caribbean bloc": the body last named of which that is said by its name, or by its kind."""
        trees = self.trees
        word = trees.lower[index]
        if word not in BODIES or not any(trees.lower[child] == "the" for child in trees.with_relation(index, "det")):
            return None
        place = bisect.bisect_left(self._starts, phrase.start)
        before = bisect.bisect_left(self._starts, phrase.start - BODY_REACH)
        for mention in reversed(self.mentions[before:place]):
            if mention.kind is NameKind.NAME and len(mention.actor_ids) == 1:
                actor = self._actors.get(mention.actor_ids[0])
                if actor is None or actor.kind not in ("body", "group"):
                    continue
                if word in ANY_BODY or any(word in name.lower() for name in (actor.name, *actor.names)):
                    return Resolved(phrase, mention.actor_ids, inferred=True)
        return None

    def _some(self, index: int, span: Span) -> Resolved | None:
        """ "Several", "most", "none" that stand for countries spoken of before."""
        word = self.trees.lower[index]
        if word not in ALONE or not self.mentions:
            return None
        quantifier, negated = ALONE[word]
        return Resolved(span, (self.default_set,), Quantifier(word=quantifier), negated)

    def _force(self, index: int, phrase: Span) -> Resolved | None:
        """ "the force", "a foreign contingent": whose force is spoken of most before it, of several the last."""
        trees = self.trees
        marks = {trees.lower[child] for child in trees.with_relation(index, "det", "amod")}
        if singular_agent(trees.lower[index]) not in FORCES or not marks & FORCE_MARKS:
            return None
        place = bisect.bisect_left(self._starts, phrase.start)
        named = [
            mention.actor_ids
            for mention in self.mentions[bisect.bisect_left(self._starts, phrase.start - FORCE_REACH) : place]
            if mention.kind is not NameKind.PERSON and NAMED_FORCE.match(self.text, mention.span.end)
        ]
        if not named:
            return None
        most = max(reversed(named), key=named.count)
        # spoken of twice as often as all others, it is as good as named
        return Resolved(phrase, most, inferred=3 * named.count(most) < 2 * len(named))

    def _is_group(self, actor_id: str) -> bool:
        return self._kind_of(actor_id) == "group"

    def _kind_of(self, actor_id: str) -> str:
        actor = self._actors.get(actor_id)
        return "" if actor is None else actor.kind

    def _joint_ids(self, span: Span) -> tuple[str, ...]:
        """ "the leaders" of a read-out: the actors of the persons named before."""
        people = [m for m in self.mentions if m.kind is NameKind.PERSON and m.span.end <= span.start]
        return tuple(dict.fromkeys(actor_id for m in people[:6] for actor_id in m.actor_ids))

    def _antecedent(self, span: Span, kinds: tuple[NameKind, ...], *, states_only: bool = False) -> Resolved | None:
        """The actor last named before the words; `states_only` passes over bodies and groups."""
        place = bisect.bisect_left(self._starts, span.start)
        for mention in reversed(self.mentions[:place]):
            if states_only and any(self._kind_of(actor_id) != "state" for actor_id in mention.actor_ids):
                continue
            if mention.kind in kinds and mention.span.start > span.start - 600:
                return Resolved(span, mention.actor_ids, inferred=True)
        return None

    def _plural_antecedent(self, span: Span) -> Resolved | None:
        sets = [s for s in self.sets if s.span.end <= span.start and s.span.start > span.start - 300]
        if sets:
            return Resolved(span, sets[-1].actor_ids, sets[-1].quantifier, inferred=True)
        place = bisect.bisect_left(self._starts, span.start)
        before = [m for m in self.mentions[:place] if m.span.start > span.start - 300]
        for later, earlier in zip(reversed(before), reversed(before[:-1]), strict=False):
            between = self.text[earlier.span.end : later.span.start]
            if len(between) < 30 and " and " in between and earlier.actor_ids != later.actor_ids:
                return Resolved(span, (*earlier.actor_ids, *later.actor_ids), inferred=True)
        return Resolved(span, before[-1].actor_ids, inferred=True) if before else None


def singular_agent(word: str) -> str:
    """A noun for a kind of agent without its plural ending."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-3] + "man"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
