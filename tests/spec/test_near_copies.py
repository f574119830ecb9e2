"""One story or two: copies, cut versions, editions, corrections, and the same form of words about something else.

The texts are ours; their countries, towns and persons are invented.
"""

from __future__ import annotations

import pytest

from willing.model import PartialDate
from willing.sources.near_copies import Comparison, FactKind, Relation, compare

ARTICLE = """\
Veldania will send two frigates to the Strait of Orm next month, its defence minister said on Tuesday, joining a
mission that was set up after attacks on merchant ships in the spring.

Minister Tora Lindqvist told reporters in Sandvik that the ships would sail with 340 sailors and stay until November.
"We go because trade must be safe," she said. The United States and Norland already have vessels in the area, and the
mission's headquarters in Port Helm counts eleven countries.

The parliament in Sandvik has to agree. The largest opposition party, the Farmers' Union, said that it would not vote
for the mission unless the government shows what it costs. A first estimate of 45 million crowns, made in June, has
been called too low by the audit office.

Shipping companies welcomed the decision. About 26 ships a day pass the strait, half as many as a year ago, and
insurers have doubled their rates since March. President Imre Dahl of Norland thanked Veldania and said that the two
navies had trained together for years.

Neighbouring Karsia has ruled out sending ships. Its foreign ministry said that the mission lacks a mandate of the
United Nations, and that talks with the islands' government should come first.
"""
PARAGRAPHS = ARTICLE.strip().split("\n\n")
BACKGROUND = """\
The week in brief. The harbour of Port Helm reopened on Monday after a strike that had lasted nine days, and the first
container ships left in the evening. In Osterby, farmers drove tractors to the town hall against a levy on water.

Prices of bread rose again, by four percent in a year, the statistics office said. The central bank left its rate where
it was and spoke of a calm autumn. The railway line along the coast is closed until the bridge at Tolm is mended.
"""

DECLARATION = """\
The Prime Minister today declared that a major disaster exists in the province of {place} and ordered national aid to
support recovery in the area struck by {event} from {since} to {until}.

The action makes national funding available to persons in the {districts}. Help can include grants for temporary
housing and home repairs, loans at low cost to cover losses of property without insurance, and other programmes for
households and owners of businesses.

National funding is also available, on a shared basis, to the provincial and eligible local governments and certain
private bodies for emergency work and the repair or replacement of damaged facilities. {officer} of the Disaster
Office has been named to lead the recovery in the affected area. Further districts may be named later if the province
asks for it and the results of damage assessments warrant it.
"""
NORTH = {
    "place": "Halland", "event": "severe storms and flooding", "since": "May 3", "until": "May 9, 2031",
    "districts": "districts of Aldby, Brekke and Corvall", "officer": "Ms. Petra Holm",
}  # fmt: skip
SOUTH = {
    "place": "Merovia", "event": "tornadoes", "since": "May 4", "until": "May 6, 2031",
    "districts": "district of Dunmore", "officer": "Mr. Osric Vane",
}  # fmt: skip


def compared(one: str, other: str, days: tuple[str, str] | None = None) -> Comparison:
    published = (PartialDate.parse(days[0]), PartialDate.parse(days[1])) if days else (None, None)
    return compare(one, other, published)


def test_the_same_words_are_one_text_whatever_the_case_and_the_quotation_marks() -> None:
    other = ARTICLE.replace('"', "”").replace("'", "’").upper()
    assert compared(ARTICLE, other).relation is Relation.SAME


def test_a_wire_copy_with_headline_dateline_and_note_is_one_story() -> None:
    copy = (
        "Two frigates for the strait\n\nBy Harbour Daily Staff\n\nSANDVIK (Harbour Daily) — "
        + ARTICLE
        + "\n(Except for the headline, this story has not been edited by Harbour Daily and is published from a "
        "syndicated feed.)\nCopyright Harbour Daily. All rights reserved."
    )
    found = compared(ARTICLE, copy)
    assert found.relation is Relation.EDITION
    assert found.changes == ()


def test_a_version_cut_from_the_end_is_one_story() -> None:
    cut = "\n\n".join(PARAGRAPHS[:3])
    assert compared(ARTICLE, cut).relation is Relation.CUT
    assert compared(cut, ARTICLE).relation is Relation.CUT


def test_two_versions_cut_differently_are_one_story() -> None:
    one = "\n\n".join(PARAGRAPHS[:4])
    other = "\n\n".join([PARAGRAPHS[0], PARAGRAPHS[2], PARAGRAPHS[3], PARAGRAPHS[4]])
    assert compared(one, other).relation.is_copy


def test_a_statement_read_out_within_a_long_text_is_one_story() -> None:
    long = "\n\n".join([BACKGROUND * 3, PARAGRAPHS[1], PARAGRAPHS[2], BACKGROUND.upper()])
    assert compared("\n\n".join(PARAGRAPHS[1:3]), long).relation is Relation.CONTAINED


def test_the_house_style_of_another_outlet_changes_no_story() -> None:
    other = (
        ARTICLE.replace("The United States", "The U.S.")
        .replace("President Imre Dahl", "Mr. Imre Dahl")
        .replace("told reporters in Sandvik", "said in Sandvik")
        .replace("Karsia has", "Karsian officials have")
    )
    found = compared(ARTICLE, other)
    assert found.relation is Relation.EDITION, found.reason


