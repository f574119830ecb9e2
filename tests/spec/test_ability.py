"""Willing, not able: what a constitution asks first, in a made-up case and in the built-in one."""

from __future__ import annotations

import csv
import datetime
import shutil
from pathlib import Path

import pytest

import willing
from willing.cases import check_case, load_case
from willing.views.ability import Ability, ability_in_words
from willing.views.reckoned import Reckoned
from willing.workflows.asking import current_matrix, positions_behind
from willing.workflows.axes import NOW, TimeAxes
from willing.workflows.reckoning import ReckonOptions, reckon
from willing.workflows.starting import start

BUILT_IN = Path(willing.__file__).parent / "cases" / "data" / "ukraine-coalition"
HEAD = """\
id = "strait"
name = "The strait"
question = "Who sends ships?"
[[fact]]
id = "un_mandate"
name = "a mandate"
condition = "mandate"
status = "nobody has asked for one"
source = "https://example.org/mandate"
"""
ACTOR_COLUMNS = (
    "id",
    "name",
    "decides",
    "parliament",
    "bar",
    "needs",
    "constraint_for",
    "constraint",
    "constraint_url",
)
SOURCED = {"id": "NOR", "name": "Norway", "constraint": "As told.", "constraint_url": "https://example.org/law"}
POSITION_COLUMNS = (
    "position_id", "date_said", "actor_id", "speaker", "speaker_kind", "stance", "measure", "summary", "url",
    "publisher", "confidence", "conditions",
)  # fmt: skip


