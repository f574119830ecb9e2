"""Choices of a filter: what there is to narrow a list by, with how much each would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from willing.views.matrix_page import Option


def choices(pairs: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    """One choice for each id that is met, as (id, name), by name."""
    counted = Counter(pairs)
    return tuple(
        Option(each, name, counted[each, name]) for each, name in sorted(counted, key=lambda pair: (pair[1], pair[0]))
    )
