"""What a network learns from others: larger ones, or several of its own kind, whose beliefs are worth more than labels.

Teachers read the very windows that the learner reads, also of texts that nobody annotated, and say what they believe of
every word: parts of speech, heads, attributions, triggers of positions and all that hangs on them. The learner is drawn
to the mean of their beliefs (Hinton, Vinyals and Dean 2015, "Distilling the Knowledge in a Neural Network"), everywhere
as strongly as the teachers think that there is something to say: of a stance only where they see a trigger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import torch
from torch import Tensor

from training.labels import IGNORED
from training.network import (
    CLAUSE_SHARES,
    NAME_SHARE,
    OUT_OF_REACH,
    POSITION_SHARES,
    Network,
    SyntaxHead,
    clause_means,
    within_sentences,
)  # fmt: skip
from willing.reading.position_layout import NAME_POINTERS, POINTERS, columns_of

LEAST = 0.05
"""Below this chance of a trigger (a cue, a condition) what teachers believe of it is not learned."""

Beliefs = dict[str, Tensor]
"""Chances by name, (b, t, classes); and under `where:` how much each place (b, t) counts for a group of them."""

WORD_GROUPS = ("trigger", "role", "condition", "clause")
TRIGGER_GROUPS = ("stance", "measure", "kind", "directness")
CONDITION_GROUPS = ("bearing", "fact")


class Teachers:
    """Networks that teach; they learn nothing themselves."""

    def __init__(self, networks: Sequence[Network]) -> None:
        self.networks = [network.eval().requires_grad_(False) for network in networks]

    @torch.no_grad()
    def beliefs(self, batch: Mapping[str, Tensor]) -> Beliefs:
        """What the teachers believe of a batch, on average."""
        given = [_outputs(network, batch) for network in self.networks]
        mean = _mean([_beliefs(out, batch) for out in given])
        heads = mean["head"].argmax(-1)
        mean["relation"] = _mean(
            [
                {"relation": cast(SyntaxHead, network.head("syntax")).relations(out, heads).softmax(-1)}
                for network, out in zip(self.networks, given, strict=True)
            ]
        )["relation"]
        return mean | _places(mean, batch)


def teaching_loss(network: Network, out: Mapping[str, Tensor], beliefs: Beliefs, batch: Mapping[str, Tensor]) -> Tensor:
    """How far the outputs of a learning network are from what its teachers believe: a weighted cross-entropy."""
    scores = _scores(out, batch)
    relations = cast(SyntaxHead, network.head("syntax")).relations(out, beliefs["head"].argmax(-1))
    first, last = beliefs["first"].argmax(-1), beliefs["last"].argmax(-1)
    for name in CLAUSE_SHARES:
        scores[f"clause_{name}"] = clause_means(out["position"], name, first, last, batch["sentence"] != IGNORED)
    scores["relation"] = relations
    total = scores["tag"].sum() * 0.0
    for name, (share, where) in SHARES.items():
        if name in beliefs:
            total = total + share * _distance(scores[name], beliefs[name], beliefs[f"where:{where}"])
    return total


SHARES: dict[str, tuple[float, str]] = {
    "tag": (1.0, "words"),
    "content_pointer": (0.4, "content"),
    "source_pointer": (0.3, "cues"),
    "part_of_speech": (0.5, "words"),
    "head": (0.7, "words"),
    "relation": (0.3, "words"),
    **{name: (POSITION_SHARES[name], "words") for name in WORD_GROUPS},
    **{name: (POSITION_SHARES[name], "triggers") for name in (*TRIGGER_GROUPS, "first", "last", "actor", "what")},
    **{name: (POSITION_SHARES[name], "conditions") for name in (*CONDITION_GROUPS, "holds")},
    **{f"clause_{name}": (share, "triggers") for name, share in CLAUSE_SHARES.items()},
    **dict.fromkeys(NAME_POINTERS, (NAME_SHARE, "triggers")),
}
"""Every part that is taught: what it counts, and where."""


def _outputs(network: Network, batch: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return network.outputs(network.read(batch["pieces"], batch["mask"]), batch["mask"])


def _beliefs(out: Mapping[str, Tensor], batch: Mapping[str, Tensor]) -> Beliefs:
    found = {name: scores.softmax(-1) for name, scores in _scores(out, batch).items()}
    first, last = found["first"].argmax(-1), found["last"].argmax(-1)
    for name in CLAUSE_SHARES:
        means = clause_means(out["position"], name, first, last, batch["sentence"] != IGNORED)
        found[f"clause_{name}"] = means.softmax(-1)
    return found


def _scores(out: Mapping[str, Tensor], batch: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The outputs by the names of what they say; pointers to names only where the batch says who is named."""
    found = {name: out[name] for name in ("tag", "content_pointer", "source_pointer", "part_of_speech")}
    found["head"] = within_sentences(out["head"], batch["sentence"])
    for name in (*WORD_GROUPS, *TRIGGER_GROUPS, *CONDITION_GROUPS):
        found[name] = out["position"][:, :, columns_of(name)]
    for name in POINTERS:
        found[name] = out[f"to_{name}"]
    if "names" in batch:
        possible = batch["names"] > 0
        possible[:, 0] = True
        for name in NAME_POINTERS:
            found[name] = out[f"to_{name}"] + (~possible).float()[:, None, :] * OUT_OF_REACH
    return found


def _places(found: Beliefs, batch: Mapping[str, Tensor]) -> Beliefs:
    """How much each place counts, as far as the teachers see a trigger, a cue, content or a condition there."""
    words = (batch["sentence"] != IGNORED).float()
    seen = {
        "triggers": found["trigger"][:, :, 1],
        "conditions": found["condition"][:, :, 1:].sum(-1),
        "cues": found["tag"][:, :, 3],
        "content": found["tag"][:, :, 5:].sum(-1),
    }
    counted = {name: words * chance * (chance > LEAST) for name, chance in seen.items()}
    return {f"where:{name}": counts for name, counts in ({"words": words} | counted).items()}


def _distance(scores: Tensor, chances: Tensor, counts: Tensor) -> Tensor:
    """Cross-entropy of the scores with the chances, averaged with the counts (b, t)."""
    each = -(chances * scores.log_softmax(-1)).sum(-1)
    return (each * counts).sum() / counts.sum().clamp(min=1.0)


def _mean(given: Sequence[Beliefs]) -> Beliefs:
    return {name: torch.stack([one[name] for one in given]).mean(0) for name in given[0]}
