"""What an analyst may ask of the built-in case on the morning of a summit, each answer read from its data.

Standings on two days, the burden, constitutions, and that every line leads to a source.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from willing.cases import load_case
from willing.workflows.ability import ability

FEBRUARY, MARCH = "2026-02-27", "2025-03-27"
Asked = dict[str, Any]


@pytest.fixture(scope="module")
def asked(case_folder: Path) -> Any:
    """A command's answer as JSON, each command run once."""
    import contextlib
    import io

    from willing.cli.main import run

    answers: dict[tuple[str, ...], Any] = {}

    def ask(*arguments: str) -> Any:
        if arguments not in answers:
            out = io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.chdir(case_folder):
                assert run([*arguments, "--json"]) == 0
            answers[arguments] = json.loads(out.getvalue())
        return answers[arguments]

    return ask


@pytest.fixture(scope="module")
def states(case_folder: Path) -> set[str]:
    return {actor.id for actor in load_case(case_folder).register.actors if actor.kind == "state"}


def troops(cells: list[Asked]) -> dict[str, Asked]:
    """Own cells on ground troops, by actor."""
    return {each["actor"]: each for each in cells if each["measure"] == "troops" and not each["claim"]}


def required(cell: Asked) -> set[str]:
    return {each["id"] for each in cell["conditions"] if each["relation"] in ("requires", "after")}


def test_in_february_2026_two_states_are_committed_inside_both_after_a_cease_fire_one_after_a_vote(
    asked: Any, states: set[str]
) -> None:
    cells = troops(asked("who", "--as-of", FEBRUARY))
    committed = {actor for actor, each in cells.items() if each["stance"] == "committed" and actor in states}
    assert committed == {"GBR", "FRA"}
    assert all(cells[actor]["place"] in ("inside", None) for actor in committed)
    assert required(cells["GBR"]) == {"ceasefire", "parliament"}
    assert required(cells["FRA"]) == {"ceasefire"}


@pytest.mark.parametrize(
    ("actor", "stance"),
    [
        ("POL", "declined"),
        ("ITA", "declined"),
        ("ROU", "declined"),
        ("GRC", "declined"),
        ("USA", "declined"),
        ("RUS", "opposed"),
    ],
)
def test_in_february_2026_these_refuse_in_their_own_name(asked: Any, actor: str, stance: str) -> None:
    assert troops(asked("who", "--as-of", FEBRUARY))[actor]["stance"] == stance


def test_in_february_2026_germanys_offer_is_beside_and_not_inside(asked: Any) -> None:
    parts = {each["place"]: each["stance"] for each in troops(asked("who", "--as-of", FEBRUARY))["DEU"]["parts"]}
    assert parts == {"neighbour": "willing", "inside": "undecided"}


def test_in_march_2025_no_state_was_committed_wherever_it_would_be(asked: Any, states: set[str]) -> None:
    cells = troops(asked("who", "--as-of", MARCH))
    assert len(cells) > 15
    firm = ("delivered", "allocated", "committed")
    stances = [each["stance"] for actor, each in cells.items() if actor in states]
    stances += [part["stance"] for actor, each in cells.items() if actor in states for part in each["parts"]]
    assert not [stance for stance in stances if stance in firm]


@pytest.mark.parametrize("need", [10_000, 25_000])
def test_the_burden_over_two_years_is_a_cost_range_beside_growth_debt_and_defence_share(
    asked: Any, case_folder: Path, need: int
) -> None:
    answer = asked("reckon", "--assume", "ceasefire=yes", "--burden-of", "25000", "--burden-months", "24")
    (burden,) = (each for each in (answer["burden"], *answer["other_burdens"]) if each["need"] == need)
    assert burden["months"] == 24
    countries = {row["id"]: row for row in csv.DictReader((case_folder / "countries.csv").open(encoding="utf-8"))}
    assert len(burden["parts"]) >= 10
    for each in burden["parts"]:
        assert 0 < each["cost_low"] < each["cost_high"]
        row = countries[each["actor"]]
        figures = (row["real_growth_pct"], row["debt_pct_gdp"], row["defence_pct_gdp"])
        assert tuple(beside["value"] for beside in each["beside"]) == figures
        assert all(beside["source"] for beside in each["beside"])


@pytest.mark.parametrize("need", [10_000, 25_000])
def test_ranks_differ_by_yardstick_and_the_answer_says_whose(asked: Any, need: int) -> None:
    answer = asked("reckon", "--assume", "ceasefire=yes", "--burden-of", "25000", "--burden-months", "24")
    (burden,) = (each for each in (answer["burden"], *answer["other_burdens"]) if each["need"] == need)
    places = {each["actor"]: {one["yardstick"]: one["place"] for one in each["strains"]} for each in burden["parts"]}
    differ = {actor for actor, of in places.items() if len(set(of.values())) > 1}
    assert {"GBR", "FRA", "EST"} <= differ
    assert {each["actor"] for each in burden["moves"]} == differ
    for move in burden["moves"]:
        of = places[move["actor"]]
        assert (of[move["before"]], of[move["after"]]) == (move["place_before"], move["place_after"])


