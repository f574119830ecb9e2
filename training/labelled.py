"""What the network is trained on, labelled and as tables of numbers, by the name of the head that learns from it.

Labelling takes minutes (the shipped reader gives trees and names), so the tables can be kept in a file.
"""

from __future__ import annotations

import gzip
import json
import logging
import pickle
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.annotated import Annotated, is_held, load_annotated
from training.annotation.passages import annotated_passages, gold_documents, is_done, passages_in, sources
from training.batches import Table, table_of
from training.corpora import Treebank, gum, polnear
from training.labels import WordLabels, attribution_labels, syntax_labels
from training.network import Labels
from training.position_labels import position_labels
from willing.model import Document, PartialDate
from willing.reading.pieces import DATA, load_tokenizer

log = logging.getLogger("training")

ATTRIBUTION, SYNTAX, POSITION, UNLABELLED = "attribution", "syntax", "position", "unlabelled"


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts by what they teach, the label lists of the treebank, and the passages held back, which teach nothing."""

    texts: Mapping[str, Sequence[Table]]
    labels: Labels
    held: Sequence[Table] = ()


def load_labelled(
    corpora: Path, *, rehearsed: bool, without_labels: bool = False, kept: Path | None = None
) -> Labelled:
    """All corpora and annotations; read from the file `kept` if it is there, else made, and kept there if it is given.

    With `rehearsed` the passages also carry what the shipped reader says of attributions and syntax; with
    `without_labels` passages that nobody annotated are there too, and in a file always. A file is as old as what it was
    made of: after more was annotated it has to be made anew. Raises SystemExit for a file made for the other kind.
    """
    if kept is None:
        return _labelled(corpora, rehearsed, without_labels)
    if kept.is_file():
        with gzip.open(kept, "rb") as file:
            texts, labels, held, rehearsing = pickle.load(file)
        if rehearsing != rehearsed:
            raise SystemExit(f"{kept}: made {'with' if rehearsing else 'without'} rehearsal; remove it or name another")
        return Labelled(texts, labels, held)
    made = _labelled(corpora, rehearsed, True)
    partial = kept.with_name(f"{kept.name}.partial")
    with gzip.open(partial, "wb", compresslevel=6) as file:
        pickle.dump((made.texts, made.labels, made.held, rehearsed), file)
    partial.replace(kept)
    return made


def load_bundled(count: int = 0) -> Labelled:
    """The first `count` texts that lie in the repository, all if it is 0; the treebank's lists are the shipped ones."""
    described = json.loads((DATA / "reader.json").read_text(encoding="utf-8"))
    labels = Labels(tuple(described["parts_of_speech"]), tuple(described["relations"]))
    texts = load_annotated(held=False, written=True)[: count or None]
    return Labelled({POSITION: _tables(position_labels(texts, load_tokenizer()))}, labels)


def drawn(labelled: Labelled, articles: int, seed: int) -> Labelled:
    """The same with so many articles of PolNeAR, drawn at random; all if it is 0."""
    if not articles:
        return labelled
    some = random.Random(seed).sample(list(labelled.texts[ATTRIBUTION]), articles)
    return Labelled({**labelled.texts, ATTRIBUTION: some}, labelled.labels, labelled.held)


def treebank_labels(documents: Sequence[Treebank]) -> Labels:
    tokens = [token for document in documents for token in document.tokens]
    relations = {token.relation for token in tokens} | {"goeswith"}
    return Labels(tuple(sorted({token.part_of_speech for token in tokens})), tuple(sorted(relations)))


def _labelled(corpora: Path, rehearsed: bool, without_labels: bool) -> Labelled:
    tokenizer = load_tokenizer()
    documents = gum(corpora, "train")
    labels = treebank_labels(documents)
    positions = position_labels(load_annotated(corpora, held=False), tokenizer, rehearsed=labels if rehearsed else None)
    texts = {
        ATTRIBUTION: _tables(attribution_labels(polnear(corpora, "train"), tokenizer)),
        SYNTAX: _tables(syntax_labels(documents, tokenizer, labels.parts_of_speech, labels.relations)),
        POSITION: _tables(positions),
    }
    if without_labels:
        texts[UNLABELLED] = _tables(_without_labels(position_labels(unlabelled(corpora), tokenizer)))
    held = _tables(position_labels(load_annotated(corpora, held=True), tokenizer))
    log.info("labelled: %s", {name: len(tables) for name, tables in texts.items()})
    return Labelled(texts, labels, held)


def unlabelled(corpora: Path) -> list[Annotated]:
    """Passages of official texts that nobody annotated, none of a document that the measuring gold or we hold back."""
    done, measuring = annotated_passages(), gold_documents(corpora)
    found = []
    for source in sources("domain", corpora):
        if f"domain:{source.identifier}" in measuring:
            continue
        for passage in passages_in(source):
            if not is_done(passage.doc_id, done) and not is_held(passage.doc_id):
                published = PartialDate.parse(passage.date) if passage.date else None
                document = Document(passage.doc_id, passage.text, outlet=passage.outlet or None, published=published)
                found.append(Annotated(document, (), (), ""))
    return found


def _without_labels(texts: Sequence[WordLabels]) -> list[WordLabels]:
    """Only who is named stays: that no position is marked in these texts says nothing."""
    return [WordLabels(one.prepared, {"names": one.plain["names"]}) for one in texts]


def _tables(texts: Sequence[WordLabels]) -> list[Table]:
    return [table_of(one) for one in texts]
