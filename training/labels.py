"""From marked texts to labels of words.

What the corpora mark by characters is counted here in the runtime's own words. A label that says nothing is `IGNORED`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from tokenizers import Tokenizer

from training.corpora import Article, Treebank
from willing.model.span import Span
from willing.reading.attribution_scoring import MarkedAttribution
from willing.reading.pieces import Prepared, prepare

IGNORED = -100
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
FIRST_TAG = {"source": 1, "cue": 3, "content": 5}


@dataclass(slots=True)
class WordLabels:
    """Labels of a whole text, counted in words; a pointer is a word's index, or -1 for none."""

    prepared: Prepared
    plain: dict[str, list[int]]
    pointers: dict[str, dict[int, int]] = field(default_factory=dict)


def attribution_labels(articles: Sequence[Article], tokenizer: Tokenizer) -> list[WordLabels]:
    """Tags and the two pointers (content word to cue, cue to source) of every article."""
    prepared = prepare([article.text for article in articles], tokenizer)
    return [_label_attributions(one, article) for one, article in zip(prepared, articles, strict=True)]


def syntax_labels(
    documents: Sequence[Treebank], tokenizer: Tokenizer, parts_of_speech: Sequence[str], relations: Sequence[str]
) -> list[WordLabels]:
    """Part of speech, head and relation of every word; sentences are the treebank's own."""
    prepared = prepare(
        [document.text for document in documents],
        tokenizer,
        [(document.sentence_spans(), document.paragraph_starts) for document in documents],
    )
    return [
        _label_syntax(one, document, parts_of_speech, relations)
        for one, document in zip(prepared, documents, strict=True)
    ]


def words_at(prepared: Prepared, span: Span) -> tuple[int, int]:
    """The words that overlap a span: a mark that starts inside a word is taken to mean the whole word."""
    return bisect_right(prepared.word_ends, span.start), bisect_left(prepared.word_starts, span.end)


def _label_attributions(prepared: Prepared, article: Article) -> WordLabels:
    tags = [0] * len(prepared.word_starts)
    # The scheme gives a word one role. Where marks still clash, the rarer role wins: cue, then source, then content.
    for role in ("content", "source", "cue"):
        for attribution in article.attributions:
            _tag_role(prepared, tags, role, getattr(attribution, role))
    to_cue: dict[int, int] = {}
    to_source: dict[int, int] = {}
    for attribution in article.attributions:
        _point(prepared, tags, attribution, to_cue, to_source)
    return WordLabels(prepared, {"tag": tags}, {"content_pointer": to_cue, "source_pointer": to_source})


def _tag_role(prepared: Prepared, tags: list[int], role: str, spans: Sequence[Span]) -> None:
    for span in spans:
        first, last = words_at(prepared, span)
        if first == last or (role == "source" and all(tags[first:last])):
            continue  # the second: a source already marked for an earlier cue, or one inside content
        tags[first] = FIRST_TAG[role]
        tags[first + 1 : last] = [FIRST_TAG[role] + 1] * (last - first - 1)


def _point(
    prepared: Prepared,
    tags: list[int],
    attribution: MarkedAttribution,
    to_cue: dict[int, int],
    to_source: dict[int, int],
) -> None:
    cue, after = words_at(prepared, attribution.cue[0])
    if cue == after:
        return
    to_source[cue] = words_at(prepared, attribution.source[0])[0] if attribution.source else -1
    for span in attribution.content:
        for word in range(*words_at(prepared, span)):
            if tags[word] >= FIRST_TAG["content"]:
                to_cue[word] = cue


def _label_syntax(
    prepared: Prepared, document: Treebank, parts_of_speech: Sequence[str], relations: Sequence[str]
) -> WordLabels:
    tokens = document.tokens
    token_ends = [token.span.end for token in tokens]
    token_starts = [token.span.start for token in tokens]
    word_of_token = [max(0, bisect_right(prepared.word_starts, start) - 1) for start in token_starts]
    count = len(prepared.word_starts)
    part_of_speech, relation, sentence = [IGNORED] * count, [IGNORED] * count, [IGNORED] * count
    heads: dict[int, int] = {}
    for number, (first, last) in enumerate(prepared.sentence_words):
        sentence[first:last] = [number] * (last - first)
    for word, (start, end) in enumerate(zip(prepared.word_starts, prepared.word_ends, strict=True)):
        inside = range(bisect_right(token_ends, start), bisect_left(token_starts, end))
        if not inside:
            continue
        token = next((t for t in inside if tokens[t].head not in inside), inside[0])
        part_of_speech[word] = parts_of_speech.index(tokens[token].part_of_speech)
        opener = word_of_token[token]
        if start > tokens[token].span.start and opener != word:  # a later piece of a token we cut up
            heads[word], relation[word] = opener, relations.index("goeswith")
            continue
        head = tokens[token].head
        heads[word] = -1 if head < 0 else word_of_token[head]
        if heads[word] == word:
            del heads[word]
            continue
        relation[word] = relations.index(tokens[token].relation)
    plain = {"part_of_speech": part_of_speech, "relation": relation, "sentence": sentence}
    return WordLabels(prepared, plain, {"head": heads})