@pytest.mark.parametrize(
    ("actor", "decides", "waits_for", "bar", "is_able"),
    [
        # no law, but a convention and a promised vote
        ("GBR", "government", ["parliament"], "", False),
        ("FRA", "president", [], "", True),
        ("EST", "Riigikogu", ["parliament"], "", False),
        ("IRL", "", ["mandate"], "neutral; the triple lock needs a mandate of the United Nations", False),
        ("JPN", "", [], "legal limits on the Self-Defence Forces", False),
    ],
)
def test_what_the_constitution_asks_were_the_state_willing(
    case_folder: Path, actor: str, decides: str, waits_for: list[str], bar: str, is_able: bool
) -> None:
    case = load_case(case_folder)
    told = ability(case.constitutions[actor], case, {}, now=True)
    assert (told.decides, [each.id for each in told.waits_for], told.bar, told.able) == (
        decides,
        waits_for,
        bar,
        is_able,
    )
    row = next(row for row in csv.DictReader((case_folder / "actors.csv").open(encoding="utf-8")) if row["id"] == actor)
    assert (told.words, told.source) == (row["constraint"], row["constraint_url"])
    assert told.source.startswith("https://")


def test_a_vote_is_a_switch(asked: Any) -> None:
    status = {}
    for vote in ("yes", "no", "unknown"):
        answer = asked("reckon", "--assume", "ceasefire=yes", "--assume", f"parliament-GBR={vote}")
        status[vote] = next(each["status"] for each in answer["promises"] if each["id"] == "GBR-troops")
    assert status == {"yes": "holds", "no": "fails", "unknown": "open"}


def addresses(answer: Any, *keys: str) -> Iterator[str]:
    """Every value under one of the keys, however deep."""
    if isinstance(answer, dict):
        for key, value in answer.items():
            if key in keys and isinstance(value, str):
                yield value
            yield from addresses(value, *keys)
    elif isinstance(answer, list):
        for each in answer:
            yield from addresses(each, *keys)


def test_every_cell_leads_to_positions_with_a_source(asked: Any, case_folder: Path) -> None:
    from willing.workflows.ledgers import open_ledger

    with open_ledger(case_folder) as ledger:
        urls = {entry.id: entry.position.coding.url for entry in ledger.entries() if entry.position.coding}
    for cell in asked("who"):
        assert cell["positions"]
        assert all(urls[each] for each in cell["positions"])
        assert cell["able"] is None or cell["constitution"]["source"].startswith("https://")
    for change in asked("changes", "--since", "2025-09-04")["changes"]:
        assert urls[change["position"]]


@pytest.mark.parametrize("call", [("reckon",), ("reckon", "--include", "unnamed", "--include", "hearsay")])
def test_every_line_of_the_reckoning_leads_to_a_source(asked: Any, case_folder: Path, call: tuple[str, ...]) -> None:
    answer = asked(*call)
    lines = [*answer["requirements"], *answer["estimates"]]
    lines += [each for promise in (*answer["promises"], *answer["together"]) for each in promise["evidence"]]
    assert all(promise["evidence"] for promise in (*answer["promises"], *answer["together"]))
    assert all(line["url"].startswith("http") for line in lines)
    # a fact that a constitution asks for, or that was told of, has where that was read; others stand in a promise
    asks = {f"{need}-{actor}" for actor, told in load_case(case_folder).constitutions.items() for need in told.needs}
    facts = [each for each in answer["facts"] if each["status"] or each["id"] in asks]
    assert "parliament-GBR" in {each["id"] for each in facts}
    assert all(fact["url"].startswith("http") for fact in facts)
    burden = answer["burden"]
    assert all("http" in each["source"] for each in burden["costs"])
    assert all(each["source"].startswith("http") for each in answer["pools"])
    assert all(each["source"] for table in burden["tables"] for each in table["lines"])


@pytest.mark.parametrize(
    "call",
    [("contradictions",), ("claim",), ("claim", "P125"), ("brief", "--meeting", MARCH), ("unclear",)],
    ids=" ".join,
)
def test_every_statement_that_is_shown_has_its_source(asked: Any, call: tuple[str, ...]) -> None:
    answer = asked(*call)
    urls = list(addresses(answer, "url", "meeting_url"))
    assert len(urls) > 2
    if call == ("unclear",):
        # who is silent has said nothing; every other line has an address of its own or that of a statement
        told = [line for line in answer["lines"] if line["kind"] != "silence"]
        assert all((line["url"] or line["evidence"]["url"]).startswith("http") for line in told)
    else:
        assert all(url.startswith("http") for url in urls)
