"""The guard before every page: who may ask, how much they may send, and what the browser is told to forbid.

- The Host must be a name of this machine while only this machine is served: else another site could have its name
  point here and read along.
- A write must come from our own pages, as far as the browser tells.
- Bodies are bounded, errors are told without a path or a trace, and nothing is framed, guessed, or fetched from
  elsewhere: no inline script, no inline style.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from willing.web import sign_in
from willing.web.errors import refusal
from willing.web.settings import LOOPBACK_NAMES

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from willing.web.settings import ServeSettings

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = (
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
)
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
BODY = 256 * 1024
"""Bytes of a form."""
BODIES = {"/add": 32 * 1024 * 1024}
"""Bytes of a body at addresses that take more."""
LOG = logging.getLogger("willing.web")


class TooLarge(Exception):
    """A body beyond its bound."""


class Guard:
    """Wraps the whole application, errors included."""

    def __init__(self, app: ASGIApp, settings: ServeSettings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": [*message["headers"], *added(message["headers"])]}
            await send(message)

        try:
            response = self.refused(scope) or sign_in.asked_for(scope, self.settings)
            if response is None:
                await self.app(scope, bounded(scope, receive), send_guarded)
            else:
                await response(scope, receive, send_guarded)
        except TooLarge:
            if not started:
                await refusal(scope, 413, f"more than {bound_of(scope):,} bytes were sent")(
                    scope, receive, send_guarded
                )
        except Exception:
            LOG.exception("%s %s failed", scope["method"], scope["path"])
            if started:
                raise
            told = "something went wrong here, not with what you asked; the terminal of willing serve says what"
            await refusal(scope, 500, told)(scope, receive, send_guarded)

    def refused(self, scope: Scope) -> ASGIApp | None:
        """A refusal of a request that no page of ours would send; None where it is in order."""
        headers = headers_of(scope)
        host = headers.get("host", "")
        if self.settings.on_loopback and name_of(host) not in LOOPBACK_NAMES:
            return refusal(scope, 421, "this server answers to localhost only")
        if scope["method"] in UNSAFE and from_elsewhere(headers, host):
            return refusal(scope, 403, "the request came from another site")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > bound_of(scope):
            return refusal(scope, 413, f"more than {bound_of(scope):,} bytes were sent")
        return None


def from_elsewhere(headers: dict[str, str], host: str) -> bool:
    """Whether the browser says that another site sent this; programs say nothing, and are stopped by the token."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site not in (None, "same-origin", "none"):
        return True
    if origin == "null":
        # what browsers send with forms of our own, because our pages give no referrer
        return site != "same-origin"
    return origin is not None and origin.partition("://")[2] != host


def headers_of(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def name_of(host: str) -> str:
    """The host without its port: "localhost", "[::1]"."""
    return (host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]).lower()


def bound_of(scope: Scope) -> int:
    return BODIES.get(scope["path"], BODY)


def bounded(scope: Scope, receive: Receive) -> Receive:
    """`receive` that raises TooLarge once more has come than the address takes."""
    left = bound_of(scope)

    async def receive_bounded() -> Message:
        nonlocal left
        message = await receive()
        if message["type"] == "http.request":
            left -= len(message.get("body", b""))
            if left < 0:
                raise TooLarge
        return message

    return receive_bounded


def added(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers that an answer lacks; what is no static file is asked for anew each time."""
    known = {name.lower() for name, _ in headers}
    wanted = (*HEADERS, ("cache-control", "private, no-cache"))
    return [(name.encode(), value.encode()) for name, value in wanted if name.encode() not in known]
