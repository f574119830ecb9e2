"""Text from documents, made safe to look at: what cannot be seen is shown, nothing in it can act.

Escaping keeps it from being markup. This keeps it from lying to the eye: signs that turn the direction of writing,
that have no width or that control a terminal are drawn with their number.
"""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup, escape

HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\u2028\u2029\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
"""Controls, turns of direction, signs without width, tags, halves of signs; a tab and a line's end stay."""
DRAWN = 8
"""Hidden signs drawn one by one where many follow one another; the others are counted."""


def shown(text: object) -> Markup:
    """The text escaped, each hidden sign as `<span class="hidden-sign">U+202E</span>`, in isolation of direction."""
    words = str(text)
    if words.isascii() and HIDDEN.search(words) is None:
        return escape(words)
    return Markup("<bdi>{}</bdi>").format(Markup(HIDDEN.sub(signs_shown, str(escape(words)))))


def signs_shown(found: re.Match[str]) -> str:
    signs = found[0]
    names = [unicodedata.name(sign, "control character").lower() for sign in signs[:DRAWN]]
    drawn = [
        f'<span class="hidden-sign" title="{name}">U+{ord(sign):04X}</span>'
        for sign, name in zip(signs, names, strict=False)
    ]
    if len(signs) > DRAWN:
        drawn.append(f'<span class="hidden-sign">and {len(signs) - DRAWN:,} more</span>')
    return "".join(drawn)
