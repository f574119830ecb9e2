"""Conditions as sentences word them: what opens one, what only looks like it, and which kind each is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from willing.model import Document
from willing.reading.layers import read_layers
from willing.reading.local import LocalReader
from willing.reading.page import Page
from willing.workflows.reading import register_for


@pytest.fixture(scope="module")
def reader() -> LocalReader:
    return LocalReader(register_for(None))


def conditions(text: str, reader: LocalReader) -> Iterator[tuple[str, str, str]]:
    """Relation, id and words of every condition in a text."""
    (layers,) = read_layers([text], threads=1)
    page = Page(Document("text", text, language="en"), layers, reader)
    for sentence in layers.sentences:
        for mention in page.conditions_of(sentence):
            span = mention.condition.span
            assert span is not None
            yield mention.condition.relation.value, mention.condition.id, span.cut(text)


@pytest.mark.parametrize(
    ("text", "relation", "kind", "words"),
    [
        ("Norway will send ships if parliament agrees.", "requires", "parliament", "if parliament agrees"),
        ("Norway will send ships provided there is a truce.", "requires", "ceasefire", "provided there is a truce"),
        ("Norway will send ships should it be attacked.", "requires", "attack", "should it be attacked"),
        ("Should Russia attack again, Norway will send ships.", "requires", "attack", "Should Russia attack again"),
        ("Norway will send ships, weather permitting.", "requires", "other", "weather permitting"),
        ("Norway will send ships in return for cheaper gas.", "requires", "reciprocity", "in return for cheaper gas"),
        ("Norway would sail if Denmark does.", "with", "allies", "if Denmark does"),
        ("Norway would sail provided that the others do too.", "with", "allies", "provided that the others do too"),
        ("Norway will sail only together with Denmark.", "with", "allies", "only together with Denmark"),
        ("Norway will sail, whatever the council says.", "regardless", "other", "whatever the council says"),
        ("Norway will sail in any event.", "regardless", "other", "in any event"),
        ("Truce or no truce, Norway will sail.", "regardless", "ceasefire", "Truce or no truce"),
        ("Norway will sail once the truce holds.", "after", "ceasefire", "once the truce holds"),
        ("Norway would sail when a truce is signed.", "after", "ceasefire", "when a truce is signed"),
    ],
)
def test_a_condition_is_found_with_its_kind(
    text: str, relation: str, kind: str, words: str, reader: LocalReader
) -> None:
    found = [(each[0], each[1], each[2].rstrip(".,")) for each in conditions(text, reader)]
    assert (relation, kind, words) in found, found


@pytest.mark.parametrize(
    "text",
    [
        "Norway has provided 300 million euros to the fund.",
        "Norway is providing Kyiv with ships.",
        "Norway will send ships together with its allies.",
        "Alongside Denmark, Norway will send ships.",
        "Norway will act in accordance with the resolution.",
        "When Russia invaded Crimea, Norway sent ships.",
        "Norway should send ships, the minister said.",
        "What should Norway send?",
        "The ships were ready to sail, the minister said.",
        "Norway will do whatever it can.",
        "Norway will stay as long as it takes.",
        "The minister declined to say if ships would be sent.",
        "What if the ships are sunk, he asked.",
    ],
)
def test_what_only_looks_like_a_condition_is_none(text: str, reader: LocalReader) -> None:
    assert list(conditions(text, reader)) == []
