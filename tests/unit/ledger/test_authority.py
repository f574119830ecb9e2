"""Whose word a statement is, by which office, about which place: read from words only."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from willing.cases import load_general_register
from willing.ledger.authority import Office, is_claim, office_in
from willing.ledger.entry import Entry
from willing.ledger.place import Hosts, phase_of, place_of
from willing.model import Position, Quantifier, Stance
from willing.model.register import Actor, Register


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("A. Name, prime minister", Office.HEAD),
        ("President A. Name", Office.HEAD),
        ("the secretary-general", Office.HEAD),
        ("Chancellor Name", Office.HEAD),
        ("the prime minister's spokesman", Office.LOWER),
        ("the vice president", Office.LOWER),
        ("the deputy prime minister", Office.LOWER),
        ("a former president", Office.LOWER),
        ("the defence minister", Office.LOWER),
        ("defence ministry", Office.LOWER),
        ("A. Name", None),
        ("joint statement", None),
        ("", None),
    ],
)
def test_the_office_that_words_tell(words: str, office: Office | None) -> None:
    assert office_in(words) is office


@pytest.mark.parametrize(
    ("actor", "claim"),
    [("FRA", False), ("GBR-OPPOSITION", False), ("COW", True), ("EU", True), ("NATO", True), ("EUROPE", True)],
)
def test_bodies_are_told_from_states_by_their_ids(make: Any, actor: str, claim: bool) -> None:
    assert is_claim(actor, make["coded"](actor_ids=(actor,))) is claim


def test_the_register_knows_better_than_the_form_of_an_id(make: Any) -> None:
    register = Register(
        actors=(Actor("AXA", "An Alliance", "body"), Actor("XK", "A State")), measures=(), conditions=()
    )
    assert is_claim("AXA", make["coded"](), register)
    assert not is_claim("XK", make["coded"](), register)


def test_a_set_is_a_claim_whoever_it_is_a_set_of(make: Any) -> None:
    assert is_claim("FRA", make["coded"](quantifier=Quantifier(word="some")))


@pytest.mark.parametrize(
    ("summary", "place"),
    [
        ("Offers a force on neighbouring territory.", "neighbour"),
        ("Would send ships to clear mines off the coast.", "sea"),
        ("Would guard the sky; fighters in the air.", "air"),
        ("Trainers would stay in the west of the country.", "inside"),
        ("Would send soldiers, but not to the front line.", None),
        ("Soldiers away from the line of contact.", None),
        ("Would hold the front line.", "front"),
        ("Forces in the air and at sea.", None),
        ("No boots on the ground.", None),
        ("Would send soldiers.", None),
    ],
)
def test_the_place_that_words_tell(make: Any, summary: str, place: str | None) -> None:
    assert place_of(told(make["coded"](summary))) == place


def test_a_refusal_of_the_front_is_about_the_front(make: Any) -> None:
    refusal = make["coded"]("They will not stand at the front line.", stance=Stance.DECLINED)
    assert place_of(told(refusal)) == "front"


@pytest.mark.parametrize(
    ("summary", "place"),
    [
        ("No soldiers in Ukraine.", "inside"),
        ("Stores across Ukraine.", "inside"),
        ("Trainers in western Ukraine.", "inside"),
        ("Training outside Ukraine.", "neighbour"),
        ("Nobody on Ukrainian soil.", "inside"),
        ("Stands by what was promised for the war in Ukraine.", None),
        ("Forces for Ukraine on neighbouring soil.", "neighbour"),
        ("Forces stationed in Poland.", "neighbour"),
        ("Forces on Romanian territory.", "neighbour"),
        ("Trainers based in the United Kingdom.", "home"),
        ("Soldiers stationed in Ukraine.", "inside"),
        ("Spoke in Poland of forces.", None),
    ],
)
def test_in_the_country_that_the_measure_is_for_is_inside(make: Any, summary: str, place: str | None) -> None:
    assert place_of(told(make["coded"](summary, for_ids=("UKR",))), Hosts(load_general_register())) == place


@pytest.mark.parametrize(
    ("summary", "phase"),
    [
        ("No soldiers while there is war.", "now"),
        ("Soldiers once a cease-fire holds.", "ceasefire"),
        ("Soldiers after a peace deal.", "peace"),
        ("Nobody during the fighting, and nobody after a peace deal.", None),
        ("Would send soldiers.", None),
    ],
)
def test_the_phase_that_words_tell(make: Any, summary: str, phase: str | None) -> None:
    assert phase_of(told(make["coded"](summary))) == phase


def told(position: Position) -> Entry:
    return Entry("p", position, None, None, datetime.datetime(2026, 1, 6, tzinfo=datetime.UTC))
