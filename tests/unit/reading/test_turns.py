"""Who speaks in a text: what its title says of it."""

from __future__ import annotations

import pytest

from willing.cases import load_general_register
from willing.model import Document, Span
from willing.reading.labels import is_heading
from willing.reading.layers import read_layers
from willing.reading.local import LocalReader
from willing.reading.page import Page, label_names
from willing.reading.speakers import OF_MEDIA, OUTLET
from willing.reading.turns import title_authors

READER = LocalReader(load_general_register())


def authors(title: str) -> tuple[str, ...]:
    return title_authors(title, READER.names.find(title), label_names(READER.register).surnames)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Joint statement on Ukraine by the leaders of France, Germany and Poland", ("FRA", "DEU", "POL")),
        ("U.S.-Japan Joint Statement", ("USA", "JPN")),
        ("G7 Leaders’ Statement on the use of frozen assets of Russia", ("G7",)),
        ("Joint declaration between Norway and Latvia on mine clearance in Ukraine", ("NOR", "LVA")),
        ("Franco-German joint communiqué", ("FRA", "DEU")),
        ("Statement by the foreign ministers of Finland and Sweden following talks in Poland", ("FIN", "SWE")),
        ("Joint Statement by President Macron, Prime Minister Keir Starmer and Chancellor Merz", ("FRA", "GBR", "DEU")),
        ("Security agreement between Canada and Ukraine", ("CAN", "UKR")),
        ("Joint statement on support for Ukraine", ()),
        ("Remarks by President Macron of France and Chancellor Merz in a joint statement", ()),
        ("France and Germany disagree on a joint debt", ()),
    ],
)
def test_a_title_names_those_who_speak_together(title: str, told: tuple[str, ...]) -> None:
    assert authors(title) == told


TEXT = "We will train two battalions. Our ministers will report in May, and we stand ready to do more."


def voice_of(title: str | None, outlet: str | None, text: str = TEXT) -> Page:
    document = Document("t", text, outlet=outlet, language="en", title=title)
    return Page(document, read_layers([text])[0], READER)


def test_we_are_all_who_issue_the_statement_whoever_publishes_it() -> None:
    title = "Joint statement by the leaders of Norway and Latvia"
    for outlet in ("Government of Norway", "A newspaper"):
        voice = voice_of(title, outlet).voice
        assert (voice.issuer_ids, voice.joint) == (("NOR", "LVA"), True)
    headed = voice_of(None, None, f"{title}\n\n{TEXT}").voice
    assert (headed.issuer_ids, headed.joint) == (("NOR", "LVA"), True)
    assert voice_of(None, "Government of Norway").voice.issuer_ids == ("NOR",)
    third = voice_of(title, "Government of Norway", "The leaders agreed to train two battalions.").voice
    assert (third.issuer_ids, third.joint) == (("NOR", "LVA"), True)
    told = "Norway and Latvia disappoint. “We will train two battalions,” they say, and “we stand ready”."
    assert not voice_of(title, "A newspaper", told).voice.joint
    alone = voice_of("Joint statement by the ministries of Norway", "Government of Norway").voice
    assert (alone.issuer_ids, alone.joint) == (("NOR",), False)


def test_the_title_of_a_background_call_hides_who_speaks() -> None:
    outlet = "The White House (press-briefings)"
    for title, anonymous in (("Background press call on the talks", True), ("Press call on the talks", False)):
        (turn,) = voice_of(title, outlet).voice.turns
        assert turn.anonymous is anonymous


@pytest.mark.parametrize(
    ("source", "press"), [("Greek media", True), ("a Danish news agency", True), ("its defence materiel agency", False)]
)
def test_the_press_of_a_country_is_not_the_country(source: str, press: bool) -> None:
    assert bool(OF_MEDIA.search(source)) is press


def test_a_label_names_the_state_that_the_office_is_of() -> None:
    text = (
        "PRIME MINISTER OF BELGIUM: We will send two frigates.\n\n"
        "THE ITALIAN PREMIER: We will send none.\n\n"
        "QUESTION: Will you send troops to Jordan?\n\n"
        "THE FOREIGN MINISTER OF NEW ZEALAND: No.\n\n"
        "JORDAN SMITH: Our listeners will send money.\n"
    )
    turns = voice_of(None, None, text).voice.turns
    assert [turn.actor_ids for turn in turns] == [("BEL",), ("ITA",), (), ("NZL",), ()]
    assert [turn.question for turn in turns] == [False, False, True, False, True]


