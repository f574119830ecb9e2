"""What stands, given what was said: the rule of the current stance as a table of short histories.

Each history is told oldest first, one statement a line: day, who says it, stance, and what else matters. The countries
and events resemble those of the first case; the wording is ours and no quotation is anybody's.
"""

from __future__ import annotations

import dataclasses
import datetime
from itertools import count, permutations
from typing import Any

import pytest

from willing.ledger import Cell, DocumentLine, Ending, EndingKind, Entry, Voice, Words, current_cells
from willing.ledger.entry import said_of
from willing.model import (
    AttachedCondition,
    Basis,
    Coding,
    PartialDate,
    Position,
    Quantifier,
    Quantity,
    Quote,
    Relation,
    Span,
    SpeakerKind,
    Stance,
)

RECORDED = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
NUMBERS = count(1)

KINDS = {
    "own": ("actor", SpeakerKind.NAMED),
    "joint": ("actor", SpeakerKind.JOINT),
    "outlet": ("anonymous_or_media", SpeakerKind.OUTLET),
    "anonymous": ("anonymous_or_media", SpeakerKind.ANONYMOUS),
    "third": ("third_party_about_actor", SpeakerKind.NAMED),
    "party": ("opposition_or_partner_party", SpeakerKind.NAMED),
    "collective": ("collective", SpeakerKind.NAMED),
}


def coded(day: str, speaker: str, stance: str, *conditions: str, kind: str = "own", **more: Any) -> Entry:
    """A person's summary of a statement; a condition is "id" (required) or "relation:id"."""
    speaks_for, speaker_kind = KINDS[kind]
    actor_ids = tuple(more.pop("actors", "GBR").split())
    coding = Coding(
        summary=more.pop("summary", "A summary."),
        publisher=more.pop("publisher", "The Paper"),
        said=PartialDate.parse(day),
        speaker=speaker,
        speaks_for=speaks_for,
    )
    return entry(
        Position(
            doc_id="rows",
            evidence=None,
            actor=None,
            actor_ids=actor_ids,
            stance=Stance(stance),
            measure=None,
            measure_id=more.pop("measure", "troops"),
            conditions=tied(conditions),
            speaker_kind=speaker_kind,
            basis=Basis.CODED,
            coding=coding,
            by_ids=tuple(more.pop("by", "").split()),
            quantifier=more.pop("quantifier", None),
            quantity=more.pop("quantity", None),
        ),
        **more,
    )


def quoted(day: str, stance: str, *conditions: str, actors: str = "FRA", speakers: str = "FRA", **more: Any) -> Entry:
    """A reading of a text: the outlet's own words where `speakers` is empty and `kind` says nothing else."""
    words = more.pop("words", "Words that were read.")
    kind = more.pop("kind", SpeakerKind.NAMED if speakers else SpeakerKind.OUTLET)
    outlet, demo = more.pop("outlet", "The Paper"), more.pop("demo", False)
    line = DocumentLine("text", None, outlet, PartialDate.parse(day) if day else None, None, "ab" * 32, demo)
    return entry(
        Position(
            doc_id="text",
            evidence=Quote(Span(0, len(words)), words),
            actor=None,
            actor_ids=tuple(actors.split()),
            stance=Stance(stance),
            measure=None,
            measure_id=more.pop("measure", "troops"),
            conditions=tied(conditions),
            speaker_ids=tuple(speakers.split()),
            speaker_kind=kind,
            by_ids=tuple(more.pop("by", "").split()),
            sure=more.pop("sure", True),
            quantifier=more.pop("quantifier", None),
        ),
        document=line,
        words=Words(speaker=more.pop("speaker", None)),
        **more,
    )


def entry(position: Position, **more: Any) -> Entry:
    document = more.get("document")
    said, basis = said_of(position, document.published if document else None, RECORDED.date())
    name = more.pop("id", f"p{next(NUMBERS):03}")
    return Entry(name, position, more.pop("document", None), said, RECORDED, said_basis=basis, **more)


def tied(conditions: tuple[str, ...]) -> tuple[AttachedCondition, ...]:
    parts = [text.rpartition(":") for text in conditions]
    return tuple(AttachedCondition(None, name, Relation(relation or "requires")) for relation, _, name in parts)