def table(file: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def able(
    folder: Path, constitution: dict[str, str], facts: str = "", stance: str = "willing", axes: TimeAxes = NOW
) -> Ability | None:
    """What is told of the naval cell of an actor with this constitution, with these rows of facts.csv."""
    source = folder / "source"
    source.mkdir()
    (source / "case.toml").write_text(HEAD, encoding="utf-8")
    (source / "facts.csv").write_text(f"fact,since,holds,status,url\n{facts}", encoding="utf-8")
    table(source / "actors.csv", ACTOR_COLUMNS, [SOURCED | constitution])
    said = {
        "position_id": "P1", "date_said": "2025-03-01", "actor_id": "NOR", "speaker": "minister",
        "speaker_kind": "named",
        "stance": stance, "measure": "naval", "summary": "Says so.", "url": "https://example.org/a",
        "publisher": "Paper", "confidence": "high",
    }  # fmt: skip
    table(source / "positions.csv", POSITION_COLUMNS, [said])
    start(str(source), folder / "case")
    return current_matrix(load_case(folder / "case"), axes=axes).abilities.get(("NOR", "naval"))


def reckoned(folder: Path) -> Reckoned:
    return reckon(folder / "case", ReckonOptions())


VOTE = {"needs": "parliament", "constraint_for": "naval"}


@pytest.mark.parametrize(
    ("constitution", "facts", "is_able"),
    [
        (VOTE, "", False),
        (VOTE, "parliament-NOR,2025-02,yes,voted,https://example.org/v\n", True),
        (VOTE, "parliament-NOR,2025-02,no,voted down,https://example.org/v\n", False),
        # the vote of another, and a vote in general, is not its own
        (VOTE, "parliament-DNK,2025-02,yes,voted,https://example.org/v\n", False),
        (VOTE, "parliament,2025-02,yes,voted,https://example.org/v\n", False),
        # a mandate is one for all, under the name of the fact or of its condition
        ({"needs": "un_mandate", "constraint_for": "naval"}, "un_mandate,2025-02,yes,given,https://a.org/v\n", True),
        ({"needs": "un_mandate", "constraint_for": "naval"}, "mandate,2025-02,yes,given,https://a.org/v\n", True),
        (VOTE | {"needs": "parliament|un_mandate"}, "parliament-NOR,2025-02,yes,voted,https://a.org/v\n", False),
        # a bar that nothing lifts, and one that a vote lifts
        ({"bar": "law of peace", "constraint_for": "naval"}, "", False),
        (VOTE | {"bar": "law of peace"}, "parliament-NOR,2025-02,yes,voted,https://example.org/v\n", True),
        # who decides is told, and nothing that has to be so first
        ({"decides": "president", "constraint_for": "naval"}, "", True),
        # it speaks of another measure, or of none
        (VOTE | {"constraint_for": "troops"}, "", None),
        ({}, "", None),
    ],
)  # fmt: skip
def test_one_that_is_willing_is_able_when_all_that_must_be_so_first_is_so(
    tmp_path: Path, constitution: dict[str, str], facts: str, is_able: bool | None
) -> None:
    told = able(tmp_path, constitution, facts)
    assert (told.able if told else None) == is_able


@pytest.mark.parametrize(
    ("stance", "is_asked"),
    [
        ("delivered", False),
        ("allocated", True),
        ("committed", True),
        ("willing", True),
        ("considering", False),
        ("undecided", False),
        ("declined", False),
    ],
)
def test_only_of_those_who_want_to_act_and_have_not_it_is_asked(tmp_path: Path, stance: str, is_asked: bool) -> None:
    assert (able(tmp_path, VOTE, stance=stance) is not None) == is_asked


def test_a_vote_counts_from_its_day_on(tmp_path: Path) -> None:
    voted = "parliament-NOR,2025-06-10,yes,voted,https://example.org/v\n"
    before = able(tmp_path, VOTE, voted, axes=TimeAxes(datetime.date(2025, 6, 9)))
    assert before is not None
    assert not before.able
    (tmp_path / "later").mkdir()
    after = able(tmp_path / "later", VOTE, voted, axes=TimeAxes(datetime.date(2025, 6, 10)))
    assert after is not None
    assert after.able


def test_the_reason_has_its_words_and_its_source(tmp_path: Path) -> None:
    constitution = VOTE | {"decides": "storting", "bar": "law of peace", "needs": "parliament|un_mandate"}
    told = able(tmp_path, constitution, "parliament-NOR,2025-02,no,voted down,https://example.org/v\n")
    assert told is not None
    assert list(ability_in_words(told)) == [
        "legal bar: law of peace",
        "refused: parliament's approval (2025-02, voted down) https://example.org/v",
        "not yet: an international mandate (nobody has asked for one) https://example.org/mandate",
        "who decides: storting; As told. https://example.org/law",
    ]


def test_what_a_constitution_needs_is_a_switch_of_the_promise_and_says_so(tmp_path: Path) -> None:
    able(tmp_path, VOTE, stance="committed")
    (promise,) = reckoned(tmp_path).promises
    assert (promise.condition, promise.level) == ("parliament-NOR", "firm")
    assert "by its constitution only if parliament's approval: As told. https://example.org/law" in promise.remarks


def test_what_a_bar_forbids_is_no_promise(tmp_path: Path) -> None:
    able(tmp_path, {"bar": "law of peace", "constraint_for": "naval"})
    answer = reckoned(tmp_path)
    assert answer.promises == ()
    assert [each.reason for each in answer.left_out] == ["barred: law of peace"]


@pytest.mark.parametrize(
    ("constitution", "mistake"),
    [
        (VOTE | {"constraint_for": ""}, "no constraint_for"),
        (VOTE | {"constraint_url": ""}, "no constraint_url"),
        (VOTE | {"needs": "parliment"}, "unknown condition 'parliment'"),
        (VOTE | {"constraint_for": "navl"}, "unknown measure 'navl'"),
    ],
)
def test_a_constitution_without_measures_or_source_is_a_mistake(
    tmp_path: Path, constitution: dict[str, str], mistake: str
) -> None:
    (tmp_path / "case.toml").write_text(HEAD, encoding="utf-8")
    table(tmp_path / "actors.csv", ACTOR_COLUMNS, [SOURCED | constitution])
    (told,) = check_case(tmp_path)
    assert mistake in str(told)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("able") / "case"
    start("ukraine-coalition", folder)
    return folder


def test_in_the_built_in_case_a_promise_that_waits_for_a_vote_is_not_yet_able(folder: Path) -> None:
    found = current_matrix(load_case(folder), measure="troops")
    told = {actor: ability.able for (actor, _), ability in found.abilities.items()}
    assert told == {"GBR": False, "FRA": True, "DEU": False, "ESP": False, "EST": False}
    assert all(ability.source.startswith("https://") for ability in found.abilities.values())
    britain = found.abilities["GBR", "troops"]
    assert [(each.id, each.status) for each in britain.waits_for] == [("parliament", "no vote found to date")]
    assert all(each.source for each in britain.waits_for)


def test_what_a_vote_of_tomorrow_would_say_is_a_row_of_the_facts(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(BUILT_IN, source)
    with (source / "facts.csv").open("a", encoding="utf-8") as lines:
        lines.write("parliament-GBR,2026-03-01,yes,made up for a test,https://example.org/vote\n")
    start(str(source), tmp_path / "case")
    behind = positions_behind(load_case(tmp_path / "case"), "GBR", "troops")
    assert {actor: ability.able for (actor, _), ability in behind.abilities.items()} == {"GBR": True}


def test_the_screen_marks_it_and_why_tells_the_reason(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from willing.cli.main import run

    assert run(["who", "--case", str(folder), "--actor", "EST", "--measure", "troops"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "⊘ not yet" in shown
    assert "⊘ willing, but its decider, its parliament or its law has not allowed it" in shown
    assert run(["why", "EST", "troops", "--case", str(folder)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "not yet: parliament's approval (no vote found to date) https://" in told
    assert "who decides: Riigikogu; Riigikogu mandate before any unit leaves https://news.err.ee/" in told


def test_who_waits_for_nothing_has_no_mark_and_no_legend(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from willing.cli.main import run

    assert run(["who", "--case", str(folder), "--actor", "FRA"]) == 0
    assert "⊘" not in capsys.readouterr().out


def test_json_says_what_it_waits_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    from willing.cli.main import run

    assert run(["who", "--case", str(folder), "--json"]) == 0
    cells = {
        (each["actor"], each["measure"]): each for each in json.loads(capsys.readouterr().out) if not each["claim"]
    }
    spain = cells["ESP", "troops"]
    assert (spain["stance"], spain["able"]) == ("willing", False)
    assert [each["id"] for each in spain["waits_for"]] == ["parliament"]
    assert spain["constitution"]["decides"] == "Congress"
    assert cells["NOR", "troops"]["able"] is None
    assert cells["GBR", "arms"]["able"] is None
