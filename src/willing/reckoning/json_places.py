"""Where each value of a JSON text stands: the standard parser tells values without their places.

A path is what leads to a value: `("commitments", 2, "if")`. The text must be JSON already; it is walked a second time.
"""

from __future__ import annotations

import re
from json import JSONDecoder
from typing import TypeAlias

JsonPath: TypeAlias = tuple[str | int, ...]

BLANK = re.compile(r"[ \t\n\r]*")


def places_of(text: str) -> dict[JsonPath, tuple[int, int]]:
    """For the path of every value, where it starts and ends in the text."""
    places: dict[JsonPath, tuple[int, int]] = {}
    Walk(text, places).value((), skipped(text, 0))
    return places


def skipped(text: str, place: int) -> int:
    """The next place that is no white space."""
    found = BLANK.match(text, place)
    return found.end() if found else place


class Walk:
    """One walk over one text."""

    def __init__(self, text: str, places: dict[JsonPath, tuple[int, int]]) -> None:
        self.text, self.places = text, places
        self.decoder = JSONDecoder()

    def value(self, path: JsonPath, start: int) -> int:
        """Note a value and all within it; returns its end."""
        sign = self.text[start]
        if sign == "{":
            end = self.members(path, start)
        elif sign == "[":
            end = self.items(path, start)
        else:
            end = self.decoder.raw_decode(self.text, start)[1]
        self.places[path] = (start, end)
        return end

    def members(self, path: JsonPath, start: int) -> int:
        place = skipped(self.text, start + 1)
        while self.text[place] != "}":
            key, place = self.decoder.raw_decode(self.text, place)
            colon = skipped(self.text, place)
            place = self.after(self.value((*path, key), skipped(self.text, colon + 1)))
        return place + 1

    def items(self, path: JsonPath, start: int) -> int:
        place, number = skipped(self.text, start + 1), 0
        while self.text[place] != "]":
            place = self.after(self.value((*path, number), place))
            number += 1
        return place + 1

    def after(self, place: int) -> int:
        """Where the next member begins, or the closing bracket stands."""
        place = skipped(self.text, place)
        return skipped(self.text, place + 1) if self.text[place] == "," else place


def path_text(path: JsonPath) -> str:
    """A path as people write it: `commitments[2].if`."""
    told = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return told.removeprefix(".")
