"""Places in a text, and the words found there.

Offsets count Unicode code points of the document's canonical text, start included, end excluded. A quote carries
the exact words and a little of what stands around them, as in the selectors of the W3C Web Annotation model
(TextPositionSelector and TextQuoteSelector); a quote that does not equal the text it points at cannot be built.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import SupportsIndex

from willing.errors import InvalidValue

CONTEXT_LENGTH = 32
"""Characters of prefix and suffix kept with a quote."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points, `start` < `end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not (isinstance(self.start, int) and isinstance(self.end, int)):
            object.__setattr__(self, "start", whole(self.start))
            object.__setattr__(self, "end", whole(self.end))
        if not 0 <= self.start < self.end:
            raise InvalidValue(f"span [{self.start}, {self.end}): expected 0 <= start < end")

    def __len__(self) -> int:
        return self.end - self.start

    def cut(self, text: str) -> str:
        """The words of `text` at this place; raises InvalidValue if the text is too short."""
        if self.end > len(text):
            raise InvalidValue(f"span [{self.start}, {self.end}) ends after the text, which has {len(text)} characters")
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def joined(self, other: Span) -> Span:
        """The shortest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def as_list(self) -> list[int]:
        return [self.start, self.end]


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words of a stored text, with their place and what stands around them."""

    span: Span
    exact: str
    prefix: str = ""
    suffix: str = ""

    def __post_init__(self) -> None:
        if len(self.exact) != len(self.span):
            raise InvalidValue(
                f"quote of {len(self.exact)} characters at a span of {len(self.span)}: expected equal lengths"
            )

    @classmethod
    def from_text(cls, text: str, span: Span) -> Quote:
        """The quote that stands at `span` of `text`; raises InvalidValue outside the text."""
        return cls(
            span=span,
            exact=span.cut(text),
            prefix=text[max(0, span.start - CONTEXT_LENGTH) : span.start],
            suffix=text[span.end : span.end + CONTEXT_LENGTH],
        )

    def stands_in(self, text: str) -> bool:
        """Whether `text` holds exactly these words at exactly this place."""
        return text[self.span.start : self.span.end] == self.exact

    def as_selectors(self) -> list[dict[str, object]]:
        """The two Web Annotation selectors, as plain dictionaries."""
        return [
            {"type": "TextPositionSelector", "start": self.span.start, "end": self.span.end},
            {"type": "TextQuoteSelector", "exact": self.exact, "prefix": self.prefix, "suffix": self.suffix},
        ]


def whole(offset: SupportsIndex) -> int:
    """An offset as a plain int, so that an array's number (numpy.int64) compares and travels as JSON like any other."""
    try:
        return operator.index(offset)
    except TypeError:
        raise InvalidValue(f"offset {offset!r}: expected a whole number") from None
