"""Which addresses may be visited: public http(s) hosts only, unless the user says otherwise."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from willing.errors import FetchError, RefusedAddress

Resolver = Callable[[str, int], list[str]]


def is_address(target: str) -> bool:
    """Whether a target is meant as an address and not as a path."""
    return "://" in target.split("?", 1)[0][:12]


def resolved(host: str, port: int) -> list[str]:
    """The numeric addresses of a host; raises FetchError where the name is unknown."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{host}: host not found ({error}); expected a reachable name") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_host(url: str, *, allow_private: bool, resolver: Resolver = resolved) -> tuple[str, str, int]:
    """(host, numeric address to connect to, port) of an address that may be visited.

    Every address the name resolves to is checked, and the one returned is the one to connect to, so that a name cannot
    change its address in between. Raises RefusedAddress otherwise.
    """
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise RefusedAddress(f"{url}: no address ({error}), expected one such as https://example.org/page") from None
    if parts.scheme not in ("http", "https"):
        raise RefusedAddress(f"{url}: scheme {parts.scheme or 'none'!r}, expected http or https")
    if not parts.hostname:
        raise RefusedAddress(f"{url}: no host, expected an address such as https://example.org/page")
    if parts.username or parts.password:
        raise RefusedAddress(f"{parts.hostname}: credentials in the address are refused; expected none")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise RefusedAddress(f"{url}: the port is no number from 1 to 65535") from None
    numbers = resolver(parts.hostname, port)
    for number in numbers:
        if not allow_private and not is_public(number):
            raise RefusedAddress(
                f"{url}: {parts.hostname} is at the private or local address {number}, which is refused; "
                "to fetch from it all the same use --allow-private-addresses"
            )
    if not numbers:
        raise FetchError(f"{parts.hostname}: host without an address")
    return parts.hostname, numbers[0], port


def is_public(number: str) -> bool:
    """Whether a numeric address is of the public internet."""
    address = ipaddress.ip_address(number.split("%", 1)[0])
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if mapped is not None:
            return is_public(str(mapped))
        if address in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    return address.is_global and not address.is_multicast
