"""Contradictions said in words: both sides with day, speaker, place of publication and exact words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from willing.ledger import Entry
from willing.ledger.contradictions import Contradiction
from willing.model.register import Register
from willing.views.wording import joined, speaker_in_words

HEADINGS = {
    "stance": "will, or will not",
    "scope": "where, which part, on what terms",
    "quantity": "how much",
    "who-speaks-for-whom": "who speaks for it",
    "claimed-versus-own": "claimed of it, and its own word",
}


@dataclass(frozen=True, slots=True)
class SideInWords:
    """One statement: when, whose stance, who says so, where; its words, or the coder's summary where none is stored."""

    entry: Entry
    said: str
    actor: str
    stance: str
    speaker: str
    outlet: str | None
    quote: str | None
    summary: str | None
    url: str | None

    def as_json(self) -> dict[str, Any]:
        return {
            "position": self.entry.id,
            "said": str(self.entry.said) if self.entry.said else None,
            "actors": list(self.entry.position.actor_ids),
            "stance": self.stance,
            "speaker": self.speaker,
            "outlet": self.outlet,
            "basis": self.entry.position.basis.value,
            "quote": self.quote,
            "summary": self.summary,
            "url": self.url,
        }


def side_in_words(entry: Entry, register: Register) -> SideInWords:
    position, document = entry.position, entry.document
    coding = position.coding
    return SideInWords(
        entry=entry,
        said=entry.said.in_words if entry.said else "undated",
        actor=", ".join(register.actor_name(actor_id) for actor_id in position.actor_ids),
        stance=position.stance.value,
        speaker=speaker_of(entry, register),
        outlet=document.outlet if document else (coding.publisher if coding else None),
        quote=" ".join(position.evidence.exact.split()) if position.evidence else None,
        summary=coding.summary if coding else None,
        url=document.url if document else (coding.url if coding else None),
    )


def speaker_of(entry: Entry, register: Register) -> str:
    """Who says so, with the government it is: "he (Ukraine)"."""
    words = (entry.words.speaker or "").strip(" ,;")
    names = joined([register.actor_name(actor_id) for actor_id in entry.position.speaker_ids])
    if words and names and names not in words:
        return f"{words} ({names})"
    return words or speaker_in_words(entry.position, None, register)


def contradiction_as_json(found: Contradiction, register: Register) -> dict[str, Any]:
    """One item of `willing contradictions --json`."""
    return {
        "kind": found.kind.value,
        "actor": found.actor_id,
        "actor_name": register.actor_name(found.actor_id),
        "measure": found.measure_id,
        "reason": found.reason,
        "days": found.days,
        "sides": [side_in_words(entry, register).as_json() for entry in (found.one, found.other)],
    }
