"""Sitemaps: the addresses in them, whole, broken off and spoilt."""

from __future__ import annotations

import pytest

from willing.errors import InputError
from willing.sources.sitemaps import Listed, listed_in

HEAD = b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
FIRST = b"<url><loc>https://example.org/1</loc><lastmod>2026-01-05</lastmod></url>"
SECOND = b"<url><loc> https://example.org/2 </loc></url>"
ONE, TWO = Listed("https://example.org/1", "2026-01-05", False), Listed("https://example.org/2", None, False)


def test_addresses_come_in_order_with_the_day_that_is_told() -> None:
    assert listed_in(HEAD + FIRST + SECOND + b"</urlset>") == ([ONE, TWO], None)


def test_an_index_lists_further_sitemaps() -> None:
    raw = b"<sitemapindex><sitemap><loc>https://example.org/a.xml</loc></sitemap></sitemapindex>"
    assert listed_in(raw) == ([Listed("https://example.org/a.xml", None, True)], None)


def test_of_one_that_broke_off_the_last_address_is_not_believed() -> None:
    found, broken = listed_in(HEAD + FIRST + SECOND[:20])
    assert found == [ONE]
    assert broken


def test_an_entry_that_is_not_in_its_encoding_is_passed_over_and_told() -> None:
    spoilt = b"<url><loc>https://example.org/&#xD800;</loc></url>"
    found, broken = listed_in(HEAD + FIRST + spoilt + SECOND + b"</urlset>")
    assert found == [ONE, TWO]
    assert broken is not None


def test_what_is_wrong_is_told_shortly() -> None:
    _, broken = listed_in(HEAD + FIRST + b"<" + "ship\u00e9".encode() * 5_000 + b">" + SECOND + b"</urlset>")
    assert broken is not None
    assert len(broken) < 300


@pytest.mark.parametrize("raw", [b"", b"no XML", b"\0\1"])
def test_what_is_no_xml_is_told(raw: bytes) -> None:
    with pytest.raises(InputError, match="sitemap"):
        listed_in(raw)
