"""The token of a server that others can reach: given once, by address, form or header; a cookie remembers it."""

from __future__ import annotations

import hashlib
import hmac
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from fastapi.responses import RedirectResponse, Response

from willing.web.errors import refusal

if TYPE_CHECKING:
    from starlette.types import Scope

    from willing.web.settings import ServeSettings

COOKIE = "willing-token"
FREE = ("/static/",)
"""What is shown to everybody: the style of the page that asks for the token."""


def asked_for(scope: Scope, settings: ServeSettings) -> Response | None:
    """The answer to a request that lacks the token, or that brings it in its address; None where it may go on."""
    if settings.token is None or scope["path"].startswith(FREE):
        return None
    query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    given = dict(query).get("token")
    if given is not None and same(given, settings.token):
        return welcomed(scope["path"], [each for each in query if each[0] != "token"], settings.token)
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    bearer = headers.get("authorization", "").removeprefix("Bearer ").strip()
    if same(bearer, settings.token) or same(cookie_of(headers.get("cookie", "")), remembered(settings.token)):
        return None
    wrong = "that is not its token; " if given is not None else ""
    return refusal(scope, 401, f"{wrong}the terminal of willing serve shows an address with the token in it")


def welcomed(path: str, query: list[tuple[str, str]], token: str) -> Response:
    """To the same page without the token in its address, where shoulders and histories would see it."""
    # never to another site: "//elsewhere" would be one
    address = "/" + path.lstrip("/\\") + (f"?{urlencode(query)}" if query else "")
    response = RedirectResponse(address, status_code=303)
    response.set_cookie(COOKIE, remembered(token), httponly=True, samesite="lax")
    return response


def remembered(token: str) -> str:
    """What the cookie holds: not the token itself."""
    return hashlib.sha256(f"willing {token}".encode()).hexdigest()


def cookie_of(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode("utf-8"))
