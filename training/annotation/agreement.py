"""How far two annotations of the same passages agree, field by field, and where they differ."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.gold.scoring import pair_positions
from training.annotation.showing import passage_of_record

Record = dict[str, Any]
SCORER = Path("../shared/tools/score_positions.py")


def _same(name: str) -> Callable[[Record, Record], bool]:
    return lambda one, other: one.get(name) == other.get(name)


def _same_set(name: str) -> Callable[[Record, Record], bool]:
    return lambda one, other: set(one[name]) == set(other[name])


def _touching(name: str) -> Callable[[Record, Record], bool]:
    def check(one: Record, other: Record) -> bool:
        first, second = one[name], other[name]
        return first == second or bool(first and second and first[0] < second[1] and second[0] < first[1])

    return check


def _conditions(record: Record) -> set[tuple[str, str, bool]]:
    return {(each["relation"], each["id"], each["negated"]) for each in record["conditions"]}


FIELDS: dict[str, Callable[[Record, Record], bool]] = {
    "evidence": _same("evidence"),
    "actor words": _touching("actor"),
    "actor ids": _same_set("actor_ids"),
    "quantifier": _same("quantifier"),
    "stance": _same("stance"),
    "able": _same("able"),
    "measure words": _touching("measure"),
    "measure id": _same("measure_id"),
    "by": _same_set("by_ids"),
    "for": _same_set("for_ids"),
    "quantity": _same("quantity"),
    "conditions": lambda one, other: _conditions(one) == _conditions(other),
    "when": _touching("when"),
    "speaker words": _touching("speaker"),
    "speaker ids": _same_set("speaker_ids"),
    "speaker kind": _same("speaker_kind"),
    "directness": _same("directness"),
}


def report(first: Path, second: Path, *, listed: bool = False) -> str:
    """Counts of both, of pairs, and of each field on pairs; the project's yardstick too where it can be had."""
    one, other = load(first), load(second)
    shared = [doc_id for doc_id in one if doc_id in other]
    agreed = dict.fromkeys(FIELDS, 0)
    pairs_found, differences = 0, []
    for doc_id in shared:
        left, right = one[doc_id]["positions"], other[doc_id]["positions"]
        pairs = pair_positions(left, right)
        pairs_found += len(pairs)
        for field, same in FIELDS.items():
            agreed[field] += sum(same(left[i], right[j]) for i, j in pairs)
        if listed:
            differences += _differences(one[doc_id], left, right, pairs)
    total = [sum(len(each[doc_id]["positions"]) for doc_id in shared) for each in (one, other)]
    found = 2 * pairs_found / sum(total) if sum(total) else 1.0
    lines = [f"{len(shared)} passages in both; positions {total[0]} and {total[1]}, paired {pairs_found}"]
    lines.append(f"{'found F1':14} {found:.3f}")
    lines += [f"{field:14} {count / pairs_found:.3f}" for field, count in agreed.items() if pairs_found]
    scorer = _scorer()
    if scorer is not None and pairs_found:
        gold, predicted = ({doc_id: each[doc_id]["positions"] for doc_id in shared} for each in (one, other))
        score = scorer.score(gold, predicted)
        lines += ["", *(f"{name:14} {score[name]}" for name in ("found", "exact", "answer", "conditions"))]
    return "\n".join([*lines, *differences])


def load(file: Path) -> dict[str, Record]:
    with file.open(encoding="utf-8") as lines:
        records = (json.loads(line) for line in lines if line.strip())
        return {record["doc_id"]: record for record in records}


def _differences(record: Record, left: list[Record], right: list[Record], pairs: list[tuple[int, int]]) -> list[str]:
    text = passage_of_record(record).text
    lines = [f"\n== {record['doc_id']}"]
    for i, j in pairs:
        fields = [name for name, same in FIELDS.items() if not same(left[i], right[j])]
        if fields:
            values = "; ".join(f"{name}: {_value(left[i], name)} / {_value(right[j], name)}" for name in fields)
            lines.append(f"'{_words(text, left[i])}'\n    {values}")
    for side, found, paired in (("first", left, {i for i, _ in pairs}), ("second", right, {j for _, j in pairs})):
        lines += [
            f"only the {side}: '{_words(text, each)}' {each['stance']} {each['measure_id']} {each['actor_ids']}"
            for place, each in enumerate(found)
            if place not in paired
        ]
    return lines if len(lines) > 1 else []


def _words(text: str, record: Record) -> str:
    return " ".join(text[slice(*record["evidence"])].split())


def _value(record: Record, field: str) -> object:
    if field == "conditions":
        return sorted(_conditions(record))
    name = field.replace(" words", "").replace(" ", "_")
    return record.get(f"{name}_ids", record.get(name)) if name in ("by", "for") else record.get(name)


def _scorer() -> ModuleType | None:
    """The project's yardstick, where the shared material is beside the repository."""
    if not SCORER.is_file():
        return None
    specification = importlib.util.spec_from_file_location("score_positions", SCORER)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module
