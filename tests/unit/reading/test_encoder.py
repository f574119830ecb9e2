"""The encoder with the real network: places, batches, long sentences."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest

from willing.errors import InputError
from willing.reading.encoder import Encoder
from willing.reading.pieces import Prepared, frame
from willing.reading.windows import WINDOW_LENGTH

SHORT = "France won’t send troops, its president said."
MIDDLE = "The minister said on Monday that two battalions would go, if parliament agreed.\n\n“We are ready,” she added."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(threads=1)


def first_pieces(encoder: Encoder, prepared: Prepared) -> list[str]:
    vocabulary = encoder.tokenizer.id_to_token
    return [vocabulary(part.pieces[place]) for part in prepared.parts for place in part.places]


def test_every_word_stands_on_its_first_wordpiece(encoder: Encoder) -> None:
    (one,) = encoder.prepare([SHORT])
    words = [one.text[a:b] for a, b in zip(one.word_starts, one.word_ends, strict=True)]
    assert words == ["France", "wo", "n’t", "send", "troops", ",", "its", "president", "said", "."]
    assert first_pieces(encoder, one) == [
        "france", "won", "’", "send", "troops", ",", "its", "president", "said", ".",
    ]  # fmt: skip


def test_a_paragraph_opens_with_its_mark_and_accents_keep_their_places(encoder: Encoder) -> None:
    (one,) = encoder.prepare(["Élysée officials spoke.\n\nAbove all, they left. Then they ate."])
    mark = encoder.tokenizer.token_to_id("[unused1]")
    assert [part.pieces[0] == mark for part in one.parts] == [True, True, False]
    assert one.paragraph_starts == (0, 1)
    assert [one.text[a:b] for a, b in zip(one.word_starts, one.word_ends, strict=True)][:2] == ["Élysée", "officials"]


def test_scores_do_not_depend_on_what_else_is_read_nor_on_threads(encoder: Encoder) -> None:
    texts = [SHORT, MIDDLE, SHORT]
    alone = [encoder.read(encoder.prepare([text]))[0] for text in texts]
    for reader in (encoder, Encoder(threads=3)):
        together = reader.read(reader.prepare(texts))
        for one, other in zip(alone, together, strict=True):
            for name in ("tag", "part_of_speech", "relation_dependent", "relation_head"):
                np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
            np.testing.assert_array_equal(one.windows[0].head, other.windows[0].head)


def test_the_network_does_not_look_at_padding(encoder: Encoder) -> None:
    (one,) = encoder.prepare([MIDDLE])
    pieces, _ = frame(one.parts)
    length = len(pieces)
    row = np.array([pieces + [0] * 40], np.int64)
    mask = (np.arange(length + 40) < length).astype(np.int64)[None]
    plain = encoder._run(pieces)
    (tags,) = encoder._session.run(["tag"], {"pieces": row, "mask": mask})
    # int8 numbers are scaled by the largest in the call, padding included, so equality is only near.
    assert np.abs(tags[0, :length] - plain["tag"]).mean() < 0.3
    assert (tags[0, :length].argmax(1) == plain["tag"].argmax(1)).mean() > 0.9


def test_the_tables_of_a_text_have_a_row_a_word_and_pointers_a_column_more(encoder: Encoder) -> None:
    (one,) = encoder.prepare([MIDDLE])
    (scores,) = encoder.read([one])
    words = len(one.word_starts)
    assert scores.tag.shape == (words, 7)
    assert scores.part_of_speech.shape == (words, 17)
    (window,) = scores.windows
    assert window.content_pointer.shape == window.source_pointer.shape == window.head.shape == (words, words + 1)


def test_a_long_text_is_read_in_windows_that_own_every_word_once(encoder: Encoder) -> None:
    (one,) = encoder.prepare([" ".join([SHORT] * 60)])
    (scores,) = encoder.read([one])
    owned = [word for window in scores.windows for word in range(window.own_first, window.own_last)]
    assert owned == list(range(len(one.word_starts)))
    assert len(scores.windows) > 3
    assert (np.abs(scores.tag).sum(1) > 0).all()


def test_a_sentence_longer_than_a_window_is_read_in_parts_and_reported(
    encoder: Encoder, caplog: pytest.LogCaptureFixture
) -> None:
    text = "We want " + ", ".join(["tanks and shells"] * 90) + "."
    with caplog.at_level(logging.INFO):
        (one,) = encoder.prepare([text])
    assert len(one.sentences) == 1
    assert len(one.parts) > 1
    assert all(len(part.pieces) <= WINDOW_LENGTH - 2 for part in one.parts)
    assert [word for part in one.parts for word in range(*part.words)] == list(range(len(one.word_starts)))
    assert "parts" in str(one.problems[0])
    assert "wordpieces" in caplog.text
    (scores,) = encoder.read([one])
    assert scores.tag.shape[0] == len(one.word_starts)


@pytest.mark.parametrize("text", ["", "\n\n", "\u200b", "😀", "\u200b said", "…", "x" * 5000, "乌克兰 said so."])
def test_odd_texts_are_read_without_complaint(encoder: Encoder, text: str) -> None:
    (one,) = encoder.prepare([text])
    (scores,) = encoder.read([one])
    assert scores.tag.shape[0] == len(one.word_starts)


def test_a_missing_model_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=str(tmp_path)):
        _ = Encoder(tmp_path).description
