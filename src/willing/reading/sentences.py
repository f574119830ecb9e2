"""Sentences of a text, as exact places.

Sentences cover everything that is not blank and never reach over a paragraph border. A blank line is such a border,
and so is the end of a line that stands on its own (a headline, a byline, a list item); the line ends of hard-wrapped
text are not. Borders inside a paragraph come from `sentencex`, put right where it is known to err: a closing quote
before its speaker, stops inside abbreviations and initials, and whole speeches it holds together for their quote marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from willing.model.span import Span

NEARBY = 100
"""Characters on either side of a candidate border that are looked at."""

LONGEST_PARAGRAPH = 10_000
"""Characters given to sentencex at once, about; no paragraph of prose is longer."""

WRAP_WIDTHS = range(40, 121)
"""Line widths that hard-wrapped text has; longer lines are paragraphs, shorter ones lists or verse."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


ABBREVIATIONS = _listed(
    "mr mrs ms dr gov sen sens rep reps gen lt col sgt capt maj adm cmdr st jr sr prof rev hon pres messrs amb sec "
    "supt no nos vs v jan feb mar apr jun jul aug sept sep oct nov dec mt ft ave blvd "
    "calif fla ill mass mich minn pa va wash ariz colo conn ga ky la md mo neb nev okla ore tenn tex vt wis wyo "
    "approx est dept univ assn bros fig art para e.g i.e cf al ph.d"
)
"""Words whose full stop seldom ends a sentence, lower-case and without the stop."""

NEVER_LAST = _listed(
    "mr mrs ms dr gov sen sens rep reps gen lt col sgt capt maj adm cmdr prof rev hon pres messrs amb st mt vs e.g i.e"
)
"""Abbreviations that always want a word after them."""

MAY_BE_LAST = _listed("u.s u.n u.k e.u d.c inc corp co ltd jr sr ph.d")
"""Abbreviations that often end a sentence: they do where a word of OPENERS follows, and go on before a name."""

OPENERS = _listed(
    "the a an he she it they we i you this that these those there here but and or so yet in on at as if when while "
    "after before for from with without since under by to his her its their our my no not what who how why where "
    "some many most all both each one two last still now then however meanwhile although though according"
)
"""Words that open a sentence when they carry a capital letter after an abbreviation."""

SPEAKING = (
    "said says say told tells asked asks added adds replied wrote writes declared announced insisted warned argued "
    "explained continued concluded noted stated stressed tweeted shouted wondered recalled admitted quipped"
).replace(" ", "|")

