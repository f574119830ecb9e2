"""The form of an answer, as a JSON schema for the endpoint and as a check of our own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from willing.model import Directness, Relation, SpeakerKind, Stance
from willing.model.quantity import SCALES

VERSION = 1
MOST_POSITIONS = 200
"""Positions of one answer that are looked at."""


def answer_schema(measures: Sequence[str], conditions: Sequence[str]) -> dict[str, Any]:
    """The schema: an object with `positions`. Every field is required, as strict endpoints want."""
    words = {"type": ["string", "null"]}
    ids = {"type": "array", "items": {"type": "string"}}
    number = {"type": ["number", "null"]}
    quantity = closed(
        {"low": number, "high": number, "unit": {"type": "string"}, "scale": {"enum": [*SCALES, None]}},
        ["object", "null"],
    )
    condition = closed(
        {
            "words": {"type": "string"},
            "id": {"enum": list(conditions)},
            "relation": {"enum": [each.value for each in Relation]},
            "negated": {"type": "boolean"},
        }
    )
    position = closed(
        {
            "quote": {"type": "string"},
            "actor": words,
            "actor_ids": ids,
            "set": {"type": ["string", "integer", "null"]},
            "stance": {"enum": [each.value for each in Stance]},
            "measure": words,
            "measure_id": {"enum": list(measures)},
            "by_ids": ids,
            "for_ids": ids,
            "quantity": quantity,
            "conditions": {"type": "array", "items": condition},
            "when": words,
            "speaker": words,
            "speaker_ids": ids,
            "speaker_kind": {"enum": [each.value for each in SpeakerKind]},
            "directness": {"enum": [each.value for each in Directness]},
            "probability": {"type": "number"},
        }
    )
    return closed({"positions": {"type": "array", "items": position}})


def closed(properties: dict[str, Any], kind: Any = "object") -> dict[str, Any]:
    return {"type": kind, "properties": properties, "required": list(properties), "additionalProperties": False}


def positions_in(answer: str) -> list[dict[str, Any]]:
    """The positions of an answer. Raises ValueError where it holds none of the form, with what was met.

    Some models put words or a fence around the object: the first object that has `positions` counts.
    """
    decoder = json.JSONDecoder()
    place = answer.find("{")
    while place >= 0:
        try:
            found, _ = decoder.raw_decode(answer, place)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict) and isinstance(found.get("positions"), list):
            return [each for each in found["positions"] if isinstance(each, dict)][:MOST_POSITIONS]
        place = answer.find("{", place + 1) if place < 2000 else -1
    raise ValueError(f"no object with positions in an answer of {len(answer)} characters: {answer[:80]!r}")
