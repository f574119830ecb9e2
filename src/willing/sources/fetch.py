"""Fetching one address: refused hosts, redirects checked one by one, size and time limits, robots.txt respected."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

from willing.errors import FetchError, RefusedAddress
from willing.sources.addresses import checked_host
from willing.sources.options import SourceOptions
from willing.sources.robots import Rules
from willing.version import __version__

if TYPE_CHECKING:
    from httpx2 import Client, Response

AGENT = f"willing/{__version__}"
MOST_REDIRECTS = 5
REDIRECTS = frozenset((301, 302, 303, 307, 308))
ROBOTS_BYTES = 500_000
NONE: Mapping[str, str] = MappingProxyType({})


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
            response, raw, place = followed(client, url, options, deadline, robots_of(client, options, deadline))
        except httpx2.TimeoutException:
            raise FetchError(f"{url}: no answer within {options.timeout:g} seconds; try again later") from None
        except httpx2.HTTPError as error:
            raise FetchError(f"{url}: {error or type(error).__name__}; expected a web server") from None
        except httpx2.InvalidURL as error:
            raise FetchError(f"{url}: no address ({error})") from None
    if response.status_code >= 400:
        raise FetchError(f"{place}: the server answered {response.status_code}; expected a page")
    return Fetched(place, raw, media_type_of(response), response.charset_encoding)


def media_type_of(response: Response) -> str:
    return str(response.headers.get("content-type", "")).split(";")[0].strip().lower()


def followed(
    client: Client,
    url: str,
    options: SourceOptions,
    deadline: float,
    rules_of: Callable[[str], Rules | None],
    headers: Mapping[str, str] = NONE,
) -> tuple[Response, bytes, str]:
    """The last answer of a row of redirects, its body and address; each host's robots.txt is asked by `rules_of`.

    Raises FetchError where a host asks us to stay away, or there are too many redirects.
    """
    place, rules = url, dict[str, Rules | None]()
    for _ in range(MOST_REDIRECTS + 1):
        site = site_of(place)
        if site not in rules:
            rules[site] = rules_of(site)
        if (asked := rules[site]) is not None and not asked.allow(place):
            raise FetchError(f"{place}: the site's robots.txt asks not to fetch it; save the page and read the file")
        response, raw = get(client, place, options, deadline, options.maximum_bytes, headers)
        if response.status_code not in REDIRECTS or not response.headers.get("location"):
            return response, raw, place
        place = led_to(place, response.headers["location"])
    raise FetchError(f"{url}: more than {MOST_REDIRECTS} redirects; expected a page")


def site_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def led_to(place: str, location: str) -> str:
    """Where a redirect leads; raises FetchError where that is no address."""
    try:
        there = urljoin(place, location)
        urlsplit(there)
    except ValueError as error:
        raise FetchError(f"{place}: led to {location[:80]!r}, which is no address ({error}); expected a page") from None
    return there


def get(
    client: Client, url: str, options: SourceOptions, deadline: float, limit: int, headers: Mapping[str, str] = NONE
) -> tuple[Response, bytes]:
    """One request to the numeric address that was checked, its body read up to `limit` bytes and the deadline."""
    host, number, port = checked_host(url, allow_private=options.allow_private_addresses)
    parts = urlsplit(url)
    literal = f"[{number}]" if ":" in number else number
    pinned = urlunsplit((parts.scheme, f"{literal}:{port}", parts.path or "/", parts.query, ""))
    extensions = {"sni_hostname": host} if parts.scheme == "https" else {}
    body = bytearray()
    with client.stream("GET", pinned, headers={"Host": parts.netloc, **headers}, extensions=extensions) as response:
        for piece in response.iter_bytes():
            body += piece
            if len(body) > limit:
                raise FetchError(f"{url}: more than {limit:,} bytes; expected a page or document below that")
            if time.monotonic() > deadline:
                raise FetchError(f"{url}: not finished within {options.timeout:g} seconds; raise --timeout")
    return response, bytes(body)


def robots_of(client: Client, options: SourceOptions, deadline: float) -> Callable[[str], Rules | None]:
    """Asks a site (scheme and host) for its robots.txt; None where there is none or it cannot be read, which allows."""
    return lambda site: robots_at(client, site, options, deadline)[0]


def robots_at(client: Client, site: str, options: SourceOptions, deadline: float) -> tuple[Rules | None, bool]:
    """A site's robots.txt, None where there is none or it cannot be had; and whether the site has answered so.

    Raises RefusedAddress for a site that may not be visited.
    """
    import httpx2

    try:
        response, raw = get(client, f"{site}/robots.txt", options, deadline, ROBOTS_BYTES)
    except RefusedAddress:
        raise
    except (FetchError, httpx2.HTTPError):
        return None, False
    if response.status_code in (401, 403):
        return Rules.forbidding_all(), True
    if response.status_code == 200:
        return Rules.read(raw), True
    return None, response.status_code < 500
