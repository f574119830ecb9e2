"""A statement as a footnote to paste: speaker, day, words, outlet, address."""

from __future__ import annotations

from willing.ledger import Entry
from willing.model.register import Register
from willing.views.wording import speaker_in_words


def footnote(entry: Entry, register: Register) -> str:
    """ "Emmanuel Macron, president, 6 January 2026: “...”, Le Monde, https://...".

    What is no quote stands without quotation marks and is called a coder's summary.
    """
    position, document, coding = entry.position, entry.document, entry.coding
    speaker = (entry.words.speaker or speaker_in_words(position, None, register)).strip(" ,;")
    said = entry.said.in_words if entry.said else "undated"
    if position.evidence is not None:
        words = f"“{' '.join(position.evidence.exact.split())}”"
    else:
        words = f"{position.coding.summary.rstrip('.') if position.coding else ''} (coder's summary, not a quote)"
    outlet = (document.outlet if document else coding.publisher if coding else None) or ""
    url = (document.url if document else coding.url if coding else None) or ""
    where = [outlet, document.title if document else "", "a text written for the project" if entry.demo else "", url]
    return f"{speaker}, {said}: {', '.join([words, *filter(None, where)])}"
