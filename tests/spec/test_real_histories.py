"""What stands in real histories: the coded positions of the built-in case, through the rule of the current stance.

Each history names the rows of `positions.csv` that matter, what an analyst reads from them, and the reason that the
ledger must give. The table of the rule is in docs/reference/ledger.md, made-up histories for each row of it in
test_current_stance.py.
"""

from __future__ import annotations

import datetime
from functools import cache
from importlib.resources import as_file

import pytest

from willing.cases import Case, case_source, coded_positions, load_case
from willing.ledger import Cell, Entry, Voice, current_cells
from willing.ledger.entry import said_of
from willing.model import Relation, Stance

RECORDED = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
MARCH = "2025-03-27"
FEBRUARY = "2026-02-27"


@cache
def case() -> Case:
    source = case_source("ukraine-coalition")
    assert source is not None
    with as_file(source) as folder:
        return load_case(folder)


@cache
def history() -> tuple[Entry, ...]:
    """Every coded position as an entry under the name of its row."""
    entries = []
    for position in coded_positions(case()):
        said, basis = said_of(position, None, RECORDED.date())
        entries.append(Entry(position.doc_id, position, None, said, RECORDED, said_basis=basis))
    return tuple(entries)


@cache
def cells(day: str) -> dict[tuple[str, str], Cell]:
    found = current_cells(history(), as_of=day, register=case().register)
    return {(cell.actor_id, cell.measure_id): cell for cell in found}


def troops(actor: str, day: str = FEBRUARY) -> Cell:
    return cells(day)[actor, "troops"]


def needs(cell: Cell) -> set[str]:
    return {name for name, relation, _ in cell.conditions if relation is Relation.REQUIRES}


