"""From the shipped int8 network back to a checkpoint, to go on training without the one it was exported from.

    python -m training.restore --out runs/shipped.pt
    python -m training.train --start runs/shipped.pt --out runs/next ...

Every weight is its int8 number times its scale, so what the rounding lost stays lost until training mends it. Heads
that the shipped network lacks are left out: the training starts them afresh.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import torch

from willing.reading.pieces import DATA

MODULE = re.compile(r"^/(.+)/MatMul_quant$")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=DATA, help="folder of the exported model")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    described = json.loads((arguments.model / "reader.json").read_text(encoding="utf-8"))
    labels = {name: described[name] for name in ("parts_of_speech", "relations", "tags")}
    torch.save({"network": restored(arguments.model), "labels": labels}, arguments.out)


def restored(model: Path) -> dict[str, torch.Tensor]:
    """The weights of the exported network by their names in `training.network.Network`, as float32."""
    import onnx

    described = json.loads((model / "reader.json").read_text(encoding="utf-8"))
    graph = onnx.load(str(model / described["network"])).graph
    stored = {each.name: onnx.numpy_helper.to_array(each) for each in graph.initializer}
    weights = {name: value for name, value in stored.items() if name.startswith(("encoder.", "heads."))}
    plain = {name: value for name, value in weights.items() if value.dtype == np.float32 and "_scale" not in name}
    for name in [name.removesuffix("_quantized") for name in weights if name.endswith("_quantized")]:
        plain[name] = _real(stored, name)  # the tables of the embeddings, one scale each
    owners = {path.replace("/", "."): path for path in (_module(node) for node in graph.node) if path}
    biased = {name.removesuffix(".bias"): name for name in plain if name.endswith(".bias")}
    for node in graph.node:
        path = _module(node)
        if path is None:
            continue
        dotted = path.replace("/", ".")
        owner = next(name for name in biased if name == dotted or name.endswith(f".{dotted}"))
        plain[f"{owner}.weight"] = _real(stored, node.input[1].removesuffix("_quantized")).T
    assert len(owners) == sum(_module(node) is not None for node in graph.node)
    with np.load(model / described["relation_tensor"]) as tables:
        plain["heads.syntax.relation"] = tables["relation"].astype(np.float32)
    return {name: torch.from_numpy(np.array(value, np.float32)) for name, value in plain.items()}


def _module(node: Any) -> str | None:
    found = MODULE.match(node.name) if node.op_type == "MatMulInteger" else None
    return found.group(1) if found else None


def _real(stored: dict[str, np.ndarray], name: str) -> np.ndarray:
    """int8 numbers less their zero point, times their scale: one for all, or one a column."""
    numbers = stored[f"{name}_quantized"].astype(np.float32) - stored[f"{name}_zero_point"].astype(np.float32)
    return np.asarray(numbers * stored[f"{name}_scale"], np.float32)


if __name__ == "__main__":
    main()
