"""robots.txt (RFC 9309), by Protego: wildcards, the longest rule wins, lines that say nothing are passed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from protego import Protego

NAME = "willing"
"""What a robots.txt calls us."""
LONGEST_PAUSE = 300.0
"""Seconds; a site that asks for longer ones between two requests is asked that often all the same."""


@dataclass(frozen=True)
class Rules:
    """What a site asks of us."""

    _rules: Protego

    @classmethod
    def read(cls, raw: bytes) -> Self:
        """Of a robots.txt as it was served; what is no text asks nothing."""
        from protego import Protego

        return cls(Protego.parse(raw.decode("utf-8", "replace")))

    @classmethod
    def forbidding_all(cls) -> Self:
        return cls.read(b"User-agent: *\nDisallow: /\n")

    def allow(self, url: str) -> bool:
        return bool(self._rules.can_fetch(url, NAME))

    @property
    def pause(self) -> float:
        """Seconds between two requests that the site asks for (`Crawl-delay`); 0 where it asks for none."""
        delay = self._rules.crawl_delay(NAME) or 0.0
        return min(max(0.0, delay), LONGEST_PAUSE)