def cell(*history: Entry, **options: Any) -> Cell:
    """The only cell of a history."""
    (only,) = current_cells(history, **options)
    return only


def names(found: Cell) -> set[str]:
    return {name for name, _, _ in found.conditions}


# Own word against own word: each row is a standing stance, a later one of the same authority, and what stands then.

SAME_AUTHORITY = [
    ("committed", "delivered", "delivered"),
    ("committed", "allocated", "allocated"),
    ("delivered", "committed", "delivered"),
    ("committed", "willing", "committed"),
    ("committed", "considering", "committed"),
    ("committed", "undecided", "committed"),
    ("committed", "reluctant", "committed"),
    ("committed", "declined", "declined"),
    ("committed", "opposed", "opposed"),
    ("willing", "committed", "committed"),
    ("willing", "considering", "willing"),
    ("willing", "undecided", "undecided"),
    ("willing", "reluctant", "reluctant"),
    ("willing", "declined", "declined"),
    ("considering", "undecided", "undecided"),
    ("considering", "willing", "willing"),
    ("undecided", "considering", "considering"),
    ("reluctant", "willing", "willing"),
    ("declined", "considering", "considering"),
    ("declined", "willing", "willing"),
    ("declined", "committed", "committed"),
    ("declined", "undecided", "declined"),
    ("declined", "reluctant", "declined"),
    ("declined", "opposed", "opposed"),
]


@pytest.mark.parametrize(("first", "then", "stands"), SAME_AUTHORITY)
def test_a_later_word_of_the_same_authority(first: str, then: str, stands: str) -> None:
    found = cell(
        coded("2026-01-06", "Prime Minister A", first), coded("2026-02-25", "Prime Minister A", then, publisher="B")
    )
    assert found.stance == stands


LOWER_OFFICE = [
    ("committed", "declined", "committed"),
    ("committed", "delivered", "committed"),
    ("willing", "committed", "committed"),
    ("willing", "declined", "willing"),
    ("considering", "declined", "declined"),
    ("considering", "willing", "considering"),
    ("undecided", "committed", "committed"),
    ("reluctant", "considering", "reluctant"),
    ("declined", "committed", "declined"),
]


@pytest.mark.parametrize(("first", "then", "stands"), LOWER_OFFICE)
def test_a_minister_settles_only_what_the_head_of_government_left_open(first: str, then: str, stands: str) -> None:
    found = cell(coded("2026-01-06", "A, prime minister", first), coded("2026-02-25", "B, defence minister", then))
    assert found.stance == stands


OTHER_VOICES = [
    ("undecided", "outlet", "declined", "declined"),
    ("undecided", "outlet", "considering", "undecided"),
    ("willing", "outlet", "committed", "willing"),
    ("committed", "outlet", "declined", "committed"),
    ("undecided", "anonymous", "declined", "undecided"),
    ("considering", "anonymous", "committed", "considering"),
    ("considering", "third", "committed", "considering"),
    ("undecided", "third", "declined", "undecided"),
    ("committed", "party", "opposed", "committed"),
]


@pytest.mark.parametrize(("first", "voice", "then", "stands"), OTHER_VOICES)
def test_another_voice_does_not_lower_the_own_word(first: str, voice: str, then: str, stands: str) -> None:
    found = cell(coded("2026-01-06", "A, president", first), coded("2026-02-25", "C", then, kind=voice))
    assert found.stance == stands


@pytest.mark.parametrize(("weaker", "stronger"), [("third", "anonymous"), ("anonymous", "outlet"), ("outlet", "own")])
@pytest.mark.parametrize("stronger_day", ["2026-01-05", "2026-01-07"])
def test_the_stronger_voice_stands_whether_it_spoke_before_or_after(
    weaker: str, stronger: str, stronger_day: str
) -> None:
    found = cell(
        coded("2026-01-06", "X", "committed", kind=weaker), coded(stronger_day, "Y", "considering", kind=stronger)
    )
    assert found.stance == "considering"


# Histories.


