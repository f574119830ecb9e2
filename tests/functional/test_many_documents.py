"""Many documents: several processes give what one gives."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.durability.many_articles import made_article
from tests.durability.written import written
from tests.functional.conftest import Run

PAGE = "<html><body><article><h1>Ships</h1><p>Norway will send two frigates to the strait.</p></article></body></html>"


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Texts, a page, a file that cannot be read, and lines of JSON."""
    folder = tmp_path_factory.mktemp("many") / "news"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(made_article(number, words=60).text, encoding="utf-8")
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 no more")
    (folder / "wires.jsonl").write_text('{"doc_id": "wire", "text": "Spain will not send ships."}\n{]\n')
    return folder


def test_two_processes_read_what_one_reads_in_the_same_order(news: Path, willing: Run) -> None:
    alone = willing("read", str(news), "--json")
    shared = willing("read", str(news), "--json", "--workers", "2")
    assert alone.returncode == shared.returncode == 3
    assert '"doc_id": "wire"' in alone.stdout
    assert shared.stdout == alone.stdout
    assert sorted(shared.stderr.splitlines()) == sorted(alone.stderr.splitlines())


def test_two_processes_add_what_one_adds(news: Path, case_folder: Path, tmp_path: Path, willing: Run) -> None:
    folders = [tmp_path / "alone", tmp_path / "shared"]
    for folder, options in zip(folders, ([], ["--workers", "2"]), strict=True):
        shutil.copytree(case_folder, folder)
        added = willing("add", str(news), "--date", "2026-02-01", *options, cwd=folder)
        assert added.returncode == 3, added.stderr
        assert added.stdout.startswith("14 new")
    alone, shared = (written(str(folder / "ledger.db")) for folder in folders)
    assert shared == alone
