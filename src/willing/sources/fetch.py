"""Fetching one address: refused hosts, redirects checked one by one, size and time limits, robots.txt respected."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from willing.errors import FetchError
from willing.sources.addresses import checked_host
from willing.sources.options import SourceOptions
from willing.version import __version__

if TYPE_CHECKING:
    from httpx2 import Client, Response

AGENT = f"willing/{__version__}"
MOST_REDIRECTS = 5
REDIRECTS = frozenset((301, 302, 303, 307, 308))
ROBOTS_BYTES = 500_000


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: its last address after redirects, bytes, media type and charset (None where not told)."""

    url: str
    raw: bytes
    media_type: str
    charset: str | None


def fetch(url: str, options: SourceOptions) -> Fetched:
    """The content of an http(s) address; raises RefusedAddress or FetchError with a one-line reason."""
    import httpx2

    deadline = time.monotonic() + options.timeout
    timeout = httpx2.Timeout(options.timeout)
    headers = {"User-Agent": AGENT}
    with httpx2.Client(timeout=timeout, follow_redirects=False, headers=headers, trust_env=False) as client:
        try:
            checked_host(url, allow_private=options.allow_private_addresses)
            _respect_robots(client, url, options, deadline)
            return _followed(client, url, options, deadline)
        except httpx2.TimeoutException:
            raise FetchError(f"{url}: no answer within {options.timeout:g} seconds; try again later") from None
        except httpx2.HTTPError as error:
            raise FetchError(f"{url}: {error or type(error).__name__}; expected a web server") from None
        except httpx2.InvalidURL as error:
            raise FetchError(f"{url}: no address ({error})") from None


def _followed(client: Client, url: str, options: SourceOptions, deadline: float) -> Fetched:
    place = url
    for _ in range(MOST_REDIRECTS + 1):
        response, raw = _get(client, place, options, deadline, options.maximum_bytes)
        if response.status_code in REDIRECTS and response.headers.get("location"):
            place = urljoin(place, response.headers["location"])
            continue
        if response.status_code >= 400:
            raise FetchError(f"{place}: the server answered {response.status_code}; expected a page")
        media_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
        return Fetched(place, raw, media_type, response.charset_encoding)
    raise FetchError(f"{url}: more than {MOST_REDIRECTS} redirects; expected a page")


def _get(client: Client, url: str, options: SourceOptions, deadline: float, limit: int) -> tuple[Response, bytes]:
    """One request to the numeric address that was checked, its body read up to `limit` bytes and the deadline."""
    host, number, port = checked_host(url, allow_private=options.allow_private_addresses)
    parts = urlsplit(url)
    literal = f"[{number}]" if ":" in number else number
    pinned = urlunsplit((parts.scheme, f"{literal}:{port}", parts.path or "/", parts.query, ""))
    extensions = {"sni_hostname": host} if parts.scheme == "https" else {}
    body = bytearray()
    with client.stream("GET", pinned, headers={"Host": parts.netloc}, extensions=extensions) as response:
        for piece in response.iter_bytes():
            body += piece
            if len(body) > limit:
                raise FetchError(f"{url}: more than {limit:,} bytes; expected a page or document below that")
            if time.monotonic() > deadline:
                raise FetchError(f"{url}: not finished within {options.timeout:g} seconds; raise --timeout")
    return response, bytes(body)


def _respect_robots(client: Client, url: str, options: SourceOptions, deadline: float) -> None:
    """Raises FetchError where the site's robots.txt asks us to stay away; one that cannot be read allows."""
    import httpx2

    parts = urlsplit(url)
    try:
        response, raw = _get(client, f"{parts.scheme}://{parts.netloc}/robots.txt", options, deadline, ROBOTS_BYTES)
    except (FetchError, httpx2.HTTPError):
        return
    rules = RobotFileParser()
    if response.status_code in (401, 403):
        rules.parse(["User-agent: *", "Disallow: /"])
    elif response.status_code == 200:
        rules.parse(raw.decode("utf-8", "replace").splitlines())
    else:
        return
    if not rules.can_fetch(AGENT, url):
        raise FetchError(f"{url}: the site's robots.txt asks not to fetch it; save the page and read the file")
