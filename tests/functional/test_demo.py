"""The demo as a stranger sees it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.functional.conftest import Run
from willing.workflows.demo import bundled_texts

Demo = tuple[Path, Callable[[], subprocess.CompletedProcess[str]]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    environment = os.environ | {"NO_COLOR": "1", "COLUMNS": "80"}

    def run() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "willing", "demo"]
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
        )

    return folder, run


def test_the_first_screen_is_an_answer_that_fits_a_small_terminal(demo: Demo) -> None:
    _, run = demo
    shown = run()
    assert shown.returncode == 0, shown.stderr
    lines = shown.stdout.splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("On 27 March 2025: nobody has committed ground troops") for line in lines)
    assert re.search(r"Russia(?: is|\) are) opposed", " ".join(lines))
    assert "wait for an American guarantee, says Keir Starmer" in " ".join(lines)
    assert "written for this project" in lines[0]
    assert sum("“" in line for line in lines) == 5
    assert any("demo.html" in line for line in lines)
    assert any("willing read" in line for line in lines)


def test_a_second_demo_in_the_same_folder_adds_nothing_and_shows_the_same(demo: Demo) -> None:
    folder, run = demo
    first = run().stdout
    size = (folder / "willing-demo" / "demo.html").read_bytes()
    assert run().stdout == first
    assert (folder / "willing-demo" / "demo.html").read_bytes() == size


class Anchors(HTMLParser):
    """Collects ids, links and what a page would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids.add(values.get("id", ""))
        if tag == "a" and values.get("href", "").startswith("#"):
            self.links.add(values["href"][1:])
        self.fetched += [values[name] for name in ("src", "srcset") if name in values]
        if tag in ("script", "link", "iframe", "img"):
            self.fetched.append(tag)


def test_the_page_stands_alone_and_every_link_leads_to_a_marked_quote(demo: Demo) -> None:
    folder, run = demo
    run()
    page = (folder / "willing-demo" / "demo.html").read_text(encoding="utf-8")
    anchors = Anchors()
    anchors.feed(page)
    assert not anchors.fetched
    assert anchors.links <= anchors.ids
    assert len([link for link in anchors.links if link.startswith("p-")]) > 50
    assert "default-src 'none'" in page
    assert page.count("willing demo text") >= 11  # the page's banner, and one over each of the ten texts


def test_the_page_shows_every_text_word_for_word(demo: Demo) -> None:
    folder, run = demo
    run()
    page = (folder / "willing-demo" / "demo.html").read_text(encoding="utf-8")
    shown = re.sub(r"\s+", " ", html_text(page))
    for text in bundled_texts(folder / "willing-demo" / "texts"):
        for paragraph in text.document.text.split("\n\n"):
            assert re.sub(r"\s+", " ", paragraph).strip() in shown


def html_text(page: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", page))


def test_a_folder_with_something_else_in_it_is_refused(tmp_path: Path, willing: Run) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    refused = willing("demo", "mine")
    assert refused.returncode == 2
    assert "holds something else" in refused.stderr
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_demo_texts_never_enter_the_real_case(demo: Demo, willing: Run) -> None:
    folder, run = demo
    run()
    matrix = willing("who", "--json", cwd=folder / "willing-demo")
    assert matrix.returncode == 0
    assert "demo" not in matrix.stdout
    assert '"basis": "coded"' in matrix.stdout
    assert '"basis": "quoted"' not in matrix.stdout
