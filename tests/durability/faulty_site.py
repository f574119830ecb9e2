"""A site on loopback with a feed, a sitemap and pages, and every fault that a watcher meets.

Faults are drawn from a seed: server errors, waits asked for by Retry-After, bodies cut short, XML broken in the middle
or of an encoding that it is not, pages that moved; and honest "not changed" answers. Some pages are gone for good.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from xml.sax.saxutils import escape

COUNTRIES = ("Norway", "Spain", "Italy", "Canada", "Greece", "Poland", "France", "Belgium")
THINGS = ("four frigates", "two hundred soldiers", "a field hospital", "mine hunters", "drones", "forty instructors")
PLACES = ("Mali", "Kenya", "Chad", "Ghana", "Niger", "Togo", "Benin", "Gabon")

SHOWN = 24
"""Items in the feed."""


def story(number: int) -> tuple[str, str]:
    """Title and text of an item: each is another statement."""
    draw = random.Random(number)
    country, thing, place = draw.choice(COUNTRIES), draw.choice(THINGS), draw.choice(PLACES)
    verb = draw.choice(("will send", "is considering sending", "has ruled out sending", "is ready to send"))
    text = (
        f"{country} {verb} {thing} to {place}, its defence minister said on Tuesday in report {number}.\n\n"
        f"The harbour master of town {number * 7 % 1009} counted {number + 11} ships in the bay."
    )
    return f"{country} and {place}, report {number}", text


class Site:
    """What is published so far, which faults come next, and what was asked. `faults` is the share of faulty answers."""

    def __init__(self, seed: int = 1, faults: float = 0.0) -> None:
        self.draw = random.Random(seed)
        self.faults = faults
        self.published: list[int] = []
        self.gone: set[int] = set()
        self.asked: Counter[str] = Counter()
        self.not_changed = 0
        self.robots = "User-agent: *\nDisallow: /private/\n"
        self.robots_status = 200
        self.elsewhere = ""
        self.lock = threading.Lock()

    def publish(self, number: int) -> None:
        with self.lock:
            self.published.append(number)

    def feed(self, base: str) -> bytes:
        """The newest, as real feeds show."""
        items = "".join(
            f"<item><title>{escape(story(number)[0])}</title><link>{base}/news/{number}</link>"
            f"<guid>{base}/news/{number}</guid><description>{escape(story(number)[1][:60])}</description></item>"
            for number in reversed(self.published[-SHOWN:])
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()

    def sitemap(self, base: str) -> bytes:
        items = "".join(f"<url><loc>{base}/news/{number}</loc></url>" for number in self.published)
        return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</urlset>'.encode()

    def page(self, number: int) -> bytes:
        title, text = story(number)
        head = f"<head><title>{escape(title)}</title></head>"
        paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
        return f"<html>{head}<body><article>{paragraphs}</article></body></html>".encode()

    def answer(self, path: str, base: str, etag: str | None) -> tuple[int, dict[str, str], bytes, bool]:
        """Status, headers, body, and whether the body is cut short."""
        with self.lock:
            self.asked[path] += 1
            if path == "/robots.txt":
                return self.robots_status, {"Content-Type": "text/plain"}, self.robots.encode(), False
            if path == "/elsewhere":
                return 302, {"Location": self.elsewhere}, b"", False
            body = self.body(path, base)
            if body is None:
                return 404, {}, b"gone", False
            mark = f'"{len(body)}-{hash(body) & 0xFFFFFF}"'
            if self.draw.random() < self.faults:
                fault = self.draw.choice(("error", "busy", "cut", "broken", "encoding", "moved"))
                if fault == "error":
                    return 500, {}, b"out of order", False
                if fault == "busy":
                    return 503, {"Retry-After": "120"}, b"later", False
                if fault == "cut":
                    return 200, {"Content-Type": "text/xml", "ETag": mark}, body, True
                if fault == "moved":
                    return 302, {"Location": f"{base}/moved{path}"}, b"", False
                if fault == "encoding" and path.endswith(".xml"):
                    declared = body.replace(b"?>", b' encoding="utf-16"?>', 1)
                    return 200, {"Content-Type": "text/xml", "ETag": mark}, declared, False
                if fault == "broken" and path.endswith(".xml"):
                    return 200, {"Content-Type": "text/xml", "ETag": mark}, body[: len(body) * 2 // 3] + b"<", False
            if etag == mark:
                self.not_changed += 1
                return 304, {}, b"", False
            kind = "text/xml" if path.endswith(".xml") else "text/html"
            return 200, {"Content-Type": f"{kind}; charset=utf-8", "ETag": mark}, body, False

    def body(self, path: str, base: str) -> bytes | None:
        path = path.removeprefix("/moved")
        if path == "/feed.xml":
            return self.feed(base)
        if path == "/sitemap.xml":
            return self.sitemap(base)
        name = path.rpartition("/")[2]
        here = path.startswith("/news/") and int(name) in self.published and int(name) not in self.gone
        return self.page(int(name)) if here else None


@contextmanager
def served(site: Site) -> Iterator[str]:
    """The site's base address while it is served."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            base = f"http://127.0.0.1:{self.server.server_address[1]}"
            status, headers, body, cut = site.answer(self.path, base, self.headers.get("If-None-Match"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if cut else body)
            if cut:
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
