"""Whom a noun phrase means: bodies by their kind, sets by a word that stands alone."""

from __future__ import annotations

import pytest

from willing.cases import load_general_register
from willing.model import Document, Quantifier
from willing.reading.actors import Resolved
from willing.reading.layers import read_layers
from willing.reading.local import LocalReader
from willing.reading.page import Page

READER = LocalReader(load_general_register())


def resolved(text: str, word: str) -> Resolved | None:
    """What the last `word` of the text means."""
    page = Page(Document("text", text), read_layers([text])[0], READER)
    index = max(i for i, each in enumerate(page.layers.words) if each.text == word)
    return page.resolver.resolve(index, ())


@pytest.mark.parametrize(
    ("text", "word", "actor"),
    [
        ("The Asian Development Bank met Japan. The bank will lend 90 million dollars.", "bank", "ADB"),
        ("NATO met in Oslo with Sweden. The alliance will send ships.", "alliance", "NATO"),
        ("Montserrat is a member of the Caribbean Community. The bloc will send police.", "bloc", "CARICOM"),
        ("The African Union wrote to Kenya. Kenya wrote to the union, and the union will pay.", "union", "AU"),
    ],
)
def test_a_body_is_meant_by_what_it_is(text: str, word: str, actor: str) -> None:
    found = resolved(text, word)
    assert found is not None
    assert (found.actor_ids, found.inferred) == ((actor,), True)


def test_no_body_is_guessed() -> None:
    assert resolved("Norway wrote to Latvia. The bank will pay.", "bank") is None
    assert resolved("NATO met in Oslo. A bank will pay.", "bank") is None


def test_a_name_with_the_is_known_at_the_head_of_a_sentence() -> None:
    found = resolved("The Union will pay.", "Union")
    assert found is not None
    assert found.actor_ids == ("EU",)


def test_several_may_stand_alone_for_a_set() -> None:
    found = resolved("European countries met in Paris. Several will send troops.", "Several")
    assert found is not None
    assert (found.actor_ids, found.quantifier) == (("EUROPE",), Quantifier(word="some"))
