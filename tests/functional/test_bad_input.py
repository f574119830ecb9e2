"""Bad input: each with one clear line and an exit code, nothing half-kept."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.functional.conftest import Run

ARTICLE = "Norway will send two frigates to the strait. Spain has ruled out sending ships.\n"


def kept(folder: Path) -> list[tuple[object, ...]]:
    """What a ledger holds of documents and positions, without the times of recording."""
    with sqlite3.connect(folder / "ledger.db") as database:
        documents = database.execute("select sha256, doc_id, text from documents order by sha256").fetchall()
        positions = database.execute("select count(*), count(distinct id) from positions").fetchall()
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    return [*documents, *positions]


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n ", "empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
    "latin.txt": ("Café à Paris, déjà vu".encode("latin-1"), "not utf-8"),
    "page.html": (b"<html><head><title>x</title></head><body><script>1</script></body></html>", "without a main"),
    "broken.pdf": (b"%PDF-1.7\nnothing that a reader could use", "broken PDF"),
    "feed.xml": (
        b'<rss version="2.0"><channel><title>News</title><item><title>A</ti',
        "broken feed",
    ),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_clear_line_and_the_rest_goes_on(name: str, tmp_path: Path, willing: Run) -> None:
    raw, reason = BAD_FILES[name]
    (tmp_path / name).write_bytes(raw)
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    shown = willing("read", name, "good.txt", "--json")
    assert shown.returncode == 3
    problems = [line for line in shown.stderr.splitlines() if name in line]
    assert any(reason in line for line in problems), shown.stderr
    assert "Traceback" not in shown.stderr
    assert '"doc_id": "good.txt"' in shown.stdout


def test_a_missing_path_says_so(willing: Run) -> None:
    shown = willing("read", "nowhere.txt")
    assert shown.returncode == 3
    assert "nowhere.txt: no such file or folder" in shown.stderr


def test_a_single_line_of_twenty_megabytes_is_answered_in_time(tmp_path: Path, willing: Run) -> None:
    (tmp_path / "line.txt").write_bytes(b"x" * 20_000_000)
    began = time.monotonic()
    shown = willing("read", "line.txt", "--json")
    assert time.monotonic() - began < 60
    assert "Traceback" not in shown.stderr


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/", "http://localhost:9/", "http://[::1]:9/", "ftp://example.org/"]
)
def test_a_private_address_is_refused(address: str, willing: Run) -> None:
    shown = willing("read", address)
    assert shown.returncode == 3
    assert "refused" in shown.stderr or "expected http or https" in shown.stderr


def test_a_server_that_never_answers_runs_into_the_time_limit(willing: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        held: list[socket.socket] = []
        threading.Thread(target=lambda: held.append(server.accept()[0]), daemon=True).start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/page"
        began = time.monotonic()
        shown = willing("read", address, "--allow-private-addresses", "--timeout", "1")
        assert shown.returncode == 3
        assert "1 seconds" in shown.stderr
        assert time.monotonic() - began < 30


def test_a_file_size_limit_met_while_writing_leaves_nothing_half_kept(tmp_path: Path, case_folder: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree(case_folder, folder)
    (folder / "long.txt").write_text(ARTICLE * 4000, encoding="utf-8")
    before = kept(folder)
    size = (folder / "ledger.db").stat().st_size

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 4096, size + 4096))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    limited = subprocess.run(
        [sys.executable, "-m", "willing", "add", "long.txt"],
        cwd=folder, capture_output=True, text=True, preexec_fn=limit, timeout=120, check=False,
    )  # fmt: skip
    assert limited.returncode == 5, limited.stderr
    assert "Traceback" not in limited.stderr
    assert kept(folder) == before
    rerun = subprocess.run(
        [sys.executable, "-m", "willing", "add", "long.txt"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert rerun.returncode == 0, rerun.stderr
    assert rerun.stdout.startswith("1 new")


def test_an_interrupted_add_is_completed_by_a_rerun(tmp_path: Path, case_folder: Path) -> None:
    disturbed, undisturbed = tmp_path / "disturbed", tmp_path / "undisturbed"
    news = tmp_path / "news"
    news.mkdir()
    for number in range(40):
        (news / f"{number:02}.txt").write_text(f"Report {number}. " + ARTICLE * 6, encoding="utf-8")
    for folder in (disturbed, undisturbed):
        shutil.copytree(case_folder, folder)
    command = [sys.executable, "-m", "willing", "add", str(news), "--date", "2025-06-01"]
    running = subprocess.Popen(command, cwd=disturbed, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while documents_in(disturbed) < 3 and time.monotonic() < deadline and running.poll() is None:
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode in (130, 0), told
    assert b"Traceback" not in told
    for folder in (disturbed, undisturbed):
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120, env=os.environ)
    assert kept(disturbed) == kept(undisturbed)


def documents_in(folder: Path) -> int:
    with sqlite3.connect(f"file:{folder / 'ledger.db'}?mode=ro", uri=True, timeout=30) as database:
        return int(database.execute("select count(*) from documents").fetchone()[0])
