"""What went wrong with an input while the rest went on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be read, with its place.

    `where` names the file, address or row; `met` what was found; `expected` what would have been right; `advice` what
    to try, empty where there is nothing to do.
    """

    where: str
    met: str
    expected: str = ""
    advice: str = ""

    def __str__(self) -> str:
        parts = [f"{self.where}: {self.met}"]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.advice:
            parts.append(self.advice)
        return "; ".join(parts)
