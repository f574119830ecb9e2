"""A text in pieces that fit a question: whole sentences, with a few before them to be understood by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from willing.model import Span
from willing.reading.sentences import sentence_spans

CHARACTERS_A_TOKEN = 3.0
"""A cautious guess for languages in Latin letters; others have fewer characters to a token."""
OTHER_SCRIPTS = 1.0


@dataclass(frozen=True, slots=True)
class Chunk:
    """Sentences by their numbers in the text: those `asked` about, and all that are `shown`."""

    sentences: tuple[Span, ...]
    shown: tuple[int, ...]
    asked: tuple[int, ...]

    @property
    def span(self) -> Span:
        """From the first to the last sentence that is shown."""
        return Span(self.sentences[self.shown[0]].start, self.sentences[self.shown[-1]].end)


def chunks_of(text: str, tokens: int, overlap: int, wanted: Sequence[int] | None = None) -> list[Chunk]:
    """The text in chunks of about so many tokens, `overlap` sentences of the one before shown again.

    With `wanted` only these sentences are asked about, each with `overlap` sentences around it.
    """
    sentences = sentence_spans(text)
    if not sentences:
        return []
    if wanted is not None:
        return around(text, sentences, sorted(set(wanted)), tokens, overlap)
    chunks: list[Chunk] = []
    first = 0
    while first < len(sentences):
        last, held = first, tokens_in(sentences[first].cut(text))
        while last + 1 < len(sentences):
            more = tokens_in(sentences[last + 1].cut(text))
            if held + more > tokens:
                break
            held += more
            last += 1
        shown = range(max(0, first - overlap), last + 1)
        chunks.append(Chunk(sentences, tuple(shown), tuple(range(first, last + 1))))
        first = last + 1
    return chunks


def around(text: str, sentences: tuple[Span, ...], wanted: list[int], tokens: int, overlap: int) -> list[Chunk]:
    chunks: list[Chunk] = []
    asked: list[int] = []
    shown: dict[int, None] = {}
    for number in wanted:
        near = range(max(0, number - overlap), min(len(sentences), number + overlap + 1))
        new = dict.fromkeys([*shown, *near])
        if asked and sum(tokens_in(sentences[each].cut(text)) for each in new) > tokens:
            chunks.append(Chunk(sentences, tuple(sorted(shown)), tuple(asked)))
            asked, new = [], dict.fromkeys(near)
        asked.append(number)
        shown = new
    if asked:
        chunks.append(Chunk(sentences, tuple(sorted(shown)), tuple(asked)))
    return chunks


def tokens_in(words: str) -> int:
    """About how many tokens the words are."""
    latin = sum(sign < "\u0250" for sign in words)
    return int(latin / CHARACTERS_A_TOKEN + (len(words) - latin) / OTHER_SCRIPTS) + 1
