"""Which two statements cannot both stand: sixty pairs, half of them traps, each with its reason in its name.

Countries stand for any; the statements are ours and no quotation is anybody's.
"""

from __future__ import annotations

import pytest

from tests.spec.statements import coded, said
from willing.cases import load_general_register
from willing.ledger import Entry
from willing.ledger.contradictions import contradictions
from willing.model import Quantifier

STANCE, SCOPE, QUANTITY = "stance", "scope", "quantity"
WHO, CLAIMED = "who-speaks-for-whom", "claimed-versus-own"
REGISTER = load_general_register()

MONDAY, TUESDAY, NEXT_WEEK, MONTHS_LATER = "2031-03-03", "2031-03-04", "2031-03-11", "2031-07-01"
PM, MINISTER = "the prime minister", "the defence minister"

CONTRADICT: list[tuple[str, str, Entry, Entry]] = [
    # stance
    ("a paper says that it sends, another of the same day that it does not", STANCE,
     said(MONDAY, "NOR", "committed", outlet="Daily"), said(MONDAY, "NOR", "declined", outlet="Post")),
    ("two papers a day apart report a promise and a refusal", STANCE,
     said(MONDAY, "NOR", "committed", outlet="Daily"), said(TUESDAY, "NOR", "declined", outlet="Post")),
    ("an unnamed source says willing and the government denies it next day", STANCE,
     said(MONDAY, "CHN", "willing", speaker="a diplomat", of="", anonymous=True),
     said(TUESDAY, "CHN", "declined", speaker="the foreign ministry spokesman")),
    ("a coded report of readiness is called untrue by the ministry", STANCE,
     coded(MONDAY, "CHN", "willing", speaker="diplomats", speaks_for="anonymous_or_media"),
     coded(TUESDAY, "CHN", "declined", speaker="Mr. Gu, foreign ministry")),
    ("an outlet reports a refusal a week after the own promise that stands", STANCE,
     said(MONDAY, "SWE", "committed", speaker=PM), said(NEXT_WEEK, "SWE", "declined", outlet="Post")),
    ("an outlet tells of hesitation on the day that an envoy says willing", STANCE,
     said(MONDAY, "USA", "willing", "guarantee", speaker="Mr. Wick, envoy"),
     said(MONDAY, "USA", "reluctant", "guarantee", outlet="Wire")),
    ("a report says that ships are there, the government that none were sent", STANCE,
     said(MONDAY, "ITA", "delivered", "naval", outlet="Daily"),
     said(TUESDAY, "ITA", "declined", "naval", speaker=MINISTER)),
    # scope
    ("one leader says that the joint force will monitor, another that it will not", SCOPE,
     said(MONDAY, "EUROPE", "declined", "monitoring", speaker="Mr. A", of="FRA"),
     said(MONDAY, "EUROPE", "committed", "monitoring", speaker="Mr. B", of="UKR")),
    ("two members tell the coalition's part in training in two ways", SCOPE,
     said(MONDAY, "COW", "willing", "training", speaker="Mr. A", of="GBR"),
     said(TUESDAY, "COW", "opposed", "training", speaker="Mr. B", of="HUN")),
    ("most are said to be willing by one and unwilling by another", SCOPE,
     said(MONDAY, "EUROPE", "willing", speaker="Mr. A", of="GBR", quantifier=Quantifier("most")),
     said(MONDAY, "EUROPE", "declined", speaker="Ms. B", of="ITA", quantifier=Quantifier("most"))),
    ("the minister says only with American backing, the chief of staff with or without it", SCOPE,
     said(MONDAY, "NLD", "willing", speaker=MINISTER, conditions="us_guarantee"),
     said(MONDAY, "NLD", "willing", speaker="the chief of staff", conditions="regardless:us_guarantee")),
    ("one says only at sea, another at the front line too", SCOPE,
     said(MONDAY, "BEL", "willing", speaker=MINISTER, words="Only at sea.", conditions="limited_to:place"),
     said(MONDAY, "BEL", "committed", speaker="the army chief", words="We will be at the front line.")),
    # quantity
    ("a minister's force is told as 2,000 by one paper and 5,000 by another", QUANTITY,
     said(MONDAY, "DNK", "committed", speaker=MINISTER, outlet="Daily", quantity=(2000, 2000, "troops")),
     said(MONDAY, "DNK", "committed", speaker=MINISTER, outlet="Post", quantity=(5000, 5000, "troops"))),
    ("one loan has two amounts in two accounts of one speech", QUANTITY,
     said(MONDAY, "DEU", "committed", "funding", speaker="the chancellor", outlet="Daily",
          quantity=(2, 2, "EUR", "billion")),
     said(MONDAY, "DEU", "committed", "funding", speaker="the chancellor", outlet="Post",
          quantity=(200, 200, "EUR", "million"))),
    ("the outlet's at least 30 ships do not fit the ministry's at most 20 of the same day", QUANTITY,
     said(MONDAY, "GBR", "committed", "naval", quantity=(30, None, "ships")),
     said(MONDAY, "GBR", "committed", "naval", speaker="the ministry", quantity=(None, 20, "ships"))),
    # who speaks for whom
    ("the ministry says it would not shy away, the chancellor that it is premature", WHO,
     coded(MONDAY, "DEU", "considering", speaker="defence ministry spokesperson", conditions="clarity"),
     coded(MONDAY, "DEU", "reluctant", speaker="Otto Falk, chancellor", conditions="us_guarantee")),
    ("the prime minister promises and the foreign minister refuses on one day", WHO,
     said(MONDAY, "POL", "committed", speaker=PM), said(MONDAY, "POL", "declined", speaker="the foreign minister")),
    ("a week after the head's refusal a minister thinks about it aloud", WHO,
     coded(MONDAY, "ITA", "declined", speaker="Ms. R, prime minister"),
     coded(NEXT_WEEK, "ITA", "considering", speaker="Mr. T, foreign minister", conditions="mandate")),
    ("the president offers, the ambassador says no next day", WHO,
     said(MONDAY, "USA", "willing", speaker="the president"),
     said(TUESDAY, "USA", "declined", speaker="the ambassador")),
    ("the largest governing party is against the prime minister's line", WHO,
     coded("2031-03", "NLD", "opposed", speaker="party leader", speaks_for="opposition_or_partner_party"),
     coded(MONDAY, "NLD", "considering", speaker="Mr. S, prime minister")),
    ("the opposition says no where the government considers", WHO,
     coded(MONDAY, "AUS", "considering", speaker="Mr. A, prime minister"),
     coded(MONDAY, "AUS", "opposed", speaker="Mr. D, opposition leader", speaks_for="opposition_or_partner_party")),
    ("the chancellor is reported against what the ministry says", WHO,
     coded(MONDAY, "DEU", "willing", speaker="defence ministry spokesperson"),
     coded(MONDAY, "DEU", "declined", speaker="the chancellor (reported)", speaks_for="anonymous_or_media")),
    # claimed versus own
    ("a neighbour says that it will send, its own minister that it will not", CLAIMED,
     said(MONDAY, "ESP", "committed", speaker="Mr. M", of="FRA"), said(TUESDAY, "ESP", "declined", speaker=MINISTER)),
    ("a president says that the adversary would accept, its spokesman calls it unacceptable", CLAIMED,
     said(MONDAY, "RUS", "willing", speaker="the president", of="USA", by="EUROPE"),
     said(TUESDAY, "RUS", "opposed", speaker="the spokesman")),
    ("a coded summary tells what another would accept, who refuses next day", CLAIMED,
     coded(MONDAY, "USA", "willing", "diplomacy", speaker="a president",
           summary="Says Russia would accept foreign troops."),
     coded(TUESDAY, "RUS", "opposed", speaker="a spokesman")),
    ("a host says that a partner refused, the partner that it is willing", CLAIMED,
     said(MONDAY, "GRC", "declined", "hosting", speaker="Mr. U", of="UKR"),
     said(MONDAY, "GRC", "willing", "hosting", speaker=PM)),
    ("26 states are said to be committed, one says that it is not one of the 26", CLAIMED,
     coded(MONDAY, "COW", "committed", speaker="a president", quantity=(26, 26, "states, group claim"),
           speaks_for="collective"),
     coded(TUESDAY, "JPN", "declined", speaker="a secretary", summary="It is not one of the 26.")),
    ("26 states are said to be committed, a member refuses on the same day", CLAIMED,
     said(MONDAY, "COW", "committed", speaker="a president", of="FRA", quantifier=Quantifier(exactly=26)),
     said(MONDAY, "POL", "declined", speaker=PM)),
    ("an unnamed official says that the ally likes the plan, the same text that it scorns it", CLAIMED,
     said(MONDAY, "USA", "reluctant", document="article"),
     said(MONDAY, "USA", "willing", "support", speaker="An official", of="FRA", anonymous=True, document="article")),
    ("a claim two days after the own refusal that stands", CLAIMED,
     said(MONDAY, "HUN", "declined", "funding", speaker=PM),
     said("2031-03-05", "HUN", "committed", "funding", speaker="the commissioner", of="EU")),
]  # fmt: skip