def test_an_exercise_told_to_parliament_does_not_lower_a_signed_declaration() -> None:
    found = cell(
        coded("2025-02-17", "A, prime minister", "considering", "us_guarantee", "allies"),
        coded("2025-07-01", "B, defence secretary", "willing", "ceasefire"),
        coded("2026-01-06", "A, prime minister", "committed", "ceasefire", "parliament", id="signed"),
        coded("2026-01-07", "A, prime minister", "willing", "ceasefire", "parliament"),
        coded("2026-02-25", "B, defence secretary", "willing", "peace_deal"),
        coded("2026-02-27", "The Paper", "considering", kind="outlet"),
    )
    assert (found.stance, found.standing_id) == (Stance.COMMITTED, "signed")
    assert names(found) == {"ceasefire", "parliament"}


def test_a_debate_promised_does_not_lower_a_declaration_of_intent() -> None:
    found = cell(
        coded("2026-01-06", "A, president", "willing", "ceasefire"),
        coded("2026-01-06", "A, president", "committed", "ceasefire", id="signed"),
        coded("2026-01-08", "B, prime minister", "considering", "parliament"),
        coded("2026-01-08", "Several parties", "opposed", "mandate", kind="party"),
    )
    assert (found.stance, found.standing_id) == (Stance.COMMITTED, "signed")
    assert names(found) == {"ceasefire", "parliament"}


SPAIN = (
    coded("2025-02", "A, foreign minister", "undecided"),
    coded("2025-04-30", "source in the talks", "declined", kind="anonymous"),
    coded("2025-09-05", "B, prime minister (reported)", "declined", kind="outlet"),
    coded("2026-01", "Four parties", "opposed", "mandate", kind="party"),
    coded("2026-01-06", "B, prime minister", "willing", "ceasefire", "parliament"),
)


@pytest.mark.parametrize(
    ("day", "stance"),
    [("2025-03-01", "undecided"), ("2025-06-01", "undecided"), ("2025-10-01", "declined"), ("2026-01-06", "willing")],
)
def test_a_refusal_told_by_a_paper_gives_way_to_the_first_own_opening(day: str, stance: str) -> None:
    assert cell(*SPAIN, as_of=day).stance == stance


def test_the_opening_carries_its_conditions() -> None:
    assert names(cell(*SPAIN)) == {"ceasefire", "parliament"}


@pytest.mark.parametrize("ministry_day", ["2025-02-17", "2025-02-20"])
def test_the_chancellor_stands_above_his_ministry(ministry_day: str) -> None:
    found = cell(
        coded("2025-02-17", "A, chancellor", "reluctant", "us_guarantee"),
        coded(ministry_day, "defence ministry spokesperson", "considering", "mandate"),
        coded("2025-02-17", "A, chancellor (reported)", "declined", kind="outlet"),
    )
    assert found.stance == "reluctant"
    assert names(found) == {"us_guarantee"}


def test_a_new_chancellor_offers_and_a_party_leader_does_not_take_it_back() -> None:
    found = cell(
        coded("2025-08", "C, chancellor", "undecided", "parliament"),
        coded("2025-12-17", "C, chancellor", "undecided"),
        coded(
            "2026-01-06", "C, chancellor", "willing", "ceasefire", summary="Offers forces on neighbouring territory."
        ),
        coded("2026-01-07", "D, party leader", "opposed", kind="party"),
    )
    assert (found.stance, found.place) == (Stance.WILLING, "neighbour")


def test_the_claim_about_twenty_six_states_is_a_row_of_its_own() -> None:
    group = coded("2025-09-04", "A, president", "committed", actors="COW", kind="collective")
    counted = quoted("2025-09-04", "committed", actors="COW", speakers="FRA", quantifier=Quantifier(exactly=26))
    member = coded("2025-09-04", "B, prime minister", "declined", actors="POL")
    cells = current_cells([group, counted, member])
    assert [(each.actor_id, str(each.quantifier or ""), each.claim, each.stance.value) for each in cells] == [
        ("POL", "", False, "declined"),
        ("COW", "", True, "committed"),
        ("COW", "26", True, "committed"),
    ]


def test_a_joint_statement_gives_each_named_state_its_stance() -> None:
    cells = current_cells([quoted("2026-01-06", "committed", actors="FRA GBR", speakers="FRA GBR")])
    assert [(each.actor_id, each.stance.value) for each in cells] == [("FRA", "committed"), ("GBR", "committed")]


