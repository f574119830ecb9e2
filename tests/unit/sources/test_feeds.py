"""Items of feeds, and how they are kept until their page can be had."""

from __future__ import annotations

import json

import pytest

from willing.model import PartialDate
from willing.sources.feeds import FeedItem, item_of

DAY = PartialDate(2026, 1, 5)


@pytest.mark.parametrize(
    "item",
    [
        item_of("a", "<p>Norway &amp; Spain</p><p>sail.</p>", "https://example.org/a", "Ships", "Wire", "A. B.", DAY),
        item_of("b", "", "https://example.org/b", None, None, None, PartialDate(2026)),
        item_of("c", "caf\u00e9 \u201cyes\u201d", None, None, None, None, None),
    ],
)
def test_an_item_survives_json(item: FeedItem) -> None:
    assert FeedItem.from_json(json.loads(json.dumps(item.as_json()))) == item


def test_an_item_has_its_words_as_a_document() -> None:
    document = item_of("a", "<p>Norway &amp; Spain</p><p>send ships.</p>", None, "Ships", None, None, DAY).document
    assert document is not None
    assert (document.text, document.title, document.published) == ("Norway & Spain\n\nsend ships.", "Ships", DAY)
