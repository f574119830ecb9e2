"""The tables and keys of `case.toml`: which must be there, and which are read where they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from willing.cases.reckoning_rule import (
    LEVELS,
    beside_from,
    commitment_from,
    cost_from,
    joint_from,
    requirement_from,
    rotation_from,
    yardstick_from,
)

REQUIRED = {
    "": ("id", "name", "question"),
    "demo": ("as_of", "measure"),
    "measure": ("id", "name"),
    "condition": ("id", "name"),
    "fact": ("id", "name", "source"),
    "requirement": ("id", "measure", "source"),
    "commitment": ("id", "actor", "measure"),
    "joint": ("measure",),
    "pool": ("actor", "measure", "source"),
    "yardstick": ("name", "figure"),
    "unit_cost": ("measure", "source"),
    "beside": ("name", "figure"),
}
"""Keys that each table must give, as text that is not empty; "" is the file itself."""

BUILT: dict[str, Callable[[Mapping[str, Any]], object]] = {
    "requirement": requirement_from,
    "commitment": commitment_from,
    "joint": joint_from,
    "pool": rotation_from,
    "yardstick": yardstick_from,
    "unit_cost": cost_from,
    "beside": beside_from,
}
"""Entries that are built to see whether they can be."""

LISTS = ("measure", "condition", "fact", *BUILT)
NAMED_IN_CONDITIONS = ("measure", "condition", "fact", "commitment")
"""Entries whose ids stand in conditions, and so must be names there."""

READ: dict[str, tuple[str, ...]] = {
    "": (
        *REQUIRED[""],
        "as_of_note",
        "aliases",
        "demo",
        "general_measures",
        "codes",
        "reckoning",
        "review",
        *LISTS,
        "group",
        "task",
    ),
    "demo": REQUIRED["demo"],
    "codes": ("measures", "units"),
    "review": ("people",),
    "reckoning": (
        *LEVELS,
        "requirement",
        "voices",
        "bodies",
        "each_for_itself",
        "units",
        "conditions",
        "elsewhere",
    ),
    "measure": ("id", "name", "meaning", "words"),
    "condition": ("id", "name", "meaning", "words"),
    "fact": ("id", "name", "condition", "status", "since", "source"),
    "requirement": ("id", "name", "measure", "at_least", "unit", "said_by", "source", "date"),
    "commitment": (
        "id",
        "actor",
        "measure",
        "quantity",
        "unit",
        "holds_if",
        "level",
        "pact",
        "from",
        "until",
        "adds",
        "instead",
        "positions",
        "note",
    ),
    "joint": ("measure", "actors", "quantity", "positions", "note"),
    "pool": ("actor", "measure", "units", "tour", "rest", "rest_range", "whole", "source", "note", "basis"),
    "unit_cost": ("measure", "name", "cost", "currency", "per", "source", "note", "comparison"),
    "yardstick": ("name", "figure", "unit", "per_cent", "debt", "limit", "source"),
    "beside": ("name", "figure"),
}
"""Keys that are read in each table: one almost of such a name is taken for a slip, any other one is kept."""

MONTHS = ("from", "until")
"""Keys of a [[commitment]] that number months, where they mean days elsewhere."""
