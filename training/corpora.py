"""The two corpora the reader learns from, as texts with marked places.

PolNeAR gives attributions (source, cue, content) as character offsets; GUM gives words, sentences and trees, from
which the raw text is rebuilt, so that both look to the network exactly as a text does at run time.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from willing.model.span import Span
from willing.reading.attribution_scoring import MarkedAttribution

CORPORA = Path("../shared/corpora")
"""Where the corpora lie unless said otherwise: beside the repository."""


@dataclass(frozen=True, slots=True)
class Article:
    identifier: str
    text: str
    attributions: tuple[MarkedAttribution, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A treebank word; `head` is an index into the document's tokens, -1 for the root of its sentence."""

    span: Span
    part_of_speech: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Treebank:
    """One document of a treebank: `sentences` are ranges of tokens, `paragraph_starts` indices of sentences."""

    identifier: str
    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    paragraph_starts: tuple[int, ...]

    def sentence_spans(self) -> tuple[Span, ...]:
        return tuple(Span(self.tokens[a].span.start, self.tokens[b - 1].span.end) for a, b in self.sentences)


def polnear(corpora: Path, split: str) -> list[Article]:
    """The articles of PolNeAR's `train` or `dev` part."""
    with gzip.open(corpora / "polnear" / f"polnear_{split}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [_article(json.loads(line)) for line in lines]


def gum(corpora: Path, split: str) -> list[Treebank]:
    """The documents of GUM's `train` or `dev` part, in the genres whose texts allow commercial use."""
    with gzip.open(corpora / "gum-dep" / f"gum_{split}.conllu.gz", "rt", encoding="utf-8") as lines:
        return [_treebank(name, blocks) for name, blocks in _documents(lines)]


def _article(record: dict[str, Any]) -> Article:
    marked = []
    for attribution in record["attributions"]:
        roles = {role: _spans(attribution[role]) for role in ("source", "cue", "content")}
        if roles["cue"]:
            marked.append(MarkedAttribution(**roles))
    return Article(str(record["id"]), str(record["text"]), tuple(marked))


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in sorted(map(tuple, pairs)) if end > start)


def _documents(lines: Iterator[str]) -> Iterator[tuple[str, list[list[str]]]]:
    """Document names with their sentences, each a list of lines."""
    name = ""
    sentences: list[list[str]] = []
    current: list[str] = []
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith("# newdoc id"):
            if sentences:
                yield name, sentences
            name, sentences = line.split("=", 1)[1].strip(), []
        if line:
            current.append(line)
        elif current:
            sentences.append(current)
            current = []
    if current:
        sentences.append(current)
    if sentences:
        yield name, sentences


def _treebank(name: str, blocks: list[list[str]]) -> Treebank:
    text = ""
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    paragraph_starts: list[int] = []
    for block in blocks:
        opens = any(line.startswith("# newpar") and not line.startswith("# newpar_block") for line in block)
        if opens or not sentences:
            text = text.rstrip() + "\n\n" if sentences else ""
            paragraph_starts.append(len(sentences))
        first = len(tokens)
        text = _add_sentence(text, [line.split("\t") for line in block if line[0] != "#"], tokens)
        sentences.append((first, len(tokens)))
    return Treebank(name, text, tuple(tokens), tuple(sentences), tuple(paragraph_starts))


def _add_sentence(text: str, rows: list[list[str]], tokens: list[Token]) -> str:
    """Appends a sentence's words to `tokens` and its surface to the text, which is returned."""
    first = len(tokens)
    contraction_end, space_after = 0, True
    for row in rows:
        number, form, part_of_speech, head, relation, misc = row[0], row[1], row[3], row[6], row[7], row[9]
        if "-" in number:  # a contraction written as one: its surface is that of its words
            contraction_end = int(number.split("-")[1])
            space_after = "SpaceAfter=No" not in misc
            continue
        if not number.isdigit():
            continue
        start = len(text)
        text += form
        link = first + int(head) - 1 if head.isdigit() and int(head) else -1
        tokens.append(Token(Span(start, len(text)), part_of_speech, link, relation.split(":")[0]))
        if int(number) < contraction_end:
            continue
        if int(number) != contraction_end:
            space_after = "SpaceAfter=No" not in misc
        if space_after:
            text += " "
    return text
