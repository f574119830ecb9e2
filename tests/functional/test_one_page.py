"""`willing brief --day`: the case on one page, as Markdown, HTML and PDF."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.functional.conftest import in_this_process
from willing.views.one_page import ROOMS, GridCell, GridRow, Line, OnePage, fitted, markdown
from willing.views.one_page_typst import pages_in, pdf, source
from willing.views.reckoned import Evidence
from willing.workflows.one_page import made_as


def made(case: Path, *options: str) -> dict[str, Any]:
    shown = in_this_process("brief", "--day", "--json", *options, cwd=case)
    assert shown.returncode == 0, shown.stderr
    found: dict[str, Any] = json.loads(shown.stdout)
    return found


def test_it_shows_who_stands_where_what_moved_what_holds_and_what_is_open(case_folder: Path) -> None:
    told = made(case_folder, "--since", "2025-09-04", "--as-of", "2026-02-27")
    rows = {row["name"]: row["cells"] for row in told["rows"]}
    assert told["measures"][0] == "ground troops"
    assert [rows[name][0]["stance"] for name in ("United Kingdom", "France", "Poland")] == [
        "committed",
        "committed",
        "declined",
    ]
    assert rows["United Kingdom"][0]["condition"]
    assert rows["United Kingdom"][0]["not_able"]
    assert any("France: willing → committed" in line["words"] for line in told["moved"])
    assert "no total follows" in told["holds"][0]["words"]
    assert told["unclear"][0]["words"] == "a cease-fire"
    assert told["contradictions"]
    assert max(each["said"] for each in told["sources"]) <= "2026-02-27"


def test_an_assumption_is_stated_and_changes_what_holds(case_folder: Path) -> None:
    told = made(case_folder, "--assume", "ceasefire=no")
    assert told["assumptions"] == ["a cease-fire not so"]
    assert told["holds"] != made(case_folder)["holds"]


def test_the_pdf_is_one_page_whose_words_can_be_found(case_folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("typst")
    import pypdfium2

    file = tmp_path / "day.pdf"
    assert in_this_process("brief", "--day", "-o", str(file), cwd=case_folder).returncode == 0
    assert pages_in(file.read_bytes()) == 1
    document = pypdfium2.PdfDocument(file)
    words = " ".join(document[0].get_textpage().get_text_range().split())
    document.close()
    for name in ("Coalition of the willing for Ukraine", "United Kingdom", "Sources", "coded, words not stored"):
        assert name in words
    assert re.search(r"●●○", words)


def test_markdown_and_html_are_the_same_each_time(case_folder: Path, tmp_path: Path) -> None:
    case = Path(shutil.copytree(case_folder, tmp_path / "case"))
    for name in ("day.md", "day.html"):
        both = []
        for _ in range(2):
            assert in_this_process("brief", "--day", "-o", str(tmp_path / name), cwd=case).returncode == 0
            both.append((tmp_path / name).read_bytes())
        assert both[0] == both[1]


def test_every_number_has_its_source_and_none_is_idle(case_folder: Path) -> None:
    from willing.workflows.one_page import Asked, one_page

    for room in ROOMS:
        page = fitted(one_page(case_folder, Asked()), room)
        used = {cell.source for row in page.rows for cell in row.cells if cell and cell.source}
        for part in (page.moved, page.holds, page.unclear, page.contradictions):
            used |= {number for line in part for number in line.sources}
        assert used == set(range(1, len(page.sources) + 1))


HOSTILE = 'x" #panic("out") *b* [l](javascript:alert(1)) <script>alert(1)</script> $x$ \\ | `c` _e_ \u202e\ud800'


def hostile_page() -> OnePage:
    cell = GridCell("committed", "●●○", True, True, 1)
    line = Line(HOSTILE, HOSTILE, (1,), 'javascript:alert("x")')
    source = Evidence("a", HOSTILE, HOSTILE, HOSTILE, HOSTILE, True, "https://example.org/<x>")
    return OnePage(
        HOSTILE, HOSTILE, "2031-05-05", HOSTILE, (HOSTILE,), (HOSTILE,), (GridRow(HOSTILE, (cell,)),),
        (line,), (line,), (line,), (line,), (source,),
    )  # fmt: skip


def test_words_of_others_are_words_in_every_form() -> None:
    page = fitted(hostile_page(), ROOMS[0])
    told, words = made_as(page, ".html").decode(), made_as(page, ".md").decode()
    assert "<script>" not in told
    assert not any("javascript" in address for address in re.findall(r'href="([^"]*)"', told))
    assert not re.search(r"(?<!\\)<script", words)
    assert not re.search(r"(?<!\\)\]\(", words)
    assert '#panic("out")' not in source(page)
    pytest.importorskip("typst")
    assert pages_in(pdf(page)) == 1


def test_what_does_not_fit_is_counted_and_said(case_folder: Path) -> None:
    from willing.workflows.one_page import Asked, one_page

    page = fitted(one_page(case_folder, Asked()), ROOMS[-1])
    assert len(page.rows) == ROOMS[-1].rows
    assert "Poland" in page.others
    assert "unclear points" in markdown(page).splitlines()[-1]


def test_another_ending_and_a_meeting_are_told(case_folder: Path, tmp_path: Path) -> None:
    shown = in_this_process("brief", "--day", "-o", str(tmp_path / "x.docx"), cwd=case_folder)
    assert shown.returncode == 2
    assert ".pdf" in shown.stderr
    shown = in_this_process("brief", "--meeting", "2025-03-27", "--assume", "ceasefire=yes", cwd=case_folder)
    assert shown.returncode == 2
    assert "a day of its own" in shown.stderr
