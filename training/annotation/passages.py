"""Passages: stretches of whole paragraphs of a handed-out corpus, named `corpus:document:start-end`.

Nothing that measures the reader can be named here: the documents of the measuring gold are left out by their ids
(their texts are never read), and the held-out parts of the corpora are not in the folder at all.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from training.corpora import CORPORA
from willing.errors import InvalidValue
from willing.model.span import Span
from willing.reading.sentences import paragraph_spans, sentence_spans

ANNOTATIONS = Path("training/annotations")
NEWS_GOLD = "news:"
"""What the ids of our own news gold begin with (tests/gold/news, news_gold.py)."""
SHORTEST, LONGEST = 150, 350
"""Words in a passage; a paragraph that is longer than LONGEST is cut between sentences."""
SENTENCE_MARKS = (".", "?", "!", ":", '"', "”", ")", "…")
TURN = re.compile(r"(?:^|\n)((?:[A-Z][A-Z.’'-]+ ?){1,6}):")
"""A transcript's mark of who is talking."""
CONTEXT_WORDS = 35
WITHOUT_SENTENCES = 0.4
"""A document with a larger share of paragraphs that do not end like a sentence is broken by its line ends: left out."""


Done = dict[str, list[tuple[Span, str]]]
"""Ranges of a document with the name of the file that annotates them, keyed `corpus:document`."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document of a corpus."""

    corpus: str
    identifier: str
    text: str
    date: str
    outlet: str
    title: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to annotate, with its sentences; offsets count the passage's own text.

    `before` is context to read, never to mark: who was talking, and the last words before the passage.
    """

    doc_id: str
    text: str
    sentences: tuple[Span, ...]
    date: str = ""
    outlet: str = ""
    title: str = ""
    before: str = ""

    @property
    def written(self) -> bool:
        """Whether the text is of our own writing, and may stand in the repository."""
        return self.doc_id.startswith("written:")


def sources(corpus: str, corpora: Path = CORPORA) -> tuple[Source, ...]:
    """The usable documents of a corpus: `domain`, `polnear` (train) or `gum` (news of train)."""
    return _sources(corpus, corpora.resolve())


@cache
def _sources(corpus: str, corpora: Path) -> tuple[Source, ...]:
    if corpus not in READERS:
        raise InvalidValue(f"corpus {corpus!r}: expected one of {', '.join(READERS)}")
    file, read = READERS[corpus]
    if not (corpora / file).is_file():
        raise InvalidValue(f"no corpus at {corpora / file}: the corpora are not part of the repository")
    with gzip.open(corpora / file, "rt", encoding="utf-8") as lines:
        found = (read(json.loads(line)) for line in lines)
        return tuple(source for source in found if source is not None)


def _domain(row: dict[str, Any]) -> Source | None:
    return Source("domain", row["id"], row["text"], row["date"], row["source"], " ".join(row["title"].split()))


def _polnear(row: dict[str, Any]) -> Source | None:
    return Source("polnear", row["id"], row["text"], row["date"], row["publisher"], row["title"])


def _gum(row: dict[str, Any]) -> Source | None:
    if row["genre"] != "news" or not row["licence_text"].startswith("CC BY 2.5"):
        return None
    return Source("gum", row["id"], row["text"], row["date"], "Wikinews", row["title"])


READERS = {
    "domain": ("domain/domain_docs.jsonl.gz", _domain),
    "polnear": ("polnear/polnear_train.jsonl.gz", _polnear),
    "gum": ("gum-conditions/gum_train.jsonl.gz", _gum),
}


def passage_of(doc_id: str, corpora: Path = CORPORA) -> Passage:
    """The passage that an id names; raises InvalidValue where there is none or it may not be annotated."""
    corpus, document, span = parts_of(doc_id)
    if f"{corpus}:{document}" in gold_documents(corpora):
        raise InvalidValue(f"{doc_id}: the measuring gold is cut from this document, it stays out of annotation")
    source = next((each for each in sources(corpus, corpora) if each.identifier == document), None)
    if source is None:
        raise InvalidValue(f"{doc_id}: no document {document!r} in {corpus}")
    return cut(source, span)


def parts_of(doc_id: str) -> tuple[str, str, Span]:
    """Corpus, document and range of a passage's id."""
    corpus, _, rest = doc_id.partition(":")
    document, _, place = rest.rpartition(":")
    try:
        start, end = place.split("-")
        return corpus, document, Span(int(start), int(end))
    except ValueError:
        raise InvalidValue(f"passage {doc_id!r}: expected corpus:document:start-end") from None