MAY_BOTH_STAND: list[tuple[str, Entry, Entry]] = [
    ("no soldiers but training is another measure",
     said(MONDAY, "FIN", "declined", speaker=PM), said(MONDAY, "FIN", "willing", "training", speaker=MINISTER)),
    ("no at the front and yes at sea are two places",
     said(MONDAY, "ITA", "declined", speaker=PM, words="Not at the front line."),
     said(MONDAY, "ITA", "willing", speaker=MINISTER, words="We are ready at sea.")),
    ("no while the war goes on and yes after a cease-fire are two times",
     said(MONDAY, "PRT", "declined", speaker=PM, words="No soldiers while there is war."),
     said(MONDAY, "PRT", "willing", speaker=MINISTER, conditions="ceasefire")),
    ("not unless there is peace and willing once there is say the same",
     said(MONDAY, "LTU", "declined", speaker=PM, conditions="unless:peace_deal"),
     said(MONDAY, "LTU", "willing", speaker=MINISTER, conditions="after:peace_deal")),
    ("no without American help and yes with it say the same",
     coded(MONDAY, "NLD", "declined", speaker="Mr. S, prime minister", conditions="us_guarantee"),
     coded(MONDAY, "NLD", "willing", speaker="Mr. B, defence minister", conditions="us_guarantee")),
    ("a prime minister who changes his mind next week has moved",
     said(MONDAY, "ESP", "declined", speaker=PM), said(NEXT_WEEK, "ESP", "willing", speaker=PM)),
    ("a head of government overrules his minister next day",
     said(MONDAY, "DEU", "willing", speaker=MINISTER), said(TUESDAY, "DEU", "declined", speaker="the chancellor")),
    ("a successor of the same office refuses months later",
     said(MONDAY, "GBR", "committed", speaker="Mr. A, prime minister"),
     said(MONTHS_LATER, "GBR", "declined", speaker="Ms. B, prime minister")),
    ("one says what another wants and tells it rightly",
     said(MONDAY, "ROU", "declined", speaker="Mr. M", of="FRA"),
     said(MONDAY, "ROU", "declined", speaker="the president")),
    ("a request of others beside an own refusal",
     said(MONDAY, "USA", "requests", speaker="the secretary", by="EUROPE"),
     said(MONDAY, "USA", "declined", speaker="the secretary")),
    ("objecting to an adversary's troops beside sending own",
     said(MONDAY, "FRA", "opposed", speaker=PM, by="RUS"), said(MONDAY, "FRA", "committed", speaker=MINISTER)),
    ("most would and some would not are two sizes of set",
     said(MONDAY, "EUROPE", "willing", speaker="Mr. A", of="GBR", quantifier=Quantifier("most")),
     said(MONDAY, "EUROPE", "declined", speaker="Mr. B", of="ITA", quantifier=Quantifier("some"))),
    ("some states are willing, and one refuses",
     said(MONDAY, "COW", "willing", speaker="Mr. A", of="FRA", quantifier=Quantifier("some")),
     said(MONDAY, "POL", "declined", speaker=PM)),
    ("26 states are counted, and one refuses half a year later",
     said(MONDAY, "COW", "committed", speaker="Mr. A", of="FRA", quantifier=Quantifier(exactly=26)),
     said("2031-09-03", "POL", "declined", speaker=PM)),
    ("26 states give troops, and one gives no money",
     said(MONDAY, "COW", "committed", speaker="Mr. A", of="FRA", quantifier=Quantifier(exactly=26)),
     said(MONDAY, "POL", "declined", "funding", speaker=PM)),
    ("two packages of money are two things",
     said(MONDAY, "DEU", "committed", "funding", speaker=MINISTER, quantity=(2, 2, "EUR", "billion")),
     said(TUESDAY, "DEU", "committed", "funding", speaker=MINISTER, quantity=(500, 500, "EUR", "million"))),
    ("up to 10,000 and about 6,000 fit each other",
     said(MONDAY, "FRA", "willing", speaker=PM, quantity=(None, 10000, "troops")),
     said(MONDAY, "FRA", "willing", outlet="Post", quantity=(6000, 6000, "troops"))),
    ("more soldiers offered a month later is a raise",
     said(MONDAY, "FRA", "willing", speaker=PM, quantity=(2000, 2000, "troops")),
     said("2031-04-03", "FRA", "willing", speaker=PM, quantity=(5000, 5000, "troops"))),
    ("ships and soldiers are counted apart",
     said(MONDAY, "FRA", "committed", speaker=PM, quantity=(2000, 2000, "troops")),
     said(MONDAY, "FRA", "committed", speaker=MINISTER, quantity=(2, 2, "frigates"))),
    ("one speaker offers a part and refuses another in one text",
     said(MONDAY, "IRL", "considering", speaker=PM, document="interview"),
     said(MONDAY, "IRL", "declined", speaker=PM, document="interview")),
    ("one speaker's two coded points of one day",
     coded(MONDAY, "IRL", "considering", speaker="Mr. M, taoiseach", summary="Open to peacekeeping."),
     coded(MONDAY, "IRL", "declined", speaker="Mr. M, taoiseach", summary="Would not join a force that deters.")),
    ("an own offer after a report of refusal is a move",
     said(MONDAY, "EST", "declined", outlet="Post"), said(NEXT_WEEK, "EST", "willing", speaker=PM)),
    ("a report of last year does not speak against today's word",
     said("2030-03-03", "SVK", "willing", outlet="Post"), said(MONDAY, "SVK", "declined", speaker=PM)),
    ("open and undecided is no refusal",
     said(MONDAY, "CAN", "willing", speaker=PM), said(MONDAY, "CAN", "undecided", speaker=MINISTER)),
    ("arms for one and none for another are two beneficiaries",
     said(MONDAY, "CHE", "willing", "arms", speaker=PM, benefit="UKR"),
     said(MONDAY, "CHE", "declined", "arms", speaker=MINISTER, benefit="ISR")),
    ("two countries are two actors",
     said(MONDAY, "NOR", "committed", speaker=PM), said(MONDAY, "SWE", "declined", speaker=PM)),
    ("an unsure reading contradicts nobody",
     said(MONDAY, "NOR", "committed", speaker=PM), said(MONDAY, "NOR", "declined", outlet="Post", sure=False)),
    ("a party agrees with its government",
     coded(MONDAY, "AUS", "declined", speaker="Mr. A, prime minister"),
     coded(MONDAY, "AUS", "opposed", speaker="Mr. D", speaks_for="opposition_or_partner_party")),
    ("backing the talks is no backing of troops in another text",
     said(MONDAY, "USA", "willing", "support", speaker="an official", of="FRA", anonymous=True),
     said(MONDAY, "USA", "reluctant", outlet="Post")),
    ("two colleagues who both name conditions agree",
     said(MONDAY, "NLD", "willing", speaker=PM, conditions="us_guarantee"),
     said(MONDAY, "NLD", "willing", speaker=MINISTER, conditions="parliament")),
]  # fmt: skip


