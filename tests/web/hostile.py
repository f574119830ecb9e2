"""What the tests of hostile documents look for in a page: anything in it that could act."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from fastapi.testclient import TestClient

ALLOWED = set(
    "a article aside b bdi blockquote body button caption datalist dd del details div dl dt fieldset figcaption figure "
    "footer form g h1 h2 h3 head header html i input ins kbd label legend li link main mark meta nav ol option output "
    "p path progress rect script section select small span strong summary svg symbol circle table tbody td textarea th "
    "thead time title tr ul use".split()
)
"""Elements that our own templates make."""
ADDRESSES = ("href", "src", "action", "formaction", "cite", "data", "poster", "srcset", "xlink:href")
MOST_BYTES = 3_000_000
UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]"
)


@dataclass
class Found(HTMLParser):
    """What a browser would make of a page: elements, attributes, words."""

    wrong: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    scripts: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = dict(attributes)
        if tag not in ALLOWED:
            self.wrong.append(f"<{tag}>")
        if tag == "script":
            self.scripts += 1
            if not (told.get("src") or "").startswith("/static/"):
                self.wrong.append("a script of its own")
        if tag == "meta" and "http-equiv" in told:
            self.wrong.append("meta http-equiv")
        for name, value in attributes:
            if name.startswith("on") or name in ("style", "srcdoc", "ping"):
                self.wrong.append(f"{tag} {name}")
            if name in ADDRESSES and not allowed_address(tag, name, value or "", told):
                self.wrong.append(f"{tag} {name}={(value or '')[:80]}")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data[:40]}-->")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def allowed_address(tag: str, name: str, value: str, told: dict[str, str | None]) -> bool:
    if value.startswith(("#", "/")) and not value.startswith(("//", "/\\")):
        return True
    outside = value.startswith(("https://", "http://"))
    return outside and (
        (tag == "a" and "noreferrer" in (told.get("rel") or "")) or (tag, name) == ("blockquote", "cite")
    )


def words_of(client: TestClient, address: str) -> str:
    """The words of a page, once nothing in it can act and its headers are whole."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers.get_list("content-security-policy")
    assert len(policy) == 1
    assert "default-src 'none'" in policy[0]
    assert "unsafe" not in policy[0]
    assert "set-cookie" not in answer.headers
    assert len(answer.content) <= MOST_BYTES, (address, len(answer.content))
    assert not UNSEEN.search(answer.text), address
    found = Found()
    found.feed(answer.text)
    found.close()
    assert found.wrong == [], address
    assert found.scripts <= 2
    return "".join(found.words)
