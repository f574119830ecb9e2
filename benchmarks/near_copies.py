"""How fast copies are found, beside datasketch and rensa, on the same generated texts in one run.

    python -m benchmarks.near_copies [--documents 20000]

Texts of 300 words over a vocabulary of 20,000 with the frequencies of Zipf's law; one in ten is a copy of an earlier
one (words changed, or its first two thirds), one in a hundred a passage of 60 words from a text ten times as long. Each
program gets the texts as strings, one by one: it makes a sketch, asks for candidates and puts the sketch in. The peers
use what their handbooks show: 128 permutations and a threshold of 0.5 over runs of four words. `found` is the share of
the copies whose original is among the candidates. The comparison of texts that decides is timed apart: only `willing`
has one.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from willing.sources.near_copies import CopyFinder, KnownText
from willing.sources.near_copies.index import CopyIndex
from willing.sources.near_copies.sketch import SHINGLE, sketch_of

PERMUTATIONS, THRESHOLD = 128, 0.5
WORDS, LENGTH, LONG = 20_000, 300, 3_000
CONSONANTS, VOWELS = "bdfghklmnprstvz", "aeiou"


@dataclass(frozen=True)
class Sample:
    """Texts in the order they come; for a copy, the number of its original. `parts` are those inside long texts."""

    texts: list[str]
    originals: dict[int, int]
    parts: frozenset[int]


def sample(size: int, seed: int = 1) -> Sample:
    draw = random.Random(seed)
    vocabulary = [spelt(number) for number in range(WORDS)]
    weights = [1 / (place + 3) for place in range(WORDS)]

    def fresh(length: int) -> list[str]:
        return draw.choices(vocabulary, weights, k=length)

    texts: list[list[str]] = []
    originals: dict[int, int] = {}
    parts: set[int] = set()
    for number in range(size):
        kind = number % 100
        if number > 200 and kind % 10 == 5:
            original = draw.choice([other for other in range(number - 100, number) if other % 100 not in (0, 99)])
            words = list(texts[original])
            if draw.random() < 0.5:
                words = words[: 2 * len(words) // 3]
            for _ in range(len(words) // 50):
                words[draw.randrange(len(words))] = draw.choice(vocabulary)
            originals[number] = original
        elif number > 200 and kind == 99:
            original = number - 99
            start = draw.randrange(LONG - 60)
            words = texts[original][start : start + 60]
            originals[number] = original
            parts.add(number)
        else:
            words = fresh(LONG if kind == 0 else LENGTH)
        texts.append(words)
    return Sample([" ".join(words).capitalize() + "." for words in texts], originals, frozenset(parts))


def spelt(number: int) -> str:
    """A word of syllables for each number, the same length as words are."""
    syllables = []
    for _ in range(3):
        number, place = divmod(number, len(CONSONANTS) * len(VOWELS))
        syllables.append(CONSONANTS[place // len(VOWELS)] + VOWELS[place % len(VOWELS)])
        if not number:
            break
    return "".join(syllables)


Candidates = Callable[[int, str], list[int]]


def ours() -> Candidates:
    index = CopyIndex()

    def look(number: int, text: str) -> list[int]:
        sketch = sketch_of(text)
        found = [int(key) for key in index.candidates(sketch)]
        index.put(str(number), sketch)
        return found

    return look


def runs_of_words(text: str) -> Iterator[str]:
    words = text.casefold().split()
    return (" ".join(words[place : place + SHINGLE]) for place in range(max(1, len(words) - SHINGLE + 1)))


def by_datasketch() -> Candidates:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)

    def look(number: int, text: str) -> list[int]:
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([run.encode() for run in runs_of_words(text)])
        found = [int(key) for key in index.query(sketch)]
        index.insert(str(number), sketch)
        return found

    return look


def by_rensa() -> Candidates:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=32)

    def look(number: int, text: str) -> list[int]:
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=42)
        sketch.update(list(runs_of_words(text)))
        found = [int(key) for key in index.query(sketch)]
        index.insert(number, sketch)
        return found

    return look


def measure(name: str, look: Candidates, texts: Sample) -> float:
    """Processor seconds for all texts (a busy machine changes them little); prints them with the shares found."""
    begin = time.process_time()
    found = {number: look(number, text) for number, text in enumerate(texts.texts)}
    seconds = time.process_time() - begin
    whole = [number for number in texts.originals if number not in texts.parts]
    hit = {number for number, original in texts.originals.items() if original in found[number]}
    print(
        f"{name:12} {seconds:7.2f} s  {1e3 * seconds / len(texts.texts):6.3f} ms a text  "
        f"copies found {len(hit & set(whole)) / len(whole):.3f}, passages of long texts "
        f"{len(hit & texts.parts) / len(texts.parts):.3f}"
    )
    return seconds


def decide(texts: Sample) -> None:
    known = {str(number): KnownText(str(number), text) for number, text in enumerate(texts.texts)}
    finder = CopyFinder(known.__getitem__)
    begin = time.process_time()
    right = 0
    for number, text in known.items():
        matches = [match.key for match in finder.matches(text)]
        right += str(texts.originals.get(int(number))) in matches
        finder.put(text)
    seconds = time.process_time() - begin
    print(
        f"{'all of it':12} {seconds:7.2f} s  {1e3 * seconds / len(known):6.3f} ms a text, comparison and decision "
        f"included; {right} of {len(texts.originals)} copies joined"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    texts = sample(parser.parse_args().documents)
    print(f"{len(texts.texts)} texts, {len(texts.originals)} copies, {len(texts.parts)} of them passages of long texts")
    seconds = {"willing": measure("willing", ours(), texts)}
    for name, peer in (("datasketch", by_datasketch), ("rensa", by_rensa)):
        try:
            seconds[name] = measure(name, peer(), texts)
        except ModuleNotFoundError as error:
            print(f"{name:12} not installed ({error})")
    for name in list(seconds)[1:]:
        print(f"{name} takes {seconds[name] / seconds['willing']:.2f} times as long as willing")
    decide(texts)


if __name__ == "__main__":
    main()