OTHER_PARTS: list[tuple[str, Entry, Entry]] = [
    ("a partner rules out conscripts where the chancellor offers soldiers",
     coded(MONDAY, "DEU", "willing", speaker="Mr. M, chancellor", summary="Offers soldiers."),
     coded(TUESDAY, "DEU", "opposed", speaker="Mr. S, party leader", speaks_for="opposition_or_partner_party",
           summary="Rules out conscripts for any such mission.")),
    ("no combat troops from the head, instructors and guards from the minister",
     said(MONDAY, "SWE", "declined", speaker=PM, words="We will not send combat troops."),
     said(MONDAY, "SWE", "willing", speaker=MINISTER, words="We will send soldiers to guard depots.")),
    ("the head refuses one plan by name, the minister would go only under another",
     coded(MONDAY, "ITA", "declined", speaker="Ms. R, prime minister",
           summary="Will not join the Anglo-French force."),
     coded(NEXT_WEEK, "ITA", "considering", speaker="Mr. T, foreign minister", conditions="mandate",
           summary="Would go only under a UN mission.")),
]  # fmt: skip
SAME_PARTS: list[tuple[str, Entry, Entry]] = [
    ("no conscripts, and conscripts offered",
     said(MONDAY, "DEU", "declined", speaker=PM, words="We send no conscripts."),
     said(MONDAY, "DEU", "willing", speaker=MINISTER, words="We will send conscripts too.")),
    ("the head refuses the plan that the minister would take part in only",
     said(MONDAY, "ITA", "declined", speaker=PM, words="We stay out of the UN mission."),
     said(MONDAY, "ITA", "willing", speaker=MINISTER, words="We go, only under a UN mission.")),
    ("the head refuses one plan by name, the minister offers without naming any",
     said(MONDAY, "ITA", "declined", speaker=PM, words="We stay out of the Anglo-French force."),
     said(MONDAY, "ITA", "willing", speaker=MINISTER, words="We will send soldiers.")),
]  # fmt: skip


