"""What an installation weighs, the core and each extra, and how long a command takes from cold.

    python benchmarks/footprint.py

Sizes are those of the files that the installed distributions name, with all that they need, counted in the environment
that runs this; extras that are not installed are left out. Seconds are the best of three new processes.
"""

from __future__ import annotations

import importlib.metadata as metadata
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from packaging.requirements import Requirement

PACKAGE = "willing"
EXTRAS = ("xlsx", "parquet", "pdf", "warc", "postgres", "ray", "training", "dev")
ROUNDS = 3
TEXT = "Norway will send two frigates to the strait, its foreign minister said. Spain has ruled out sending ships.\n"


def main() -> None:
    core = needed(PACKAGE, "")
    assert core is not None
    print(f"core: {len(core)} distributions, {told(core)}")
    for extra in EXTRAS:
        whole = needed(PACKAGE, extra)
        if whole is not None and whole > core:
            print(f"+ {extra}: {len(whole - core)} more, {told(whole - core)}")
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case"
        subprocess.run(
            [sys.executable, "-m", PACKAGE, "init", str(case), "--from", "ukraine-coalition"],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        (case / "article.txt").write_text(TEXT, encoding="utf-8")
        for command in (["--help"], ["who"], ["read", "article.txt"]):
            wall, processor = min(timed([sys.executable, "-m", PACKAGE, *command], case) for _ in range(ROUNDS))
            print(f"willing {' '.join(command)}: {wall:.2f} s, {processor:.2f} s of processor time")
        shutil.rmtree(case)


def needed(name: str, extra: str) -> frozenset[str] | None:
    """All distributions that one needs with an extra, itself included; None where one of them is not installed."""
    found: set[str] = set()
    waiting = [(name, extra)]
    while waiting:
        name, extra = waiting.pop()
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            return None
        found.add(distribution.metadata["Name"].lower())
        if extra and extra not in (distribution.metadata.get_all("Provides-Extra") or ()):
            if name == PACKAGE:
                return None
            continue
        for line in distribution.requires or ():
            requirement = Requirement(line)
            applies = requirement.marker is None or any(
                requirement.marker.evaluate({"extra": each}) for each in {"", extra}
            )
            if applies and (requirement.name.lower() not in found or requirement.extras):
                waiting += [(requirement.name, each) for each in (*requirement.extras, "")]
                if requirement.extras:
                    found.add(requirement.name.lower())
    return frozenset(found)


def told(names: frozenset[str]) -> str:
    sizes = {name: size(name) for name in names}
    largest = sorted(sizes, key=lambda name: -sizes[name])[:3]
    whole = sum(sizes.values())
    return f"{whole / 1e6:.0f} MB; largest " + ", ".join(f"{name} {sizes[name] / 1e6:.0f}" for name in largest)


def size(name: str) -> int:
    """Bytes of a distribution's files, without bytecode; ours are those in the folder it is run from."""
    distribution = metadata.distribution(name)
    if name == PACKAGE:
        import willing

        files = Path(willing.__file__).parent.rglob("*")
        return sum(file.stat().st_size for file in files if file.is_file() and file.suffix != ".pyc")
    places = (Path(str(file.locate())) for file in distribution.files or () if file.suffix != ".pyc")
    return sum(place.stat().st_size for place in places if place.is_file())


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
