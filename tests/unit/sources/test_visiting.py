"""A visitor that lives long: what it remembers of a host, and for how long."""

from __future__ import annotations

import datetime

import pytest

from tests.durability.faulty_site import Site, served
from tests.durability.watched_day import Clock
from willing.errors import FetchError
from willing.sources import SourceOptions
from willing.sources.visiting import LONGEST_ASKED, Visitor, seconds_asked

OPTIONS = SourceOptions(allow_private_addresses=True, timeout=5.0)


def test_what_robots_said_holds_while_it_cannot_be_had_and_is_asked_for_again_soon() -> None:
    site, clock = Site(), Clock()
    site.publish(1)
    site.robots = "User-agent: *\nDisallow: /news/\n"
    with served(site) as base, Visitor(OPTIONS, 0.0, clock, clock.sleep) as visitor:
        site.robots_status = 500
        assert visitor.visit(f"{base}/news/1").changed, "what was never told forbids nothing"
        site.robots_status = 200
        clock.sleep(16 * 60)
        with pytest.raises(FetchError, match="asks not to fetch"):
            visitor.visit(f"{base}/news/1")
        site.robots_status = 500
        clock.sleep(25 * 3600)
        with pytest.raises(FetchError, match="asks not to fetch"):
            visitor.visit(f"{base}/news/1")
    assert site.asked["/robots.txt"] == 3


def test_robots_of_the_host_that_a_redirect_leads_to_are_asked() -> None:
    first, second = Site(), Site()
    second.publish(1)
    second.robots = "User-agent: *\nDisallow: /\n"
    with served(first) as base, served(second) as other, Visitor(OPTIONS, 0.0, Clock(), print) as visitor:
        first.elsewhere = f"{other}/news/1"
        with pytest.raises(FetchError, match="asks not to fetch"):
            visitor.visit(f"{base}/elsewhere")
    assert second.asked["/robots.txt"] == 1
    assert second.asked["/news/1"] == 0


def test_two_requests_to_one_host_are_a_pause_apart() -> None:
    site, clock = Site(), Clock()
    site.publish(1)
    with served(site) as base, Visitor(OPTIONS, 30.0, clock, clock.sleep) as visitor:
        began = clock()
        for _ in range(3):
            visitor.visit(f"{base}/news/1")
        assert datetime.timedelta(seconds=59) < clock() - began < datetime.timedelta(seconds=62)


def test_a_host_that_asks_for_a_longer_pause_gets_it() -> None:
    site, clock = Site(), Clock()
    site.publish(1)
    site.robots = "User-agent: *\nCrawl-delay: 100\n"
    with served(site) as base, Visitor(OPTIONS, 30.0, clock, clock.sleep) as visitor:
        began = clock()
        for _ in range(3):
            visitor.visit(f"{base}/news/1")
        assert datetime.timedelta(seconds=199) < clock() - began < datetime.timedelta(seconds=202)


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("120", 120.0),
        ("Thu, 01 May 2031 00:05:00 GMT", 300.0),
        ("Wed, 30 Apr 2031 00:00:00 GMT", 0.0),
        ("9" * 30, LONGEST_ASKED),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_ASKED),
        ("Fri, 31 Dec " + "9" * 30 + " 23:59:59 GMT", None),
        ("soon", None),
        ("\u00b2", None),
        (None, None),
    ],
)
def test_when_a_server_wants_to_be_asked_again(words: str | None, seconds: float | None) -> None:
    assert seconds_asked(words, datetime.datetime(2031, 5, 1, tzinfo=datetime.UTC)) == seconds
