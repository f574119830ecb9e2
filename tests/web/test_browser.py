"""Looking with a real browser."""

from __future__ import annotations

import pytest

from tests.web.conftest import OpenPage


def test_the_matrix_leads_to_the_statement_behind_a_cell(open_page: OpenPage) -> None:
    page = open_page("/")
    page.click('a.tile[href="/cells/FRA/troops"]')
    assert page.inner_text("h1") == "France: ground troops"
    assert page.locator(".statement.stands").count() == 1


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_its_screen(open_page: OpenPage, width: int) -> None:
    for path in ("/", "/cells/FRA/troops", "/what-if?ceasefire=yes&us_guarantee=no", "/reckoning", "/map"):
        page = open_page(path, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_slider_tells_its_day_and_goes_there(open_page: OpenPage) -> None:
    page = open_page("/")
    page.focus("#day")
    page.keyboard.press("Home")
    day = page.inner_text("#at")
    page.click(".slider button")
    assert page.url.endswith(f"?as-of={day}")


def test_without_script_the_matrix_can_be_narrowed_by_its_form(open_page: OpenPage) -> None:
    page = open_page("/", script=False)
    page.select_option("select[name=stance]", "declined")
    page.click(".filters button")
    assert "stance=declined" in page.url
    assert page.locator("a.tile").count() == page.locator("a.tile.s-declined").count() > 0
