"""Which judgement of a position counts: the newest, or one that two different people share where two are needed.

Of each person the newest judgement counts. Names are compared without regard to capitals and blanks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from willing.ledger.entry import Judgement
from willing.ledger.identity import identifying
from willing.model import Position


def agreed(judgements: Sequence[Judgement], people: int = 1) -> Judgement | None:
    """The judgement that counts among those of one position, oldest first; None while it waits for a second person.

    It is the newest that as many different people as `people` share: the same verdict and, of corrections, the same
    position.
    """
    standing = newest_of_each(judgements)
    for judgement in reversed(standing):
        if sum(same(judgement, other) for other in standing) >= people:
            return judgement
    return None


def newest_of_each(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The newest judgement of each person, oldest first."""
    by_person: dict[str, Judgement] = {}
    for judgement in judgements:
        by_person.pop(person(judgement.by), None)
        by_person[person(judgement.by)] = judgement
    return list(by_person.values())


def person(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.casefold().split())


def same(one: Judgement, other: Judgement) -> bool:
    """Whether two judgements say the same of the position."""
    if one.verdict is not other.verdict:
        return False
    if one.corrected is None or other.corrected is None:
        return one.corrected is other.corrected
    return content(one.corrected) == content(other.corrected)


def content(position: Position) -> object:
    conditions = {(each.id, each.relation, each.negated) for each in position.conditions}
    return identifying(position), conditions, position.for_ids, position.able
