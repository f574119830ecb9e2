"""Looking with a real browser."""

from __future__ import annotations

from tests.web.conftest import OpenPage


def test_the_matrix_leads_to_the_statement_behind_a_cell(open_page: OpenPage) -> None:
    page = open_page("/")
    page.click('a.tile[href="/cells/FRA/troops"]')
    page.wait_for_url("**/cells/FRA/troops")
    assert page.inner_text("h1") == "France: ground troops"
    assert page.locator(".statement.stands").count() == 1


def test_the_slider_tells_its_day_and_goes_there(open_page: OpenPage) -> None:
    page = open_page("/")
    page.focus("#day")
    page.keyboard.press("Home")
    day = page.inner_text("#at")
    page.click(".slider button")
    page.wait_for_url(f"**?as-of={day}")


def test_without_script_the_matrix_can_be_narrowed_by_its_form(open_page: OpenPage) -> None:
    page = open_page("/", script=False)
    page.select_option("select[name=stance]", "declined")
    page.click(".filters button")
    page.wait_for_url("**stance=declined*")
    assert page.locator("a.tile").count() == page.locator("a.tile.s-declined").count() > 0
