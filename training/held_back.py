"""How often a network is right on the passages that are held back: at the triggers that the annotators' evidence gives.

Much faster than reading with the whole pipeline, and of the network alone. What counts in the end is `willing eval`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from training.batches import Table, collate, example_of
from training.labels import IGNORED
from training.network import OUT_OF_REACH, Network, clause_means
from willing.reading.position_layout import columns_of
from willing.reading.windows import WINDOW_LENGTH, pack_windows

WINDOWS_AT_ONCE = 32


@torch.no_grad()
def held_back_scores(network: Network, texts: Sequence[Table]) -> dict[str, float]:
    """Shares between 0 and 1 by name: F1 of triggers and condition words, the rest at the annotated triggers."""
    device = next(network.parameters()).device
    teaching = network.training
    network.eval()
    counts: Counter[str] = Counter()
    windows = [
        example_of(table, window.first, window.last)
        for table in texts
        for window in pack_windows([len(part.pieces) for part in table.parts], WINDOW_LENGTH, overlap=False)
    ]
    windows.sort(key=lambda example: example.rows.shape[1])
    for begin in range(0, len(windows), WINDOWS_AT_ONCE):
        batch = collate(windows[begin : begin + WINDOWS_AT_ONCE]).on(device)
        hidden = network.read(batch["pieces"], batch["mask"])
        counts.update(_counted(network.outputs(hidden, batch["mask"]), batch))
    network.train(teaching)
    return _shares(counts)


def _counted(out: Mapping[str, Tensor], batch: Mapping[str, Tensor]) -> dict[str, int]:
    rows = out["position"]
    words = batch["sentence"] != IGNORED
    counts: dict[str, int] = {}
    for name, chosen in (
        ("trigger", rows[:, :, columns_of("trigger")]),
        ("condition", rows[:, :, columns_of("condition")]),
    ):
        _count_found(counts, name, (chosen.argmax(-1) > 0) & words, (batch[name] > 0) & words)
    at = batch["stance"] != IGNORED
    counts["at"] = int(at.sum())
    place = torch.arange(rows.shape[1], device=rows.device).expand_as(batch["first"])
    first = torch.where(batch["first"] > 0, batch["first"], place)
    last = torch.maximum(batch["last"], place)
    right = {}
    for name in ("stance", "measure"):
        clause = clause_means(rows, name, first, last, words)
        scores = rows[:, :, columns_of(name)].log_softmax(-1) + clause.log_softmax(-1)
        right[name] = (scores.argmax(-1) == batch[name]) & at
        if f"{name}_2" in batch:
            right[name] |= (scores.argmax(-1) == batch[f"{name}_2"]) & at
        counts[name] = int(right[name].sum())
    counts["both"] = int((right["stance"] & right["measure"]).sum())
    for name in ("actor", "first", "last", "what"):
        counts[name] = int(((out[f"to_{name}"].argmax(-1) == batch[name]) & at).sum())
    held = batch["holds"] != IGNORED
    counts["holds at"] = int(held.sum())
    counts["holds"] = int(((out["to_holds"].argmax(-1) == batch["holds"]) & held).sum())
    _count_names(counts, out, batch, at)
    return counts


def _count_found(counts: dict[str, int], name: str, found: Tensor, wanted: Tensor) -> None:
    counts[f"{name} found"] = int(found.sum())
    counts[f"{name} wanted"] = int(wanted.sum())
    counts[f"{name} right"] = int((found & wanted).sum())


def _count_names(counts: dict[str, int], out: Mapping[str, Tensor], batch: Mapping[str, Tensor], at: Tensor) -> None:
    named = batch["names"].clamp(min=0)
    asked = at & (batch["names_actor"] > 0)
    here = ((batch["names_actor"][:, :, None] & named[:, None, :]) != 0).any(-1) & asked
    scores = out["to_names_actor"].masked_fill((named == 0)[:, None, :], OUT_OF_REACH)
    chosen = named.gather(1, scores.argmax(-1))
    counts["name at"] = int(here.sum())
    counts["name"] = int((here & ((chosen & batch["names_actor"]) != 0)).sum())


def _shares(counts: Counter[str]) -> dict[str, float]:
    shares = {
        name: counts[name] / max(1, counts["at"])
        for name in ("both", "stance", "measure", "actor", "first", "last", "what")
    }
    shares["name"] = counts["name"] / max(1, counts["name at"])
    shares["holds"] = counts["holds"] / max(1, counts["holds at"])
    for name in ("trigger", "condition"):
        shares[name] = 2 * counts[f"{name} right"] / max(1, counts[f"{name} found"] + counts[f"{name} wanted"])
    return {name: round(share, 4) for name, share in shares.items()}
