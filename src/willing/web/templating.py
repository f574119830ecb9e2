"""Templates: one environment, always escaping, with the words and signs that every page uses."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from willing.model import Stance
from willing.version import __version__
from willing.views.reckoned_sentences import capital
from willing.views.wording import STANCE_MARKS, clipped
from willing.web.forgery import FIELD, new_token
from willing.web.safe_text import shown

if TYPE_CHECKING:
    from fastapi import Request
    from jinja2 import Environment

    from willing.web.asked import Question

NAVIGATION: tuple[tuple[str, str], ...] = (
    ("Matrix", "/"),
    ("Timeline", "/timeline"),
    ("Meetings", "/meetings"),
    ("What if", "/what-if"),
    ("Reckoning", "/reckoning"),
    ("Map", "/map"),
    ("Claims", "/claims"),
    ("Contradictions", "/contradictions"),
    ("Unclear", "/unclear"),
    ("Brief", "/brief"),
    ("Texts", "/documents"),
    ("Add", "/add"),
    ("Review", "/review"),
    ("Search", "/search"),
    ("About", "/about"),
)
"""What the head of every page offers, in this order; those that no page has yet are left out."""


@functools.cache
def environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("willing.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"shown": shown, "clipped": clipped}
    made.globals |= {
        "stances": tuple(Stance),
        "marks": STANCE_MARKS,
        "static": static_address,
        "path": plain_link,
        "version": __version__,
        "capital": capital,
        "token_field": FIELD,
    }
    return made


@functools.cache
def static_address(name: str) -> str:
    """The address of a static file; it changes with the file, so that browsers may keep it for good."""
    content = files("willing.web").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def rendered(request: Request, template: str, title: str, value: Any, trail: Sequence[tuple[str, str]] = ()) -> str:
    """The HTML of a page. Templates know `page` (the value), `asked` (the question, None where it was not understood),
    `link` (addresses that keep the day), and what `base.html.jinja` needs."""
    asked: Question | None = getattr(request.state, "asked", None)
    return (
        environment()
        .get_template(template)
        .render(
            page=value,
            title=title,
            trail=trail,
            asked=asked,
            link=asked.link if asked else plain_link,
            here=request.url.path,
            json_address=json_address(request),
            navigation=[each for each in NAVIGATION if each[1] in request.app.state.addresses],
            case_name=asked.case.name if asked else "",
            new_token=new_token,
        )
    )


@functools.lru_cache(maxsize=4096)
def plain_link(*parts: str) -> str:
    """The address of a page without a day; a matrix asks for the same ones thousands of times."""
    return "/" + "/".join(quote(part, safe="") for part in parts)


def json_address(request: Request) -> str:
    """Where this page's JSON form is; empty where it has none."""
    form = request.app.state.json_forms.get(getattr(request.scope.get("route"), "path", ""))
    if form is None:
        return ""
    path = request.url.path + ".json" if request.url.path != "/" else form
    return path + (f"?{request.url.query}" if request.url.query else "")
