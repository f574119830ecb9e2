"""What every page of the app must show: accessible, narrow, on paper, without script, quiet, and at home.

Each page is visited twice by a browser, with script and without, and what was seen is kept for the tests. With
WILLING_EVERY_PAGE=1, as `.ci/run` sets it, that is every page, else a third of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import Seen
from tests.web.every_page import MORE, addresses

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
NO_AXE = "axe-core is not installed: cd tests/web && npm install"
VIOLATIONS = """async (options) => (await axe.run(document, {resultTypes: ["violations"], ...options})).violations
    .map((each) => `${each.id}: ` + each.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", "))"""
ON_PAPER = """() => ({
    menus: [...document.querySelectorAll("nav, form, button, .skip")].filter((each) => each.checkVisibility()).length,
    unnamed: [...document.querySelectorAll("a[rel~=external]")].filter((each) => each.checkVisibility() &&
        !getComputedStyle(each, "::after").content.includes(each.getAttribute("href"))).length,
    legend: [...document.querySelectorAll(".legend li")].every((each) => each.getBoundingClientRect().height > 0),
    words: document.querySelector("main").innerText.trim().length,
})"""
NARROW = 360
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Visit:
    """What a browser saw of a page; `plain` is the same of a visit without script."""

    path: str
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    violations: dict[str, list[str]] = field(default_factory=dict)
    paper: dict[str, Any] = field(default_factory=dict)
    too_wide: int = 0
    plain: dict[str, Any] = field(default_factory=dict)


@pytest.fixture(scope="module")
def visits(browser: Browser, teller: TestClient, told_address: str) -> Iterator[list[Visit]]:
    with_script = browser.new_context(viewport={"width": 1280, "height": 900})
    without = browser.new_context(viewport={"width": NARROW, "height": 800}, java_script_enabled=False)
    yield [visited(path, told_address, with_script, without) for path in visited_here(addresses(teller))]
    with_script.close()
    without.close()


def visited_here(paths: list[str]) -> list[str]:
    """All of them where that is asked for, else every third; two visits of each take minutes on two cores."""
    return paths if os.environ.get("WILLING_EVERY_PAGE") else paths[::3]


def visited(path: str, base: str, with_script: Any, without: Any) -> Visit:
    visit, seen = Visit(path), Seen(base)
    page = seen.watch(with_script.new_page())
    page.emulate_media(color_scheme="light", media="screen")
    page.goto(base + path)
    visit.violations = violations(page)
    page.emulate_media(media="print")
    visit.paper = page.evaluate(ON_PAPER)
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": NARROW, "height": 800})
    visit.too_wide = page.evaluate(TOO_WIDE)
    page.close()
    plain = seen.watch(without.new_page())
    plain.goto(base + path)
    visit.plain = {
        "too_wide": plain.evaluate(TOO_WIDE),
        "heading": plain.inner_text("h1"),
        "idle": plain.locator(".needs-script:visible").count(),
        "words": len(plain.inner_text("main").strip()),
    }
    plain.close()
    # a page that is not there is told so by the browser too
    missing = "status of 404" if path == "/nowhere" else "no exception"
    visit.complaints = [each for each in seen.complaints if missing not in each]
    visit.elsewhere = seen.elsewhere
    return visit


def violations(page: Page) -> dict[str, list[str]]:
    """What axe-core finds wrong, by colour scheme; nothing where it is not installed."""
    if not AXE.exists():
        return {}
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = {"light": page.evaluate(VIOLATIONS, {})}
    # the same page in other colours: only what depends on them can differ
    page.emulate_media(color_scheme="dark")
    found["dark"] = page.evaluate(VIOLATIONS, {"runOnly": ["color-contrast", "link-in-text-block"]})
    return found


def wrong(visits: list[Visit], found: Any) -> dict[str, Any]:
    """What is wrong, by page."""
    return {visit.path: told for visit in visits if (told := found(visit))}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_accessibility_is_broken(visits: list[Visit], scheme: str) -> None:
    if not AXE.exists():
        pytest.skip(NO_AXE)
    pages: dict[str, list[str]] = {}
    for visit in visits:
        for violation in visit.violations[scheme]:
            pages.setdefault(violation, []).append(visit.path)
    assert pages == {}


def test_no_console_complains(visits: list[Visit]) -> None:
    assert wrong(visits, lambda visit: visit.complaints) == {}


def test_no_request_leaves_the_machine(visits: list[Visit]) -> None:
    assert wrong(visits, lambda visit: visit.elsewhere) == {}


def test_no_page_is_wider_than_a_small_phone(visits: list[Visit]) -> None:
    assert wrong(visits, lambda visit: visit.too_wide) == {}
    assert wrong(visits, lambda visit: visit.plain["too_wide"]) == {}


def test_every_page_works_without_script(visits: list[Visit]) -> None:
    assert wrong(visits, lambda visit: not visit.plain["heading"]) == {}
    assert wrong(visits, lambda visit: visit.plain["words"] < 40) == {}


def test_what_only_script_could_do_is_not_offered_without(visits: list[Visit]) -> None:
    assert wrong(visits, lambda visit: visit.plain["idle"]) == {}


def test_paper_has_no_menus_but_all_words(visits: list[Visit]) -> None:
    # a page that only searches or adds is nothing but its form
    assert wrong(visits, lambda visit: visit.paper["menus"]) == {}
    assert wrong(visits, lambda visit: visit.paper["words"] < 10) == {}


def test_paper_tells_the_address_of_every_source(visits: list[Visit]) -> None:
    assert wrong(visits, lambda visit: visit.paper["unnamed"]) == {}


def test_paper_explains_the_signs(visits: list[Visit]) -> None:
    assert wrong(visits, lambda visit: not visit.paper["legend"]) == {}


def test_every_page_answers_in_both_forms_and_keeps_the_day(teller: TestClient) -> None:
    forms = teller.app.state.json_forms  # type: ignore[attr-defined]
    day = {"as-of": "2026-06-01", "known-at": "2999-01-01"}
    for path in (each for each in addresses(teller) if each not in MORE):
        back = teller.get(path, params=day)
        assert back.status_code == 200, path
        assert "Looking back" in back.text, path
        assert "known-at=2999-01-01" in back.text, path
        assert teller.get(forms.get(path, path + ".json"), params=day).status_code == 200, path


def test_a_screen_reader_meets_the_matrix_row_by_row(browser: Browser, told_address: str) -> None:
    """In the browser's own accessibility tree: names of columns first, then each actor before its cells."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(told_address + "/?group=lead")
    session = context.new_cdp_session(page)
    nodes = {each["nodeId"]: each for each in session.send("Accessibility.getFullAXTree")["nodes"]}
    table = next(each for each in nodes.values() if role(each) == "table")
    rows = [each for each in within(table, nodes) if role(each) == "row"]
    heads = [name(each) for each in within(rows[0], nodes) if role(each) == "columnheader"]
    assert heads[0] == "Actor"
    assert {"ground troops", "arms"} <= set(heads)
    for row in rows[1:]:
        cells = [each for each in within(row, nodes) if role(each) in ("rowheader", "cell", "gridcell")]
        assert [role(cell) for cell in cells] == ["rowheader"] + ["cell"] * (len(heads) - 1)
    france = next(row for row in rows if "France" in name(within(row, nodes)[0]))
    spoken = [name(each) for each in within(france, nodes) if role(each) in ("rowheader", "cell", "gridcell")]
    assert spoken[0].startswith("France")
    assert spoken[heads.index("ground troops")].startswith("committed 1 source, coded; only if a cease-fire")
    assert not any(sign in " ".join(spoken) for sign in "▲▼✦")
    context.close()


def role(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", ""))


def name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", ""))


def within(node: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Everything below a node, in the order in which it is read."""
    found = []
    for each in node.get("childIds", ()):
        if each in nodes:
            found += [nodes[each], *within(nodes[each], nodes)]
    return [each for each in found if not each.get("ignored")]
