"""`willing review`: by keyboard in a real terminal, by options in scripts, by one person or by two."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.functional.conftest import Run
from willing.ledger import Ledger
from willing.model import Document, PartialDate, Position, Quote, Span, SpeakerKind, Stance

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals", allow_module_level=True)

from tests.functional.terminal import Terminal

TEXT = (
    "Norway will send two frigates to the strait if there is a cease-fire, its foreign minister said.\n\n"
    "Spain has ruled out sending ships. Italy is considering a hospital ship."
)
NORWAY = "Norway will send two frigates to the strait if there is a cease-fire"
SPAIN = "Spain has ruled out sending ships."
ITALY = "Italy is considering a hospital ship."

Open = Callable[..., Terminal]


def read(words: str, actor: str, stance: str, confidence: float, **more: Any) -> Position:
    start = TEXT.index(words)
    known = {
        "doc_id": "a.txt",
        "evidence": Quote.from_text(TEXT, Span(start, start + len(words))),
        "actor": Span(start, start + words.index(" ")),
        "actor_ids": (actor,),
        "stance": Stance(stance),
        "measure": None,
        "measure_id": "naval",
        "speaker_ids": (actor,),
        "speaker_kind": SpeakerKind.NAMED,
        "confidence": confidence,
        "sure": confidence >= 0.5,
        "reader": "local 1",
    }
    return Position(**(known | more))


@pytest.fixture
def willing(in_process: Run) -> Run:
    return in_process


@pytest.fixture
def folder(tmp_path: Path, case_folder: Path) -> Path:
    """A case with one text and three positions: Italy the least sure, Spain, Norway."""
    copied = tmp_path / "case"
    shutil.copytree(case_folder, copied)
    document = Document("a.txt", TEXT, outlet="Example Daily", published=PartialDate(2026, 3, 1), language="en")
    found = [
        read(NORWAY, "NOR", "committed", 0.9),
        read(SPAIN, "ESP", "declined", 0.6),
        read(ITALY, "ITA", "considering", 0.3),
    ]
    with Ledger.open(str(copied / "ledger.db")) as ledger:
        ledger.add(document, found, reader="local/1")
    return copied


@pytest.fixture
def terminal(folder: Path) -> Iterator[Open]:
    opened: list[Terminal] = []

    def start(*arguments: str) -> Terminal:
        opened.append(Terminal(*arguments, cwd=folder))
        return opened[-1]

    yield start
    for each in opened:
        each.close()


def verdicts(folder: Path) -> list[tuple[str, str, str]]:
    """Actor, verdict and name of each judgement, in order."""
    with Ledger.open(str(folder / "ledger.db")) as ledger:
        actors = {entry.id: entry.position.actor_ids[0] for entry in ledger.entries()}
        return [(actors[each.position_id], each.verdict.value, each.by) for each in ledger.judgements()]


def listed(willing: Run, folder: Path, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(willing("review", "--list", "--json", *arguments, cwd=folder).stdout)
    return found


def cell(willing: Run, folder: Path, actor: str) -> dict[str, Any] | None:
    cells = json.loads(willing("who", "--actor", actor, "--measure", "naval", "--json", cwd=folder).stdout)
    return cells[0] if cells else None


# by keyboard


def test_a_queue_is_gone_through_with_single_keys_the_least_sure_first(folder: Path, terminal: Open) -> None:
    session = terminal("review", "--by", "A. Name")
    first = session.expect("q quit")
    assert "1 of 3" in first
    assert f"Spain has ruled out sending ships. »{ITALY}«" in " ".join(first.split())
    assert "considering" in first
    session.type("s")
    assert "2 of 3" in session.expect("q quit")
    session.type("p")
    assert "1 of 3" in session.expect("q quit")
    session.type("a")
    session.expect("accepted")
    assert f"»{SPAIN}«" in " ".join(session.expect("q quit").split())
    session.type("r")
    session.expect("reason for rejecting")
    session.type("it was the wrong ship\n")
    assert f"»{NORWAY}«" in " ".join(session.expect("q quit").split())
    session.type("q")
    assert session.wait() == 0
    assert "2 judged now, 1 left" in session.screen
    assert verdicts(folder) == [("ITA", "accept", "A. Name"), ("ESP", "reject", "A. Name")]


def test_a_field_is_corrected_with_a_mistake_told_and_tried_again(folder: Path, willing: Run, terminal: Open) -> None:
    session = terminal("review", "--by", "A", "--actor", "Norway")
    session.expect("q quit")
    session.type("c")
    session.expect("set:")
    session.type("stance=wiling\n")
    session.expect('perhaps "willing"')
    session.type("stance=willing\n")
    session.type("condition=after a cease-fire\n")
    session.type("\n")
    session.expect("reason (may be empty)")
    session.type("only an offer\n")
    session.expect("1 judged now, 0 left")
    assert session.wait() == 0
    found = cell(willing, folder, "NOR")
    assert found is not None
    assert (found["stance"], found["reviewed"]) == ("willing", True)
    assert [(each["id"], each["relation"]) for each in found["conditions"]] == [("ceasefire", "after")]


def test_what_was_judged_before_an_interruption_is_kept_and_the_next_session_goes_on(
    folder: Path, terminal: Open
) -> None:
    session = terminal("review", "--by", "A")
    session.expect("q quit")
    session.type("a")
    session.expect("2 of 3")
    session.expect("q quit")
    session.type("\x03")
    assert session.wait() == 130
    assert "1 judged now, 2 left; every judgement is kept" in session.screen
    assert verdicts(folder) == [("ITA", "accept", "A")]
    again = terminal("review", "--by", "A")
    assert "1 of 2" in again.expect("q quit")
    again.type("q")
    assert again.wait() == 0


def test_arrows_move_and_an_unknown_key_is_told(terminal: Open) -> None:
    session = terminal("review", "--by", "A")
    session.expect("q quit")
    session.type("\x1b[C")
    assert "2 of 3" in session.expect("q quit")
    session.type("\x1b[D")
    assert "1 of 3" in session.expect("q quit")
    session.type("x")
    session.expect("unknown key")
    session.expect("1 of 3")
    session.expect("q quit")
    session.type("\x04")
    assert session.wait() == 0


def test_the_name_is_asked_for_where_it_is_not_given(folder: Path, terminal: Open) -> None:
    session = terminal("review", "--unsure")
    session.expect("your name:")
    session.type("B. Name\n")
    assert "1 of 1" in session.expect("q quit")
    session.type("a")
    assert session.wait() == 0
    assert verdicts(folder) == [("ITA", "accept", "B. Name")]


def test_without_a_terminal_the_scripts_form_is_named(folder: Path, willing: Run) -> None:
    done = willing("review", "--by", "A", cwd=folder)
    assert done.returncode == 2
    assert "--list --json" in done.stderr


# in scripts


def test_the_list_has_the_words_in_their_paragraph_and_narrows(folder: Path, willing: Run) -> None:
    found = listed(willing, folder)
    assert [each["position"]["actor_ids"] for each in found] == [["ITA"], ["ESP"], ["NOR"]]
    assert (found[0]["before"], found[0]["quote"], found[0]["after"]) == (f"{SPAIN} ", ITALY, "")
    assert found[0]["state"] == "open"
    assert [each["position"]["actor_ids"] for each in listed(willing, folder, "--unsure")] == [["ITA"]]
    assert [each["position"]["actor_ids"] for each in listed(willing, folder, "--actor", "Spain")] == [["ESP"]]
    assert listed(willing, folder, "--measure", "troops") == []
    assert len(listed(willing, folder, "--coded")) > 200


def test_an_unsure_position_enters_the_matrix_when_accepted_and_leaves_it_when_rejected(
    folder: Path, willing: Run
) -> None:
    assert cell(willing, folder, "ITA") is None
    item = listed(willing, folder)[0]["id"]
    assert willing("review", "--accept", item, "--by", "A", cwd=folder).stdout == f"{item}: accepted\n"
    found = cell(willing, folder, "ITA")
    assert found is not None
    assert (found["stance"], found["reviewed"]) == ("considering", True)
    assert willing("review", "--reject", item, "--by", "A", cwd=folder).returncode == 2
    assert willing("review", "--reject", item, "--by", "A", "--reason", "no", cwd=folder).returncode == 0
    assert cell(willing, folder, "ITA") is None
    assert [each["judgements"][-1]["reason"] for each in listed(willing, folder, "--judged")] == ["no"]


def test_a_firm_reading_is_unreviewed_until_somebody_accepts_it(folder: Path, willing: Run) -> None:
    before = cell(willing, folder, "NOR")
    assert before is not None
    assert (before["stance"], before["reviewed"]) == ("committed", False)
    (item,) = listed(willing, folder, "--actor", "NOR")
    willing("review", "--accept", item["id"][:6], "--by", "A", cwd=folder)
    after = cell(willing, folder, "NOR")
    assert after is not None
    assert after["reviewed"] is True


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--accept", "ffffffffffff", "--by", "A"], "no such position"),
        (["--accept", "ITEM"], "--by NAME"),
        (["--correct", "ITEM", "--by", "A"], "--set"),
        (["--correct", "ITEM", "--by", "A", "--set", "stanse=willing"], 'perhaps "stance"'),
        (["--correct", "ITEM", "--by", "A", "--set", "quote=Words that nobody said"], "does not stand in the text"),
        (["--correct", "ITEM", "--by", "A", "--set", "stance=considering"], "changes nothing"),
        (["--accept", "ITEM", "--list", "--by", "A"], "one of"),
        (["--agree", "ITEM", "--by", "A"], "nobody else has judged"),
    ],
)
def test_a_judgement_that_cannot_be_is_refused_with_advice(
    folder: Path, willing: Run, arguments: list[str], told: str
) -> None:
    item = listed(willing, folder)[0]["id"]
    done = willing("review", *[item if each == "ITEM" else each for each in arguments], cwd=folder)
    assert done.returncode == 2
    assert told in done.stderr
    assert verdicts(folder) == []


def test_corrected_words_are_found_again_in_the_text(folder: Path, willing: Run) -> None:
    (item,) = listed(willing, folder, "--actor", "NOR")
    changes = ["quote=Norway will send two frigates", "condition=ceasefire", "measure=naval", "quantity=2 frigates"]
    done = willing(
        "review", "--correct", item["id"], "--by", "A", *[part for each in changes for part in ("--set", each)],
        cwd=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (judged,) = listed(willing, folder, "--judged")
    position = judged["position"]
    assert position["quote"] == "Norway will send two frigates"
    (condition,) = position["conditions"]
    assert TEXT[slice(*condition["span"])] == "cease-fire"
    assert position["quantity"] == {"value": 2, "unit": "frigates"}


# two people


def test_with_two_people_a_judgement_counts_only_when_both_agree(folder: Path, willing: Run) -> None:
    toml = folder / "case.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "\n[review]\npeople = 2\n", encoding="utf-8")
    item = listed(willing, folder)[0]["id"]
    first = willing("review", "--accept", item, "--by", "A. Name", cwd=folder)
    assert first.stdout == f"{item}: waiting for a second\n"
    assert cell(willing, folder, "ITA") is None
    # the same person again, spelt otherwise, is no second one
    assert "waiting" in willing("review", "--accept", item, "--by", "a.  name", cwd=folder).stdout
    assert "waiting" in willing("review", "--reject", item, "--by", "B", "--reason", "no", cwd=folder).stdout
    assert cell(willing, folder, "ITA") is None
    assert willing("review", "--agree", item, "--by", "B", cwd=folder).stdout == f"{item}: accepted\n"
    found = cell(willing, folder, "ITA")
    assert found is not None
    assert found["reviewed"] is True


def test_two_people_must_agree_on_the_same_correction(folder: Path, willing: Run) -> None:
    item = listed(willing, folder)[0]["id"]

    def correct(by: str, stance: str) -> str:
        arguments = ("--two-person", "--correct", item, "--set", f"stance={stance}", "--by", by)
        return willing("review", *arguments, cwd=folder).stdout

    assert correct("A", "willing") == f"{item}: waiting for a second\n"
    assert correct("B", "undecided") == f"{item}: waiting for a second\n"
    assert correct("C", "willing") == f"{item}: corrected\n"


def test_who_judged_first_does_not_meet_the_position_again_and_the_second_sees_what_was_said(
    folder: Path, willing: Run, terminal: Open
) -> None:
    item = listed(willing, folder)[0]["id"]
    willing("review", "--two-person", "--correct", item, "--set", "stance=willing", "--by", "A", cwd=folder)
    own = terminal("review", "--two-person", "--by", "A")
    assert "1 of 2" in own.expect("q quit")
    own.type("q")
    own.wait()
    second = terminal("review", "--two-person", "--by", "B")
    shown = second.expect("q quit")
    assert "1 of 3" in shown
    assert "correct by A -> stance: willing (here considering)" in shown
    second.type("g")
    second.expect("corrected")
    second.type("q")
    assert second.wait() == 0


# suggestions, export


def test_another_reading_is_shown_beside_the_position_and_never_applied(folder: Path, willing: Run) -> None:
    (item,) = listed(willing, folder, "--actor", "NOR")
    willing("review", "--accept", item["id"], "--by", "A", cwd=folder)
    document = Document("a.txt", TEXT, outlet="Example Daily", published=PartialDate(2026, 3, 1), language="en")
    with Ledger.open(str(folder / "ledger.db")) as ledger:
        ledger.add(document, [read(NORWAY, "NOR", "willing", 0.9, reader="local 2")], reader="local/2")
    (newer,) = listed(willing, folder, "--actor", "NOR")
    (suggestion,) = newer["suggestions"]
    assert suggestion["differs"] == {"stance": {"here": "willing", "there": "committed"}}
    assert (suggestion["id"], suggestion["verdict"]) == (item["id"], "accept")
    # what a person accepted stands, although the newer reading does not find it
    found = cell(willing, folder, "NOR")
    assert found is not None
    assert (found["stance"], found["reviewed"], found["standing"]) == ("committed", True, item["id"])


def test_judged_positions_are_exported_in_the_guides_form_with_their_documents(folder: Path, willing: Run) -> None:
    italy, spain, _ = listed(willing, folder)
    willing("review", "--correct", italy["id"], "--set", "stance=willing", "--by", "A", cwd=folder)
    willing("review", "--reject", spain["id"], "--reason", "no", "--by", "A", cwd=folder)
    done = willing("review", "--export", "judged.jsonl", cwd=folder)
    assert done.stdout.startswith("1 positions and 1 rejected ones of 1 documents")
    (line,) = map(json.loads, (folder / "judged.jsonl").read_text(encoding="utf-8").splitlines())
    (document,) = map(json.loads, (folder / "judged.documents.jsonl").read_text(encoding="utf-8").splitlines())
    assert (line["doc_id"], line["unjudged"], document["text"]) == ("a.txt", 1, TEXT)
    (position,) = line["positions"]
    assert (position["stance"], position["confidence"]) == ("willing", 1.0)
    assert document["text"][slice(*position["evidence"])] == position["quote"] == ITALY
    assert [each["actor_ids"] for each in line["rejected"]] == [["ESP"]]
    assert "1 positions would be imported" in willing("import", "judged.jsonl", "--check", cwd=folder).stdout