@pytest.mark.parametrize(
    ("label", "heading"),
    [
        ("LONG-TERM RETURNS FOR BOTH COUNTRIES", True),
        ("A NEW PARTNERSHIP", True),
        ("SUPPORT FOR PRESIDENT ZELENSKYY", True),
        ("MINISTER FOR FOREIGN AFFAIRS AND TRADE", False),
        ("QUESTION", False),
        ("MR. ANDERSON", False),
    ],
)
def test_words_in_capitals_before_a_colon_may_be_a_heading(label: str, heading: bool) -> None:
    assert is_heading(label) is heading


def test_what_stands_below_a_heading_in_capitals_is_read() -> None:
    text = "RETURNS FOR BOTH COUNTRIES: Norway and Latvia will send two frigates."
    assert not any(turn.question for turn in voice_of(None, "Government of Norway", text).voice.turns)


def turns_of(title: str | None, text: str) -> list[tuple[str | None, tuple[str, ...], bool]]:
    found = voice_of(title, "A newspaper", text).voice.turns
    return [(turn.label.cut(text) if turn.label else None, turn.actor_ids, turn.question) for turn in found]


def test_an_interview_is_answered_by_the_one_whom_its_title_names() -> None:
    text = (
        "Presenter: Will you send soldiers? Prime minister: We will send two frigates. Presenter: And soldiers? "
        "Prime minister: No."
    )
    told = [("Presenter", (), True), ("Prime minister", ("BGR",), False)] * 2
    assert turns_of("The Bulgarian prime minister on the radio", text) == told
    assert turns_of("On the radio", text)[1] == ("Prime minister", (), False)


def test_who_alone_answers_is_the_one_interviewed_and_questions_may_have_no_label() -> None:
    text = "Would you join? Berg: We would think it over. And with soldiers? Berg: Those we will not send."
    assert turns_of("Norway's foreign minister on the guarantee", text) == [("Berg", ("NOR",), False)] * 2


def test_what_a_paper_tells_before_an_interview_is_its_own() -> None:
    text = "Sweden will send two frigates, and Norway may.\n\nQuestion: When?\n\nBerg: We would like to know.\n"
    page = voice_of("Norway's foreign minister answers", "A newspaper", text)
    assert page.voice.turn_at(text.index("Sweden")) is None
    assert page.speakers.at(Span(0, 29), page.resolver) is OUTLET


def test_two_offices_of_a_title_are_two_states() -> None:
    text = "PRESIDENT: We will send doctors.\n\nPRIME MINISTER: We will send nurses.\n\nQUESTION: When?\n"
    title = "Joint briefing, President of Kenya and Prime Minister of Jamaica"
    assert [ids for _, ids, _ in turns_of(title, text)] == [("KEN",), ("JAM",), ()]


def test_in_a_parliament_the_minister_speaks_for_the_state_and_members_do_not() -> None:
    text = (
        "Mr Tolley: Will she bring the children here? The Minister for Health (Ms Oram): We will. "
        "Mr Tolley: We shall hold her to it. Ms Oram: We have the beds."
    )
    assert turns_of("House of Commons: children and hospitals (United Kingdom)", text) == [
        ("Mr Tolley", (), True),
        ("The Minister for Health (Ms Oram)", ("GBR",), False),
        ("Mr Tolley", (), True),
        ("Ms Oram", ("GBR",), False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "One thing is clear: We will send troops. Another: They will not.",
        "Norway: Two frigates. Denmark: One frigate. Sweden: Nothing so far.",
        'The Dutch minister said it plainly: "We will send two frigates."',
    ],
)
def test_a_colon_alone_makes_no_conversation(text: str) -> None:
    assert turns_of("Norway and its neighbours", text) == []


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("Ministry of Defence of Slovenia: engineers for Ukraine", ("SVN",)),
        ("Statement by the Prime Minister of Japan to the people", ("JPN",)),
        ("Government of Norway: two battalions", ("NOR",)),
        ("Norway's government: two battalions", ("NOR",)),
        ("President of Brazil answers questions", ()),
        ("Critics of the government of Norway: no more", ()),
        ("What the Government of Norway will do", ()),
    ],
)
def test_a_statement_is_issued_by_the_office_that_its_title_opens_with(title: str, issuer: tuple[str, ...]) -> None:
    assert voice_of(title, "A newspaper").voice.issuer_ids == issuer


def test_a_report_under_such_a_title_is_the_newspapers() -> None:
    told = "The government of Norway will train two battalions."
    assert voice_of("Government of Norway: two battalions", "A newspaper", told).voice.issuer_ids == ()