def test_what_one_signatory_says_for_both_is_hearsay_for_the_other() -> None:
    history = [
        quoted("2026-01-06", "undecided", actors="GBR", speakers="GBR"),
        quoted("2026-01-09", "committed", actors="FRA GBR", speakers="FRA"),
    ]
    assert {each.actor_id: each.stance.value for each in current_cells(history)} == {
        "FRA": "committed",
        "GBR": "undecided",
    }


# Asks.


def test_what_is_asked_of_others_stands_beside_the_own_act() -> None:
    found = cell(
        coded("2025-02-12", "A, defence secretary", "declined", actors="USA", id="own"),
        coded("2025-02-13", "A, defence secretary", "requests", actors="USA", by="EUROPE", id="ask"),
        coded("2025-02-14", "A, defence secretary", "opposed", actors="USA", by="RUS", id="objection"),
    )
    assert (found.stance, found.standing_id, found.own) == (Stance.DECLINED, "own", True)
    assert {(ask.stance.value, ask.by_ids, ask.position_id) for ask in found.asks} == {
        ("requests", ("EUROPE",), "ask"),
        ("opposed", ("RUS",), "objection"),
    }


def test_an_objection_to_the_measure_as_such_is_the_own_stance() -> None:
    found = cell(quoted("2025-08-18", "opposed", actors="RUS", speakers="RUS"))
    assert (found.stance, found.own, found.asks) == (Stance.OPPOSED, True, ())


def test_accepting_what_others_would_do_is_no_offer_of_ones_own() -> None:
    found = cell(quoted("2025-02-24", "willing", actors="RUS", speakers="RUS", by="EUROPE"))
    assert not found.own
    assert [ask.by_ids for ask in found.asks] == [("EUROPE",)]


def test_who_only_asks_has_a_cell_that_says_so() -> None:
    found = cell(quoted("2025-02-24", "requests", actors="UKR", speakers="UKR"))
    assert (found.stance, found.own) == (Stance.REQUESTS, False)
    assert found.reason.startswith("Only what others should do has been said")


# Conditions, places.


def test_conditions_of_repeated_promises_join() -> None:
    found = cell(
        quoted("2026-01-06", "committed", "ceasefire"), quoted("2026-01-10", "committed", "parliament", id="newest")
    )
    assert found.standing_id == "newest"
    assert found.conditions == (
        ("parliament", Relation.REQUIRES, False),
        ("ceasefire", Relation.REQUIRES, False),
    )


def test_a_later_with_or_without_it_takes_the_condition_away() -> None:
    found = cell(
        quoted("2025-03-02", "willing", "us_guarantee", "peace_deal"),
        quoted("2025-03-27", "willing", "regardless:us_guarantee"),
    )
    assert found.conditions == (
        ("us_guarantee", Relation.REGARDLESS, False),
        ("peace_deal", Relation.REQUIRES, False),
    )


def test_conditions_of_a_replaced_offer_do_not_tie_the_promise_that_replaced_it() -> None:
    found = cell(quoted("2025-03-02", "willing", "us_guarantee"), quoted("2026-01-06", "committed", "ceasefire"))
    assert names(found) == {"ceasefire"}


def test_a_minister_ties_no_promise_of_the_head_of_government() -> None:
    found = cell(
        coded("2026-01-06", "A, prime minister", "committed", "ceasefire"),
        coded("2026-02-25", "B, defence minister", "willing", "peace_deal"),
    )
    assert names(found) == {"ceasefire"}


def test_a_refusal_of_the_front_line_does_not_withdraw_the_force() -> None:
    found = cell(
        quoted("2026-01-06", "committed", words="Forces will be sent."),
        quoted("2026-01-09", "declined", words="They will not fight, or stand at the front line.", id="front"),
        quoted("2026-01-10", "declined", "limited_to:role"),
    )
    assert found.stance == "committed"


def test_refusing_inside_leaves_an_offer_for_neighbouring_soil() -> None:
    found = cell(
        coded("2026-01-06", "A", "willing", summary="Offers a force on the territory of a neighbouring country."),
        coded("2026-01-09", "A", "declined", summary="Rules out a force inside the country."),
    )
    assert (found.stance, found.place) == (Stance.WILLING, "neighbour")


