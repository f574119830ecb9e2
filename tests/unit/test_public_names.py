"""The public names of the package: few, documented, cheap to import."""

from __future__ import annotations

import subprocess
import sys

import willing


def test_every_public_name_is_there() -> None:
    assert willing.__all__ == ["Document", "Position", "ReckonOptions", "Stance", "__version__", "read", "reckon"]
    assert all(getattr(willing, name) is not None for name in willing.__all__)


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = "numpy onnxruntime tokenizers sqlalchemy trafilatura rich typer"
    code = f"import sys, willing; print([name for name in '{heavy}'.split() if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_a_text_is_read_in_one_call() -> None:
    text = "Norway will send two frigates. Spain has ruled out sending ships."
    positions = willing.read(text)
    assert [(position.actor_ids, position.stance.value, position.measure_id) for position in positions] == [
        (("NOR",), "committed", "naval"),
        (("ESP",), "declined", "naval"),
    ]
    assert all(position.evidence is not None and position.evidence.stands_in(text) for position in positions)
