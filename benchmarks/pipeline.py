"""How fast the whole reader is: 600-word articles in a batch on one core, and the first result of a cold call.

    python benchmarks/pipeline.py [--articles 48] [--threads 1]

The articles are the ten demo texts joined and cut to 600 words, in varied order, so that nothing outside the
repository is needed. The cold call is `willing read` on one of them in a new process, with bytecode compiled.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TEXTS = Path(__file__).resolve().parent.parent / "src" / "willing" / "cases" / "data" / "ukraine-coalition" / "texts"
WORDS = 600


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=48)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.threads == 1 and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    articles = made_articles(arguments.articles)
    speed = throughput(articles, arguments.threads)
    print(f"whole reader, {arguments.threads} thread(s): {speed:.1f} articles of {WORDS} words a second")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    wall, processor = cold_call(articles[0])
    print(f"cold `willing read`, one article: {wall:.2f} s wall, {processor:.2f} s CPU")
    wall, processor = timed([sys.executable, "-m", "willing", "--help"])
    print(f"`willing --help`: {wall:.2f} s wall, {processor:.2f} s CPU")


def made_articles(count: int) -> list[str]:
    """Articles of 600 words, paragraphs of the demo texts in an order drawn with a fixed seed."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    paragraphs = [part for text in texts for part in text.split("\n\n")]
    draw = random.Random(1)
    articles = []
    for _ in range(count):
        draw.shuffle(paragraphs)
        chosen: list[str] = []
        while sum(len(part.split()) for part in chosen) < WORDS:
            chosen.append(paragraphs[len(chosen)])
        articles.append("\n\n".join(chosen))
    return articles


def throughput(articles: list[str], threads: int) -> float:
    """Articles a second, best of three rounds, after one article to warm up."""
    from willing.cases import load_general_register
    from willing.model import Document
    from willing.reading.local import LocalReader

    reader = LocalReader(load_general_register(), threads=threads)
    documents = [Document(str(number), text, language="en") for number, text in enumerate(articles)]
    list(reader.read(documents[:1]))
    best = 0.0
    for _ in range(3):
        began = time.perf_counter()
        list(reader.read(documents))
        best = max(best, len(documents) / (time.perf_counter() - began))
    return best


def cold_call(article: str) -> tuple[float, float]:
    """Seconds of wall clock and of processor for one `willing read` in a new process, best of three."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(article, encoding="utf-8")
        return min(timed([sys.executable, "-m", "willing", "read", str(path)]) for _ in range(3))


def timed(command: list[str]) -> tuple[float, float]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