def test_a_place_spoken_of_by_name_has_a_part_of_its_own() -> None:
    found = cell(
        quoted("2026-01-06", "committed", words="Forces will be sent.", id="promise"),
        quoted("2026-01-09", "declined", words="They will not stand at the front line.", id="front"),
    )
    assert (found.stance, found.place) == (Stance.COMMITTED, None)
    assert [(part.place, part.stance.value, part.standing_id) for part in found.parts] == [
        (None, "committed", "promise"),
        ("front", "declined", "front"),
    ]


def test_a_later_word_without_a_place_is_about_every_place() -> None:
    found = cell(
        coded("2026-01-06", "A", "willing", summary="Offers a force on the territory of a neighbouring country."),
        coded("2026-01-09", "A", "declined", summary="Rules out any force."),
    )
    assert (found.stance, found.parts) == (Stance.DECLINED, ())


def test_a_refusal_inside_withdraws_a_promise_that_told_no_place() -> None:
    found = cell(
        coded("2026-01-06", "A", "committed"),
        coded("2026-01-09", "A", "declined", summary="Rules out a force inside the country."),
    )
    assert (found.stance, found.place, found.parts) == (Stance.DECLINED, "inside", ())


def test_no_soldiers_while_there_is_war_leaves_a_promise_for_the_cease_fire() -> None:
    found = cell(
        coded("2026-01-06", "A", "committed", "ceasefire"),
        coded("2026-01-09", "A", "declined", summary="No soldiers while there is war."),
    )
    assert (found.stance, found.phase) == (Stance.COMMITTED, "ceasefire")
    assert [(part.phase, part.stance.value) for part in found.parts] == [
        ("ceasefire", "committed"),
        ("now", "declined"),
    ]


def test_a_cell_shows_the_part_with_the_strongest_voice() -> None:
    found = cell(
        quoted("2026-01-06", "declined", words="No force inside the country.", id="own"),
        quoted("2026-01-09", "committed", words="A force on neighbouring soil.", speakers="GBR"),
    )
    assert (found.stance, found.standing_id, len(found.parts)) == (Stance.DECLINED, "own", 2)


def test_what_is_required_is_not_said_to_raise_as_well() -> None:
    found = cell(
        coded("2025-02-16", "A", "willing", "raises:us_guarantee"), coded("2025-03-02", "A", "willing", "us_guarantee")
    )
    assert found.conditions == (("us_guarantee", Relation.REQUIRES, False),)


def test_the_condition_of_one_sum_does_not_tie_another() -> None:
    found = cell(
        coded("2025-10-01", "A", "committed", "ceasefire", quantity=Quantity(100, 100, "GBP", "million")),
        coded("2026-01-09", "A", "committed", quantity=Quantity(200, 200, "GBP", "million")),
    )
    assert found.conditions == ()


# Judgements, doubt, dates, origins.


def test_a_rejected_reading_is_left_out() -> None:
    found = cell(quoted("2025-03-02", "willing"), quoted("2026-01-06", "committed", verdict="reject"))
    assert found.stance == "willing"


def test_an_unsure_reading_waits_until_accepted() -> None:
    standing = quoted("2025-03-02", "willing")
    unsure = quoted("2026-01-06", "committed", sure=False)
    accepted = quoted("2026-01-06", "committed", sure=False, verdict="accept")
    assert cell(standing, unsure).stance == "willing"
    assert cell(standing, accepted).stance == "committed"
    assert current_cells([unsure]) == ()


@pytest.mark.parametrize("machine_day", ["2026-01-05", "2026-01-06", "2026-01-07"])
def test_an_accepted_reading_stands_over_an_unreviewed_one(machine_day: str) -> None:
    found = cell(quoted("2026-01-06", "considering", verdict="accept"), quoted(machine_day, "committed"))
    assert (found.stance, found.reviewed) == (Stance.CONSIDERING, True)


