"""Positions: fields that agree with one another, and the annotation guide's record both ways."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.errors import InvalidValue
from willing.model import (
    AttachedCondition,
    Basis,
    Coding,
    Directness,
    Position,
    Quantifier,
    Quantity,
    Quote,
    Relation,
    Span,
    SpeakerKind,
    Stance,
)

TEXT = "Spain will send 500 troops if there is a cease-fire, the minister said in Madrid."


def place(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


SPAIN = Position(
    doc_id="a.txt",
    evidence=Quote.from_text(TEXT, place("Spain will send 500 troops if there is a cease-fire")),
    actor=place("Spain"),
    actor_ids=("ESP",),
    stance=Stance.COMMITTED,
    measure=place("send 500 troops"),
    measure_id="troops",
    quantity=Quantity(500, 500, "troops"),
    conditions=(AttachedCondition(place("if there is a cease-fire"), "ceasefire", Relation.REQUIRES),),
    speaker=place("the minister"),
    speaker_ids=("ESP",),
    speaker_kind=SpeakerKind.NAMED,
    directness=Directness.REPORTED,
    confidence=0.875,
)
CODED = replace(SPAIN, evidence=None, basis=Basis.CODED, coding=Coding("Would send troops after a cease-fire."))


def test_a_position_is_written_with_the_guides_fields_and_its_quote() -> None:
    assert SPAIN.as_json() == {
        "doc_id": "a.txt",
        "evidence": [0, 51],
        "actor": [0, 5],
        "actor_ids": ["ESP"],
        "quantifier": None,
        "stance": "committed",
        "able": None,
        "measure": [11, 26],
        "measure_id": "troops",
        "by_ids": [],
        "for_ids": [],
        "quantity": {"value": 500, "unit": "troops"},
        "conditions": [{"span": [27, 51], "id": "ceasefire", "relation": "requires", "negated": False}],
        "when": None,
        "speaker": [53, 65],
        "speaker_ids": ["ESP"],
        "speaker_kind": "named",
        "directness": "reported",
        "quote": "Spain will send 500 troops if there is a cease-fire",
        "confidence": 0.875,
        "sure": True,
    }


offsets = st.integers(0, len(TEXT) - 2)
spans = offsets.flatmap(lambda start: st.integers(start + 1, len(TEXT)).map(lambda end: Span(start, end)))
codes = st.lists(st.sampled_from(["ESP", "FRA", "COW"]), max_size=3).map(tuple)
positions = st.builds(
    Position,
    doc_id=st.text(min_size=1, max_size=5),
    evidence=spans.map(lambda span: Quote.from_text(TEXT, span)),
    actor=st.none() | spans,
    actor_ids=codes.filter(bool),
    stance=st.sampled_from([Stance.REQUESTS, Stance.OPPOSED, Stance.WILLING]),
    measure=st.none() | spans,
    measure_id=st.sampled_from(["troops", "naval"]),
    quantifier=st.sampled_from([None, Quantifier(word="most"), Quantifier(at_least=26, of=35)]),
    able=st.sampled_from([None, True, False]),
    by_ids=codes,
    for_ids=codes,
    quantity=st.sampled_from([None, Quantity(None, 15000, "troops"), Quantity(1, 2, "EUR", "billion")]),
    conditions=st.lists(
        st.builds(AttachedCondition, st.none() | spans, st.just("ceasefire"), st.sampled_from(Relation), st.booleans()),
        max_size=2,
    ).map(tuple),
    when=st.none() | spans,
    speaker=st.none() | spans,
    speaker_ids=codes,
    speaker_kind=st.sampled_from([SpeakerKind.NAMED, SpeakerKind.ANONYMOUS, SpeakerKind.JOINT]),
    directness=st.sampled_from(Directness),
    confidence=st.integers(0, 10_000).map(lambda parts: parts / 10_000),
    sure=st.booleans(),
    reader=st.just("local 1"),
    basis=st.just(Basis.QUOTED),
    coding=st.none(),
)


@given(positions)
def test_a_quoted_position_survives_json(position: Position) -> None:
    assert Position.from_json(position.as_json(), TEXT, reader="local 1") == position


def test_a_coded_position_has_no_words_to_quote() -> None:
    record = CODED.as_json()
    assert (record["evidence"], record["quote"]) == (None, None)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"evidence": None}, "expected a quote if quoted and a coding otherwise"),
        ({"basis": Basis.CODED}, "expected a quote if quoted and a coding otherwise"),
        ({"coding": Coding("A summary.")}, "expected a quote if quoted and a coding otherwise"),
        ({"actor_ids": ()}, "expected at least one actor id"),
        ({"measure_id": ""}, "expected a measure id"),
        ({"confidence": 1.5}, "confidence 1.5, expected a number"),
        ({"confidence": float("nan")}, "confidence nan, expected a number"),
        ({"by_ids": ("FRA",)}, "`by` with stance committed"),
        ({"speaker_kind": SpeakerKind.OUTLET}, "speaker ids for the outlet's own words"),
    ],
)
def test_a_position_whose_fields_contradict_one_another_cannot_be_built(change: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValue, match=f"position in a.txt.*{message}"):
        replace(SPAIN, **change)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("evidence", None, ""),
        ("evidence", [0, 500], "ends after the text"),
        ("evidence", [5, 5], "expected 0 <= start < end"),
        ("actor", [0, 500], "ends after the text"),
        ("measure", [0, 500], "ends after the text"),
        ("when", [80, 500], "ends after the text"),
        ("speaker", [0, 1, 2], ""),
        ("speaker", [0.0, 5.0], "expected a whole number"),
        ("actor_ids", "ESP", "expected a list of strings"),
        ("actor_ids", [], "at least one actor id"),
        ("by_ids", [3], "expected a list of strings"),
        ("stance", "keen", "keen"),
        ("able", "no", "expected true, false or null"),
        ("sure", "false", "expected true, false or null"),
        ("quantity", "500 troops", "expected an object"),
        ("quantifier", ["most"], "expected a word or an object"),
        ("conditions", ["ceasefire"], ""),
        ("conditions", [{"span": [0, 500], "id": "ceasefire", "relation": "requires"}], "ends after the text"),
        ("conditions", [{"span": None, "id": "ceasefire", "relation": "maybe"}], "maybe"),
        ("conditions", [{"span": None, "relation": "requires"}], "no field 'id'"),
        ("confidence", None, ""),
    ],
)
def test_a_record_with_a_wrong_field_is_refused_and_named(field: str, value: object, message: str) -> None:
    with pytest.raises(InvalidValue, match=f"position record of a.txt: .*{message}"):
        Position.from_json({**SPAIN.as_json(), field: value}, TEXT)


@pytest.mark.parametrize("field", ["doc_id", "evidence", "actor_ids", "stance", "measure_id"])
def test_a_record_without_a_needed_field_is_refused(field: str) -> None:
    record = {name: value for name, value in SPAIN.as_json().items() if name != field}
    with pytest.raises(InvalidValue, match=f"no field '{field}'"):
        Position.from_json(record, TEXT)


def test_a_record_with_only_the_needed_fields_is_the_outlets_own_assertion() -> None:
    record = {
        "doc_id": "a.txt", "evidence": [0, 26], "actor_ids": ["ESP"], "stance": "committed", "measure_id": "troops",
    }  # fmt: skip
    position = Position.from_json(record, TEXT)
    assert position.evidence is not None
    assert position.evidence.exact == "Spain will send 500 troops"
    assert (position.speaker_kind, position.directness) == (SpeakerKind.OUTLET, Directness.ASSERTED)
    assert (position.confidence, position.sure) == (1.0, True)
