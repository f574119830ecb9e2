"""Ids that are content: the same position read again has the same id, so a rerun adds nothing and judgements stay.

What a newer reader may see better without the position becoming another one (conditions, confidence, who benefits)
is left out of the hash; what tells two positions in one sentence apart is in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from willing.model import Position

ID_LENGTH = 12
"""Hexadecimal digits; at 100,000 positions two of them share an id with a chance of 2 in 100,000."""


def position_ids(positions: Sequence[Position], document_sha256: str) -> tuple[str, ...]:
    """One id for each position of one reading; equal content gets a counted id, in the order of reading."""
    met: dict[str, int] = {}
    ids = []
    for position in positions:
        content = json.dumps([document_sha256, *identifying(position)], ensure_ascii=True, sort_keys=True)
        met[content] = met.get(content, 0) + 1
        ids.append(shortened(content if met[content] == 1 else f"{content}#{met[content]}"))
    return tuple(ids)


def coded_id(position: Position) -> str:
    """The id of a position without stored words: a hash of all that its coder said of the statement.

    The row's name, the coder, notes and the confidence in the source are left out: editing them adds no statement.
    """
    coding = position.coding
    assert coding is not None
    told = [coding.summary, coding.publisher, coding.url, str(coding.said), coding.speaker, coding.speaks_for]
    conditions = [(each.id, each.relation.value, each.negated) for each in position.conditions]
    return shortened(json.dumps([*told, conditions, *identifying(position)], ensure_ascii=True, sort_keys=True))


def anchor_id(position: Position, document_sha256: str, coded: str) -> str:
    """The id of the quote that a coded position is anchored in: another one than a reader's of the same words."""
    return shortened(json.dumps([document_sha256, coded, *identifying(position)], ensure_ascii=True, sort_keys=True))


def identifying(position: Position) -> list[Any]:
    return [
        position.evidence.span.as_list() if position.evidence else None,
        position.evidence.exact if position.evidence else None,
        list(position.actor_ids),
        position.quantifier.as_json() if position.quantifier else None,
        position.measure_id,
        position.stance.value,
        list(position.by_ids),
        position.quantity.as_json() if position.quantity else None,
        position.speaker.as_list() if position.speaker else None,
        list(position.speaker_ids),
        position.speaker_kind.value,
    ]


def shortened(content: str) -> str:
    return hashlib.sha256(content.encode("ascii")).hexdigest()[:ID_LENGTH]