def test_a_fresh_reading_moves_a_coded_cell() -> None:
    found = cell(
        coded("2026-01-06", "A", "willing", actors="ESP"),
        quoted("2026-03-01", "declined", actors="ESP", speakers="ESP"),
    )
    assert (found.stance, found.basis, found.reviewed) == (Stance.DECLINED, Basis.QUOTED, False)


def test_an_unreviewed_reading_repeats_a_coded_promise_without_becoming_what_the_cell_stands_on() -> None:
    found = cell(
        coded("2026-01-06", "A", "committed", actors="ESP", id="coded"),
        quoted("2026-03-01", "committed", actors="ESP", speakers="ESP"),
    )
    assert (found.standing_id, found.basis, found.origins) == ("coded", Basis.CODED, 1)


@pytest.mark.parametrize("verdict", ["accept", "correct"])
def test_a_firm_reading_is_reviewed_only_once_a_person_judged_it(verdict: str) -> None:
    assert cell(quoted("2026-01-06", "committed")).reviewed is False
    assert cell(quoted("2026-01-06", "committed", verdict=verdict)).reviewed is True
    # a newer reading of the same stance that nobody judged does not take the review away
    assert cell(quoted("2026-01-06", "committed", verdict=verdict), quoted("2026-02-06", "committed")).reviewed is True


def test_the_reason_names_the_row_that_decided() -> None:
    found = cell(coded("2026-01-06", "A, president", "committed"), coded("2026-02-25", "A, president", "declined"))
    assert found.row == 8
    assert found.reason.endswith(
        "takes the place of committed (6 January 2026): the same office refused later (row 8)."
    )


def test_a_coded_cell_is_not_reviewed_and_says_that_it_is_coded() -> None:
    found = cell(coded("2026-01-06", "A", "willing"))
    assert (found.basis, found.reviewed) == (Basis.CODED, False)


def test_of_a_promise_and_a_refusal_of_one_day_the_refusal_stands() -> None:
    for order in permutations([quoted("2026-01-06", "committed"), quoted("2026-01-06", "declined")]):
        assert cell(*order).stance == "declined"


def test_a_month_that_may_be_before_or_after_does_not_refute_what_is_settled() -> None:
    found = cell(coded("2026-01", "A", "considering"), coded("2026-01-06", "A", "committed"))
    assert found.stance == "committed"


def test_what_was_said_in_some_day_of_a_month_counts_from_its_end() -> None:
    month = coded("2025-02", "A", "undecided")
    assert current_cells([month], as_of="2025-02-27") == ()
    assert len(current_cells([month], as_of="2025-02-28")) == 1


def test_nothing_counts_as_said_after_it_was_recorded() -> None:
    year = coded("2026", "A", "undecided")
    assert len(current_cells([year], as_of=RECORDED.date())) == 1


def test_origins_count_outlets_not_reports() -> None:
    found = cell(
        quoted("2026-01-06", "committed", outlet="The Paper"),
        quoted("2026-01-07", "committed", outlet="the paper "),
        quoted("2026-01-07", "committed", outlet="The Wire", speakers=""),
        quoted("2026-01-07", "willing", outlet="The Gazette"),
        quoted("2026-01-07", "committed", outlet="willing demo text", demo=True),
    )
    assert found.origins == 2


def test_a_text_written_for_the_project_is_no_origin() -> None:
    assert cell(quoted("2026-01-06", "committed", demo=True)).origins == 0


def test_measures_do_not_mix() -> None:
    cells = current_cells([quoted("2026-01-06", "declined"), quoted("2026-01-06", "willing", measure="training")])
    assert [(each.measure_id, each.stance.value) for each in cells] == [("training", "willing"), ("troops", "declined")]


def test_a_party_alone_gives_its_state_no_cell() -> None:
    assert current_cells([coded("2026-01-08", "An opposition leader", "opposed", kind="party")]) == ()


def test_the_reason_names_who_stands_and_what_is_kept_beside() -> None:
    found = cell(
        coded("2026-01-06", "A, prime minister", "committed"),
        coded("2026-02-25", "B, defence minister", "willing"),
        coded("2026-03-01", "A, prime minister", "considering"),
    )
    assert found.reason == (
        "A, prime minister, 6 January 2026, in its own name; "
        "beside it willing (25 February 2026): of a lower office (row 5); "
        "beside it considering (1 March 2026): vaguer or weaker, neither refusing nor replacing it (row 8)."
    )


