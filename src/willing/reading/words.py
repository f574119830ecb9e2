"""Words of a sentence, cut the way Universal Dependencies cuts English.

One word list serves every head of the model and every rule: clitics stand alone (`do|n't`, `France|'s`, `they|'ll`,
straight and curly apostrophes alike), decimal numbers and abbreviations with inner full stops are one word, titles
keep their stop (`Mr.`), and every other mark is a word of its own. Words never overlap, keep their order, and
together cover everything that is neither blank nor invisible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from willing.model.span import Span

TITLES = "Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Maj|Adm|Prof|Rev|Hon|Messrs|St|Jr|Sr|Inc|Corp|Ltd"
"""Abbreviations that keep their full stop as part of the word."""

MONTHS = "Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec"
"""Abbreviations, as single capital letters are, only where more words follow: "on Jan. 5", "Plan B."."""

# Combining marks belong to the letter before them; format characters (zero-width space, soft hyphen) are no words.
_LETTERS = r"\w[\w\u0300-\u036f]*"
_INVISIBLE = r"\x00-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"

_WORD = re.compile(
    rf"""
      (?<!\w)(?:[^\W\d_]\.){{2,}}                       # U.S.  a.m.  e.g.
    | (?<!\w)(?:{TITLES})\.                             # Mr.  Gen.
    | (?<!\w)(?:{MONTHS}|[A-Z])\.(?=\s)                # Jan. 5, J. D. Vance; not at the end of the sentence
    | (?<!\w)\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d)     # 1,000.5
    | (?<!\w)\d+(?:\.\d+)+                              # 2.5
    | (?<!\w)\d+[:/]\d+(?!\w)                          # 10:30  9/11
    | https?://\S*[\w/]
    | (?<!\w)[@\#]\w+                                  # names and topics of social networks
    | [^\W\d_]+?(?=n['’]t\b)                            # do(n't)
    | (?<=\w)n['’]t\b
    | (?<=\w)['’](?:s|re|ll|ve|m|d|S|RE|LL|VE|M|D)\b
    | {_LETTERS}
    | \.{{2,}} | -{{2,}}
    | [^\w\s{_INVISIBLE}]
    """,
    re.VERBOSE,
)


def word_spans(text: str, sentence: Span) -> tuple[Span, ...]:
    """The words of `sentence`, in order, as places in `text`."""
    return tuple(Span(start, end) for start, end in word_places(text, sentence.start, sentence.end))


def word_places(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """As `word_spans`, as bare pairs: the form the model's tables are built from."""
    return (match.span() for match in _WORD.finditer(text, start, end))
