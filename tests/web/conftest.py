"""What the tests of the web app share: a case, a client in this process, and a browser on a real server."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from tests.web.texts import FRIGATES, add_text, positions_of
from willing.web.app import create_app
from willing.web.settings import ServeSettings
from willing.workflows.starting import start

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = "/usr/bin/chromium"
LOOPBACK = "http://localhost:8000"
PATHS = (
    "/",
    "/cells/FRA/troops",
    "/actors",
    "/actors/GBR",
    "/measures",
    "/measures/troops",
    "/claims",
    "/claims/P125",
    "/meetings",
    "/meetings/2026-01-06",
    "/brief",
    "/timeline",
    "/about",
    "/contradictions",
    "/unclear",
    "/changes?since=2025-09-04",
)
"""Pages of the built-in case that every test of all pages looks at."""


@pytest.fixture(scope="session")
def served_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in Ukraine case with its ledger; for tests that only look."""
    folder = tmp_path_factory.mktemp("served") / "ukraine"
    start("ukraine-coalition", folder)
    return folder


@pytest.fixture
def own_case(served_case: Path, tmp_path: Path) -> Path:
    """A copy of that case, for a test that writes."""
    return Path(shutil.copytree(served_case, tmp_path / "case"))


def client_of(folder: Path, **settings: Any) -> TestClient:
    """A client of the case's app; use it as a context where its ledger shall stay open between requests."""
    app = create_app(ServeSettings(folder, **settings))
    return TestClient(app, base_url=LOOPBACK, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture(scope="session")
def client(served_case: Path) -> Iterator[TestClient]:
    """A client that looks at the built-in case."""
    with client_of(served_case) as client:
        yield client


@dataclass(frozen=True)
class Told:
    """A case with three texts: one, a correction of it with other figures, and one in a language nobody reads."""

    folder: Path
    digits: str
    ids: list[str]
    corrected: str
    unread: str

    @property
    def page(self) -> str:
        return f"/documents/{self.digits}"


@pytest.fixture(scope="session")
def told(served_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The built-in case with texts; for tests that only look."""
    return told_in(Path(shutil.copytree(served_case, tmp_path_factory.mktemp("told") / "case")))


@pytest.fixture
def own_told(served_case: Path, tmp_path: Path) -> Told:
    """The same for a test that writes."""
    return told_in(Path(shutil.copytree(served_case, tmp_path / "told")))


def told_in(folder: Path) -> Told:
    sha256, ids = add_text(folder, FRIGATES, positions_of(FRIGATES), title="Two frigates")
    changed = FRIGATES.replace("two frigates", "three frigates") + "A talk is due in March.\n" * 3
    corrected, _ = add_text(folder, changed, name="later.txt", published="2026-01-13", outlet="Coast Post")
    unread, _ = add_text(
        folder, "Norge sender to fregatter.", name="norsk.txt", language="no", status="unread", reason="language: no"
    )
    return Told(folder, sha256[:16], ids, corrected[:16], unread[:16])


@pytest.fixture(scope="session")
def teller(told: Told) -> Iterator[TestClient]:
    """A client that looks at the case with texts."""
    with client_of(told.folder) as client:
        yield client


@pytest.fixture(scope="session")
def told_address(told: Told) -> Iterator[str]:
    """A server of the case with texts, for a browser."""
    with running(told.folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; skips with a word where it or Playwright is missing."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: pip install playwright"
    )
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}: apt-get install chromium")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Seen:
    """What went on in a browser: complaints of its console, and addresses asked for that are not ours."""

    base: str
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> Page:
        page.on("console", lambda told: self.complain(told.type, told.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.asked_for(request.url))
        return page

    def complain(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def asked_for(self, address: str) -> None:
        if not address.startswith((self.base, "data:", "about:")):
            self.elsewhere.append(address)


@pytest.fixture(scope="session")
def served_address(served_case: Path) -> Iterator[str]:
    """A server of the built-in case on a free port of this machine, for a browser."""
    with running(served_case) as address:
        yield address


class running:
    """A server of a case in a thread, as a context: gives its address ("http://127.0.0.1:PORT")."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        import uvicorn

        from willing.web.server import listening

        self.listener = listening("127.0.0.1", 0)
        port = self.listener.getsockname()[1]
        app = create_app(ServeSettings(folder, port=port, **settings))
        self.server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.listener]}, daemon=True)
        self.address = f"http://127.0.0.1:{port}"

    def __enter__(self) -> str:
        self.thread.start()
        for _ in range(200):
            if self.server.started:
                return self.address
            time.sleep(0.05)
        raise RuntimeError("the server did not start within ten seconds")

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(timeout=10)
        self.listener.close()


OpenPage = Callable[..., "Page"]


def click_through(page: Page, what: str) -> None:
    """Click a link or a button that leads to another page, and wait until that page is there whole."""
    with page.expect_navigation():
        page.click(what)


@pytest.fixture
def open_page(browser: Browser, served_address: str) -> Iterator[OpenPage]:
    """Opens a page of the built-in case: `open_page("/", scheme="dark", width=360, script=False)`.

    At the end of the test no console may have complained and no request may have left this machine.
    """
    contexts: list[BrowserContext] = []
    seen = Seen(served_address)

    def go(
        path: str, *, scheme: str = "light", width: int = 1280, script: bool = True, base: str = served_address
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
        )
        contexts.append(context)
        page = seen.watch(context.new_page())
        seen.base = base
        page.goto(base + path)
        return page

    yield go
    for context in contexts:
        context.close()
    assert seen.complaints == []
    assert seen.elsewhere == []
