"""Writes are protected against forgery: another site cannot make this browser send one.

Each form carries a token that this process has signed, another one on every page so that compression tells nothing
of it, and the browser must say that the request comes from our own pages.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from fastapi import Request
from starlette.datastructures import FormData

from willing.errors import WillingError

SECRET = secrets.token_bytes(32)
"""Of this process: forms of an earlier one are refused, and the page says to load it again."""
FIELD, HEADER = "form-token", "x-form-token"
NONCE = 16
MOST_FILES = 100
LONGEST_FIELD = 32 * 1024 * 1024
"""Bytes of a field, a pasted text for example; what comes in all is bounded by the guard."""


class Forged(WillingError):
    """A write without a valid token, or from another site."""


def new_token() -> str:
    """A token for the forms of one page."""
    nonce = secrets.token_hex(NONCE)
    return nonce + signature(nonce)


def is_ours(token: str) -> bool:
    nonce, signed = token[: 2 * NONCE], token[2 * NONCE :]
    # bytes: a token of other signs than ASCII is a wrong one, no mistake of the comparison
    return hmac.compare_digest(signed.encode("utf-8", "replace"), signature(nonce).encode())


def signature(nonce: str) -> str:
    return hmac.new(SECRET, nonce.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


async def form_of(request: Request) -> FormData:
    """The form that was sent, of any length that the guard let through."""
    return await request.form(max_files=MOST_FILES, max_part_size=LONGEST_FIELD)


async def check_form(request: Request) -> None:
    """Raises Forged where neither the form nor the header carries a token of ours."""
    token = request.headers.get(HEADER) or (await form_of(request)).get(FIELD)
    if not isinstance(token, str) or not is_ours(token):
        raise Forged("this form is not from a page that is open now; load the page again and send it once more")
