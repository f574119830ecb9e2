"""Slips of the parser that are mended, without ever making a circle."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from willing.reading.layers import Word
from willing.reading.tree import repaired


def words(*rows: tuple[str, str, int, str]) -> tuple[Word, ...]:
    return tuple(
        Word(place * 10, place * 10 + len(text), text, kind, head, relation, 0)
        for place, (text, kind, head, relation) in enumerate(rows)
    )


def test_an_adverb_taken_for_the_verb_gives_its_place_back() -> None:
    mended = repaired(
        words(("They", "PRON", 1, "nsubj"), ("strongly", "VERB", -1, "root"), ("condemn", "VERB", 1, "xcomp"))
    )
    assert [(word.head, word.relation) for word in mended] == [(2, "nsubj"), (2, "advmod"), (-1, "root")]


def test_an_auxiliary_taken_for_the_verb_gives_its_place_back() -> None:
    mended = repaired(
        words(("Spain", "PROPN", 1, "nsubj"), ("has", "VERB", -1, "root"), ("earmarked", "VERB", 1, "goeswith"))
    )
    assert [(word.head, word.relation) for word in mended] == [(2, "nsubj"), (2, "aux"), (-1, "root")]


ROWS = st.lists(
    st.tuples(st.sampled_from(("apply", "boldly", "has", "sent")), st.sampled_from(("goeswith", "obj"))),
    min_size=1,
    max_size=8,
)


@given(ROWS, st.data())
def test_a_mended_tree_is_still_a_tree(rows: list[tuple[str, str]], data: st.DataObject) -> None:
    heads = [-1] + [data.draw(st.integers(0, place - 1)) for place in range(1, len(rows))]
    mended = repaired(
        words(*((text, "VERB", head, relation) for (text, relation), head in zip(rows, heads, strict=True)))
    )
    for start in range(len(mended)):
        seen, place = set(), start
        while place >= 0:
            assert place not in seen
            seen.add(place)
            place = mended[place].head
