"""Writing tasks: what to write about, in which manner, with which rare features."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from willing.errors import InvalidValue

BRIEFS = Path(__file__).with_name("briefs.csv")
RULES = """\
Write 25 passages of 5 to 10 sentences, each with its annotation below it, in the compact form (INSTRUCTIONS.md).
Ids: written:{number:02d}-NAME:1 ... 25 (NAME: a letter or word of your own). First lines of each: date:, outlet:
("willing training text"), title:. One sentence a line, numbered; an empty line between paragraphs.

- Everything said is invented. States (real or invented) appear as names; no real person does. Use offices, unnamed
  officials, and invented names. Name no real operation, fund or law as the place of an invented promise.
- About half of the sentences bear positions; the others are what surrounds them in such texts, and a third of those
  look like positions and are none (a forecast, a deed of long ago, thanks, a meeting, a motive, a conditional about
  the world). Mark these 'no'.
- Vary everything: who, order, length, voice, tense, the verb of willing, the place of the condition, names, pronouns.
  Never use a sentence frame twice. Write as such texts are written, not as examples for a guide: subordinate clauses,
  apposition, several actors in a sentence, quotations broken by their speaker, what he said two sentences before.
- Do not write to the word list: let stance come from the sense ("the cupboard is bare", "nobody has asked us yet").
- The rare features of this task each occur in at least a third of the passages.
"""


@dataclass(frozen=True, slots=True)
class Brief:
    number: int
    subject: str
    manner: str
    features: str


def load_briefs() -> tuple[Brief, ...]:
    with BRIEFS.open(encoding="utf-8", newline="") as file:
        return tuple(
            Brief(number, row["subject"], row["manner"], row["features"])
            for number, row in enumerate(csv.DictReader(file), start=1)
        )


def titles() -> str:
    return "\n".join(f"{brief.number:2} {brief.subject} | {brief.manner}" for brief in load_briefs())


def brief_text(number: int) -> str:
    briefs = load_briefs()
    if not 1 <= number <= len(briefs):
        raise InvalidValue(f"writing task {number}: expected 1 to {len(briefs)}")
    brief = briefs[number - 1]
    return (
        f"Writing task {brief.number} of {len(briefs)}\nsubject: {brief.subject}\nmanner: {brief.manner}\n"
        f"rare features: {brief.features}\n\n{RULES.format(number=brief.number)}"
    )
