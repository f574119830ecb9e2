"""Fetching from a real server on loopback: redirects, limits, robots.txt, refusals."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from willing.errors import FetchError, RefusedAddress
from willing.sources.fetch import fetch
from willing.sources.options import SourceOptions

TEXT = b"Norway will send two frigates to the strait."


class Pages(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == "/robots.txt":
            self.answer(200, b"User-agent: *\nDisallow: /private/\n")
        elif path in ("/page", "/private/page"):
            self.answer(200, TEXT, "text/plain; charset=iso-8859-1")
        elif path == "/moved":
            self.answer(302, b"", location="/page")
        elif path == "/circle":
            self.answer(302, b"", location="/circle")
        elif path == "/away":
            self.answer(302, b"", location="file:///etc/hosts")
        elif path == "/nowhere":
            self.answer(302, b"", location="http://[half/page")
        elif path == "/large":
            self.answer(200, b"x" * 50_000)
        elif path == "/drip":
            self.drip()
        else:
            self.answer(404, b"")

    def answer(self, status: int, body: bytes, kind: str = "text/html", location: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"x")
                time.sleep(0.1)
        except OSError:
            pass

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


ALLOWED = SourceOptions(allow_private_addresses=True, timeout=5)


def test_a_page_is_fetched_with_its_type_and_charset(site: str) -> None:
    page = fetch(f"{site}/page", ALLOWED)
    assert (page.raw, page.media_type, page.charset) == (TEXT, "text/plain", "iso-8859-1")


def test_a_redirect_is_followed_and_the_last_address_kept(site: str) -> None:
    assert fetch(f"{site}/moved", ALLOWED).url == f"{site}/page"


def test_a_redirect_to_a_file_is_refused(site: str) -> None:
    with pytest.raises(RefusedAddress, match="expected http or https"):
        fetch(f"{site}/away", ALLOWED)


def test_a_redirect_to_what_is_no_address_is_told(site: str) -> None:
    with pytest.raises(FetchError, match=r"led to 'http://\[half/page', which is no address"):
        fetch(f"{site}/nowhere", ALLOWED)


@pytest.mark.parametrize("address", ["http://[half/page", "https://a]b/"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(RefusedAddress, match="no address"):
        fetch(address, ALLOWED)


def test_redirects_in_a_circle_end(site: str) -> None:
    with pytest.raises(FetchError, match="more than 5 redirects"):
        fetch(f"{site}/circle", ALLOWED)


def test_without_leave_a_loopback_address_is_not_visited(site: str) -> None:
    with pytest.raises(RefusedAddress, match="--allow-private-addresses"):
        fetch(f"{site}/page", SourceOptions())


def test_a_page_over_the_size_limit_is_given_up(site: str) -> None:
    with pytest.raises(FetchError, match="more than 10,000 bytes"):
        fetch(f"{site}/large", SourceOptions(allow_private_addresses=True, maximum_bytes=10_000))


def test_a_page_that_drips_runs_into_the_time_limit(site: str) -> None:
    began = time.monotonic()
    with pytest.raises(FetchError, match="1 seconds"):
        fetch(f"{site}/drip", SourceOptions(allow_private_addresses=True, timeout=1))
    assert time.monotonic() - began < 4


def test_a_page_that_the_site_asks_not_to_fetch_is_left_alone(site: str) -> None:
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetch(f"{site}/private/page", ALLOWED)


def test_an_error_of_the_server_is_told_with_its_number(site: str) -> None:
    with pytest.raises(FetchError, match="404"):
        fetch(f"{site}/unknown", ALLOWED)


def test_a_port_where_nobody_listens_is_told() -> None:
    with pytest.raises(FetchError):
        fetch("http://127.0.0.1:9/", SourceOptions(allow_private_addresses=True, timeout=2))
