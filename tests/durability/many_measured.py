"""How fast many articles are read by one worker, by two, and by Ray, and what they hold while they do.

A step is a piece of 100 articles, read by each way in turn by workers that stay for the whole run; what they gave must
be the same. What was measured is a line in `.stress/many-documents.jsonl`, which `summary` tells; a run that was
stopped goes on with new workers.
"""

from __future__ import annotations

import atexit
import json
import os
import time
from contextlib import ExitStack
from functools import cache
from pathlib import Path

from tests.durability import ray_cluster
from tests.durability.many_articles import articles
from willing.model import Document
from willing.sources import Item, SourceOptions
from willing.workflows.many_documents import ReadingItems, Readings, batches_of, shared, size_of
from willing.workflows.resident_memory import resident_memory
from willing.workflows.shared_work import SharedWork

ARTICLES = 10_000
PIECE = 100
KEPT = Path(__file__).resolve().parents[2] / ".stress" / "many-documents.jsonl"
OPEN = ExitStack()
atexit.register(OPEN.close)

Pool = SharedWork[list[Item], Readings]


def differences_of(step: int) -> list[str]:
    """Measure a piece; what differs between the ways of reading it."""
    piece = texts()[step * PIECE : (step + 1) * PIECE]
    told: dict[str, object] = {"step": step, "words": sum(len(each.text.split()) for each in piece)}
    told["load"] = os.getloadavg()[0]
    found: dict[str, Readings] = {}
    for name, pool in pools().items():
        began = time.perf_counter()
        found[name] = [each for readings in pool.run(batches_of(piece, size_of)) for each in readings]
        told[name] = {
            "seconds": round(time.perf_counter() - began, 3),
            "memory": sum(map(resident_memory, pool.processes())),
        }
    told["own memory"] = resident_memory()
    KEPT.parent.mkdir(exist_ok=True)
    with KEPT.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(told) + "\n")
    first = next(iter(found.values()))
    return [f"piece {step}: {name} reads otherwise" for name, readings in found.items() if readings != first]


@cache
def texts() -> list[Document]:
    return articles(ARTICLES)


@cache
def pools() -> dict[str, Pool]:
    """One worker, two, and two actors of Ray where it is installed; each ready, so that starting is not measured."""
    started: dict[str, Pool] = {}
    work = ReadingItems(None, SourceOptions())
    for workers in (1, 2):
        started[f"{workers} worker" + "s" * (workers > 1)] = OPEN.enter_context(shared(work, workers))
    if not ray_cluster.why_not():
        started["2 actors of Ray"] = OPEN.enter_context(shared(work, 2, OPEN.enter_context(ray_cluster.cluster())))
    for pool in started.values():
        list(pool.run([[text] for text in texts()[:4]]))
    return started


def summary() -> str:
    """What has been measured so far: articles a second by each way, and memory early and late."""
    lines = [json.loads(line) for line in KEPT.read_text(encoding="utf-8").splitlines()]
    ways = [name for name, value in lines[-1].items() if isinstance(value, dict)]
    told = [
        f"{len(lines) * PIECE:,} articles, {sum(line['words'] for line in lines) / len(lines) / PIECE:.0f} words each"
    ]
    told[0] += f", load {min(line['load'] for line in lines):.1f} to {max(line['load'] for line in lines):.1f}"
    for way in ways:
        measured = [line[way] for line in lines if way in line]
        seconds = sum(each["seconds"] for each in measured)
        early, late = measured[0]["memory"] / 1e6, measured[-1]["memory"] / 1e6
        told.append(f"{way}: {len(measured) * PIECE / seconds:.2f} a second; {early:.0f} MB first, {late:.0f} MB last")
    return "\n".join(told)


if __name__ == "__main__":
    print(summary())