# actor, day, stance, the row that stands, place, required conditions, reason
HISTORIES = [
    # the prime minister signed; his defence secretary told the Commons of an exercise seven weeks later (P255), he
    # himself of a vote (P227), and unnamed officers of a smaller force (P190)
    (
        "GBR", FEBRUARY, "committed", "P207", "inside", {"ceasefire", "parliament"},
        "Keir Starmer, prime minister, 6 January 2026, in its own name; it takes the place of willing (2 March 2025):"
        " the same office promised later (row 8); beside it willing (7 January 2026): vaguer or weaker, neither "
        "refusing nor replacing it (row 8); beside it willing (January 2026) and 1 more: of a weaker voice (row 2); "
        "beside it willing (25 February 2026): of a lower office (row 5).",
    ),
    # before the signature: an offer softened a day later (P017), renewed in March (P036)
    (
        "GBR", MARCH, "willing", "P036", "inside", {"peace_deal", "us_guarantee", "allies"},
        "Keir Starmer, prime minister, 2 March 2025, in its own name, said 2 times.",
    ),
    # signed on the day of a softer interview; a debate promised by the prime minister (P233) lowers nothing, and what
    # parties want (P231, P232) is theirs
    (
        "FRA", FEBRUARY, "committed", "P205", None, {"ceasefire"},
        "Emmanuel Macron, president, 6 January 2026, in its own name; it takes the place of willing (6 January 2026):"
        " said perhaps on the same day, the refusal stands, else the firmer (row 7); beside it considering (8 January"
        " 2026): vaguer or weaker, neither refusing nor replacing it (row 8); beside it willing (January 2026): of a "
        "weaker voice (row 2).",
    ),
    # his own words take the place of what four officials told papers (P010)
    (
        "FRA", MARCH, "willing", "P057", None, {"peace_deal"},
        "Emmanuel Macron, president, 27 March 2025, in its own name; it takes the place of willing (16 February "
        "2025): a stronger voice spoke (row 1).",
    ),
    # too early, refused as papers tell it, opened by the head of government himself
    (
        "ESP", MARCH, "undecided", "P002", None, set(),
        "José Manuel Albares, foreign minister, February 2025, in its own name.",
    ),
    (
        "ESP", "2025-10-01", "declined", "P142", "inside", set(),
        "Pedro Sánchez, prime minister (reported), 5 September 2025, as the outlet tells it; it takes the place of "
        "undecided (February 2025): an outlet later reported a decision on what was left open (row 2).",
    ),
    (
        "ESP", FEBRUARY, "willing", "P203", "inside", {"ceasefire", "parliament"},
        "Pedro Sánchez, prime minister, 6 January 2026, in its own name; it takes the place of declined (5 September "
        "2025): a stronger voice spoke (row 1).",
    ),
    # the foreign minister's United Nations mission (P055) does not soften the prime minister's no
    (
        "ITA", MARCH, "declined", "P052", None, set(),
        "Giorgia Meloni, prime minister, 18 March 2025, in its own name; beside it considering (26 March 2025): of a "
        "lower office (row 5).",
    ),
    (
        "ITA", FEBRUARY, "declined", "P211", "inside", set(),
        "Palazzo Chigi, 6 January 2026, in its own name, said 4 times.",
    ),
    # the chancellor irritated, his ministry ready, and a paper's refusal, all on one day
    (
        "DEU", MARCH, "reluctant", "P013", None, {"us_guarantee", "peace_deal"},
        "Olaf Scholz, chancellor, 17 February 2025, in its own name; beside it considering (17 February 2025): of a "
        "lower office (row 5); beside it declined (17 February 2025): of a weaker voice (row 2).",
    ),
    # forces on neighbouring soil are offered; inside stays unanswered, see below
    (
        "DEU", FEBRUARY, "willing", "P202", "neighbour", {"ceasefire", "parliament"},
        "Friedrich Merz, chancellor, 6 January 2026, in its own name; it takes the place of undecided (August 2025): "
        "the same office offered later (row 8).",
    ),
    (
        "POL", FEBRUARY, "declined", "P216", "inside", set(),
        "Donald Tusk, prime minister, 6 January 2026, in its own name, said 3 times.",
    ),
    (
        "ROU", FEBRUARY, "declined", "P137", "inside", set(),
        "Nicușor Dan, president, 4 September 2025, in its own name, said 2 times.",
    ),
    # government sources repeat it less strongly (P209)
    (
        "GRC", FEBRUARY, "declined", "P058", None, set(),
        "Kyriakos Mitsotakis, prime minister, 27 March 2025, in its own name; beside it declined (6 January 2026): of"
        " a weaker voice (row 2).",
    ),
    # the largest governing party opposes (P005), ministers doubt (P012, P071), the chief of defence is able (P245)
    (
        "NLD", FEBRUARY, "considering", "P009", None, {"clarity", "us_guarantee", "parliament"},
        "Dick Schoof, prime minister, 15 February 2025, in its own name; beside it willing (9 February 2026) and 3 "
        "more: of a lower office (row 5).",
    ),
    # an opposition leader (P045) is not the government
    (
        "AUS", FEBRUARY, "considering", "P044", None, {"peace_deal"},
        "Anthony Albanese, prime minister, 9 March 2025, in its own name.",
    ),
    # what diplomats heard gives way to the ministry's own denial
    ("CHN", "2025-03-31", "considering", "P029", None, set(), "EU diplomats, March 2025, by an unnamed source."),
    (
        "CHN", FEBRUARY, "declined", "P092", None, set(),
        "Guo Jiakun, foreign ministry, August 2025, in its own name; it takes the place of willing (23 August 2025): "
        "a stronger voice spoke (row 1).",
    ),
    # a source of the talks (P060) against the prime minister's own offer
    (
        "EST", FEBRUARY, "willing", "P081", None, {"parliament", "ceasefire"},
        "Kristen Michal, prime minister, 30 April 2025, in its own name; it takes the place of reluctant (April "
        "2025): a stronger voice spoke (row 1).",
    ),
    # the foreign minister's offer (P046) beside the prime minister's open mind
    (
        "DNK", FEBRUARY, "considering", "P033", None, set(),
        "Mette Frederiksen, prime minister, 2 March 2025, in its own name; it takes the place of undecided (17 "
        "February 2025): a higher office considered it later (row 8); beside it willing (10 March 2025): of a lower "
        "office (row 5).",
    ),
    # the prime minister doubts what his ministers had considered
    (
        "SWE", FEBRUARY, "reluctant", "P100", None, set(),
        "Ulf Kristersson, prime minister, August 2025, in its own name; it takes the place of considering (10 April "
        "2025): a higher office left it open later (row 8).",
    ),
    # a president moves back from "not ruled out"
    (
        "LVA", FEBRUARY, "undecided", "P111", None, {"peace_deal", "parliament"},
        "Edgars Rinkēvičs, president, 20 August 2025, in its own name; it takes the place of considering (February "
        "2025): the same office left it open later (row 8).",
    ),
    # no to a deterrence force, an open mind on peacekeeping, in one speech
    (
        "IRL", FEBRUARY, "declined", "P038", None, set(),
        "Micheál Martin, taoiseach, 5 March 2025, in its own name; beside it considering (5 March 2025): said perhaps"
        " on the same day, the refusal stands, else the firmer (row 7).",
    ),
    (
        "USA", FEBRUARY, "declined", "P108", "inside", set(),
        "Donald Trump, president, 19 August 2025, in its own name, said 2 times.",
    ),
    # his spokeswoman repeats what the president said
    (
        "RUS", FEBRUARY, "opposed", "P145", "inside", set(),
        "Vladimir Putin, president, 5 September 2025, in its own name, said 4 times; beside it opposed (8 January "
        "2026) and 1 more: of a lower office (row 5).",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("actor", "day", "stance", "row", "place", "required", "why"),
    HISTORIES,
    ids=[f"{actor} {day}" for actor, day, *_ in HISTORIES],
)
def test_what_stands_on_troops(
    actor: str, day: str, stance: str, row: str, place: str | None, required: set[str], why: str
) -> None:
    cell = troops(actor, day)
    assert (cell.stance, cell.standing_id, cell.place) == (Stance(stance), row, place)
    assert needs(cell) == required
    assert cell.reason == why


def committed(day: str, place: str | None = None) -> set[str]:
    """States that are committed to troops as such, or inside."""
    return {
        actor
        for (actor, measure), cell in cells(day).items()
        if measure == "troops" and not cell.claim and cell.own and cell.stance.firm and cell.place in (None, "inside")
    }


def test_only_two_states_are_committed_to_troops_inside_and_both_after_a_cease_fire() -> None:
    assert committed(FEBRUARY) == {"GBR", "FRA"}
    assert all("ceasefire" in needs(troops(actor)) for actor in ("GBR", "FRA"))
    assert "parliament" in needs(troops("GBR"))


def test_in_march_2025_no_state_was_committed() -> None:
    assert committed(MARCH) == set()


def test_an_offer_on_neighbouring_soil_stands_beside_no_answer_about_inside() -> None:
    parts = troops("DEU").parts
    assert [(part.place, part.stance.value, part.standing_id) for part in parts] == [
        ("neighbour", "willing", "P202"),
        ("inside", "undecided", "P179"),
    ]
    assert parts[1].reason.startswith("Friedrich Merz, chancellor, 17 December 2025, in its own name")


def test_what_the_coalition_claims_is_a_row_of_its_own_and_no_members_stance() -> None:
    claims = current_cells(history(), as_of=FEBRUARY, register=case().register)
    (claim,) = [cell for cell in claims if cell.quantifier is not None and cell.quantifier.exactly == 26]
    assert (claim.actor_id, claim.claim, claim.stance, claim.standing_id) == ("COW", True, Stance.COMMITTED, "P125")
    # named as contributors on that day by the speaker, they refused in their own name
    assert {troops(actor, "2025-09-30").stance for actor in ("ITA", "POL", "ROU")} == {Stance.DECLINED}


def test_what_is_asked_of_europeans_stands_beside_the_own_refusal() -> None:
    cell = troops("USA")
    assert [(ask.stance.value, ask.position_id) for ask in cell.asks] == [("requests", "P008")]


def test_who_only_asks_is_not_said_to_be_willing() -> None:
    cell = troops("UKR")
    assert (cell.own, cell.stance) == (False, Stance.REQUESTS)


def test_a_month_counts_when_it_has_passed() -> None:
    assert ("ESP", "troops") not in cells("2025-02-27")
    assert cells("2025-02-28")["ESP", "troops"].stance is Stance.UNDECIDED


def test_a_third_party_that_tells_of_a_promise_is_heard_as_hearsay() -> None:
    cell = cells(FEBRUARY)["LTU", "funding"]
    assert (cell.stance, cell.voice, cell.standing_id) == (Stance.COMMITTED, Voice.HEARSAY, "P249")


def test_conditions_of_offers_that_say_the_same_join() -> None:
    # all in the coalition must commit (March); further conditions (August)
    assert needs(troops("LTU")) == {"ceasefire", "allies", "unspecified_conditions"}


def test_what_is_required_is_not_said_to_raise_as_well() -> None:
    # preferred in February 2025, a must in March
    relations = [relation for name, relation, _ in troops("GBR", MARCH).conditions if name == "us_guarantee"]
    assert relations == [Relation.REQUIRES]


def test_the_condition_of_one_sum_does_not_tie_another() -> None:
    # a hundred million for a deployment after a cease-fire; 4.5 billion, and 200 million of the budget, without one
    assert needs(cells(FEBRUARY)["GBR", "funding"]) == set()


def test_monitoring_from_outside_is_neighbouring_soil() -> None:
    assert cells(FEBRUARY)["ITA", "monitoring"].place == "neighbour"
