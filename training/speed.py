"""Speed and memory of the shipped reader on articles of 600 words.

    python -m training.speed --corpora ../shared/corpora --threads 1

Times everything from raw text to layers, best of several rounds; the process is fresh, so load time and memory count.
On a shared machine pin it to as many cores as threads (`taskset -c 0`), for array libraries start threads of their own.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import time
from pathlib import Path

from training.corpora import CORPORA, polnear


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--articles", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--words", type=int, default=600)
    arguments = parser.parse_args()
    texts = [first_words(article.text, arguments.words) for article in polnear(arguments.corpora, "dev")]
    texts = [text for text in texts if text][: arguments.articles]
    print(json.dumps(measure(texts, arguments.threads, arguments.rounds)))


def first_words(text: str, count: int) -> str:
    """The text up to its `count`-th word; empty if it has fewer."""
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    return text[: ends[count - 1]] if len(ends) >= count else ""


def measure(texts: list[str], threads: int, rounds: int) -> dict[str, float]:
    """Articles a second together and one by one, seconds to load, MB at work."""
    begun = time.perf_counter()
    from willing.reading.layers import read_layers

    read_layers(["The minister said so."], threads=threads)
    load = time.perf_counter() - begun
    loaded = _megabytes()
    together = min(_seconds(lambda: read_layers(texts, threads=threads)) for _ in range(rounds))
    alone = min(_seconds(lambda: [read_layers([text], threads=threads) for text in texts]) for _ in range(rounds))
    return {
        "threads": threads,
        "articles": len(texts),
        "articles_a_second": round(len(texts) / together, 1),
        "articles_a_second_one_by_one": round(len(texts) / alone, 1),
        "load_seconds": round(load, 2),
        "megabytes_after_load": loaded,
        "megabytes_at_work": _megabytes(),
    }


def _seconds(work: object) -> float:
    begun = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - begun


def _megabytes() -> int:
    """The most memory the process has held so far."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
