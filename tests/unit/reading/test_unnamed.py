"""Measures that only "which" or "such a force" points back to."""

from __future__ import annotations

from willing.cases import load_general_register
from willing.model import Document, Stance
from willing.reading.layers import read_layers
from willing.reading.local import LocalReader
from willing.reading.page import Page
from willing.reading.positions import sentence_candidates

READER = LocalReader(load_general_register())


def test_an_objection_in_a_relative_clause_is_of_its_own_wherever_the_tree_hangs_it() -> None:
    text = (
        "The plan is for a European force in Ukraine. Spain likes the idea, but so far no other state has committed "
        "troops to such a force, which is still largely undefined and which Russia has called unacceptable."
    )
    page = Page(Document("text", text), read_layers([text])[0], READER)
    found = [each for sentence in page.layers.sentences for each in sentence_candidates(page, sentence)]
    against = [each for each in found if each.reading.stance is Stance.OPPOSED]
    assert [page.layers.words[each.reading.subject or 0].text for each in against] == ["Russia"]
    assert against[0].mention.measure_id == "troops"
    assert Stance.UNDECIDED in [each.reading.stance for each in found]
