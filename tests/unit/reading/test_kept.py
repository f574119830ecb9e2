"""What the reader keeps of its drafts, and whose words and conditions they are given."""

from __future__ import annotations

import pytest

from willing.cases import load_general_register
from willing.model import AttachedCondition, Directness, Document, Relation, Span, SpeakerKind, Stance
from willing.reading import positions
from willing.reading.actors import Resolved
from willing.reading.conditions import ConditionMention, still_open
from willing.reading.confidence import FIRM_FROM, KEPT_FROM, least_confidence
from willing.reading.layers import read_layers
from willing.reading.local import LocalReader
from willing.reading.page import Page
from willing.reading.positions import find_drafts, find_positions
from willing.reading.speakers import Speaker
from willing.reading.speech_acts import of_its_own

READER = LocalReader(load_general_register())
TEXT = (
    "Norway will send two frigates. The president has shown no interest in an American guarantee, which Keir Starmer "
    "of Britain has said would be required for most European countries to consider sending troops."
)


def test_a_promise_needs_more_than_a_hedge_to_be_kept() -> None:
    assert least_confidence(Stance.COMMITTED) == least_confidence(Stance.DELIVERED) == FIRM_FROM > KEPT_FROM
    assert least_confidence(Stance.CONSIDERING) == least_confidence(Stance.DECLINED) == KEPT_FROM


def test_faint_drafts_are_dropped_and_what_the_rules_alone_read_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    document, layers = Document("t", TEXT, language="en"), read_layers([TEXT])[0]
    drafts = find_drafts(Page(document, layers, READER))
    assert {draft.of_rules for draft in drafts} == {True, False}
    monkeypatch.setattr(positions, "confidence_of", lambda features: (KEPT_FROM + FIRM_FROM) / 2)
    between = find_positions(document, layers, READER)
    assert len(between) == sum(draft.of_rules or not draft.stance.firm for draft in drafts) < len(drafts)
    monkeypatch.setattr(positions, "confidence_of", lambda features: KEPT_FROM / 2)
    assert len(find_positions(document, layers, READER)) == sum(draft.of_rules for draft in drafts)


@pytest.mark.parametrize(
    ("words", "ids"),
    [("its defence minister", ("PRT",)), ("Its minister", ("PRT",)), ("the minister", ("UKR",))],
)
def test_its_minister_behind_the_statement_is_the_actors(words: str, ids: tuple[str, ...]) -> None:
    text = f"Portugal may train Ukrainians in Ukraine, {words} said."
    at = text.index(words)
    speaker = Speaker(Span(at, at + len(words)), ("UKR",), SpeakerKind.NAMED, Directness.REPORTED)
    actor = Resolved(Span(0, 8), ("PRT",))
    assert of_its_own(text, speaker, Span(0, 40), actor).actor_ids == ids
    before = of_its_own(text, speaker, Span(at + 1, len(text)), actor)
    assert before.actor_ids == ("UKR",)


def test_what_was_delivered_waits_for_nothing() -> None:
    def told(relation: Relation) -> ConditionMention:
        return ConditionMention(AttachedCondition(Span(0, 5), "other", relation), None)

    every = [told(relation) for relation in (Relation.AFTER, Relation.REQUIRES, Relation.LIMITED_TO)]
    assert still_open(every, Stance.COMMITTED) == every
    assert still_open(every, Stance.DELIVERED) == every[2:]
