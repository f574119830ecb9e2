"""Looking with a real browser."""

from __future__ import annotations

from tests.web.conftest import OpenPage


def test_the_matrix_leads_to_the_statement_behind_a_cell(open_page: OpenPage) -> None:
    page = open_page("/")
    page.click('a.tile[href="/cells/FRA/troops"]')
    assert page.inner_text("h1") == "France: ground troops"
    assert page.locator(".statement.stands").count() == 1


def test_nothing_is_wider_than_a_phone(open_page: OpenPage) -> None:
    for path in ("/", "/cells/FRA/troops"):
        page = open_page(path, width=360)
        assert page.evaluate("document.documentElement.scrollWidth") == 360, path
