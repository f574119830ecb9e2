"""Full counts of what the tests only sample: long rows of steps that can be stopped and go on where they were.

    python scripts/stress.py [JOB ...] [--steps N] [--workers N] [--again] [--folder .stress]

A job is a row of numbered steps (`JOBS`); what a step finds wrong is kept as a sentence. Progress is kept in a folder
that git ignores, after every few steps, so that a run stopped at any moment loses at most those. Exit code 1 if any
step of any job has found a difference, also in an earlier run that this one goes on from.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).resolve().parent.parent
EVERY_SECONDS = 2.0
"""How often progress is kept and shown."""
CHUNK = 4
"""Steps that a process takes at once."""
SHOWN = 20
"""Most failures that are printed; all are kept in the folder."""

Step: TypeAlias = Callable[[int], list[str]]
"""From the number of a step to what is wrong, in words; nothing: all is well."""


@dataclass(frozen=True, slots=True)
class Job:
    """A row of steps. `start` gives the function of a step; it is called once, so that imports cost nothing before."""

    name: str
    what: str
    steps: int
    start: Callable[[], Step]


@dataclass(slots=True)
class Progress:
    """How far a job has come: steps done, seconds spent, what was wrong in which step."""

    done: int = 0
    seconds: float = 0.0
    failures: list[tuple[int, str]] = field(default_factory=list)


def reckoning() -> Step:
    from tests.properties.reckoning_checks import differences_of

    return differences_of


def durability() -> Step:
    from tests.durability.durability_checks import differences_of

    return differences_of


def many_processes() -> Step:
    from tests.durability.many_processes import differences_of

    return differences_of


def killed_workers() -> Step:
    from tests.durability.killed_workers import differences_of

    return differences_of


def mutated_inputs() -> Step:
    from tests.durability.mutated_inputs import differences_of

    return differences_of


def many_documents() -> Step:
    from tests.durability.many_measured import differences_of

    return differences_of


def web_api() -> Step:
    from tests.web.api_checks import differences

    return differences()


def watching() -> Step:
    from tests.durability.watched_day import differences_of

    return differences_of


JOBS = {
    job.name: job
    for job in (
        Job("reckoning", "random cases through engine, reference, brute force and clingo", 10_000, reckoning),
        Job("durability", "writes killed, out of room or cut off, SQLite and PostgreSQL", 500, durability),
        Job("many-processes", "ledgers that 8 processes add 2,000 texts to at once", 2, many_processes),
        Job("web-api", "rounds of 20 examples of each operation of the web app's API", 50, web_api),
        Job("killed-workers", "runs of 500 articles, 20 times a reading process killed", 2, killed_workers),
        Job("mutated-inputs", "spoilt files, 500 of each of 13 kinds", 6_500, mutated_inputs),
        Job("many-documents", "pieces of 100 articles by one and two workers, and by Ray", 100, many_documents),
        Job("watching", "days of a watcher under faults", 20, watching),
        # add jobs here: a name, what is counted, how many steps, and a function that gives the step
    )
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jobs", nargs="*", metavar="JOB", help=f"which: {', '.join(JOBS)} (none: all)")
    parser.add_argument("--steps", type=int, help="steps of each job (default: its own full count)")
    parser.add_argument("--workers", type=int, default=1, help="processes that take steps")
    parser.add_argument("--again", action="store_true", help="start anew instead of going on")
    parser.add_argument("--folder", type=Path, default=ROOT / ".stress", help="where progress is kept")
    chosen = parser.parse_args(arguments)
    if unknown := [name for name in chosen.jobs if name not in JOBS]:
        parser.error(f"unknown job {', '.join(unknown)}; expected {', '.join(JOBS)}")
    sys.path.insert(0, str(ROOT))
    chosen.folder.mkdir(parents=True, exist_ok=True)
    results = {}
    for name in chosen.jobs or JOBS:
        place = chosen.folder / f"{name}.json"
        if chosen.again:
            place.unlink(missing_ok=True)
        steps = JOBS[name].steps if chosen.steps is None else chosen.steps
        try:
            results[name] = run(JOBS[name], steps, place, chosen.workers)
        except KeyboardInterrupt:
            print(f"\nstopped; the same command goes on at step {load(place).done:,} of {name}")
            return 130
    return summary(results)


def run(job: Job, steps: int, place: Path, workers: int = 1) -> Progress:
    """Go on with a job up to so many steps; progress is kept at `place`, also when it is stopped."""
    progress = load(place)
    if progress.done >= steps:
        return progress
    shown = began = time.monotonic()
    before = progress.seconds
    try:
        for found in taken(job, range(progress.done, steps), workers):
            progress.failures += [(progress.done, what) for what in found]
            progress.done += 1
            now = time.monotonic()
            progress.seconds = before + now - began
            if now - shown > EVERY_SECONDS:
                shown = now
                save(progress, place)
                show(job, progress, steps)
    finally:
        save(progress, place)
    show(job, progress, steps)
    return progress


def taken(job: Job, numbers: range, workers: int) -> Iterator[list[str]]:
    """What each step finds wrong, in the order of the steps."""
    if workers == 1:
        step = job.start()
        yield from (careful(step, number) for number in numbers)
        return
    pool = ProcessPoolExecutor(workers, initializer=get_ready, initargs=(job.name,))
    try:
        yield from pool.map(ready_step, numbers, chunksize=CHUNK)
    finally:
        pool.shutdown(cancel_futures=True)


READY: list[Step] = []
"""The step of the job that this process works for."""


def get_ready(name: str) -> None:
    """Start a job in a process of its own, which leaves it to the first one to be interrupted."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.path.insert(0, str(ROOT))
    READY.append(JOBS[name].start())


