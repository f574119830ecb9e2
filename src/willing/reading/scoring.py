"""How good read positions are, held against annotated ones: counts for the whole, by stance and by measure.

Two positions can be paired where their evidence overlaps by at least half of the shorter and a quarter of the longer,
and they share an actor id or words that name the actor. Of all ways to pair a document's positions the one with most
agreement counts. An annotation may accept other answers (`stance_ok`, `measure_ok`) or say that missing it is no fault
(`must`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from willing.model import Stance
from willing.reading.assignment import best_pairs

Record = Mapping[str, Any]
MISSED = "missed"
"""In the confusion of stances: nothing was read."""
INVENTED = "nothing"
"""In the confusion of stances: nothing was annotated."""


@dataclass
class PositionScore:
    """Counts over documents; add each document once.

    `confusion` counts (annotated stance or INVENTED, read stance or MISSED); `measures` likewise; `fields` counts
    agreeing pairs by field; `bins` holds (confidence, right) of every read position that says how sure it is.
    """

    documents: int = 0
    annotated: int = 0
    read: int = 0
    pairs: int = 0
    found: int = 0
    exact: int = 0
    answer: int = 0
    exact_read: int = 0
    answer_read: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    measures: Counter[tuple[str, str]] = field(default_factory=Counter)
    conditions: Counter[str] = field(default_factory=Counter)
    bins: list[tuple[float, bool]] = field(default_factory=list)
    sure: Counter[str] = field(default_factory=Counter)

    def add(self, annotated: Sequence[Record], read: Sequence[Record]) -> None:
        """Counts one document."""
        pairs = pair_positions(annotated, read)
        self.documents += 1
        self.annotated += sum(is_due(each) for each in annotated)
        self.read += len(read)
        self.pairs += len(pairs)
        partner = {second: annotated[first] for first, second in pairs}
        paired = {first: read[second] for first, second in pairs}
        for first, wanted in enumerate(annotated):
            if is_due(wanted) or first in paired:
                self._add_annotated(wanted, paired.get(first))
        for second, found in enumerate(read):
            self._add_read(partner.get(second), found)

    def _add_annotated(self, wanted: Record, found: Record | None) -> None:
        stance = found["stance"] if found is not None else MISSED
        if found is not None and stance_right(wanted, found):
            stance = wanted["stance"]
        measure = found["measure_id"] if found is not None else MISSED
        if found is not None and measure_right(wanted, found):
            measure = wanted["measure_id"]
        self.confusion[wanted["stance"], stance] += 1
        self.measures[wanted["measure_id"], measure] += 1
        if found is None:
            return
        due = is_due(wanted)
        agreeing = agreement(wanted, found)
        for name, agrees in agreeing.items():
            self.fields[name] += agrees
        self.found += due
        self.exact += due and is_exact(wanted, found)
        self.answer += due and is_answer(agreeing)
        self._add_conditions(wanted, found)

    def _add_conditions(self, wanted: Record, found: Record) -> None:
        waiting = list(found.get("conditions") or [])
        self.conditions["read"] += len(waiting)
        for condition in wanted.get("conditions") or []:
            self.conditions["annotated"] += 1
            met = next((each for each in waiting if overlap(condition["span"], each["span"])), None)
            if met is not None:
                waiting.remove(met)
                self.conditions["found"] += 1
                self.conditions["right id"] += met["id"] == condition["id"]

    def _add_read(self, wanted: Record | None, found: Record) -> None:
        right = wanted is not None and is_exact(wanted, found)
        self.exact_read += right
        self.answer_read += wanted is not None and is_answer(agreement(wanted, found))
        if wanted is None:
            self.confusion[INVENTED, found["stance"]] += 1
            self.measures[INVENTED, found["measure_id"]] += 1
        if "confidence" in found:
            self.bins.append((float(found["confidence"]), right))
        if found.get("sure"):
            self.sure["read"] += 1
            self.sure["right"] += right

    def as_json(self) -> dict[str, Any]:
        """Everything as plain numbers, shares rounded to four places."""
        return {
            "documents": self.documents,
            "annotated": self.annotated,
            "read": self.read,
            "pairs": self.pairs,
            "found": f1_of(self.pairs, self.read, self.found, self.annotated),
            "exact": f1_of(self.exact_read, self.read, self.exact, self.annotated),
            "answer": f1_of(self.answer_read, self.read, self.answer, self.annotated),
            "fields": {name: round(count / max(1, self.pairs), 4) for name, count in sorted(self.fields.items())},
            "conditions": self._conditions_json(),
            "stances": self._by_class(self.confusion, [stance.value for stance in Stance]),
            "macro_stance_recall": round(self.macro_recall, 4),
            "measures": self._by_class(self.measures, sorted({name for name, _ in self.measures} - {INVENTED})),
            "confusion": self._confusion_json(),
            "flipped": round(self.flipped, 4),
            "missed_no": round(self.missed_no, 4),
            "firm": {"overstated": round(self.overstated, 4), "unfounded": round(self.unfounded, 4)},
            "sure": {
                "read": self.sure["read"],
                "precision": round(self.sure["right"] / max(1, self.sure["read"]), 4),
                "coverage": round(self.sure["right"] / max(1, self.annotated), 4),
            },
            "calibration_error": None if not self.bins else round(calibration_error(self.bins), 4),
        }

    def _conditions_json(self) -> dict[str, float]:
        found = self.conditions["found"]
        scores = f1_of(found, self.conditions["read"], found, self.conditions["annotated"])
        return scores | {"right_id": round(self.conditions["right id"] / max(1, found), 4)}

    def _confusion_json(self) -> dict[str, dict[str, int]]:
        rows = [*(stance.value for stance in Stance), INVENTED]
        return {row: {read: n for (wanted, read), n in self.confusion.items() if wanted == row} for row in rows}

    @staticmethod
    def _by_class(counts: Counter[tuple[str, str]], names: Sequence[str]) -> dict[str, dict[str, float]]:
        table = {}
        for name in names:
            wanted = sum(n for (one, _), n in counts.items() if one == name)
            read = sum(n for (_, other), n in counts.items() if other == name)
            if wanted or read:
                right = counts[name, name]
                table[name] = {"annotated": wanted, "read": read, **f1_of(right, read, right, wanted)}
        return table

    @property
    def macro_recall(self) -> float:
        """Mean over the annotated stances of the share that was found with the right stance."""
        rows = {name for name, _ in self.confusion} - {INVENTED}
        recalls = [
            self.confusion[name, name] / sum(n for (one, _), n in self.confusion.items() if one == name)
            for name in rows
        ]
        return sum(recalls) / len(recalls) if recalls else 0.0

    @property
    def flipped(self) -> float:
        """Share of pairs whose stances stand on opposite sides."""
        turned = sum(
            n
            for (wanted, read), n in self.confusion.items()
            if {wanted, read}.isdisjoint({MISSED, INVENTED})
            and (
                (Stance(wanted).positive and Stance(read).negative)
                or (Stance(wanted).negative and Stance(read).positive)
            )
        )
        return turned / max(1, self.pairs)

    @property
    def missed_no(self) -> float:
        """Share of annotated refusals, objections and hesitations that were found as none of the three."""
        rows = [(pair, n) for pair, n in self.confusion.items() if pair[0] != INVENTED and Stance(pair[0]).negative]
        kept = sum(n for (_, read), n in rows if read != MISSED and Stance(read).negative)
        total = sum(n for _, n in rows)
        return 1 - kept / total if total else 0.0

    @property
    def firm_read(self) -> int:
        return sum(n for (_, read), n in self.confusion.items() if read != MISSED and Stance(read).firm)

    @property
    def overstated(self) -> float:
        """Share of firm positions read whose annotated partner is weaker."""
        weaker = sum(
            n
            for (wanted, read), n in self.confusion.items()
            if wanted != INVENTED and read != MISSED and Stance(read).firm and not Stance(wanted).firm
        )
        return weaker / max(1, self.firm_read)

    @property
    def unfounded(self) -> float:
        """Share of firm positions read that nothing annotated answers to."""
        alone = sum(n for (wanted, read), n in self.confusion.items() if wanted == INVENTED and Stance(read).firm)
        return alone / max(1, self.firm_read)


def pair_positions(annotated: Sequence[Record], read: Sequence[Record]) -> list[tuple[int, int]]:
    """(place in `annotated`, place in `read`) of the pairs, chosen for the most agreement."""
    return best_pairs([[weight(wanted, found) for found in read] for wanted in annotated])


def weight(wanted: Record, found: Record) -> float:
    """How well two positions agree; 0 where they cannot be paired."""
    if not close(wanted["evidence"], found["evidence"]) or not same_actor_meant(wanted, found):
        return 0.0
    return (
        1.0
        + 3.0 * stance_right(wanted, found)
        + 3.0 * measure_right(wanted, found)
        + 2.0 * (set(wanted["actor_ids"]) == set(found["actor_ids"]))
        + 0.001 * overlap(wanted["evidence"], found["evidence"])
    )


def agreement(wanted: Record, found: Record) -> dict[str, bool]:
    """Field by field, whether two paired positions agree."""
    return {
        "actor": set(wanted["actor_ids"]) == set(found["actor_ids"]),
        "stance": stance_right(wanted, found),
        "measure": measure_right(wanted, found),
        "quantifier": (wanted.get("quantifier") or None) == (found.get("quantifier") or None),
        "speaker": set(wanted["speaker_ids"]) == set(found.get("speaker_ids") or ()),
        "speaker_kind": wanted["speaker_kind"] == found.get("speaker_kind"),
        "directness": wanted["directness"] == found.get("directness"),
        "conditions": condition_set(wanted) == condition_set(found),
    }


def is_exact(wanted: Record, found: Record) -> bool:
    """Whether actor ids, stance and measure agree."""
    return (
        set(wanted["actor_ids"]) == set(found["actor_ids"])
        and stance_right(wanted, found)
        and measure_right(wanted, found)
    )


def is_answer(agreeing: Mapping[str, bool]) -> bool:
    """Whether the whole question is answered: exact, and quantifier, speaker and conditions too."""
    return all(agrees for name, agrees in agreeing.items() if name != "directness")


def is_due(wanted: Record) -> bool:
    return bool(wanted.get("must", True))


def stance_right(wanted: Record, found: Record) -> bool:
    return found["stance"] in wanted.get("stance_ok", [wanted["stance"]])


def measure_right(wanted: Record, found: Record) -> bool:
    return found["measure_id"] in wanted.get("measure_ok", [wanted["measure_id"]])


def condition_set(record: Record) -> set[tuple[str, str]]:
    return {(each["id"], each["relation"]) for each in record.get("conditions") or ()}


def same_actor_meant(wanted: Record, found: Record) -> bool:
    """A common id, or overlapping words of like length."""
    if set(wanted["actor_ids"]) & set(found["actor_ids"]):
        return True
    one, other = wanted.get("actor"), found.get("actor")
    if not one or not other or not overlap(one, other):
        return False
    return bool(other[1] - other[0] <= 3 * (one[1] - one[0]) + 40)


def close(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two spans share half of the shorter and a quarter of the longer."""
    shared, lengths = overlap(one, other), sorted((one[1] - one[0], other[1] - other[0]))
    return shared * 2 >= lengths[0] > 0 and shared * 4 >= lengths[1]


def overlap(one: Sequence[int], other: Sequence[int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def f1_of(right_read: int, read: int, right_annotated: int, annotated: int) -> dict[str, float]:
    """Precision, recall and their harmonic mean."""
    precision, recall = right_read / max(1, read), right_annotated / max(1, annotated)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4)}


def calibration_error(bins: Sequence[tuple[float, bool]], number: int = 10) -> float:
    """Expected calibration error over `number` bins of equal size: how far confidence lies from the share of right."""
    ranked = sorted(bins)
    error, size = 0.0, len(ranked)
    for place in range(number):
        part = ranked[place * size // number : (place + 1) * size // number]
        if part:
            sure = sum(confidence for confidence, _ in part) / len(part)
            error += abs(sure - sum(right for _, right in part) / len(part)) * len(part) / size
    return error
