"""What a robots.txt asks, also where some of its lines are none."""

from __future__ import annotations

import pytest

from willing.sources.robots import LONGEST_PAUSE, Rules

FORBIDDEN = "https://example.org/private/page"
ALLOWED = "https://example.org/page"


def rules(*lines: str) -> Rules:
    return Rules.read("\n".join(("User-agent: *", *lines)).encode())


@pytest.mark.parametrize(
    "bad", ["", "Disallow: //[half", "Crawl-delay: \u00b2", "Request-rate: \u00b2/5", "\ufffd\0", ": :"]
)
def test_lines_that_say_nothing_leave_the_others(bad: str) -> None:
    told = rules(bad, "Disallow: /private/")
    assert not told.allow(FORBIDDEN)
    assert told.allow(ALLOWED)


def test_the_longest_rule_wins_and_a_star_stands_for_anything() -> None:
    told = rules("Disallow: /", "Allow: /news/", "Disallow: /*.pdf$")
    assert told.allow("https://example.org/news/1")
    assert not told.allow("https://example.org/news/1.pdf")
    assert not told.allow("https://example.org/other")


def test_what_is_asked_of_others_is_not_asked_of_us() -> None:
    told = Rules.read(b"User-agent: https\nDisallow: /\n\nUser-agent: Willing\nDisallow: /private/\n")
    assert told.allow(ALLOWED)
    assert not told.allow(FORBIDDEN)


def test_what_is_no_text_forbids_nothing() -> None:
    assert Rules.read(bytes(range(256))).allow(FORBIDDEN)


def test_many_stars_do_not_take_long() -> None:
    assert rules("Disallow: /" + "*a" * 40 + "*b$").allow("https://example.org/" + "a" * 5_000)


def test_nothing_is_allowed_where_the_site_keeps_its_rules_to_itself() -> None:
    assert not Rules.forbidding_all().allow(ALLOWED)


@pytest.mark.parametrize(
    ("line", "seconds"),
    [("Crawl-delay: 7", 7.0), ("Crawl-delay: 0.5", 0.5), ("Crawl-delay: 1e9", LONGEST_PAUSE), ("Crawl-delay: nan", 0.0)]
    + [(line, 0.0) for line in ("", "Crawl-delay: -3", "Crawl-delay: soon")],
)
def test_the_pause_that_a_site_asks_for(line: str, seconds: float) -> None:
    assert rules(line).pause == seconds
