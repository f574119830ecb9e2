"""`willing case anchor`: a real server on loopback, the real reader and ledger, keys from a pseudo-terminal.

Countries, persons and articles are made up.
"""

from __future__ import annotations

import datetime
import functools
import json
import os
import pty
import select
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.functional.conftest import Run
from willing.ledger import Ledger, current_cells, database, summary

PROMISE = """<html lang="en"><head><title>Alforia offers a force</title>
<meta property="og:site_name" content="The Strait Post"><meta property="article:published_time" content="2026-02-04">
</head><body><article><h1>Alforia offers a force</h1>
<p>The ministers of six countries met in the harbour town for two days and talked about the strait.</p>
<p>Alforia will send 500 soldiers if a ceasefire holds, Prime Minister Ana Velm said on Tuesday.</p>
<p>Betland has not decided yet, its foreign ministry said in a short statement after the meeting.</p>
<p>Fishing boats stayed in the harbour for a third day because of the wind.</p></article></body></html>"""
WEATHER = """<html lang="en"><head><title>Wind over the strait</title></head>
<body><article><h1>Wind over the strait</h1>
<p>A strong wind from the west kept the boats in the harbour of the town for the third day in a row.</p>
<p>The fishermen mended their nets and waited, and the market sold what was left from last week.</p>
<p>The wind is expected to turn north on Sunday and to calm down early in the coming week.</p>
</article></body></html>"""
WORDS = "Alforia will send 500 soldiers if a ceasefire holds, Prime Minister Ana Velm said on Tuesday."
GERMAN = """<html lang="de"><head><title>Bericht</title></head><body><article><h1>Bericht aus dem Hafen</h1>
<p>Die Ministerinnen und Minister trafen sich zwei Tage lang in der kleinen Stadt am Hafen und sprachen miteinander.</p>
<p>Am Ende der Sitzung gab es keine gemeinsame Erklärung, sagte eine Sprecherin des Landes am Abend vor der Presse.</p>
</article></body></html>"""

CASE = 'id = "strait"\nname = "The strait"\nquestion = "Who guards the strait?"\n'
ACTORS = "id,name,kind,demonyms\nALF,Alforia,state,Alforian\nBET,Betland,state,Betlandic\n"
COLUMNS = (
    "position_id,date_said,actor_id,speaker,speaker_kind,stance,measure,quantity,unit,conditions,summary,url,publisher,"
    "confidence,speaks_for"
)
ROWS = """\
P1,2026-02-03,ALF,"Ana Velm, prime minister",named,committed,troops,500,soldiers,ceasefire:required,\
Promises five hundred soldiers once a truce holds.,{site}/promise,Strait Post,high,actor
P2,2026-02,BET,"Oto Marn, foreign minister",named,undecided,troops,,,,Says nothing is decided on soldiers.,\
{site}/weather,Radio Betland,medium,actor
P3,2026-02,BET,Oto Marn,named,willing,training,,,,Would train sailors.,{site}/gone,Radio Betland,medium,actor
P4,2026-02,BET,Oto Marn,named,willing,funding,,,,Would pay for the harbour.,{site}/slow,Radio Betland,medium,actor
P5,2026-02,BET,Oto Marn,named,willing,arms,,,,Would send arms.,{site}/german,Radio Betland,medium,actor
P6,2026-02,ALF,The opposition,named,opposed,troops,,,,The opposition is against it.,{site}/promise,Strait Post,high,\
opposition_or_partner_party
"""


