"""Words of measures in a text."""

from __future__ import annotations

import re

import pytest

from willing.cases import load_general_register
from willing.cases.builtin import case_source
from willing.errors import InvalidValue
from willing.reading.measures import WordFinder, any_of, lowered


def demo_texts() -> list[str]:
    folder = case_source("ukraine-coalition")
    assert folder is not None
    files = [file for file in folder.joinpath("texts").iterdir() if file.name.endswith(".txt")]
    assert len(files) == 10
    return [lowered(file.read_text(encoding="utf-8")) for file in files]


def test_a_border_asked_for_once_finds_what_each_word_alone_finds() -> None:
    texts = demo_texts()
    for measure in load_general_register().measures:
        plain = re.compile("|".join(f"(?:{word})" for word in measure.words))
        together = re.compile(any_of(measure.words))
        for text in texts:
            assert [each.span() for each in together.finditer(text)] == [each.span() for each in plain.finditer(text)]


def test_every_word_of_the_general_register_can_be_looked_for() -> None:
    register = load_general_register()
    for entry in (*register.measures, *register.conditions):
        WordFinder([(entry.id, entry.words)])


def test_a_word_that_is_no_expression_is_named() -> None:
    with pytest.raises(InvalidValue, match=r"troops: '\(troops' is no regular expression"):
        WordFinder([("arms", ("arms",)), ("troops", ("soldiers", "(troops"))])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("troops?", "troop carriers"), ["troop"]),
        ((r"(?<![\w-])(?:troops)", "carriers"), ["carriers"]),
        ((r"(?<![\w-])(?:troops)", r"(?<![\w-])(?:troop c\w+)"), ["troop carriers"]),
    ],
)
def test_words_with_and_without_borders(words: tuple[str, ...], found: list[str]) -> None:
    text = "no-troops and troop carriers"
    spans = [span for span, _, _ in WordFinder([("arms", words)]).find(text)]
    assert [text[span.start : span.end] for span in spans][-1:] == found
