"""The addresses of every page of the app, from its own list of routes: what is added there is tested with the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient

PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")
MORE = ("/?as-of=2025-09-10&sort=firm", "/nowhere")
"""Pages besides one of each route: looking back, and an error."""
UNDER_WAY = ("/add/{reading}",)
"""Pages that are there only while something goes on; their own tests look at them."""


def addresses(client: TestClient) -> list[str]:
    """One address of each page of the app that `client` looks at, and `MORE`."""
    known = dict.fromkeys(path for path in client.app.state.json_forms)  # type: ignore[attr-defined]
    return [filled(client, path) for path in known if path not in UNDER_WAY] + list(MORE)


def filled(client: TestClient, path: str) -> str:
    for name in PARAMETER.findall(path):
        assert name in FOUND, f"{path}: say in tests/web/every_page.py what {name} may be"
        path = re.sub(rf"\{{{name}(?::\w+)?\}}", FOUND[name](client), path)
    return path


def first(address: str, *steps: Any) -> Callable[[TestClient], str]:
    """What stands at some place of a page's JSON form."""

    def found(client: TestClient) -> str:
        value = client.get(address).json()
        for step in steps:
            value = value[step]
        return str(value)

    return found


FOUND: dict[str, Callable[[TestClient], str]] = {
    "actor": lambda _: "FRA",
    "measure": lambda _: "troops",
    "document": first("/documents.json", "documents", 2, "digits"),
    "story": first("/stories.json", 0, "story"),
    "claim": first("/claims.json", 0, "id"),
    "date": first("/meetings.json", "meetings", 1, "date"),
}
"""What may stand for each parameter of an address in the case with texts (`teller`)."""