class Pages(BaseHTTPRequestHandler):
    """Answers by path, and counts."""

    visits: list[str]

    def do_GET(self) -> None:
        self.visits.append(self.path)
        body = {"/promise": PROMISE, "/weather": WEATHER, "/german": GERMAN}.get(self.path)
        if self.path == "/slow":
            time.sleep(3)
        try:
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((body or "").encode())
        except OSError:
            pass

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    Pages.visits = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def source(site: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    (folder / "case.toml").write_text(CASE, encoding="utf-8")
    (folder / "actors.csv").write_text(ACTORS, encoding="utf-8")
    (folder / "positions.csv").write_text(f"{COLUMNS}\n{ROWS.format(site=site)}", encoding="utf-8")
    started = tmp_path_factory.mktemp("started") / "case"
    command = [sys.executable, "-m", "willing", "init", str(started), "--from", str(folder)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return started


@pytest.fixture
def case(source: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(source, tmp_path / "case"))


@pytest.fixture(scope="module")
def anchored(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case with the first candidate of row P1 accepted."""
    folder = Path(shutil.copytree(source, tmp_path_factory.mktemp("anchored") / "case"))
    command = [sys.executable, "-m", "willing", "case", "anchor", "--accept", "P1:1", "--by", "A. Reviewer", *ALLOWED]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return folder


ALLOWED = ("--allow-private-addresses", "--timeout", "2")


def test_every_source_is_proposed_from_or_said_in_one_line_to_hold_nothing(case: Path, site: str, willing: Run) -> None:
    Pages.visits.clear()
    done = willing("case", "anchor", "--list", "--json", *ALLOWED, cwd=case)
    assert done.returncode == 3
    found = {each["row"]: each for each in json.loads(done.stdout)}
    best = found["P1"]["candidates"][0]
    assert best["quote"] == WORDS
    assert best["missing"] == []
    assert best["why"][0].startswith("the reader finds the same actor and measure here: committed")
    assert {row: bool(each["candidates"]) for row, each in found.items()} == {
        "P1": True, "P2": False, "P3": False, "P4": False, "P5": False, "P6": False,
    }  # fmt: skip
    told = done.stderr.splitlines()
    assert len(told) == 5
    assert f"P2: {site}/weather: no sentence that fits" in told[0]
    assert "P3" in told[1]
    assert "the server answered 404" in told[1]
    assert "P4" in told[2]
    assert "within 2 seconds" in told[2]
    assert "the text is in German" in told[3]
    assert "a party's word about its state: stays coded" in told[4]
    assert Pages.visits.count("/promise") == 1


def test_nothing_is_kept_before_somebody_accepts(case: Path, willing: Run) -> None:
    shown = willing("case", "anchor", "--list", "--id", "P1", *ALLOWED, cwd=case).stdout
    assert "why: the reader finds the same actor and measure here" in " ".join(shown.split())
    with Ledger.open(case / "ledger.db") as ledger:
        assert ledger.documents() == ()
        assert ledger.judgements() == ()


def test_an_accepted_sentence_makes_the_position_quoted_from_one_source(anchored: Path, willing: Run) -> None:
    with Ledger.open(anchored / "ledger.db") as ledger:
        (document,) = ledger.documents()
        (judgement,) = ledger.judgements()
        entries = ledger.entries(actor="ALF")
        text = ledger.document(document.id).text
    assert (document.outlet, str(document.published)) == ("The Strait Post", "2026-02-04")
    assert (judgement.verdict, judgement.by) == ("accept", "A. Reviewer")
    quoted = next(each for each in entries if each.id == judgement.position_id)
    position = quoted.position
    assert str(quoted.said) == "2026-02-03"
    assert position.evidence is not None
    assert position.evidence.stands_in(text)
    assert (quoted.words.actor, quoted.words.measure, quoted.words.speaker) == ("Alforia", "soldiers", "Ana Velm")
    assert "ceasefire" in str(quoted.words.conditions[0])
    assert position.quantity is not None
    assert position.quantity.low == 500
    (cell,) = [each for each in current_cells(entries) if each.actor_id == "ALF"]
    assert (cell.basis, cell.reviewed, cell.origins, cell.standing_id) == ("quoted", True, 1, quoted.id)
    why = willing("why", "Alforia", "troops", cwd=anchored).stdout
    assert f"coded; its words: {quoted.id}" in " ".join(why.split())


def test_reading_the_page_later_leaves_the_quote_and_its_one_source(
    anchored: Path, tmp_path: Path, site: str, willing: Run
) -> None:
    case = shutil.copytree(anchored, tmp_path / "case")
    done = willing("add", f"{site}/promise", "--allow-private-addresses", cwd=case)
    assert done.returncode == 0, done.stderr
    cells = json.loads(willing("who", "--actor", "ALF", "--json", cwd=case).stdout)
    (cell,) = [each for each in cells if each["measure"] == "troops"]
    assert (cell["basis"], cell["reviewed"], cell["origins"]) == ("quoted", True, 1)


def test_a_rejected_quote_gives_the_coded_row_its_place_back(anchored: Path, tmp_path: Path) -> None:
    case = shutil.copytree(anchored, tmp_path / "case")
    with Ledger.open(case / "ledger.db") as ledger:
        (judgement,) = ledger.judgements()
        ledger.judge(judgement.position_id, "reject", "B. Reviewer", "another meeting")
        (cell,) = [each for each in current_cells(ledger.entries(actor="ALF")) if each.actor_id == "ALF"]
    assert (cell.basis, cell.reviewed) == ("coded", False)


WAYS = ("kept", "plain")


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch, in_process: Run) -> Callable[..., Any]:
    """Asks `who` for Alforia's cells in each way that the program has, which must say the same; what they say.

    From what a large ledger keeps, and from the entries of a small one.
    """

    def ask(case: Path, *options: str) -> Any:
        told = {}
        for way in WAYS:
            with monkeypatch.context() as patch:
                if way == "kept":
                    patch.setattr(summary, "summed_up", functools.partial(summary.summed_up, small=0))
                done = in_process("who", "--json", *options, cwd=case)
            assert done.returncode == 0, done.stderr
            told[way] = json.loads(done.stdout)
        assert told["kept"] == told["plain"]
        cells = [cell for cell in told["plain"] if cell["actor"] == "ALF"]
        return [(cell["stance"], cell["basis"], cell["reviewed"], cell["origins"]) for cell in cells]

    return ask


CODED = [("committed", "coded", False, 1)]
QUOTED = [("committed", "quoted", True, 1)]


def test_every_way_of_asking_sees_an_anchor_come_and_go_along_both_time_axes(
    case: Path, willing: Run, answers: Callable[..., Any]
) -> None:
    assert answers(case) == CODED
    before = datetime.datetime.now(datetime.UTC).isoformat()
    kept = willing("case", "anchor", "--accept", "P1:1", "--by", "A. Reviewer", *ALLOWED, cwd=case)
    assert kept.returncode == 0, kept.stderr
    quote = kept.stdout.split()[-1]
    assert answers(case) == QUOTED
    assert answers(case, "--known-at", before) == CODED
    while_quoted = datetime.datetime.now(datetime.UTC).isoformat()
    rejected = willing("review", "--reject", quote, "--reason", "another meeting", "--by", "B. Reviewer", cwd=case)
    assert rejected.returncode == 0, rejected.stderr
    assert answers(case) == CODED
    assert answers(case, "--known-at", while_quoted) == QUOTED
    assert willing("review", "--accept", quote, "--by", "B. Reviewer", cwd=case).returncode == 0
    assert answers(case) == QUOTED
    assert answers(case, "--as-of", "2026-02-02") == []
    assert answers(case, "--as-of", "2026-02-03") == QUOTED
    assert answers(case, "--as-of", "2026-02-03", "--known-at", before) == CODED
    with Ledger.open(case / "ledger.db") as ledger, database.looking(ledger.engine) as connection:
        scopes = connection.exec_driver_sql("SELECT count(*) FROM standing_scopes").scalar_one()
    assert scopes == 3, "one for now and one for each day asked about"


def test_finding_the_words_is_no_change_of_mind(case: Path, willing: Run) -> None:
    look = ("changes", "--since", "last", "--name", "A. Reader", "--json")
    willing(*look, cwd=case)
    kept = willing("case", "anchor", "--accept", "P1:1", "--by", "A. Reviewer", *ALLOWED, cwd=case)
    assert kept.returncode == 0, kept.stderr
    assert json.loads(willing(*look, cwd=case).stdout)["changes"] == []


def test_a_page_kept_for_its_words_joins_a_story_and_is_no_whole_training_data(anchored: Path, willing: Run) -> None:
    (story,) = json.loads(willing("stories", "--all", "--json", cwd=anchored).stdout)
    assert [each["outlet"] for each in story["documents"]] == ["The Strait Post"]
    done = willing("review", "--export", "judged.jsonl", cwd=anchored)
    assert done.returncode == 0, done.stderr
    line = json.loads((anchored / "judged.jsonl").read_text(encoding="utf-8"))
    assert (len(line["positions"]), line["unjudged"]) == (1, None)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--accept", "P1"), "expected ID:N"),
        (("--accept", "P1:1"), "--accept without --by"),
        (("--accept", "P9:1", "--by", "A. Reviewer"), "P9: no coded position with an address"),
        (("--accept", "P1:9", "--by", "A. Reviewer", *ALLOWED), "P1: no candidate 9"),
        ((), "no terminal to ask on"),
    ],
)
def test_a_call_that_cannot_be_carried_out_says_what_it_expected(
    case: Path, willing: Run, arguments: tuple[str, ...], message: str
) -> None:
    done = willing("case", "anchor", *arguments, cwd=case)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())


def test_keys_accept_skip_and_quit(case: Path) -> None:
    assert "1 quoted" in reviewed(case, "1")
    with Ledger.open(case / "ledger.db") as ledger:
        assert [each.by for each in ledger.judgements()] == ["A. Reviewer"]


@pytest.mark.parametrize("key", ["s", "q"])
def test_a_sentence_skipped_or_left_is_not_kept(case: Path, key: str) -> None:
    assert "0 quoted" in reviewed(case, key)
    with Ledger.open(case / "ledger.db") as ledger:
        assert ledger.documents() == ()


def reviewed(case: Path, key: str) -> str:
    """What the review of row P1 shows on a terminal where this key is pressed once it asks."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "willing", "case", "anchor", "--id", "P1", "--by", "A. Reviewer", *ALLOWED]
    environment = os.environ | {"NO_COLOR": "1", "COLUMNS": "100", "TERM": "dumb"}
    child = subprocess.Popen(command, cwd=case, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown, until = "", time.monotonic() + 60
    try:
        while time.monotonic() < until:
            if not select.select([ours], [], [], 0.5)[0]:
                # keys pressed before the prompt listens are thrown away: press again
                if shown.rstrip().endswith("q quit:"):
                    os.write(ours, key.encode())
                continue
            try:
                shown += os.read(ours, 4096).decode("utf-8", "replace")
            except OSError:  # the other end is closed
                break
        assert child.wait(timeout=5) == 0, shown
    finally:
        child.kill()
        os.close(ours)
    return shown
