"""The local reader as a whole: one text never costs another its reading."""

from __future__ import annotations

from typing import Any

import pytest

from willing.errors import InvalidValue
from willing.model import Document
from willing.reading import local
from willing.workflows.reading import local_reader, register_for


def test_a_text_that_the_reader_fails_on_is_told_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    find = local.find_positions

    def failing(document: Document, *rest: Any) -> Any:
        if document.id == "b":
            raise InvalidValue("span [9, 3): expected 0 <= start < end")
        return find(document, *rest)

    monkeypatch.setattr(local, "find_positions", failing)
    documents = [Document(name, "Norway will send two frigates.", language="en") for name in "abc"]
    readings = list(local_reader(register_for(None)).read(documents))
    assert [len(reading.positions) for reading in readings] == [1, 0, 1]
    assert readings[1].unread == "the reader failed on it"
    assert "b: the reader failed (span [9, 3)" in str(readings[1].problems[0])
