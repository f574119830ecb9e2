"""`/add`: a file, a pasted text or an address is read into the ledger, watched, and lands on its positions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from fastapi import Request, Response

from willing.errors import InvalidValue
from willing.model import Document, PartialDate, Problem
from willing.sources import SourceOptions, read_bytes, read_source, read_words
from willing.views.adding_page import AddedText, AddForm, ReadingPage
from willing.views.document_page import NAMED, TITLE
from willing.views.statements import digits_of
from willing.views.wording import clipped
from willing.web.asked import Asked
from willing.web.errors import Missing
from willing.web.filled import Filled, FilledForm
from willing.web.page import Page, Pages, moved
from willing.web.readings import Progress, Readings, Stage, Watched, readings_of

pages = Pages("adding")

LONGEST = {"outlet": 300, "title": 500, "address": 2000, "date": 10}
"""Characters of what describes a text."""
SCHEME = re.compile(r"(\w[\w+.-]*)://")


@pages.page("/add")
def form(asked: Asked, request: Request) -> Page:
    """The form by which a text is added; nothing is kept by looking at it."""
    return form_page(request, FilledForm({}), {})


@pages.write("/add")
def add(asked: Asked, request: Request, filled: Filled) -> Page | Response:
    """Begins to read what was sent, and leads to where that can be watched."""
    options, mistakes = options_of(request, filled)
    if not filled.files and not filled["text"] and not filled["address"]:
        mistakes[""] = "Nothing was sent: choose a file, paste a text or name an address."
    if mistakes:
        return form_page(request, filled, mistakes)
    progress = begun(readings_of(request), filled, options)
    return moved(asked.link("add", progress.id))


@pages.page("/add/{reading}")
def watch(asked: Asked, reading: str, readings: Watched, request: Request) -> Page | Response:
    """How far a reading is, and what was kept of it; once it is done and has one text, that text."""
    progress = readings.known(reading)
    if progress is None:
        raise Missing("this reading is not known any more; what it kept is in the list of texts")
    page = reading_page(progress, asked)
    if page.landing and not request.url.path.endswith(".json"):
        return moved(page.landing)
    return Page("reading.html.jinja", "Reading" if page.stage != Stage.DONE else "Read", page)


def form_page(request: Request, filled: FilledForm, mistakes: dict[str, str]) -> Page:
    shown = {name: value for name, value in filled.fields.items() if name in ("text", "private", *LONGEST)}
    value = AddForm(shown, mistakes, private=request.app.state.settings.on_loopback)
    return Page("add.html.jinja", "Add texts", value, status=400 if mistakes else 200)


def options_of(request: Request, filled: FilledForm) -> tuple[SourceOptions, dict[str, str]]:
    """What the person tells of the texts, and what cannot be understood of it, by field.

    Private addresses are fetched only where that is asked for, and only for somebody at this machine.
    """
    mistakes = {name: f"At most {most} characters." for name, most in LONGEST.items() if len(filled[name]) > most}
    date = None
    try:
        date = PartialDate.parse(filled["date"]) if filled["date"] else None
    except InvalidValue as error:
        mistakes["date"] = f"{error}"
    private = bool(filled["private"]) and request.app.state.settings.on_loopback
    if (scheme := SCHEME.match(filled["address"])) and scheme[1].lower() not in ("http", "https"):
        mistakes["address"] = f"{scheme[1]} addresses are not read; expected http or https."
    outlet, title = (" ".join(filled[name].split()) or None for name in ("outlet", "title"))
    return SourceOptions(date=date, outlet=outlet, title=title, allow_private_addresses=private), mistakes


def begun(readings: Readings, filled: FilledForm, options: SourceOptions) -> Progress:
    files = [(safe_name(name), raw) for name, raw in filled.files]
    words, address = filled.fields.get("text", ""), address_of(filled["address"])
    names = [name for name, _ in files] + (["the pasted text"] if words.strip() else []) + [address] * bool(address)
    what = names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
    total = None if address else len(names)
    return readings.begin(partial(items_of, files, words, address, options), clipped(what, NAMED), total)


def items_of(
    files: list[tuple[str, bytes]], words: str, address: str, options: SourceOptions
) -> Iterator[Document | Problem]:
    """The documents that were sent, and what the address gives."""
    for name, raw in files:
        yield from read_bytes(raw, name, options)
    if words.strip():
        yield read_words(words, options)
    if address:
        yield from read_source(address, options=options)


def address_of(words: str) -> str:
    """An address, whatever was typed: without a scheme it is https, and never a path of this machine."""
    if not words:
        return ""
    return words if SCHEME.match(words) else f"https://{words}"


def safe_name(name: str) -> str:
    """The last part of a file's name, in one line and of bounded length, its ending kept."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(sign if sign.isprintable() else " " for sign in last)
    words = " ".join(plain.split()).lstrip(".") or "file"
    return words if len(words) <= 120 else words[:100] + "…" + words[-19:]


def reading_page(progress: Progress, asked: Asked) -> ReadingPage:
    texts = tuple(
        AddedText(digits_of(kept.sha256), clipped(kept.doc_id, NAMED), kept.is_new, kept.positions, kept.unread or "")
        for kept in progress.kept
    )
    landing = ""
    if progress.stage is Stage.DONE and len(texts) == 1 and not progress.problems:
        landing = asked.link("documents", texts[0].digits, added="new" if texts[0].is_new else "known")
    return ReadingPage(
        progress.id,
        progress.what,
        progress.stage.value,
        progress.read,
        progress.total,
        texts,
        tuple(clipped(each, 3 * TITLE) for each in progress.problems),
        landing,
    )
