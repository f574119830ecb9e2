"""Score the local reader against annotated positions: `make gold`.

Where a folder of shared material is given and there, our own gold (tests/gold), our news gold (tests/gold/news) and the
shared gold/dev are read through `willing read --json`, exactly as a user would, and scored, each apart, with the
shared tools/score_positions.py.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=HERE.parent / "shared", help="folder with gold/dev and tools")
    arguments = parser.parse_args()
    scorer = arguments.shared / "tools" / "score_positions.py"
    sets = [
        ("own gold (tests/gold)", HERE / "tests" / "gold"),
        ("own news gold (tests/gold/news)", HERE / "tests" / "gold" / "news"),
    ]
    if (arguments.shared / "gold" / "dev").is_dir():
        sets.append(("shared gold/dev", arguments.shared / "gold" / "dev"))
    if not scorer.is_file():
        print(f"no scorer at {scorer}; the pinned floors of our own golds are in tests/gold (make test)")
        return 0
    for name, folder in sets:
        print(f"== {name}", flush=True)
        score(scorer, folder)
    return 0


def score(scorer: Path, folder: Path) -> None:
    """Read the documents of `folder` and print the scorer's table."""
    with tempfile.TemporaryDirectory() as scratch:
        predicted = Path(scratch) / "predicted.jsonl"
        command = [sys.executable, "-m", "willing", "read", "--json", str(folder / "documents.jsonl")]
        with predicted.open("w", encoding="utf-8") as output:
            subprocess.run(command, stdout=output, check=True)
        subprocess.run([sys.executable, str(scorer), str(folder / "positions.jsonl"), str(predicted)], check=True)


if __name__ == "__main__":
    sys.exit(main())
