"""Which addresses are visited, on a table of tricks."""

from __future__ import annotations

import pytest

from willing.errors import FetchError, RefusedAddress
from willing.sources.addresses import checked_host, is_address, is_public


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::",
        "64:ff9b::7f00:1", "ff02::1",
    ],
)  # fmt: skip
def test_private_local_and_disguised_addresses_are_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_public_addresses_are(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/hosts", "expected http or https"),
        ("ftp://example.org/x", "expected http or https"),
        ("http://user:secret@example.org/", "credentials"),
        ("http:///nothing", "no host"),
        ("http://example.org:99999/", "port"),
    ],
)
def test_an_address_of_another_kind_is_refused_and_says_what_was_expected(url: str, reason: str) -> None:
    with pytest.raises(RefusedAddress, match=reason):
        checked_host(url, allow_private=True, resolver=lambda host, port: ["93.184.216.34"])


def test_a_secret_in_an_address_is_not_repeated() -> None:
    with pytest.raises(RefusedAddress) as refused:
        checked_host("http://user:secret@example.org/", allow_private=False, resolver=lambda host, port: [])
    assert "secret" not in str(refused.value)


def test_a_name_with_one_private_address_among_public_ones_is_refused() -> None:
    with pytest.raises(RefusedAddress, match=r"10\.0\.0\.5"):
        checked_host(
            "http://two.example/", allow_private=False, resolver=lambda host, port: ["93.184.216.34", "10.0.0.5"]
        )


def test_the_address_that_was_checked_is_the_one_to_connect_to() -> None:
    found = checked_host("https://news.example/a", allow_private=False, resolver=lambda host, port: ["93.184.216.34"])
    assert found == ("news.example", "93.184.216.34", 443)


def test_a_name_without_an_address_is_told() -> None:
    with pytest.raises(FetchError):
        checked_host("http://nothing.example/", allow_private=False, resolver=lambda host, port: [])


def test_paths_and_addresses_are_told_apart() -> None:
    assert is_address("https://example.org/a")
    assert is_address("ftp://example.org")
    assert not is_address("news/article.txt")
    assert not is_address("C:\\article.txt")