def test_a_bad_scan_is_the_same_story() -> None:
    misprints = {
        "frigates": "frigatcs", "merchant": "mcrchant", "Lindqvist": "Lindqvisl", "reporters": "reporiers",
        "Norland already": "Norlaud already", "estimate": "estimaie", "welcomed": "wclcomed", "insurers": "insuters",
        "foreign ministry": "forcign minisiry", "thanked": "thauked",
    }  # fmt: skip
    scan = ARTICLE
    for right, wrong in misprints.items():
        scan = scan.replace(right, wrong)
    assert compared(ARTICLE, scan).relation.is_copy


def test_a_number_corrected_between_editions_is_shown_as_a_correction() -> None:
    found = compared(ARTICLE, ARTICLE.replace("340 sailors", "430 sailors"))
    assert found.relation is Relation.CORRECTION
    assert [(change.kind, change.before, change.after) for change in found.changes] == [(FactKind.NUMBER, "340", "430")]


def test_a_not_that_came_in_between_editions_is_shown_as_a_correction() -> None:
    found = compared(ARTICLE, ARTICLE.replace("would not vote", "would vote"))
    assert found.relation is Relation.CORRECTION
    assert [(change.kind, change.before) for change in found.changes] == [(FactKind.NEGATION, "not")]


def test_a_name_corrected_far_down_is_a_correction_and_no_other_story() -> None:
    found = compared(ARTICLE, ARTICLE.replace("Imre Dahl", "Imre Solberg"))
    assert found.relation is Relation.CORRECTION
    assert [str(change) for change in found.changes] == ["“Dahl” / “Solberg”"]


def test_several_amounts_corrected_leave_it_one_story_if_every_name_and_date_stays() -> None:
    other = ARTICLE.replace("340", "410").replace("45 million", "54 million").replace("eleven", "twelve")
    found = compared(ARTICLE, other)
    assert found.relation is Relation.CORRECTION
    assert len(found.changes) == 3


@pytest.mark.parametrize(
    ("what", "changed"),
    [
        ("another province and its districts", SOUTH),
        ("another event there", NORTH | {"event": "a landslide", "since": "July 1", "until": "July 2, 2031"}),
        ("only another province and officer", NORTH | {"place": "Merovia", "officer": "Mr. Osric Vane"}),
        ("only another province, named once", NORTH | {"place": "Merovia"}),
        ("another year", NORTH | {"since": "June 13", "until": "June 19, 2032", "officer": "Mr. Osric Vane"}),
    ],
)  # fmt: skip
def test_the_same_form_of_words_about_something_else_is_another_story(what: str, changed: dict[str, str]) -> None:
    found = compared(DECLARATION.format(**NORTH), DECLARATION.format(**changed))
    assert found.contained > 0.8, "the words alone would not tell them apart"
    assert found.relation is Relation.SIBLING, (what, found.reason)


def test_a_long_text_with_another_country_throughout_is_another_story() -> None:
    order = " ".join(
        f"Section {number}. Goods of {{0}} listed in annex {number} pay the rate of this order, and the agency shall "
        f"publish rule {number} for importers, carriers and customs offices within thirty days of its entry into force."
        for number in range(1, 40)
    )
    found = compared(
        order.replace("{0}", "Veldania", 2).replace("{0}", "the country"),
        order.replace("{0}", "Karsia", 2).replace("{0}", "the country"),
    )
    assert found.relation is Relation.SIBLING


def test_the_same_form_of_words_about_other_goods_is_another_story() -> None:
    form = (
        "The council has found that the levy on {0} treats importers of {0} unequally. Offices that collected it shall "
        "pay it back on application. An application names the shipment of {0}, the port, and the day of arrival. Where "
        "the papers are lost, the office may accept the books of the buyer. The rate for {0} is set anew each spring, "
        "after a hearing of growers and of the cities through which {0} pass to inland markets in the usual way."
    )
    assert compared(form.format("apples"), form.format("turbines")).relation is Relation.SIBLING


def test_the_same_words_used_again_after_a_year_are_another_story_but_a_reprint_is_not() -> None:
    old, new = "2031-06-01", "2032-06-01"
    assert not compared(ARTICLE, ARTICLE.replace("340", "345"), (old, new)).relation.is_copy
    assert compared(ARTICLE, ARTICLE, (old, new)).relation is Relation.SAME
    assert not compared(PARAGRAPHS[2], BACKGROUND * 3 + PARAGRAPHS[2], (old, new)).relation.is_copy


def test_another_report_of_the_same_event_is_an_origin_of_its_own() -> None:
    other = (
        "Two warships of Veldania are to protect trade in the Strait of Orm. The government in Sandvik announced the "
        "step after a cabinet meeting on Tuesday. Some 340 sailors will be on board. Karsia does not take part, and "
        "the Farmers' Union wants to see the bill first. Norland's president, Imre Dahl, thanked his neighbours.\n"
    )
    assert compared(ARTICLE, other).relation is Relation.OTHER


def test_two_reports_that_share_a_paragraph_of_background_are_two_stories() -> None:
    other = "\n\n".join([BACKGROUND, PARAGRAPHS[3]])
    assert compared(ARTICLE, other).relation is Relation.OTHER
