"""Errors as pages: a clear word, never a path or a trace. The terminal of `willing serve` tells the rest."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from willing.errors import CaseError, InvalidValue, LedgerError, UsageError, WillingError
from willing.web.forgery import Forged
from willing.web.templating import rendered

if TYPE_CHECKING:
    from starlette.types import Scope

LOG = logging.getLogger("willing.web")
HEADLINES = {
    400: "That was not understood",
    401: "This server asks for its token",
    403: "That was refused",
    404: "There is nothing here",
    405: "That cannot be done here",
    413: "That was too large",
    421: "Not by this name",
    500: "Something went wrong",
    503: "The case cannot be read just now",
}
PATH = re.compile(r"(?:[A-Za-z]:)?(?:[/\\][^\s/\\:;,'\"]+){2,}")


class Missing(WillingError):
    """Something that the case does not have: an actor, a document, a page (404)."""


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """An error as shown; `message` is a whole sentence or more."""

    status: int
    headline: str
    message: str

    def as_json(self) -> dict[str, Any]:
        return {"error": {"status": self.status, "headline": self.headline, "message": self.message}}


def register(app: FastAPI) -> None:
    """Tells the application how each kind of error is answered."""
    for kind in (WillingError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, answered)


def answered(request: Request, error: Exception) -> Response:
    page = error_page(error)
    if page.status >= 500:
        LOG.error("%s %s: %s", request.method, request.url.path, error)
    return response(request, page)


def error_page(error: Exception) -> ErrorPage:
    """What an error is called outside, and how much of it is told."""
    if isinstance(error, HTTPException):
        return made(error.status_code, str(error.detail) if error.status_code != 404 else "no page has this address")
    if isinstance(error, RequestValidationError):
        return made(400, "; ".join(f"{each['loc'][-1]}: {each['msg']}" for each in error.errors()))
    if isinstance(error, Missing):
        return made(404, str(error))
    if isinstance(error, Forged):
        return made(403, str(error))
    if isinstance(error, CaseError):
        return made(
            503, "the case folder has a mistake; `willing case check` names it, and this page works once it is gone"
        )
    if isinstance(error, LedgerError):
        return made(503, "the ledger cannot be read or written just now; the terminal of willing serve says why")
    if isinstance(error, UsageError | InvalidValue):
        return made(400, str(error))
    return made(500, "the terminal of willing serve says what")


def made(status: int, message: str) -> ErrorPage:
    words = PATH.sub("(a file)", message)
    sentence = words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")
    return ErrorPage(status, HEADLINES.get(status) or HTTPStatus(status).phrase, sentence)


def response(request: Request, page: ErrorPage) -> Response:
    if request.url.path.endswith(".json"):
        return JSONResponse(page.as_json(), status_code=page.status)
    return HTMLResponse(rendered(request, "error.html.jinja", page.headline, page), status_code=page.status)


def refusal(scope: Scope, status: int, message: str) -> Response:
    """The same outside of a page, where a request is stopped before it gets to one."""
    return response(Request(scope), made(status, message))
