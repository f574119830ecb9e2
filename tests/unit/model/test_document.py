"""Documents and the problems met on the way to them."""

from __future__ import annotations

import hashlib

import pytest

from willing.errors import InvalidValue
from willing.model import Document, Problem


def test_equal_texts_are_recognised_whatever_they_were_read_from() -> None:
    plain = Document("a.txt", "Spain will send ships.")
    page = Document("https://example.org/a", "Spain will send ships.", raw=b"<p>Spain will send ships.</p>")
    assert plain.sha256 == page.sha256 == hashlib.sha256(b"Spain will send ships.").hexdigest()
    assert plain.sha256 != Document("a.txt", "Spain will send ships").sha256


def test_a_text_with_half_a_surrogate_pair_still_has_a_fingerprint() -> None:
    assert len(Document("a.txt", "broken \ud83d text").sha256) == 64


@pytest.mark.parametrize(("doc_id", "text"), [("", "words"), ("a.txt", ""), ("a.txt", " \n\t")])
def test_a_document_has_a_name_and_a_text(doc_id: str, text: str) -> None:
    with pytest.raises(InvalidValue, match="document"):
        Document(doc_id, text)


def test_a_problem_says_where_what_and_what_to_try() -> None:
    assert str(Problem("a.csv, row 3", "stance 'keen'", "one of the ten stances", "try 'willing'")) == (
        "a.csv, row 3: stance 'keen'; expected one of the ten stances; try 'willing'"
    )
    assert str(Problem("a.pdf", "no text layer")) == "a.pdf: no text layer"
