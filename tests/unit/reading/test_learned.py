"""Who is meant by a trigger, on texts read by the shipped network and pointers made by hand."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from willing.cases import load_general_register
from willing.model import Document, Span
from willing.reading.layers import read_layers
from willing.reading.learned import attach, learned_drafts
from willing.reading.learned_actors import Named, find_actor, whose_name
from willing.reading.local import LocalReader
from willing.reading.page import Page
from willing.reading.positions import READER
from willing.reading.speakers import OUTLET
from willing.reading.triggers import ConditionRun, NamePointer, Trigger

TEXT = "Spain met Denmark. The Treasury will send French troops and our engineers."


@cache
def page_of(text: str) -> Page:
    return Page(Document("t", text, language="en"), read_layers([text])[0], LocalReader(load_general_register()))


def word(page: Page, text: str) -> int:
    return next(index for index, each in enumerate(page.layers.words) if each.text == text)


def trigger(page: Page, verb: str = "send", **changed: Any) -> Trigger:
    place = word(page, verb)
    equal = tuple([0.1] * 10)
    made = Trigger(place, 1.0, equal, tuple([0.05] * 21), tuple([0.25] * 4), equal, place, place, None, 1.0, place)
    return replace(made, **changed)


def pointing_at(page: Page, text: str, **others: float) -> NamePointer:
    scores = [0.0] * len(page.layers.words)
    for name, score in {text: 5.0, **others}.items():
        scores[word(page, name)] = score
    return NamePointer(0, 0.0, tuple(scores))


def meant(text: str, actor: str, name: str | None, own_ids: tuple[str, ...] = ()) -> Named | None:
    """Whom `find_actor` finds for "send" in a text, the network pointing to a word for the actor and to a name."""
    page = page_of(text)
    pointer = pointing_at(page, name) if name is not None else None
    made = trigger(page, actor=word(page, actor), names_actor=pointer)
    speaker = page.speakers.at(page.layers.words[made.word].span, page.resolver)
    return find_actor(page, made, [], own_ids, speaker)


def ids_of(named: Named | None) -> tuple[str, ...] | None:
    return named.actor.actor_ids if named is not None else None


def test_an_actor_that_nothing_else_tells_is_the_one_whose_name_the_network_points_to() -> None:
    named = meant(TEXT, "Treasury", "Denmark")
    assert named is not None
    assert (named.actor.actor_ids, named.actor.inferred, named.pointed) == (("DNK",), True, False)
    assert named.actor.span.cut(TEXT) == "The Treasury"


def test_no_actor_is_guessed_where_the_network_points_to_nobody() -> None:
    page = page_of(TEXT)
    unsure = NamePointer(0, 2.0, tuple([0.0] * len(page.layers.words)))
    assert find_actor(page, trigger(page, actor=word(page, "Treasury"), names_actor=unsure), [], (), OUTLET) is None
    assert find_actor(page, trigger(page, names_actor=unsure), [], (), OUTLET) is None
    assert whose_name(page, None) == ((), 0.0)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Norway met Wagner. Wagner will send troops.", "Wagner"),
        ("Norway was silent. Amnesty will send doctors.", "Amnesty"),
        ("Norway was silent. We will send troops, a villager said.", "We"),
    ],
)
def test_words_of_somebody_unknown_are_given_to_nobody(text: str, actor: str) -> None:
    assert ids_of(meant(text, actor, "Norway")) is None


def test_we_and_what_names_no_actor_are_those_whose_name_the_network_points_to() -> None:
    text = "Norway has lent its tents. We will send troops. One more hospital stands ready."
    assert ids_of(meant(text, "We", "Norway")) == ("NOR",)
    page = page_of(text)
    made = trigger(page, "stands", names_actor=pointing_at(page, "Norway"))
    named = find_actor(page, made, [], (), OUTLET)
    assert ids_of(named) == ("NOR",)
    assert named is not None
    assert named.actor.span.cut(text) == "stands"


def test_a_name_that_the_register_lacks_and_that_looks_likelier_is_nobody() -> None:
    page = page_of("Norway met Ruritania. The minister will send troops.")
    assert whose_name(page, pointing_at(page, "Norway"))[0] == ("NOR",)
    assert whose_name(page, pointing_at(page, "Norway", Ruritania=7.0)) == ((), 0.0)


@pytest.mark.parametrize(
    ("text", "actor", "ids"),
    [
        (TEXT, "troops", ("FRA",)),
        (TEXT, "engineers", ("ESP",)),
        ("French and German engineers will send pumps.", "engineers", ("FRA", "DEU")),
        ("Our allies will send troops.", "allies", None),
        ("Russia massed tanks. Its neighbours will send troops.", "neighbours", None),
        ("Russian opposition activists will send drones.", "activists", None),
        ("Ukraine aid will send a signal.", "aid", None),
    ],
)
def test_forces_act_for_their_owner_and_nobody_else_does(text: str, actor: str, ids: tuple[str, ...] | None) -> None:
    assert ids_of(meant(text, actor, None, own_ids=("ESP",))) == ids


def test_he_is_whom_the_network_is_sure_of_and_not_the_one_named_last() -> None:
    text = "President Macron of France met Prime Minister Starmer of Britain. He will send troops."
    assert ids_of(meant(text, "He", None)) == ("GBR",)
    assert ids_of(meant(text, "He", "Macron")) == ("FRA",)


@pytest.mark.parametrize(
    "text", ["The government of Spain and Poland will send troops.", "Poland and Spain will send it."]
)
def test_actors_that_are_named_together_stay_together(text: str) -> None:
    actor = "government" if "government" in text else "Poland"
    before = ids_of(meant(text, actor, None))
    assert before is not None
    assert ids_of(meant(text, actor, "Spain")) == before


def test_we_is_whoever_the_network_takes_the_speaker_for() -> None:
    text = (
        'President Macron of France met Prime Minister Starmer of Britain. "We will send troops to Ukraine next year," '
        "he said."
    )
    page = page_of(text)
    we, send, troops = word(page, "We"), word(page, "send"), word(page, "troops")
    sentence = page.layers.sentences[1]
    for pointer, ids in ((None, ("GBR",)), (pointing_at(page, "Macron"), ("FRA",))):
        asked = trigger(page, actor=we, first=we, last=troops, what=send, names_speaker=pointer)
        (draft,) = learned_drafts(page, sentence, asked, [], [])[:1]
        assert (draft.speaker.actor_ids, draft.actor.actor_ids) == (ids, ids)


def test_pieces_of_a_condition_side_by_side_are_one() -> None:
    text = "Spain will send ships only after the truce holds."
    page = page_of(text)
    send, only, holds = word(page, "send"), word(page, "only"), word(page, "holds")
    pieces = [
        ConditionRun(first, last, 0.9, "after", "ceasefire", (), {send: 0.9})
        for first, last in ((only, only), (only + 1, holds))
    ]
    layers = replace(page.layers, conditions=tuple(pieces))
    cut = Page(page.document, layers, LocalReader(load_general_register()))
    (condition,) = attach(cut, trigger(cut), Span(0, len(text)), [], [])
    assert condition.condition.span is not None
    assert condition.condition.span.cut(text) == "only after the truce holds"


def test_a_reading_is_kept_under_the_version_that_made_it() -> None:
    assert f"{LocalReader.name}/{LocalReader.version}" == READER
