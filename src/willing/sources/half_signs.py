"""Half signs (lone surrogates), which JSON can hold, and neither UTF-8, a database nor the network."""

from __future__ import annotations

import re

HALF_SIGN = re.compile("[\ud800-\udfff]")


def without_half_signs(text: str) -> str:
    """The text with each half sign replaced by one U+FFFD, so that offsets stay what they were."""
    return HALF_SIGN.sub("\ufffd", text)
