"""Attributions from scores written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

import numpy as np
import pytest

from willing.errors import InvalidValue
from willing.model.span import Span
from willing.reading.attribution import (
    TAGS,
    Linked,
    Run,
    best_path,
    continue_quotations,
    decode_attributions,
    decode_runs,
    link,
    repair,
)
from willing.reading.encoder import Scores, WindowScores
from willing.reading.layers import Attribution
from willing.reading.pieces import Prepared
from willing.reading.sentences import paragraph_spans, sentence_spans
from willing.reading.words import word_places

NO_POINTER = np.zeros((0, 0), np.float32)


def prepared(text: str) -> Prepared:
    spans = sentence_spans(text)
    openings = {paragraph.start for paragraph in paragraph_spans(text)}
    words = [list(word_places(text, span.start, span.end)) for span in spans]
    edges = np.cumsum([0, *map(len, words)]).tolist()
    return Prepared(
        text=text,
        sentences=spans,
        paragraph_starts=tuple(i for i, span in enumerate(spans) if span.start in openings),
        word_starts=[start for sentence in words for start, _ in sentence],
        word_ends=[end for sentence in words for _, end in sentence],
        sentence_words=list(pairwise(edges)),
        parts=[],
    )


def scores_of(tags: Sequence[str], strength: float = 8.0) -> np.ndarray:
    table = np.zeros((len(tags), len(TAGS)), np.float32)
    for word, tag in enumerate(tags):
        table[word, TAGS.index(tag)] = strength
    return table


def window(words: int, content: dict[int, int], source: dict[int, int]) -> WindowScores:
    """One window over all words whose pointers are sure; words not named point to none."""

    def table(pointers: dict[int, int]) -> np.ndarray:
        scores = np.zeros((words, 1 + words), np.float32)
        scores[:, 0] = 4
        for origin, target in pointers.items():
            scores[origin, 1 + target] = 12
        return scores

    return WindowScores(0, 0, words, table(content), table(source), NO_POINTER)


def tags(pattern: str) -> list[str]:
    """`S`, `C`, `Q` begin a role, `s`, `c`, `q` continue it, `.` is outside."""
    names = {".": "O", "S": "B-source", "s": "I-source", "C": "B-cue", "c": "I-cue", "Q": "B-content", "q": "I-content"}
    return [names[letter] for letter in pattern]


def test_a_role_never_continues_where_it_has_not_begun() -> None:
    scores = np.zeros((3, 7), np.float32)
    scores[0, TAGS.index("O")] = 2
    scores[1, TAGS.index("I-content")] = 3  # likeliest alone, but nothing has begun
    scores[1, TAGS.index("B-content")] = 2.5
    scores[2, TAGS.index("I-content")] = 3
    assert [(run.role, run.first, run.last) for run in decode_runs(scores)] == [("content", 1, 3)]


def test_the_best_path_equals_the_best_of_all_allowed_paths() -> None:
    allowed = [
        path
        for path in product(range(7), repeat=4)
        if all(tag not in (2, 4, 6) or (i and path[i - 1] in (tag - 1, tag)) for i, tag in enumerate(path))
    ]
    random = np.random.default_rng(7)
    for _ in range(40):
        logs = np.log(random.dirichlet(np.full(7, 0.4), size=4))
        best = max(allowed, key=lambda path: sum(logs[i, tag] for i, tag in enumerate(path)))
        assert tuple(best_path(logs)) == best


def test_runs_carry_their_mean_probability_and_temperature_lowers_it() -> None:
    (run,) = decode_runs(scores_of(tags(".Qqq.")))
    assert (run.role, run.first, run.last) == ("content", 1, 4)
    expected = np.exp(8) / (np.exp(8) + 6)
    assert run.confidence == pytest.approx(expected, abs=1e-5)
    (cooler,) = decode_runs(scores_of(tags(".Qqq.")), temperature=2.0)
    assert cooler.confidence == pytest.approx(np.exp(4) / (np.exp(4) + 6), abs=1e-5)


def test_two_runs_side_by_side_stay_two() -> None:
    runs = decode_runs(scores_of(tags("SsSC")))
    assert [(run.role, run.first, run.last) for run in runs] == [("source", 0, 2), ("source", 2, 3), ("cue", 3, 4)]


def test_pointers_link_content_to_its_cue_and_the_cue_to_its_source() -> None:
    text = "France said it agrees, Spain said it does not."
    one = prepared(text)
    words = len(one.word_starts)
    pattern = tags("SCQq.SCQqq.")
    read = Scores(scores_of(pattern), NO_POINTER, NO_POINTER, NO_POINTER)
    read.windows.append(window(words, {2: 1, 3: 1, 7: 6, 8: 6, 9: 6}, {1: 0, 6: 5}))
    found = decode_attributions(one, read, {"temperature": 1.0})
    cut = [(a.source.cut(text) if a.source else None, a.cue.cut(text), a.content_span.cut(text)) for a in found]
    assert cut == [("France", "said", "it agrees"), ("Spain", "said", "it does not")]
    assert all(0.9 < one.confidence < 1 for one in found)


def test_a_cue_whose_pointer_says_none_has_no_source() -> None:
    runs = decode_runs(scores_of(tags("SCQq")))
    (linked,) = link(runs, [window(4, {2: 1, 3: 1}, {})])
    assert linked.source is None


def test_content_that_points_to_none_and_cues_without_content_are_left_out() -> None:
    runs = decode_runs(scores_of(tags("SCQq")))
    assert link(runs, [window(4, {}, {1: 0})]) == []


def test_pointers_reach_over_the_words_that_two_windows_share() -> None:
    runs = [Run("source", 0, 1, 1.0), Run("cue", 1, 2, 1.0), Run("content", 3, 5, 1.0)]
    early = window(3, {}, {1: 0})
    pointer = np.full((2, 5), -9.0, np.float32)
    pointer[:, 1] = 9  # column 1 is the window's first word, which is word 1 of the text
    late = WindowScores(1, 3, 5, pointer, pointer, NO_POINTER)
    (linked,) = link(runs, [early, late])
    assert (linked.cue.first, linked.source and linked.source.first) == (1, 0)
    assert [run.first for run in linked.content] == [3]


def repaired(text: str, content: Sequence[Run], others: Sequence[Run] = ()) -> list[str]:
    one = prepared(text)
    cue = Run("cue", 0, 1, 0.9)
    (found,) = repair([Linked(cue, None, tuple(content))], [cue, *content, *others], one)
    return [text[one.word_starts[run.first] : one.word_ends[run.last - 1]] for run in found.content]


def test_pieces_of_content_one_or_two_words_apart_are_one() -> None:
    text = "said we will not be going away"
    assert repaired(text, [Run("content", 1, 3, 0.9), Run("content", 5, 7, 0.7)]) == ["we will not be going away"]
    assert repaired(text, [Run("content", 1, 2, 0.9), Run("content", 5, 7, 0.9)]) == ["we", "going away"]


def test_pieces_are_not_joined_over_the_words_of_another_role() -> None:
    text = "said we will, he added, go away"
    content = [Run("content", 1, 3, 0.9), Run("content", 7, 9, 0.9)]
    assert repaired(text, content, [Run("source", 4, 5, 0.9)]) == ["we will", "go away"]


def test_a_stray_unsure_word_is_dropped_but_never_the_only_one() -> None:
    text = "said so and they all went home"
    assert repaired(text, [Run("content", 1, 2, 0.5), Run("content", 5, 7, 0.9)]) == ["went home"]
    assert repaired(text, [Run("content", 1, 2, 0.8), Run("content", 5, 7, 0.9)]) == ["so", "went home"]
    assert repaired(text, [Run("content", 1, 2, 0.5)]) == ["so"]


def test_an_open_quotation_takes_in_its_closing_mark() -> None:
    assert repaired("said “we will go” today", [Run("content", 1, 5, 0.9)]) == ["“we will go”"]
    assert repaired("said “we will go” today", [Run("content", 2, 6, 0.9)]) == ["“we will go”"]


def test_a_paragraph_that_opens_with_a_quotation_mark_continues_the_last_speaker() -> None:
    text = "France said “we will stay.\n\n“We will not leave.”"
    one = prepared(text)
    cue, first, second = Run("cue", 1, 2, 0.9), Run("content", 2, 7, 0.9), Run("content", 7, 13, 0.9)
    (found,) = continue_quotations([Linked(cue, None, (first,))], [cue, first, second], one)
    assert found.content == (first, second)


def test_a_paragraph_without_quotation_mark_continues_nobody() -> None:
    text = "France said we will stay.\n\nThey will not leave."
    one = prepared(text)
    cue, first, second = Run("cue", 1, 2, 0.9), Run("content", 2, 6, 0.9), Run("content", 6, 11, 0.9)
    (found,) = continue_quotations([Linked(cue, None, (first,))], [cue, first, second], one)
    assert found.content == (first,)


def test_an_attribution_without_content_cannot_be_built() -> None:
    with pytest.raises(InvalidValue, match="content"):
        Attribution(None, Span(0, 4), (), 0.5)


def test_no_words_give_no_attributions() -> None:
    empty = Scores(np.zeros((0, 7), np.float32), NO_POINTER, NO_POINTER, NO_POINTER)
    assert decode_attributions(prepared(""), empty, {"temperature": 1.0}) == ()