def cut(source: Source, span: Span) -> Passage:
    text = span.cut(source.text)
    doc_id = f"{source.corpus}:{source.identifier}:{span.start}-{span.end}"
    before = _before(source.text[: span.start])
    return Passage(doc_id, text, sentence_spans(text), source.date, source.outlet, source.title[:160], before)


def _before(text: str) -> str:
    turns = TURN.findall(text[-30_000:])
    last_words = " ".join(text.split()[-CONTEXT_WORDS:])
    talking = f"({turns[-1]} talking) " if turns else ""
    return f"{talking}... {last_words}" if last_words else ""


@cache
def gold_documents(corpora: Path = CORPORA) -> frozenset[str]:
    """`corpus:document` of everything the measuring gold is cut from; only ids are taken from its file."""
    file = corpora.parent / "gold" / "dev" / "documents.jsonl"
    if not file.is_file():
        return frozenset()
    with file.open(encoding="utf-8") as lines:
        return frozenset(json.loads(line)["doc_id"].rpartition(":")[0] for line in lines if line.strip())


def annotated_passages(folder: Path = ANNOTATIONS, without: Path | None = None) -> Done:
    """What is annotated already, but for the file `without`; raises InvalidValue where gold stands among it."""
    found: dict[str, list[tuple[Span, str]]] = {}
    for file in sorted(folder.glob("*.jsonl")):
        if without is not None and file.resolve() == without.resolve():
            continue
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                doc_id = json.loads(line)["doc_id"]
                if doc_id.startswith(NEWS_GOLD):
                    raise InvalidValue(f"{file}: {doc_id} is of the news gold, which is never trained on; take it out")
                if doc_id.startswith("written:"):
                    found.setdefault(doc_id, []).append((Span(0, 1), file.name))
                    continue
                corpus, document, span = parts_of(doc_id)
                found.setdefault(f"{corpus}:{document}", []).append((span, file.name))
    return found


def is_done(doc_id: str, done: Done) -> bool:
    """Whether some of the passage is annotated already."""
    corpus, document, span = parts_of(doc_id)
    return any(other.overlaps(span) for other, _ in done.get(f"{corpus}:{document}", ()))


def passages_in(source: Source) -> Iterator[Passage]:
    """The document cut into passages of SHORTEST to LONGEST words, end to end; a short rest is left out."""
    paragraphs = paragraph_spans(source.text)
    broken = sum(not span.cut(source.text).endswith(SENTENCE_MARKS) for span in paragraphs)
    if broken > WITHOUT_SENTENCES * len(paragraphs):
        return
    start, end, words = -1, -1, 0
    for unit in _units(source.text, paragraphs):
        size = len(unit.cut(source.text).split())
        if words and words + size > LONGEST:
            if words >= SHORTEST:
                yield cut(source, Span(start, end))
            words = 0
        start = start if words else unit.start
        end, words = unit.end, words + size
        if words >= SHORTEST:
            yield cut(source, Span(start, end))
            words = 0


def _units(text: str, paragraphs: tuple[Span, ...]) -> Iterator[Span]:
    """Paragraphs, and the sentences of those that are too long to be handed out whole."""
    for paragraph in paragraphs:
        if len(paragraph.cut(text).split()) <= LONGEST - SHORTEST:
            yield paragraph
            continue
        for sentence in sentence_spans(paragraph.cut(text)):
            yield Span(paragraph.start + sentence.start, paragraph.start + sentence.end)
