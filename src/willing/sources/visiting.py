"""Visiting the same hosts again and again, politely: conditional requests, a pause a host, robots.txt kept a day.

What is kept is bounded, so that a visitor can live for months.
"""

from __future__ import annotations

import datetime
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from willing.errors import FetchError
from willing.sources.addresses import checked_host
from willing.sources.fetch import AGENT, followed, robots_at
from willing.sources.options import SourceOptions
from willing.sources.robots import Rules

LONGEST_ASKED = 366 * 86_400.0
"""Seconds that a server can ask us to stay away for; what it says beyond is no wait but a slip."""
MOST_HOSTS = 512
"""Hosts whose last visit and robots.txt are remembered."""
ROBOTS_KEPT = datetime.timedelta(days=1)
ROBOTS_AGAIN = datetime.timedelta(minutes=15)
"""When a robots.txt that could not be had is asked for again."""
NOT_CHANGED = 304

Clock = Callable[[], datetime.datetime]
Sleep = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Visit:
    """What an address gave. `changed` is False where the server says that it is as it was; then there are no bytes.

    `etag` and `modified` are what it is asked by next time.
    """

    url: str
    changed: bool
    raw: bytes = field(default=b"", repr=False)
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


class Unreachable(FetchError):
    """Not to be had now; `wait` is how many seconds the server asked to be left alone, if it said so."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class Visitor:
    """Visits addresses one at a time, with at least `pause` seconds between two requests to one host."""

    def __init__(self, options: SourceOptions, pause: float, clock: Clock, sleep: Sleep) -> None:
        import httpx2

        self.options, self.pause, self.clock, self.sleep = options, pause, clock, sleep
        self._last: OrderedDict[str, datetime.datetime] = OrderedDict()
        self._robots: OrderedDict[str, tuple[datetime.datetime, Rules | None]] = OrderedDict()
        timeout = httpx2.Timeout(options.timeout)
        self._client = httpx2.Client(
            timeout=timeout, follow_redirects=False, headers={"User-Agent": AGENT}, trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def visit(self, url: str, etag: str | None = None, modified: str | None = None) -> Visit:
        """What is at an address, if it has changed since `etag` or `modified` was told.

        Raises FetchError (RefusedAddress, Unreachable) with a one-line reason.
        """
        import httpx2

        headers = {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": modified} if modified else {}
        try:
            checked_host(url, allow_private=self.options.allow_private_addresses)
            self.wait_for(urlsplit(url).netloc)
            deadline = time.monotonic() + self.options.timeout
            response, raw, place = followed(self._client, url, self.options, deadline, self.rules_of, headers)
        except httpx2.TimeoutException:
            raise Unreachable(f"{url}: no answer within {self.options.timeout:g} seconds") from None
        except httpx2.HTTPError as error:
            raise Unreachable(f"{url}: {error or type(error).__name__}; expected a web server") from None
        except httpx2.InvalidURL as error:
            raise FetchError(f"{url}: no address ({error})") from None
        if response.status_code == NOT_CHANGED:
            return Visit(place, False, etag=etag, modified=modified)
        if response.status_code >= 400:
            wait = seconds_asked(response.headers.get("retry-after"), self.clock())
            raise Unreachable(f"{place}: the server answered {response.status_code}; expected a page", wait)
        told = (response.headers.get("etag"), response.headers.get("last-modified"))
        return Visit(place, True, raw, response.charset_encoding, *told)

    def wait_for(self, host: str) -> None:
        """Until the pause since the last request to the host is over: ours, or the longer one that it asks for."""
        last = self._last.pop(host, None)
        if last is not None:
            left = max(self.pause, self.pause_asked(host)) - (self.clock() - last).total_seconds()
            if left > 0:
                self.sleep(left)
        self._last[host] = self.clock()
        while len(self._last) > MOST_HOSTS:
            self._last.popitem(last=False)

    def pause_asked(self, host: str) -> float:
        """Seconds that the robots.txt of a host asks for, as far as it has been read."""
        known = (self._robots.get(f"{scheme}://{host}") for scheme in ("https", "http"))
        return max((told[1].pause for told in known if told and told[1] is not None), default=0.0)

    def rules_of(self, site: str) -> Rules | None:
        """The site's robots.txt, asked for once a day; what it said before where it cannot be had, which allows."""
        until, rules = self._robots.pop(site, (None, None))
        if until is None or self.clock() >= until:
            deadline = time.monotonic() + self.options.timeout
            told, answered = robots_at(self._client, site, self.options, deadline)
            rules = told if answered else rules
            until = self.clock() + (ROBOTS_KEPT if answered else ROBOTS_AGAIN)
        self._robots[site] = (until, rules)
        while len(self._robots) > MOST_HOSTS:
            self._robots.popitem(last=False)
        return rules


def seconds_asked(words: str | None, now: datetime.datetime) -> float | None:
    """Seconds in a Retry-After header, told as a number or a date; None where it tells neither."""
    if not words:
        return None
    if words.strip().isdecimal():
        return min(float(words), LONGEST_ASKED)
    try:
        when = parsedate_to_datetime(words)
    except (TypeError, ValueError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=datetime.UTC)
    return min(max(0.0, (when - now).total_seconds()), LONGEST_ASKED)
