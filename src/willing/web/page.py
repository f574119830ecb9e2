"""A page: what a handler gives, and how its address makes HTML or JSON of it.

A handler is a plain function that returns a `Page`; `Pages.page` gives it two addresses, the page's own and one with
`.json` behind it. A handler that writes is registered with `Pages.write`, which checks the form's token first.
"""

from __future__ import annotations

import dataclasses
import functools
import inspect
import json
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from willing.web.asked import Question
from willing.web.forgery import check_form
from willing.web.templating import rendered

Handler = Callable[..., Any]
ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"description": "A parameter is not understood; `error.message` says which."},
    404: {"description": "No such thing in the case."},
    503: {"description": "The case or its ledger cannot be read."},
}


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows. `value`, a dataclass of `views`, is `page` in the template and the JSON form too.

    `machine`, where given, makes the JSON form instead: that of the command's `--json`. `trail` are the pages above,
    as (words, address).
    """

    template: str
    title: str
    value: Any
    machine: Callable[[], Any] | None = None
    trail: Sequence[tuple[str, str]] = ()
    status: int = 200


class Json(JSONResponse):
    """JSON as a person reads it: one key a line, no escaped letters."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, ensure_ascii=False, indent=1, default=plain).encode("utf-8", "surrogatepass")


def plain(value: Any) -> Any:
    """What JSON has no form for: a dataclass is its fields, a set a list, anything else its words."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    return sorted(value) if isinstance(value, set | frozenset) else str(value)


def moved(address: str) -> RedirectResponse:
    """After a write, or where another address is meant: look there."""
    return RedirectResponse(address, status_code=303)


class Pages:
    """The pages of one family: `family = Pages("actors")`, then `@family.page("/actors/{actor}")` above a handler."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.router = APIRouter(tags=[name])
        self.json_forms: dict[str, str] = {}

    def page(self, path: str, *, json_path: str | None = None, kept: bool = False) -> Callable[[Handler], Handler]:
        """Registers a reading page at `path` and its JSON form at `path` + `.json` (or `json_path`).

        The handler's docstring becomes the description in the API. It may return a Response of its own too. `kept`
        is for a page that depends on nothing but its address, the case folder's tables, the ledger and the day, and
        holds no form that writes: its answers are given again until one of these changes.
        """

        def register(handler: Handler) -> Handler:
            # the JSON form first: a parameter of a path would take the ending for its own
            as_json = form(handler, lambda request, page: Json(machine_form(page), status_code=page.status), kept)
            self.json_forms[path] = json_path or f"{path}.json"
            self.router.add_api_route(
                self.json_forms[path], as_json, name=handler.__name__, response_class=Json, responses=ERRORS
            )
            as_html = form(handler, html, kept)
            self.router.add_api_route(path, as_html, include_in_schema=False, response_class=HTMLResponse)
            return handler

        return register

    def write(self, path: str) -> Callable[[Handler], Handler]:
        """Registers a handler for forms sent to `path` (POST), which must carry the token of `macros.token()`."""

        def register(handler: Handler) -> Handler:
            self.router.add_api_route(
                path,
                form(handler, html),
                methods=["POST"],
                include_in_schema=False,
                response_class=HTMLResponse,
                dependencies=[Depends(check_form)],
            )
            return handler

        return register


def form(handler: Handler, made: Callable[[Request, Page], Response], kept: bool = False) -> Handler:
    """The handler with its `Page` made into a response, a kept one where it may be; the parameters stay the same."""
    hints = typing.get_type_hints(handler, include_extras=True)
    parameters = inspect.signature(handler).parameters.values()
    own = [each.replace(annotation=hints[each.name], kind=each.KEYWORD_ONLY) for each in parameters]
    # the framework gives the request under one name only
    requests = [each.name for each in own if each.annotation is Request]
    own = [each for each in own if each.name not in requests]
    # a name that no handler uses for a parameter of its own
    asked = inspect.Parameter("http_request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)

    @functools.wraps(handler)
    def endpoint(http_request: Request, **given: Any) -> Response:
        def make() -> Response:
            answer = handler(**given, **dict.fromkeys(requests, http_request))
            return answer if isinstance(answer, Response) else made(http_request, answer)

        question = next((each for each in given.values() if isinstance(each, Question)), None) if kept else None
        return make() if question is None else http_request.app.state.kept.answer(http_request, question, make)

    endpoint.__dict__.pop("__wrapped__", None)
    endpoint.__annotations__ = {}
    endpoint.__signature__ = inspect.Signature([asked, *own])  # type: ignore[attr-defined]
    return endpoint


def machine_form(page: Page) -> Any:
    return page.machine() if page.machine is not None else page.value


def html(request: Request, page: Page) -> HTMLResponse:
    return HTMLResponse(rendered(request, page.template, page.title, page.value, page.trail), status_code=page.status)
