"""Who says so: the voice of the text, a turn of a transcript, or the source of an attribution."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from willing.model import Directness, Span, SpeakerKind
from willing.reading.actors import ActorResolver
from willing.reading.layers import Attribution
from willing.reading.lemmas import lemma
from willing.reading.lexicon import WordClass, load_lexicon
from willing.reading.tree import Trees
from willing.reading.turns import TextKind, Voice

ANONYMOUS = re.compile(
    r"\b(?:officials?|sources?|aides?|diplomats?|advis[eo]rs?|insiders?|people|persons?|those|some|briefers?|"
    r"analysts?|experts?|observers?|bankers?|negotiators?|participants?|delegates?|ministers|ambassadors|lawmakers|commanders|generals|who)\b",
    re.IGNORECASE,
)
NAMED_OFFICE = re.compile(r"\bspokes(?:man|woman|person)\b|\b(?:government|ministry|minister|president|office)\b", re.I)
MEDIA = re.compile(
    r"\b(?:newspaper|magazine|agency|media|reports?|daily|broadcaster|Times|Post|Reuters|Bloomberg|BBC|CNN|AFP|Journal)\b"
)
OF_MEDIA = re.compile(r"\b(?:newspapers?|magazines?|news agency|media|dail(?:y|ies)|broadcasters?)$")
"""A source that is a press outlet, whosever country's it is ("Greek media")."""
OPENING, CLOSING = '“"«„', '”"»'


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it: words, ids, kind, directness; `silent` marks a voice whose words are no positions (a question)."""

    span: Span | None
    actor_ids: tuple[str, ...]
    kind: SpeakerKind
    directness: Directness
    silent: bool = False


OUTLET = Speaker(None, (), SpeakerKind.OUTLET, Directness.ASSERTED)


class Speakers:
    """The voices of one text."""

    def __init__(self, trees: Trees, voice: Voice) -> None:
        self.trees, self.voice = trees, voice
        self.text = trees.layers.text
        self.attributions = [each for each in trees.layers.attributions if is_saying(each.cue.cut(self.text))]
        parts = [(part, number) for number, each in enumerate(self.attributions) for part in each.content]
        self.content = Places([part for part, _ in parts])
        self.said_in = [number for _, number in parts]
        self.quoted = Places(quoted_spans(self.text))
        self.starts = [word.start for word in trees.words]

    def own_ids(self, offset: int, resolver: ActorResolver) -> tuple[str, ...]:
        """For whom "we" stands at `offset`."""
        if self.voice.kind is TextKind.SPOKEN:
            turn = self.voice.turn_at(offset)
            if turn is not None:
                return turn.actor_ids
        if self.voice.issuer_ids and self.voice.kind is not TextKind.READ_OUT:
            return self.voice.issuer_ids
        attribution = self._attribution_at(Span(offset, offset + 1))
        if attribution is not None and attribution.source is not None:
            return self._source_ids(attribution.source, resolver)
        return self.voice.issuer_ids

    def at(self, evidence: Span, resolver: ActorResolver) -> Speaker:
        """The speaker of the words at `evidence`."""
        if self.voice.kind is TextKind.SPOKEN:
            turn = self.voice.turn_at(evidence.start)
            if turn is not None:
                kind = SpeakerKind.ANONYMOUS if turn.anonymous else SpeakerKind.NAMED
                return Speaker(turn.label, turn.actor_ids, kind, Directness.DIRECT, silent=turn.question)
        if self.voice.kind in (TextKind.STATEMENT, TextKind.JOINT):
            kind = SpeakerKind.JOINT if self.voice.joint else SpeakerKind.NAMED
            return Speaker(None, self.voice.issuer_ids, kind, Directness.DIRECT)
        if self.voice.issuer_ids:
            kind = SpeakerKind.JOINT if self.voice.joint else SpeakerKind.NAMED
            return Speaker(None, self.voice.issuer_ids, kind, Directness.ASSERTED)
        return self._attributed(evidence, resolver)

    def _attributed(self, evidence: Span, resolver: ActorResolver) -> Speaker:
        attribution = self._attribution_at(evidence)
        if attribution is None:
            return OUTLET
        directness = Directness.DIRECT if self._mostly_quoted(evidence) else Directness.REPORTED
        source = attribution.source
        if source is None:
            return Speaker(None, (), SpeakerKind.ANONYMOUS, directness) if directness is Directness.DIRECT else OUTLET
        return self._speaker_of(source, evidence, resolver)

    def _speaker_of(self, source: Span, evidence: Span, resolver: ActorResolver) -> Speaker:
        directness = Directness.DIRECT if self._mostly_quoted(evidence) else Directness.REPORTED
        ids = self._source_ids(source, resolver)
        words = source.cut(self.text)
        if MEDIA.search(words) and (not ids or OF_MEDIA.search(words)):
            return Speaker(source, (), SpeakerKind.OUTLET, Directness.REPORTED)
        persons = any(mention.person for mention in resolver.mentions_in(source))
        pronoun = source.cut(self.text).lower() in ("he", "she", "who", "it")
        anonymous = not persons and not pronoun and ANONYMOUS.search(words) and not NAMED_OFFICE.search(words)
        return Speaker(source, ids, SpeakerKind.ANONYMOUS if anonymous else SpeakerKind.NAMED, directness)

    def in_sentence(self, sentence: Span, evidence: Span, resolver: ActorResolver) -> Speaker | None:
        """Whoever is the source of an attribution whose cue stands in the sentence, of several the nearest.

        For words that no content covers ("Italy could muster 2,500, the minister believes"); None where none is there.
        """
        near = [
            each for each in self.trees.layers.attributions if each.source is not None and sentence.overlaps(each.cue)
        ]
        near.sort(key=lambda each: max(each.cue.start - evidence.end, evidence.start - each.cue.end, 0))
        source = near[0].source if near else None
        return self._speaker_of(source, evidence, resolver) if source is not None else None

    def _source_ids(self, source: Span, resolver: ActorResolver) -> tuple[str, ...]:
        words = self._words_in(source)
        heads = [i for i in words if self.trees.words[i].head not in words]
        for head in heads or words[:1]:
            resolved = resolver.resolve(head, ())
            if resolved is not None:
                return resolved.actor_ids
        inside = resolver.mentions_in(source)
        return inside[0].actor_ids if inside else ()

    def _words_in(self, span: Span) -> list[int]:
        first = bisect.bisect_left(self.starts, span.start)
        last = bisect.bisect_left(self.starts, span.end)
        return [i for i in range(first, last) if self.trees.words[i].end <= span.end]

    def _attribution_at(self, evidence: Span) -> Attribution | None:
        """The attribution whose content holds at least half of `evidence`, the one with the shortest content."""
        near = sorted({self.said_in[place] for place in self.content.meeting(evidence)})
        best: tuple[int, Attribution] | None = None
        for attribution in (self.attributions[number] for number in near):
            covered = sum(overlap(part, evidence) for part in attribution.content)
            if covered * 2 >= len(evidence):
                size = sum(len(part) for part in attribution.content)
                if best is None or size < best[0]:
                    best = (size, attribution)
        return best[1] if best else None

    def _mostly_quoted(self, evidence: Span) -> bool:
        met = (self.quoted.spans[place] for place in self.quoted.meeting(evidence))
        return sum(overlap(part, evidence) for part in met) * 2 > len(evidence)


class Places:
    """Spans of a text by where they are, so that those that meet a span are found without going through all of them."""

    BLOCK = 512
    """Characters of a stretch; a span is kept with every stretch that it reaches into."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self.by_block: defaultdict[int, list[int]] = defaultdict(list)
        for place, span in enumerate(spans):
            for block in self.blocks(span):
                self.by_block[block].append(place)

    def blocks(self, span: Span) -> range:
        return range(span.start // self.BLOCK, max(span.end - 1, span.start) // self.BLOCK + 1)

    def meeting(self, span: Span) -> list[int]:
        """Places in the list of the spans in the stretches of a span, rising; some may just miss it."""
        return sorted({place for block in self.blocks(span) for place in self.by_block.get(block, ())})


SAYING = frozenset(
    (
        "accord according call describe quote tweet post vow pledge promise offer announce urge demand declare insist "
        "reiterate reaffirm propose suggest assure request appeal reconfirm swear unveil hint signal brief speak"
    ).split()
)
"""Words of saying beside those of the lexicon's speech class."""


def is_saying(cue: str) -> bool:
    """Whether a cue is a word of saying, and not one of wanting, refusing or doing alone."""
    lexicon = load_lexicon()
    for word in cue.split():
        base = lemma(word.strip(",.;:“”\"'"), lexicon.known_verbs)
        if base in SAYING or lexicon.verbs.get(base) is WordClass.SPEECH:
            return True
    return False


def overlap(one: Span, other: Span) -> int:
    """Characters that both hold."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def quoted_spans(text: str) -> list[Span]:
    """What stands inside quotation marks; a quotation left open at a paragraph's end closes there."""
    found: list[Span] = []
    start: int | None = None
    for offset, char in enumerate(text):
        if start is None and char in OPENING and (char != '"' or offset == 0 or not text[offset - 1].isalnum()):
            start = offset + 1
        elif start is not None and (char in CLOSING or (char == "\n" and text[offset : offset + 2] == "\n\n")):
            if offset > start:
                found.append(Span(start, offset))
            start = None
    return found
