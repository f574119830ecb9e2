"""Files that are there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from willing.workflows.whole_files import write_whole


@pytest.mark.parametrize("content", ["café\n", b"\0\xff"])
def test_a_file_is_written_and_takes_the_place_of_what_was_there(content: str | bytes, tmp_path: Path) -> None:
    (tmp_path / "page").write_text("before")
    write_whole(tmp_path / "page", content)
    assert (tmp_path / "page").read_bytes() == (content.encode() if isinstance(content, str) else content)
    assert [each.name for each in tmp_path.iterdir()] == ["page"]


def test_half_a_sign_is_written_as_a_question_mark(tmp_path: Path) -> None:
    write_whole(tmp_path / "page", "ships\ud800")
    assert (tmp_path / "page").read_text() == "ships?"


def test_what_fails_leaves_what_was_there_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page").write_text("before")

    def fails(place: Path, target: Path) -> None:
        assert place.read_text() == "after", "the whole file is there before it is moved"
        raise OSError("no room")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="no room"):
        write_whole(tmp_path / "page", "after")
    assert (tmp_path / "page").read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["page"]
