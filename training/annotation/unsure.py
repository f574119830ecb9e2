"""Chooses what to annotate next: passages where the reader sees positions and is unsure of them.

    python -m training.annotation unsure domain --count 500      # lines for batches.tsv, numbered on from its last

Batches 41 to 68 of `domain` were chosen so, the first twenty by version 4. Passages of batches that were handed out, of
the measuring gold and of the first annotations are left out; the mix of a tier's batches is that of `choice.choose`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from training.annotation.choice import batch_lines, handed_out, is_foreign, kept_out, without_copies
from training.annotation.passages import Passage, parts_of, passages_in, sources
from training.corpora import CORPORA
from willing.cases import load_general_register
from willing.model import Document, PartialDate
from willing.reading.layers import read_layers
from willing.reading.local import LocalReader
from willing.reading.page import Page
from willing.reading.positions import find_drafts, position_of

AT_ONCE = 200
"""Passages read together: what their layers take is held in memory."""
FROM_ONE_DOCUMENT = 16
SURE_TOO = 0.15
"""What a position counts that the reader is sure of, beside one of which it knows nothing."""


def doubt(confidences: Sequence[float], sentences: int) -> float:
    """How much there is to learn from a passage, a sentence: 1 for a position as likely right as wrong."""
    return sum(min(1.0, 4 * chance * (1 - chance) + SURE_TOO) for chance in confidences) / (sentences + 3)


def unsure(corpus: str, count: int, corpora: Path = CORPORA) -> str:
    """The lines of `batches.tsv` for `count` more passages of a corpus, those with the most doubt first."""
    passages = _not_handed_out(corpus, corpora)
    doubts = _doubts(passages)
    ranked = sorted(passages, key=lambda passage: (-doubts[passage.doc_id], passage.doc_id))
    from_document: Counter[str] = Counter()
    kept = []
    for passage in ranked:
        document = parts_of(passage.doc_id)[1]
        from_document[document] += 1
        if from_document[document] <= FROM_ONE_DOCUMENT:
            kept.append(passage)
    first = 1 + max((number for name, number in handed_out() if name == corpus), default=0)
    return batch_lines(corpus, first, without_copies(kept, count))


def _not_handed_out(corpus: str, corpora: Path) -> list[Passage]:
    taken: dict[str, list[str]] = {}
    for ids in handed_out().values():
        for doc_id in ids:
            taken.setdefault(doc_id.rpartition(":")[0], []).append(doc_id)
    left_out = kept_out(corpora)
    found = []
    for source in sources(corpus, corpora):
        name = f"{source.corpus}:{source.identifier}"
        if name in left_out:
            continue
        spans = [parts_of(doc_id)[2] for doc_id in taken.get(name, ())]
        for passage in passages_in(source):
            place = parts_of(passage.doc_id)[2]
            if (corpus == "domain" or is_foreign(passage)) and not any(place.overlaps(span) for span in spans):
                found.append(passage)
    return found


def _doubts(passages: Sequence[Passage]) -> dict[str, float]:
    reader = LocalReader(load_general_register())
    found = {}
    for begin in range(0, len(passages), AT_ONCE):
        part = passages[begin : begin + AT_ONCE]
        for passage, layers in zip(part, read_layers([each.text for each in part]), strict=True):
            published = PartialDate.parse(passage.date) if passage.date else None
            document = Document(passage.doc_id, passage.text, outlet=passage.outlet or None, published=published)
            page = Page(document, layers, reader)
            confidences = [position_of(page, draft).confidence for draft in find_drafts(page)]
            found[passage.doc_id] = doubt(confidences, len(passage.sentences))
    return found
