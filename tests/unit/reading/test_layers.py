"""Layers, from raw text through the shipped model, on sentences of our own."""

from __future__ import annotations

import pytest

from willing.model.span import Span
from willing.reading.layers import ROOT, Layers, read_layers

TEXT = (
    "Norland weighs sending troops\n\n"
    "The Norland government said on Tuesday that it would send two battalions if parliament agreed. "
    "“We won’t be the last to come,” Prime Minister Anna Holt told reporters.\n\n"
    "Westmark’s defence minister declined to say whether his country would follow."
)


@pytest.fixture(scope="module")
def layers() -> Layers:
    return read_layers([TEXT])[0]


def word(layers: Layers, text: str) -> int:
    index = layers.word_at(TEXT.index(text))
    assert index is not None
    return index


def test_words_and_sentences_are_cut_from_the_text(layers: Layers) -> None:
    assert all(one.text == one.span.cut(TEXT) for one in layers.words)
    assert [span.cut(TEXT)[:12] for span in layers.sentences] == [
        "Norland weig", "The Norland ", "“We won’t be", "Westmark’s d",
    ]  # fmt: skip
    assert layers.paragraph_starts == (0, 1, 3)
    assert [layers.paragraph_of(sentence) for sentence in range(4)] == [0, 1, 1, 2]


def test_the_speakers_are_found(layers: Layers) -> None:
    found = {
        one.cue.cut(TEXT).split()[0]: (one.source.cut(TEXT) if one.source else None, one.content_span.cut(TEXT))
        for one in layers.attributions
    }
    source, content = found["said"]
    assert source == "The Norland government"
    assert content.endswith("it would send two battalions if parliament agreed")
    source, content = found["told"]
    assert source == "Prime Minister Anna Holt"
    assert "be the last to come" in content


def test_a_verb_knows_its_subject_and_object(layers: Layers) -> None:
    send = word(layers, "send two")
    relations = {layers.words[child].relation: layers.words[child].text for child in layers.children(send)}
    assert relations["nsubj"] == "it"
    assert relations["obj"] == "battalions"
    assert layers.words[send].part_of_speech == "VERB"
    assert layers.subtree_span(word(layers, "battalions")).cut(TEXT) == "two battalions"


def test_every_sentence_is_one_tree(layers: Layers) -> None:
    for sentence in range(len(layers.sentences)):
        first, last = layers.sentence_bounds(sentence)
        root = layers.root(sentence)
        assert root is not None
        assert layers.words[root].relation == "root"
        assert layers.subtree(root) == tuple(range(first, last))
        assert [one.head for one in layers.sentence_words(sentence)].count(ROOT) == 1


def test_places_lead_back_to_words_and_sentences(layers: Layers) -> None:
    index = word(layers, "battalions")
    assert layers.words[index].text == "battalions"
    assert layers.word_at(TEXT.index(" battalions")) is None
    assert layers.sentence_at(TEXT.index("Anna")) == 2
    assert layers.sentence_at(TEXT.index("\n\n")) is None
    assert layers.word_at(10_000) is None
    words = layers.words_in(Span(TEXT.index("two batt"), TEXT.index("alions if")))
    assert [layers.words[index].text for index in words] == ["two", "battalions"]
    assert layers.ancestors(word(layers, "two"))[:2] == (index, word(layers, "send two"))


def test_texts_read_together_are_read_as_alone(layers: Layers) -> None:
    together = read_layers(["Nobody spoke.", TEXT, ""])
    assert together[1] == layers
    assert together[2] == Layers("", (), (), (), (), learned=True)


def test_confidence_is_a_probability(layers: Layers) -> None:
    assert layers.attributions
    assert all(0 < one.confidence <= 1 for one in layers.attributions)
