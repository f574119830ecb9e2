"""As many different articles as wanted, made from the bundled demo texts, and real ones where they lie beside."""

from __future__ import annotations

import gzip
import json
import random
import re
from functools import cache
from pathlib import Path

from willing.model import Document, PartialDate

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "src" / "willing" / "cases" / "data" / "ukraine-coalition" / "texts"
BESIDE = ROOT.parent / "shared" / "corpora" / "domain" / "domain_docs.jsonl.gz"
WORDS = 400
LONGEST_BESIDE = 12_000
"""Characters of a real text that are taken: whole transcripts of hours would measure themselves."""


def made_article(number: int, words: int = WORDS) -> Document:
    """An article of about so many words: paragraphs of the demo texts in an order, with numbers and a day, of its own.

    Nobody has said any of it.
    """
    draw = random.Random(number)
    parts = draw.sample(paragraphs(), len(paragraphs()))
    chosen = [f"Report {number} of the day came from a desk that was made up."]
    for part in parts:
        if sum(len(each.split()) for each in chosen) >= words:
            break
        chosen.append(re.sub(r"\d+", lambda met: str(int(met.group()) + draw.randrange(9)), part))
    day = PartialDate(2025, draw.randint(1, 12), draw.randint(1, 28))
    return Document(f"made-{number:06}", "\n\n".join(chosen), published=day, outlet="Made Daily")


def articles(count: int) -> list[Document]:
    """Real statements where they lie beside the repository, each once, among made articles for the rest."""
    found = beside()[:count]
    mixed = [*found, *(made_article(number) for number in range(count - len(found)))]
    random.Random(count).shuffle(mixed)
    return mixed


@cache
def paragraphs() -> tuple[str, ...]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    return tuple(part for text in texts for part in text.split("\n\n"))


@cache
def beside() -> tuple[Document, ...]:
    if not BESIDE.exists():
        return ()
    with gzip.open(BESIDE, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return tuple(
        Document(
            record["id"], record["text"][:LONGEST_BESIDE], outlet=record["source"],
            published=PartialDate.parse(record["date"]),
        )
        for record in records
        if record.get("text", "").strip()
    )  # fmt: skip
