"""From the JSON form of a condition to its value; `as_json` of each value is the way back.

    {"fact": f} · {"not": c} · {"all": [c, ...]} · {"any": [c, ...]} · {"holds": id}
    {"does": "ACTOR.MEASURE", "at_least": q}          at_least may be absent
    {"others": {"measure": m, "at_least": n, "of": [actor, ...]}}    of may be absent
    {"total": {"measure": m, "at_least": q, "own": true}}            own may be absent: true

A list of one is that one part; an empty list is refused, because the language has no word for what is always true or
always false: a promise without a condition has no condition.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from willing.errors import InvalidValue
from willing.model.condition import DEEPEST, Condition, Not, all_of, any_of
from willing.model.condition_atoms import Atom, Does, Fact, Holds, Number, Others, Total, short

DEEPEST_JSON = 2 * DEEPEST + 3
"""Objects within one another: at most two for each level of the text form, and the ends (lists of one aside)."""

KINDS = ("fact", "not", "all", "any", "holds", "does", "others", "total")


def condition_from_json(value: object) -> Condition:
    """The condition of a JSON value; raises InvalidValue, which says where in it, on anything else."""
    return read(value, "condition", 1)


def read(value: object, place: str, depth: int) -> Condition:
    """The condition at `place`, which is `depth` objects deep."""
    if depth > DEEPEST_JSON:
        raise InvalidValue(f"condition nested {depth} deep: expected at most {DEEPEST_JSON} objects in one another")
    try:
        fields, kind = with_kind(value)
        bodies = parts_of(fields[kind]) if kind in ("all", "any") else []
        if kind in ATOMS:
            return ATOMS[kind](fields)
    except InvalidValue as error:
        raise InvalidValue(f"{place}: {error}") from None
    if kind == "not":
        return Not(read(fields["not"], f"{place}.not", depth + 1))
    parts = [read(body, f"{place}.{kind}[{number}]", depth + 1) for number, body in enumerate(bodies)]
    return all_of(parts) if kind == "all" else any_of(parts)


def with_kind(value: object) -> tuple[Mapping[str, object], str]:
    """An object, and the one key of it that says what kind of condition it is; no key would be passed over."""
    if not isinstance(value, Mapping):
        raise InvalidValue(f'{short(value)}, expected an object such as {{"fact": "ceasefire"}}')
    kinds = [kind for kind in KINDS if kind in value]
    if len(kinds) != 1:
        raise InvalidValue(f"keys {short(list(value))}, expected exactly one of {', '.join(KINDS)}")
    extra = [key for key in value if key != kinds[0] and (kinds[0], key) != ("does", "at_least")]
    if extra:
        raise InvalidValue(f"key {short(extra[0])} beside {kinds[0]!r}, expected no other")
    return value, kinds[0]


def parts_of(body: object) -> list[object]:
    if not isinstance(body, list) or not body:
        raise InvalidValue(f"{short(body)}, expected a list of at least one condition")
    return body


def fact(fields: Mapping[str, object]) -> Atom:
    return Fact(cast("str", fields["fact"]))


def holds(fields: Mapping[str, object]) -> Atom:
    return Holds(cast("str", fields["holds"]))


def does(fields: Mapping[str, object]) -> Atom:
    body = fields["does"]
    if not isinstance(body, str) or body.count(".") != 1:
        raise InvalidValue(f"does {short(body)}, expected an actor and a measure such as ACTOR.measure")
    actor, _, measure = body.partition(".")
    return Does(actor, measure, cast("Number | None", fields.get("at_least")))


def others(fields: Mapping[str, object]) -> Atom:
    body = detailed(fields["others"], optional="of")
    among = body.get("of")
    if among is not None and not isinstance(among, list):
        raise InvalidValue(f"of {short(among)}, expected a list of actors")
    of = None if among is None else tuple(among)
    return Others(cast("str", body["measure"]), cast("int", body["at_least"]), of)


def total(fields: Mapping[str, object]) -> Atom:
    body = detailed(fields["total"], optional="own")
    own = cast("bool", body.get("own", True))
    return Total(cast("str", body["measure"]), cast("Number", body["at_least"]), own)


ATOMS: dict[str, Callable[[Mapping[str, object]], Atom]] = {
    "fact": fact,
    "holds": holds,
    "does": does,
    "others": others,
    "total": total,
}


def detailed(body: object, *, optional: str) -> Mapping[str, object]:
    """An object with measure, at_least and perhaps one key more."""
    keys = f"an object with measure, at_least and perhaps {optional}"
    if not isinstance(body, Mapping):
        raise InvalidValue(f"{short(body)}, expected {keys}")
    for key in body:
        if key not in ("measure", "at_least", optional):
            raise InvalidValue(f"key {short(key)}, expected {keys}")
    for key in ("measure", "at_least"):
        if key not in body:
            raise InvalidValue(f"no {key!r}, expected {keys}")
    return body
