"""Many documents: several processes give what one gives."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb
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


def table(place: Path) -> list[tuple[object, ...]]:
    name = f"{place}/*.parquet" if place.is_dir() else str(place)
    return duckdb.sql(f"SELECT * FROM '{name}' ORDER BY key, number").fetchall()


def test_a_table_is_the_same_from_any_number_of_processes_in_one_file_or_in_parts(
    news: Path, tmp_path: Path, willing: Run
) -> None:
    one = willing("read", str(news), "--out", "one.parquet")
    assert one.returncode == 3
    assert one.stdout.startswith("14 documents, ")
    assert "broken PDF" in one.stderr
    willing("read", str(news), "--out", "parts", "--workers", "2")
    rows = table(tmp_path / "one.parquet")
    assert rows == table(tmp_path / "parts")
    assert not (tmp_path / "one.parquet.parts").exists()
    assert len({row[0] for row in rows}) == 16


def test_a_table_goes_on_where_it_was(news: Path, tmp_path: Path, willing: Run) -> None:
    willing("read", str(news / "03.txt"), str(news / "page.html"), "--out", "grown.parquet")
    grown = willing("read", str(news), "--out", "grown.parquet")
    assert "12 documents" in grown.stdout
    assert grown.stdout.endswith("2 were there already\n")
    again = willing("read", str(news), "--out", "grown.parquet")
    assert again.returncode == 0
    assert again.stdout.startswith("0 documents, 0 positions in grown.parquet; 16 were there")
    willing("read", str(news), "--out", "whole.parquet")
    assert table(tmp_path / "grown.parquet") == table(tmp_path / "whole.parquet")


def test_a_killed_run_leaves_whole_parts_and_a_rerun_finishes(tmp_path: Path, willing: Run) -> None:
    lines = [json.dumps({"doc_id": str(number), "text": made_article(number, words=20).text}) for number in range(700)]
    (tmp_path / "lines.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "willing", "read", "lines.jsonl", "--out", "t.parquet", "--workers", "2"]
    running = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not list((tmp_path / "t.parquet.parts").glob("part-*.parquet")) and running.poll() is None:
        time.sleep(0.02)
    running.kill()
    running.wait()
    assert not (tmp_path / "t.parquet").exists()
    finished = willing("read", "lines.jsonl", "--out", "t.parquet", "--workers", "2")
    assert finished.returncode == 0, finished.stderr
    assert int(finished.stdout.rpartition("; ")[2].split()[0]) >= 512
    rows = table(tmp_path / "t.parquet")
    assert len({row[0] for row in rows}) == 700 == sum(row[2] == "document" for row in rows)


def test_documents_come_from_parquet_too(tmp_path: Path, willing: Run) -> None:
    rows = "('a', 'Norway will send two frigates.', DATE '2026-01-05'), ('b', NULL, NULL)"
    duckdb.sql(f"COPY (SELECT * FROM (VALUES {rows}) AS t(doc_id, text, date)) TO '{tmp_path}/docs [1].parquet'")
    shown = willing("read", "docs [1].parquet", "--json")
    assert shown.returncode == 3
    assert json.loads(shown.stdout)["doc_id"] == "a"
    assert "row 2: a row without a text" in shown.stderr
    (tmp_path / "cut.parquet").write_bytes((tmp_path / "docs [1].parquet").read_bytes()[:-20])
    assert "cut.parquet: broken Parquet" in willing("read", "cut.parquet").stderr


def test_another_kind_of_table_is_not_written_into(news: Path, tmp_path: Path, willing: Run) -> None:
    duckdb.sql(f"COPY (SELECT 1 AS a) TO '{tmp_path}/other.parquet'")
    before = (tmp_path / "other.parquet").read_bytes()
    refused = willing("read", str(news), "--out", "other.parquet")
    assert refused.returncode == 3
    assert "no table of positions" in refused.stderr
    assert (tmp_path / "other.parquet").read_bytes() == before
