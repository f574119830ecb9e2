"""Which language a text is in, by py3langid."""

from __future__ import annotations

import re

LETTERS_NEEDED = 40
SAMPLE = 2000


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language; None where it cannot be told (too short, or no room)."""
    sample = text[:SAMPLE]
    if len(re.findall(r"[^\W\d_]", sample)) < LETTERS_NEEDED:
        return None
    from py3langid import classify

    try:
        return str(classify(sample)[0])
    except OSError:  # py3langid unpacks its model into a temporary file
        return None
