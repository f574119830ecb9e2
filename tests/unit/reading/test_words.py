"""Words: the list that model and rules share."""

from __future__ import annotations

import pytest

from willing.model.span import Span
from willing.reading.words import word_spans


def words(text: str) -> list[str]:
    return [span.cut(text) for span in word_spans(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They won't go.", "They|wo|n't|go|."),
        ("They won’t go.", "They|wo|n’t|go|."),
        ("France's army", "France|'s|army"),
        ("France’s army", "France|’s|army"),
        ("we're, they'll, I've", "we|'re|,|they|'ll|,|I|'ve"),
        ("WE'LL GO", "WE|'LL|GO"),
        ("allies' troops", "allies|'|troops"),
        ("‘s wonderful", "‘|s|wonderful"),
    ],
)
def test_clitics_are_words_whatever_the_apostrophe(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,000.5 tonnes", "1,000.5|tonnes"),
        ("€2.5bn", "€|2.5|bn"),
        ("10,000-30,000 men", "10,000|-|30,000|men"),
        ("in 2022, 2023", "in|2022|,|2023"),
        ("at 10:30 on 9/11", "at|10:30|on|9/11"),
        ("50% of it", "50|%|of|it"),
    ],
)
def test_numbers_keep_their_points(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the U.S. Senate", "the|U.S.|Senate"),
        ("at 5 p.m.", "at|5|p.m."),
        ("Mr. Starmer met Gen. Smith.", "Mr.|Starmer|met|Gen.|Smith|."),
        ("J. D. Vance on Jan. 5", "J.|D.|Vance|on|Jan.|5"),
        ("It was plan B.", "It|was|plan|B|."),
    ],
)
def test_abbreviations_keep_their_full_stop_and_sentences_give_it_back(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


def test_marks_stand_alone_and_dots_together() -> None:
    assert words("“No...” — (yes)!") == ["“", "No", "...", "”", "—", "(", "yes", ")", "!"]


def test_a_combining_accent_stays_with_its_letter_and_invisible_characters_are_no_words() -> None:
    assert words("cafe\u0301 open\u200b\ufeff now") == ["cafe\u0301", "open", "now"]


def test_words_of_a_sentence_lie_inside_it() -> None:
    text = "He said so. They won't. She left."
    sentence = Span(12, 23)
    assert sentence.cut(text) == "They won't."
    assert [span.cut(text) for span in word_spans(text, sentence)] == ["They", "wo", "n't", "."]
