"""The tutorial of the web app, walked through in a browser, so that neither its steps nor its pictures go stale.

With WILLING_PICTURES set (`make pictures`) the walk makes the pictures; else it looks that each is there.
"""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import OpenPage, click_through

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs/tutorial/web-tutorial.md"
PICTURES = ROOT / "docs/images/web"
WIDTH, HEIGHT, COLOURS = 1100, 700, 64
MOST_BYTES = 60_000


def matrix(page: Page) -> None:
    assert page.inner_text("h1") == "Who is willing to do what"
    assert page.locator("a.tile").count() > 100


def measure(page: Page) -> None:
    page.select_option("select[name=measure]", label=re_option(page, "ground troops"))
    page.select_option("select[name=sort]", label="firmest first")
    click_through(page, ".filters button")
    assert {each.strip() for each in page.locator("table.matrix thead th").all_inner_texts()} == {
        "Actor",
        "ground troops",
    }
    assert "Silent so far" in page.inner_text("main")


def cell(page: Page) -> None:
    click_through(page, 'a.tile[href="/cells/FRA/troops"]')
    assert page.inner_text("h1") == "France: ground troops"
    assert page.locator(".statement").count() > 1
    page.locator(".footnote summary").first.click()
    assert "coder's summary, not a quote" in page.locator(".footnote p").first.inner_text()
    page.locator(".footnote summary").first.click()


def looking_back(page: Page) -> None:
    click_through(page, "a.brand")
    page.fill("input[name=as-of]", "2025-09-10")
    click_through(page, ".axes button")
    assert "Looking back" in page.inner_text("main")
    assert page.locator(".tile.softer").count() > 0
    assert page.locator(".tile.new").count() > 0


def what_if(page: Page) -> None:
    click_through(page, ".axes a")
    click_through(page, '.top nav a[href="/what-if"]')
    page.locator(".way input[name=ceasefire][value=yes]").check(force=True)
    page.locator("#change", has_text="now hold").wait_for()
    assert page.url.endswith("/what-if?ceasefire=yes")


def brief(page: Page) -> None:
    click_through(page, '.top nav a[href="/brief"]')
    assert "Being there is no pledge" in page.inner_text("main")
    assert page.locator('a[href^="/brief.md"]').count() == 1


STEPS: dict[str, Callable[[Page], None]] = {
    "matrix": matrix,
    "measure": measure,
    "cell": cell,
    "looking-back": looking_back,
    "what-if": what_if,
    "brief": brief,
}
"""Each step of the walk by the name of its picture."""


def re_option(page: Page, words: str) -> str:
    """The whole label of an option that begins with some words."""
    options = page.locator("select[name=measure] option").all_inner_texts()
    return next(each for each in options if each.startswith(words))


def test_each_step_of_the_tutorial_works(open_page: OpenPage) -> None:
    page = open_page("/", width=WIDTH)
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    for name, step in STEPS.items():
        step(page)
        if os.environ.get("WILLING_PICTURES"):
            keep_picture(page, PICTURES / f"{name}.png")


def keep_picture(page: Page, file: Path) -> None:
    """The window as a small picture of few colours."""
    import io

    from PIL import Image

    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    file.parent.mkdir(parents=True, exist_ok=True)
    taken.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def test_the_tutorial_shows_the_picture_of_each_step() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(\.\./images/web/([\w-]+)\.png\)", TUTORIAL.read_text(encoding="utf-8"))
    assert shown == list(STEPS)


@pytest.mark.parametrize("name", STEPS)
def test_every_picture_is_there_and_small(name: str) -> None:
    content = (PICTURES / f"{name}.png").read_bytes()
    assert len(content) < MOST_BYTES
    assert struct.unpack(">II", content[16:24]) == (WIDTH, HEIGHT)