@pytest.mark.parametrize(
    ("speakers", "kind", "voice"),
    [
        ("FRA", SpeakerKind.NAMED, Voice.OWN),
        ("FRA GBR", SpeakerKind.JOINT, Voice.OWN),
        ("", SpeakerKind.OUTLET, Voice.OUTLET),
        ("FRA", SpeakerKind.ANONYMOUS, Voice.UNNAMED),
        ("", SpeakerKind.ANONYMOUS, Voice.UNNAMED),
        ("GBR", SpeakerKind.NAMED, Voice.HEARSAY),
        ("GBR", SpeakerKind.ANONYMOUS, Voice.HEARSAY),
    ],
)
def test_a_cell_says_whose_word_it_is(speakers: str, kind: SpeakerKind, voice: Voice) -> None:
    assert cell(quoted("2026-01-06", "committed", speakers=speakers, kind=kind)).voice is voice


def test_the_order_in_which_entries_come_does_not_matter() -> None:
    expected = current_cells(SPAIN)
    for order in permutations(SPAIN):
        assert current_cells(order) == expected


def test_what_a_higher_tier_hangs_on_raises_the_promise_and_does_not_bind_it() -> None:
    """ "Five thousand, and fifteen thousand with a guarantee": the five thousand stand without one."""
    tiers = [
        coded("2025-03-01", "premier", "committed", "ceasefire", quantity=Quantity(5000, 5000, "troops")),
        coded(
            "2025-03-01",
            "premier",
            "committed",
            "ceasefire",
            "us_guarantee",
            quantity=Quantity(15000, 15000, "troops"),
        ),
    ]
    for told in permutations(tiers):
        (cell,) = current_cells(told)
        assert set(cell.conditions) == {
            ("ceasefire", Relation.REQUIRES, False),
            ("us_guarantee", Relation.RAISES, False),
        }


def test_a_third_tier_is_raised_by_all_that_the_lowest_does_not_need() -> None:
    amounts = ((5, ()), (9, ("mandate",)), (15, ("mandate", "us_guarantee")))
    tiers = [
        coded("2025-03-01", "premier", "committed", *needs, quantity=Quantity(amount, amount, "ships"))
        for amount, needs in amounts
    ]
    for told in permutations(tiers):
        (cell,) = current_cells(told)
        assert {(name, relation) for name, relation, _ in cell.conditions} == {
            ("mandate", Relation.RAISES),
            ("us_guarantee", Relation.RAISES),
        }


# what ends: entries that a statement was withdrawn, superseded, expired or corrected


def ended(entry: Entry, kind: str, since: str, by_position: str | None = None) -> Entry:
    """The same entry with one more record of its end."""
    ending = Ending(entry.id, EndingKind(kind), PartialDate.parse(since), "A. Reader", "told so", RECORDED, by_position)
    return dataclasses.replace(entry, endings=(*entry.endings, ending))


@pytest.mark.parametrize("kind", ["withdrawn", "superseded", "expired"])
def test_a_promise_that_ended_stands_until_then_and_no_longer(kind: str) -> None:
    promise = ended(coded("2026-01-10", "A, prime minister", "committed"), kind, "2026-03-01")
    assert cell(promise, as_of="2026-02-28").stance is Stance.COMMITTED
    assert current_cells([promise], as_of="2026-03-01") == ()
    assert current_cells([promise]) == ()


def test_an_end_of_some_day_of_a_month_counts_from_its_last_day() -> None:
    promise = ended(coded("2026-01-10", "A, prime minister", "committed"), "expired", "2026-03")
    assert cell(promise, as_of="2026-03-30").stance is Stance.COMMITTED
    assert current_cells([promise], as_of="2026-03-31") == ()


def test_what_expires_in_the_future_stands_today() -> None:
    promise = ended(coded("2026-01-10", "A, prime minister", "committed"), "expired", "2999-01-01")
    assert cell(promise).stance is Stance.COMMITTED
    assert current_cells([promise], as_of="2999-01-01") == ()


