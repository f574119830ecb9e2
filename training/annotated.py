"""Our own annotations as texts with their positions, and which of them are held back from training.

    python -m training.annotated            # how much there is of what
    python -m training.annotated --hold     # adds what is new to the list of what is held back

Offsets lie in `training/annotations/*.jsonl`; the texts come from the corpora by their ids, or stand in the file where
we wrote them. A document is held back whole, by a number made of its id: the same for everybody, and for ever.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.annotation.passages import ANNOTATIONS, parts_of, passage_of
from training.corpora import CORPORA
from willing.model import Document, PartialDate

HELD_BACK = ANNOTATIONS / "held-back.txt"
HELD_SHARE = 12
"""Per cent of the documents that are held back."""

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A passage, its positions in the annotation guide's form, and the ids it uses that the register lacks."""

    document: Document
    positions: tuple[Record, ...]
    codes: tuple[str, ...]
    file: str

    @property
    def identifier(self) -> str:
        return self.document.id


def load_annotated(
    corpora: Path = CORPORA, folder: Path = ANNOTATIONS, *, held: bool | None = None, written: bool = False
) -> list[Annotated]:
    """The annotated passages: all, or only those that are held back, or are not. No id is given twice.

    With `written` only texts of our own, for which no corpus is needed.
    """
    kept = held_back(folder)
    found: dict[str, Annotated] = {}
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if written and "text" not in row:
                continue
            if held is None or (row["doc_id"] in kept) is held:
                found.setdefault(row["doc_id"], _annotated(row, corpora, file.name))
    return list(found.values())


def held_back(folder: Path = ANNOTATIONS) -> frozenset[str]:
    """The ids on the list of what is held back."""
    file = folder / HELD_BACK.name
    return frozenset(file.read_text(encoding="utf-8").split()) if file.is_file() else frozenset()


def is_held(doc_id: str) -> bool:
    """Whether the passage belongs on the list: its document's number is among the lowest per cent."""
    document = doc_id if doc_id.startswith("written:") else ":".join(parts_of(doc_id)[:2])
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % 100 < HELD_SHARE


def _annotated(row: Record, corpora: Path, file: str) -> Annotated:
    if "text" in row:
        text, date, outlet, title = row["text"], row["date"], row["outlet"], row.get("title")
    else:
        passage = passage_of(row["doc_id"], corpora)
        text, date, outlet, title = passage.text, passage.date, passage.outlet, passage.title
    published = PartialDate.parse(date) if date else None
    document = Document(
        row["doc_id"], text, outlet=outlet or None, published=published, language="en", title=title or None
    )
    return Annotated(document, tuple(row["positions"]), tuple(row.get("codes", ())), file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--hold", action="store_true", help="add the new passages whose number says so to the list")
    arguments = parser.parse_args()
    texts = load_annotated(arguments.corpora)
    if arguments.hold:
        listed = sorted(held_back() | {one.identifier for one in texts if is_held(one.identifier)})
        HELD_BACK.write_text("\n".join(listed) + "\n", encoding="utf-8")
    kept = held_back()
    for name, chosen in (("training", [t for t in texts if t.identifier not in kept]), ("held back", [])):
        chosen = chosen or [text for text in texts if text.identifier in kept]
        stances = Counter(position["stance"] for text in chosen for position in text.positions)
        print(f"{name}: {len(chosen)} passages, {sum(stances.values())} positions, {dict(stances.most_common())}")


if __name__ == "__main__":
    main()
