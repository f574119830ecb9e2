"""The page of a text: every position marked in its words, the chosen one with its parts."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient

from tests.web.conftest import OpenPage, Told, client_of, running
from tests.web.texts import FRIGATES, add_text, said
from willing.model import Span
from willing.views.document_page import SHOWN, parts_of
from willing.views.marked_text import marked, paragraphs_of

TAGS = re.compile(r"<[^>]+>")


def words_of(page: str) -> str:
    """The words of the text as the page shows them, without the signs."""
    text = page[page.index('<article class="text"') : page.index("</article>\n</div>")]
    text = re.sub(r'<span class="vh">.*?</span>', "", text)
    return TAGS.sub("", text[text.index("\n") :]).strip()


def test_a_text_is_shown_whole_and_in_its_own_words(teller: TestClient, told: Told) -> None:
    page = teller.get(told.page).text
    assert words_of(page).split() == FRIGATES.split()
    assert "Two frigates" in page
    assert "Harbour Daily" in page
    assert "12 January 2026" in page


def test_every_position_is_marked_where_it_stands_with_the_sign_of_its_stance(teller: TestClient, told: Told) -> None:
    page = teller.get(told.page).text
    for position, stance in zip(told.ids, ("committed", "willing", "declined", "willing"), strict=True):
        assert f'<a class="sign-link s-{stance}" id="position-{position}"' in page
    assert "Norway: committed, ships and mine clearance at sea, after a cease-fire" in page


def test_marks_within_one_another_and_marks_that_overlap_are_cut_into_pieces() -> None:
    text = "abcdefghij"
    marks = [(Span(0, 6), "outer"), (Span(2, 4), "inner"), (Span(5, 8), "overlap")]
    (pieces,) = marked(text, paragraphs_of(text), marks)
    assert [(piece.words, piece.anchors, piece.starts) for piece in pieces] == [
        ("ab", ("outer",), ("outer",)),
        ("cd", ("outer", "inner"), ("inner",)),
        ("e", ("outer",), ()),
        ("f", ("outer", "overlap"), ("overlap",)),
        ("gh", ("overlap",), ()),
        ("ij", (), ()),
    ]


def test_a_mark_over_two_paragraphs_starts_once() -> None:
    text = "one\n\ntwo"
    first, second = marked(text, paragraphs_of(text), [(Span(1, 7), "both")])
    assert [piece.starts for piece in first] == [(), ("both",)]
    assert [(piece.words, piece.starts) for piece in second] == [("tw", ()), ("o", ())]


def test_the_chosen_position_shows_its_actor_measure_condition_and_speaker(teller: TestClient, told: Told) -> None:
    page = teller.get(f"{told.page}?position={told.ids[0]}").text
    for part, words in (("actor", "Norway"), ("measure", "frigates"), ("speaker", "the ministry")):
        assert f'<span class="part part-{part}" data-part="{part}">{words}</span>' in page
    assert '<span class="part part-condition" data-part="condition">' in page
    assert re.search(rf'<a class="sign-link s-committed selected" id="position-{told.ids[0]}"[^>]* autofocus>', page)
    assert page.count('aria-current="true"') == 1


def test_no_part_is_marked_where_no_position_is_chosen(teller: TestClient, told: Told) -> None:
    page = teller.get(told.page).text
    assert "data-part" not in page
    assert "autofocus" not in page


def test_the_machine_form_has_the_text_that_the_offsets_count(teller: TestClient, told: Told) -> None:
    document = teller.get(f"{told.page}.json").json()
    assert document["text"] == FRIGATES
    assert [FRIGATES[each["start"] : each["end"]] for each in document["positions"]] == [
        "Norway will send two frigates once a cease-fire holds",
        "two frigates once",
        "Sweden declined to send troops",
        "troops but offered mine clearance",
    ]


def test_the_name_an_input_gave_leads_to_the_text(teller: TestClient, told: Told) -> None:
    answer = teller.get("/documents/frigates.txt?position=x")
    assert answer.headers["location"] == f"{told.page}?position=x"


def test_a_text_that_is_not_there_is_said_to_be_none(teller: TestClient) -> None:
    assert teller.get("/documents/ffffffffffff").status_code == 404
    assert teller.get("/documents/ffffffffffff.json").json()["error"]["status"] == 404
    assert teller.get("/documents/../../etc/passwd").status_code == 404


def test_a_name_made_of_digits_does_not_stand_in_for_another_text(own_told: Told) -> None:
    add_text(own_told.folder, "Denmark wants to be shown instead.", name=own_told.digits)
    with client_of(own_told.folder) as client:
        assert client.get(f"{own_told.page}.json").json()["text"] == FRIGATES


def test_why_a_text_is_unread_is_told(teller: TestClient, told: Told) -> None:
    assert "Kept, but unread: language: no." in teller.get(f"/documents/{told.unread}").text


def test_a_quote_on_the_page_of_a_cell_leads_to_its_place_in_the_text(teller: TestClient, told: Told) -> None:
    page = teller.get("/cells/SWE/troops").text
    assert f'href="{told.page}?position={told.ids[2]}#position-{told.ids[2]}"' in page


def test_a_long_text_is_shown_in_parts_and_a_position_in_its_own(own_told: Told) -> None:
    line = "Nothing is said here of anybody.\n"
    text = line * 3000 + "Norway will send two frigates.\n"
    record = said(text, "Norway will send two frigates", "NOR", "naval", "committed")
    sha256, (position,) = add_text(own_told.folder, text, [record], name="long.txt")
    with client_of(own_told.folder) as client:
        first = client.get(f"/documents/{sha256[:16]}").text
        last = client.get(f"/documents/{sha256[:16]}?position={position}").text
    assert "Part 1 of 3" in first
    assert len(first) < 3 * SHOWN
    assert "Part 3 of 3" in last
    assert f'id="position-{position}"' in last


def test_parts_hold_the_whole_text_and_end_with_a_line_or_a_word() -> None:
    text = "word " * 30_000
    parts = parts_of(text)
    assert "".join(part.cut(text) for part in parts) == text
    assert all(len(part) <= SHOWN and part.cut(text).endswith(" ") for part in parts)
    assert [len(part) for part in parts_of("x" * (SHOWN + 1))] == [SHOWN, 1]


def test_the_list_of_texts_can_be_narrowed_by_words_of_title_and_outlet(teller: TestClient, told: Told) -> None:
    everything = teller.get("/documents.json").json()
    assert everything["documents"][0]["digits"] == told.corrected
    assert everything["total"] == 3
    found = teller.get("/documents.json?q=harbour+two").json()
    assert [(each["title"], each["positions"]) for each in found["documents"]] == [("Two frigates", 4)]
    assert "No text has these words" in teller.get("/documents?q=nowhere").text


def test_a_text_published_later_is_not_listed_when_one_looks_back(teller: TestClient) -> None:
    assert teller.get("/documents.json?as-of=2026-01-12").json()["total"] == 2


def test_a_case_without_texts_says_how_to_add_some(client: TestClient) -> None:
    assert "No text is stored yet" in client.get("/documents").text


def test_the_chosen_position_is_in_view_with_and_without_script(open_page: OpenPage, own_told: Told) -> None:
    text = "Nothing is said here of anybody.\n" * 300 + "Norway will send two frigates.\n" + "The end.\n" * 60
    record = said(text, "Norway will send two frigates", "NOR", "naval", "committed")
    sha256, (position,) = add_text(own_told.folder, text, [record], name="deep.txt")
    with running(own_told.folder) as base:
        for script in (True, False):
            page = open_page(f"/documents/{sha256[:16]}?position={position}", base=base, script=script)
            page.wait_for_timeout(300)
            box = page.locator(".sign-link.selected").bounding_box()
            assert box is not None
            assert 0 <= box["y"] <= 900, f"script={script}"


def test_positions_can_be_walked_by_keyboard(open_page: OpenPage, told_address: str, told: Told) -> None:
    page = open_page(told.page, base=told_address)
    page.locator(".beside a").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**position={told.ids[1]}*")
    assert page.locator("mark.selected").inner_text() == "two frigates once"


def test_a_text_fits_a_narrow_screen(open_page: OpenPage, told_address: str, told: Told) -> None:
    for path in (f"{told.page}?position={told.ids[0]}", f"/stories/{told.digits[:12]}", "/documents"):
        page = open_page(path, base=told_address, width=360)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