def test_what_a_promise_had_replaced_does_not_come_back_with_its_end() -> None:
    offer = coded("2026-01-01", "A, prime minister", "willing")
    promise = ended(coded("2026-01-10", "A, prime minister", "committed"), "withdrawn", "2026-03-01")
    assert current_cells([offer, promise]) == ()


def test_what_was_kept_beside_a_promise_stands_after_its_end() -> None:
    promise = ended(coded("2026-01-10", "A, prime minister", "committed"), "withdrawn", "2026-03-01")
    vaguer = coded("2026-02-01", "A, prime minister", "considering", "ceasefire")
    now = cell(promise, vaguer)
    assert (now.stance, [name for name, *_ in now.conditions]) == (Stance.CONSIDERING, ["ceasefire"])
    assert "committed (10 January 2026) was withdrawn (1 March 2026)" in now.reason


def test_repetitions_end_with_the_promise_but_not_those_of_a_higher_office() -> None:
    repeated = coded("2026-02-01", "B, minister", "committed")
    promise = ended(coded("2026-01-10", "B, minister", "committed"), "withdrawn", "2026-03-01")
    assert current_cells([promise, repeated]) == ()
    by_the_head = coded("2026-02-02", "A, prime minister", "committed")
    assert cell(promise, repeated, by_the_head).standing_id == by_the_head.id


def test_a_promise_made_anew_after_the_end_stands() -> None:
    promise = ended(coded("2026-01-10", "A, prime minister", "committed"), "withdrawn", "2026-03-01")
    anew = coded("2026-03-01", "A, prime minister", "committed")
    assert cell(promise, anew).standing_id == anew.id


def test_a_correction_takes_a_report_away_from_the_first() -> None:
    before = coded("2026-01-01", "A, prime minister", "undecided")
    report = ended(coded("2026-01-10", "A, prime minister", "committed"), "corrected", "2026-03-01")
    assert cell(before, report, as_of="2026-02-01").standing_id == before.id
    assert cell(before, report).standing_id == before.id


@pytest.mark.parametrize(
    ("ender", "stands"),
    [
        (coded("2026-03-01", "B, minister", "undecided", id="lower"), True),
        (coded("2026-03-01", "C of another country", "declined", kind="third", id="hearsay"), True),
        (coded("2026-03-01", "A, prime minister", "undecided", id="same"), False),
    ],
    ids=["a minister", "another government", "the same office"],
)
def test_only_the_same_or_a_higher_authority_ends_a_promise(ender: Entry, stands: bool) -> None:
    promise = ended(coded("2026-01-10", "A, prime minister", "committed"), "withdrawn", "2026-03-01", ender.id)
    assert (cell(promise, ender).stance is Stance.COMMITTED) == stands


def test_an_end_recorded_by_mistake_is_taken_back() -> None:
    promise = ended(coded("2026-01-10", "A, prime minister", "committed"), "withdrawn", "2026-03-01")
    restored = ended(promise, "stands", "2026-03-01")
    assert cell(restored).stance is Stance.COMMITTED


def test_a_condition_goes_with_the_statement_that_made_it() -> None:
    promise = coded("2026-01-10", "A, prime minister", "committed")
    vaguer = ended(coded("2026-02-01", "A, prime minister", "willing", "ceasefire"), "withdrawn", "2026-03-01")
    assert [name for name, *_ in cell(promise, vaguer, as_of="2026-02-28").conditions] == ["ceasefire"]
    assert cell(promise, vaguer).conditions == ()


def test_an_ask_that_was_withdrawn_is_no_ask() -> None:
    ask = ended(coded("2026-01-10", "A, prime minister", "requests", by="USA"), "withdrawn", "2026-03-01")
    own = coded("2026-01-11", "A, prime minister", "willing")
    assert cell(ask, own).asks == ()
    assert current_cells([ask]) == ()


def test_where_the_own_promise_ended_an_ask_of_others_says_nothing_of_the_own_part() -> None:
    ask = coded("2026-01-10", "A, prime minister", "requests", by="USA")
    promise = ended(coded("2026-01-11", "A, prime minister", "committed"), "withdrawn", "2026-03-01")
    now = cell(ask, promise)
    assert (now.own, now.stance) == (False, Stance.REQUESTS)
