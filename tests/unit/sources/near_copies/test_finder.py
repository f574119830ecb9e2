"""Texts put in one by one: what is found does not depend on how many others are there, or on the process."""

from __future__ import annotations

import random
import subprocess
import sys

from willing.sources.near_copies import CopyFinder, KnownText, stories_of
from willing.sources.near_copies.index import CopyIndex
from willing.sources.near_copies.sketch import sketch_of

WORDS = [
    f"{first}{last}" for first in "bal dor fen gul har jos kel mir nos pav".split() for last in "an el in or us".split()
]


def text_of(number: int, words: int = 300) -> str:
    """Words in an order that is the number's own."""
    draw = random.Random(number)
    return " ".join(draw.choice(WORDS) for _ in range(words)).capitalize() + "."


def test_a_passage_of_a_long_text_is_found_among_many() -> None:
    index = CopyIndex()
    for number in range(300):
        index.put(str(number), sketch_of(text_of(number)))
    index.put("long", sketch_of(text_of(1000, 8000) + text_of(77, 120) + text_of(1001, 8000)))
    assert set(index.candidates(sketch_of(text_of(77, 120)))) == {"long", "77"}
    assert index.candidates(sketch_of(text_of(5000))) == []


def test_the_order_of_the_index_runs_changes_no_answer() -> None:
    sketches = {str(number): sketch_of(text_of(number) + text_of(number // 3)) for number in range(90)}
    whole, other_way = CopyIndex(), CopyIndex()
    for key, sketch in sketches.items():
        whole.put(key, sketch)
    for key, sketch in reversed(sketches.items()):
        other_way.put(key, sketch)
    for key, sketch in sketches.items():
        assert set(whole.candidates(sketch)) == set(other_way.candidates(sketch)), key


def test_a_sketch_is_the_same_in_every_process() -> None:
    code = f"from willing.sources.near_copies.sketch import sketch_of; print(sketch_of({text_of(3)!r}).tolist())"
    elsewhere = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert elsewhere.stdout.strip() == str(sketch_of(text_of(3)).tolist())


def test_a_text_does_not_match_itself_and_short_ones_are_found_too() -> None:
    short = "Ships will go to the strait in May, the ministry of Veldania said on Tuesday evening."
    known = {"a": KnownText("a", short)}
    finder = CopyFinder(known.__getitem__)
    finder.put(known["a"])
    assert finder.matches(known["a"]) == []
    assert [match.key for match in finder.matches(KnownText("b", short))] == ["a"]


def test_a_text_without_words_is_nobodys_copy() -> None:
    texts = [KnownText("a", "..."), KnownText("b", "..."), KnownText("c", "One word or two.")]
    assert stories_of(texts)["c"] == "c"


def test_two_cut_versions_become_one_story_when_the_whole_text_comes() -> None:
    first, second = text_of(1, 150), text_of(2, 150)
    story = stories_of([KnownText("one", first), KnownText("two", second), KnownText("whole", f"{first} {second}")])
    assert story == {"one": "one", "two": "one", "whole": "one"}


def test_a_round_up_belongs_to_one_of_its_stories_and_does_not_join_them() -> None:
    parts = [text_of(number, 100) for number in range(6)]
    texts = [KnownText(str(number), part) for number, part in enumerate(parts)]
    story = stories_of([*texts, KnownText("round-up", " ".join(parts))])
    assert len(set(story.values())) == 6
    assert story["round-up"] != "round-up"