def ready_step(number: int) -> list[str]:
    return careful(READY[0], number)


def careful(step: Step, number: int) -> list[str]:
    """What a step finds wrong; a step that breaks down is wrong itself, and the others go on."""
    try:
        return step(number)
    except Exception:
        return [traceback.format_exc()]


def load(place: Path) -> Progress:
    if not place.exists():
        return Progress()
    kept = json.loads(place.read_text(encoding="utf-8"))
    return Progress(kept["done"], kept["seconds"], [(number, what) for number, what in kept["failures"]])


def save(progress: Progress, place: Path) -> None:
    """Put in place whole, so that a run killed while it writes loses nothing."""
    new = place.with_suffix(".new")
    new.write_text(json.dumps(asdict(progress), ensure_ascii=False), encoding="utf-8")
    os.replace(new, place)


def show(job: Job, progress: Progress, steps: int) -> None:
    """A bar on a terminal; elsewhere nothing, the summary comes at the end."""
    if not sys.stderr.isatty():
        return
    share = progress.done / steps
    left = progress.seconds / progress.done * (steps - progress.done)
    bar = "#" * int(30 * share)
    counts = f"{progress.done:,}/{steps:,}, {len(progress.failures)} wrong, {left / 60:.0f} min left"
    print(
        f"\r{job.name} [{bar:<30}] {counts} ",
        end="" if progress.done < steps else "\n",
        file=sys.stderr,
        flush=True,
    )


def summary(results: dict[str, Progress]) -> int:
    """Print what was counted; 1 if anything was wrong."""
    for name, progress in results.items():
        wrong = len({number for number, _ in progress.failures})
        print(f"{name}: {progress.done:,} {JOBS[name].what}; {wrong} wrong; {progress.seconds / 60:.1f} min")
        for number, what in progress.failures[:SHOWN]:
            print(f"  step {number}: {what}")
    print(f"on {processor()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    return int(any(progress.failures for progress in results.values()))


def processor() -> str:
    """The processor's own name where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


if __name__ == "__main__":
    raise SystemExit(main())