_BLANK = re.compile(r"\s")
_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_LIST_MARK = re.compile(r"\s*(?:[-*•–—·▪]\s|\(?\d{1,2}[.)]\s)")
_LIST_NUMBER = re.compile(r"\(?\d{1,3}[.)]")
_LETTER = re.compile(r"\w")
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’')\]]*\s*$")
_INNER_BORDER = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘(\[]*[A-Z0-9])")
_QUOTES = "\"“”‘’'(["
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]+(?:[ /]+[A-Z][A-Z.'’-]+){0,4}"
    r"(?:, (?:[A-Z]\w+\.? \d{1,2}|\d{1,2} [A-Z]\w+|[A-Z]\w+(?= \()))?"
    r"(?: ?\([\w .,/&'’-]{2,40}\))? ?[-–—]+ +(?=\S)"
)
"""Place in capitals, perhaps a day and an agency, and a dash: "OSLO, June 3 (Reuters) - "."""
_LAST_WORD = re.compile(r"([^\s\"“”‘’(\[]+)\.\s*$")
_SPEAKER = re.compile(rf"(?:[A-Z][\w.’'-]*\s+|(?:of|the|de|von|van|al|a)\s+){{1,6}}(?:{SPEAKING})\b")
_TIME_OF_DAY = re.compile(r"\b[ap]\.m\.\s*$")
_AFTER_TIME = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|[A-Z]{2,4}\b|(?:Eastern|Central|Pacific)\b")


def sentence_spans(text: str) -> tuple[Span, ...]:
    """The sentences of `text`, in order, without the blank space around them."""
    return tuple(span for paragraph in paragraph_spans(text) for span in _sentences_of(text, paragraph))


def paragraph_spans(text: str) -> tuple[Span, ...]:
    """The paragraphs of `text`: what lies between blank lines and around lines of their own, trimmed."""
    return tuple(span for start, end in _blocks(text) for span in _lines_joined(text, start, end))


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BLANK_LINE.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _lines_joined(text: str, start: int, end: int) -> Iterator[Span]:
    """Paragraphs of a block without blank lines."""
    lines = text[start:end].split("\n")
    width = max(map(len, lines))
    begin = place = start
    for line, following in pairwise(lines):
        place += len(line) + 1
        if not _is_wrapped(line.strip(), following, width):
            yield from _trimmed(text, begin, place)
            begin = place
    yield from _trimmed(text, begin, end)


def _is_wrapped(line: str, following: str, width: int) -> bool:
    """Whether the line end between these two only serves the page: the next word would not have fitted, or it plainly
    goes on in the middle of a sentence."""
    if not line or not following.strip() or _LIST_MARK.match(following):
        return False
    first_word = following.split(maxsplit=1)[0]
    if width in WRAP_WIDTHS and len(line) + 1 + len(first_word) > width:
        return True
    goes_on = following.lstrip()[0].islower() or line.endswith((",", "-")) or (_last_word(line) or "") in NEVER_LAST
    return goes_on and not _SENTENCE_END.search(line.removesuffix("."))


def _sentences_of(text: str, paragraph: Span) -> Iterator[Span]:
    begin = paragraph.start
    dateline = _DATELINE.match(text, paragraph.start, paragraph.end)
    if dateline:
        yield from _trimmed(text, begin, dateline.end())
        begin = dateline.end()
    for border in _borders(text, paragraph):
        before = text[max(begin, border - NEARBY) : border]
        if border <= begin or _holds_together(before, text[border : min(paragraph.end, border + NEARBY)]):
            continue
        yield from _trimmed(text, begin, border)
        begin = border
    yield from _trimmed(text, begin, paragraph.end)


def _borders(text: str, paragraph: Span) -> list[int]:
    """Candidate first characters of sentences after the first: those of sentencex, and those inside its sentences
    that hold a quotation or open with a bullet, which it never splits."""
    from sentencex import get_sentence_boundaries

    # Equal length keeps offsets; a line end inside a paragraph must not look like a border, and sentencex takes every
    # blank for one byte: a no-break space behind an initial stops it for good.
    flat = _BLANK.sub(" ", paragraph.cut(text))
    found: set[int] = set()
    for begin, stop in _stretches(flat):
        for boundary in get_sentence_boundaries("en", flat[begin:stop]):
            start, end = begin + boundary["start_index"], begin + boundary["end_index"]
            if end < stop:
                found.add(paragraph.start + end)
            if not flat[start].isalnum() or any(mark in flat[start:end] for mark in '"“”‘([«'):
                found.update(paragraph.start + match.end() for match in _INNER_BORDER.finditer(flat, start, end))
    return sorted(found)


def _stretches(flat: str) -> Iterator[tuple[int, int]]:
    """The paragraph in pieces that sentencex can bear: its time grows with the square of unclosed quotation marks."""
    begin = 0
    while begin < len(flat):
        stop = flat.find(" ", begin + LONGEST_PARAGRAPH)
        stop = stop + 1 if 0 <= stop < begin + 2 * LONGEST_PARAGRAPH else begin + 2 * LONGEST_PARAGRAPH
        stop = min(stop, len(flat)) if len(flat) - begin > LONGEST_PARAGRAPH else len(flat)
        yield begin, stop
        begin = stop


def _holds_together(before: str, after: str) -> bool:
    """Whether a candidate border stands inside one sentence."""
    if not after.strip():
        return False
    if not before[-1:].isspace() or not _LETTER.search(before) or not _LETTER.search(after):
        return True
    before, after = before.rstrip(), after.lstrip()
    if _LIST_NUMBER.fullmatch(before):
        return True
    if before.endswith((",”", ',"', ",’", ",'")):
        return True
    if before.endswith(("”", '"', "’", "'")) and (after[0].islower() or _SPEAKER.match(after)):
        return True
    if _TIME_OF_DAY.search(before) and (after[0].islower() or _AFTER_TIME.match(after)):
        return True
    return _ends_in_abbreviation(before, after)


def _ends_in_abbreviation(before: str, after: str) -> bool:
    word = _last_word(before)
    if word is None:
        return False
    if word in NEVER_LAST:
        return True
    opens_sentence = after.lstrip(_QUOTES).split(maxsplit=1)[0].lower().rstrip(",") in OPENERS
    if word in MAY_BE_LAST or (len(word) == 1 and word.isalpha() and word != "i"):
        return not opens_sentence
    if word in ("no", "nos"):
        return after[0].isdigit()
    return word in ABBREVIATIONS


def _last_word(before: str) -> str | None:
    """The word before the closing full stop, lower-case; None if there is no full stop at the end."""
    match = _LAST_WORD.search(before)
    return match.group(1).lower() if match else None


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
