"""Windows: everything is read, by one owner, within the limit."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from willing.reading.windows import FRAME, Window, pack_windows, split_points


def test_short_texts_are_one_window() -> None:
    assert pack_windows([30, 40, 50], 192) == [Window(0, 3, 0, 3)]
    assert pack_windows([], 192) == []


def test_neighbours_share_a_sentence_and_the_one_with_more_around_it_keeps_it() -> None:
    assert pack_windows([60, 40, 10], 102) == [Window(0, 2, 0, 2), Window(1, 3, 2, 3)]
    assert pack_windows([20, 40, 10, 80], 102) == [Window(0, 3, 0, 2), Window(2, 4, 2, 4)]


def test_a_sentence_is_not_shared_where_the_next_would_not_fit_beside_it() -> None:
    assert pack_windows([50, 50, 90], 102) == [Window(0, 2, 0, 2), Window(2, 3, 2, 3)]


def test_a_window_ends_with_its_paragraph_and_shares_nothing_then() -> None:
    opens = [True, False, True, False, False]
    windows = pack_windows([30, 30, 30, 30, 30], 102, opens_paragraph=opens)
    assert windows == [Window(0, 2, 0, 2), Window(2, 5, 2, 5)]


def test_a_window_is_not_left_almost_empty_for_a_paragraph() -> None:
    opens = [True, True, False, False]
    windows = pack_windows([20, 60, 40, 30], 102, opens_paragraph=opens)
    assert (windows[0].first, windows[0].last) == (0, 2)


def test_without_overlap_windows_only_touch() -> None:
    assert pack_windows([60, 40, 10], 102, overlap=False) == [Window(0, 2, 0, 2), Window(2, 3, 2, 3)]


def test_a_limit_below_every_sentence_gives_one_window_a_sentence() -> None:
    assert pack_windows([5, 6], 0, overlap=False) == [Window(0, 1, 0, 1), Window(1, 2, 1, 2)]


@given(st.lists(st.tuples(st.integers(1, 190), st.booleans()), max_size=40))
def test_every_part_has_one_owner_that_read_it_and_no_window_is_too_long(parts: list[tuple[int, bool]]) -> None:
    lengths = [length for length, _ in parts]
    windows = pack_windows(lengths, 192, opens_paragraph=[opens for _, opens in parts])
    owned = [part for window in windows for part in range(window.own_first, window.own_last)]
    assert owned == list(range(len(lengths)))
    for window in windows:
        assert window.first <= window.own_first < window.own_last <= window.last
        assert sum(lengths[window.first : window.last]) + FRAME <= 192


def test_a_long_sentence_is_split_after_a_comma_if_one_is_near() -> None:
    breaks = [index == 7 for index in range(12)]
    assert split_points(breaks, [1] * 12, 10) == [7]


def test_a_long_sentence_without_commas_is_split_at_the_last_word_that_fits() -> None:
    assert split_points([False] * 25, [1] * 25, 10) == [10, 20]


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 10)), max_size=60))
def test_parts_of_a_split_fit_and_go_forward(words: list[tuple[bool, int]]) -> None:
    lengths = [length for _, length in words]
    points = [0, *split_points([good for good, _ in words], lengths, 12), len(words)]
    assert points == sorted(set(points)) or not words
    assert all(sum(lengths[a:b]) <= 12 for a, b in pairwise(points))
