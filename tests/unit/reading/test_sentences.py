"""Sentences: exact places, paragraphs, and the cases that splitters get wrong."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.reading.sentences import paragraph_spans, sentence_spans


def sentences(text: str) -> list[str]:
    return [span.cut(text) for span in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "He met Mr. Macron in the U.S. on Monday.",
        "“We are on your side,” Mr. Macron said.",
        '"We are on your side," Mr. Macron said.',
        "“Are you ready?” Prime Minister Keir Starmer asked.",
        "“No!” he said.",
        "Sen. John McCain and Gen. Mark A. Milley left.",
        "Gov. Smith, D-N.J., spoke at 5 p.m. Friday.",
        "The U.S. Senate voted.",
        "It is No. 5 on Jan. 5.",
        "Aid of $1.5 billion was sent, i.e. half of it.",
        "1. Send troops.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He lives in the U.S. She does not.", "He lives in the U.S.|She does not."),
        ("He works at Acme Inc. The firm is big.", "He works at Acme Inc.|The firm is big."),
        ("“We will go. We will stay,” he said.", "“We will go.|We will stay,” he said."),
        ("He said: “We will.” Then he left.", "He said: “We will.”|Then he left."),
        ("“Yes.” Mr. Macron then left.", "“Yes.”|Mr. Macron then left."),
        ("Then he left... And came back.", "Then he left...|And came back."),
        ("The answer was no. He left.", "The answer was no.|He left."),
    ],
)
def test_two_sentences_are_two(text: str, expected: str) -> None:
    assert sentences(text) == expected.split("|")


@pytest.mark.parametrize(
    "dateline", ["OSLO (AP) - ", "OSLO, June 3 (Reuters) — ", "OSLO — ", "ST. IVES/OSLO, 3 June (AP)- "]
)
def test_a_dateline_is_no_part_of_the_first_sentence(dateline: str) -> None:
    text = dateline + "Norway will send two frigates."
    assert [span.cut(text) for span in sentence_spans(text)] == [dateline.strip(), "Norway will send two frigates."]


def test_a_dash_after_a_name_in_the_middle_is_no_dateline() -> None:
    text = "The ministry in OSLO - where else - will send two frigates."
    assert [span.cut(text) for span in sentence_spans(text)] == [text]


def test_a_blank_line_ends_a_sentence_and_a_paragraph() -> None:
    text = "No full stop here\n \n“We will stay,” he said.\r\n\r\nShe left."
    assert sentences(text) == ["No full stop here", "“We will stay,” he said.", "She left."]
    assert [span.cut(text) for span in paragraph_spans(text)] == sentences(text)


def test_a_line_of_its_own_is_a_sentence() -> None:
    text = (
        "Leaders meet in Paris\nBy A REPORTER\n- first point\n- second point\n"
        "The leaders of thirty states met on Monday to speak about the force that two of them want to send, and left."
    )
    assert sentences(text)[:4] == ["Leaders meet in Paris", "By A REPORTER", "- first point", "- second point"]


def test_the_line_ends_of_wrapped_text_end_nothing() -> None:
    text = (
        "The government said on Monday that it would send two\n"
        "battalions if parliament agreed, and that the Prime\n"
        "Minister would ask it in June. The opposition did not\n"
        "object."
    )
    assert sentences(text) == [text[: text.index(" The opposition")], text[text.index("The opposition") :]]
    assert len(paragraph_spans(text)) == 1


def test_a_line_that_breaks_off_goes_on() -> None:
    assert sentences("He met Mr.\nMacron.") == ["He met Mr.\nMacron."]
    assert sentences("They want to send\ntroops.") == ["They want to send\ntroops."]


def test_nothing_gives_nothing() -> None:
    assert sentence_spans("") == ()
    assert sentence_spans(" \n\t\n ") == ()


@given(st.text(alphabet=st.sampled_from('Aab1 .,!?…\n"“”‘’()-—\u00a0\u200b😀é'), max_size=120))
def test_sentences_cover_everything_that_is_not_blank_in_order(text: str) -> None:
    spans = sentence_spans(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    covered = {place for span in spans for place in range(span.start, span.end)}
    assert all(text[place].isspace() for place in range(len(text)) if place not in covered)
    assert all("\n\n" not in span.cut(text) and span.cut(text) == span.cut(text).strip() for span in spans)