def kinds(*entries: Entry) -> list[str]:
    return [found.kind.value for found in contradictions(entries, register=REGISTER)]


@pytest.mark.parametrize(("kind", "one", "other"), [pytest.param(*row[1:], id=row[0]) for row in CONTRADICT])
def test_these_two_cannot_both_stand(kind: str, one: Entry, other: Entry) -> None:
    assert kinds(one, other) == [kind]
    assert kinds(other, one) == [kind], "the order of the entries is no matter"


@pytest.mark.parametrize(("one", "other"), [pytest.param(*row[1:], id=row[0]) for row in MAY_BOTH_STAND])
def test_these_two_may_both_stand(one: Entry, other: Entry) -> None:
    assert kinds(one, other) == []


def test_an_unnamed_estimate_of_how_many_is_denied_by_no_single_refusal() -> None:
    estimate = said(
        MONDAY, "COW", "willing", speaker="officials", of="", anonymous=True, quantifier=Quantifier(exactly=10)
    )
    assert kinds(estimate, said(MONDAY, "USA", "declined", speaker="the president")) == []


def test_there_are_sixty_pairs_and_half_of_them_are_traps() -> None:
    assert (len(CONTRADICT), len(MAY_BOTH_STAND)) == (30, 30)


@pytest.mark.parametrize(("one", "other"), [pytest.param(*row[1:], id=row[0]) for row in OTHER_PARTS])
def test_a_refusal_of_a_part_or_of_one_plan_is_no_refusal_of_the_rest(one: Entry, other: Entry) -> None:
    assert kinds(one, other) == kinds(other, one) == []


@pytest.mark.parametrize(("one", "other"), [pytest.param(*row[1:], id=row[0]) for row in SAME_PARTS])
def test_a_refusal_of_what_is_offered_is_a_contradiction(one: Entry, other: Entry) -> None:
    assert kinds(one, other) == kinds(other, one) == [WHO]


def test_a_party_is_shown_against_what_its_government_promised_and_not_against_what_it_weighs() -> None:
    promised = coded(MONDAY, "FRA", "committed", speaker="Mr. M, president")
    weighed = coded(TUESDAY, "FRA", "considering", speaker="Mr. L, prime minister")
    party = coded(TUESDAY, "FRA", "opposed", speaker="a party", speaks_for="opposition_or_partner_party")
    (found,) = contradictions([promised, weighed, party], register=REGISTER)
    assert (found.one, found.other) == (promised, party)
