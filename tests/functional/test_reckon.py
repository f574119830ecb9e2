"""`willing reckon` and `willing eval reckoning` on the real command line, with a real case and its ledger."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.functional.conftest import Run

CASES = Path(__file__).parents[1] / "spec" / "reckoning_cases"
AFTER_YOU = {
    "title": "After you",
    "facts": {"ceasefire": {}, "guarantee": {}},
    "commitments": [
        {"id": "a", "actor": "ALF", "measure": "troops", "quantity": 15000, "if": "ceasefire"},
        {"id": "b", "actor": "BET", "measure": "troops", "quantity": 5000, "if": "guarantee and does(GAM.troops)"},
        {"id": "c", "actor": "GAM", "measure": "troops", "quantity": 5000, "if": "does(BET.troops)"},
    ],
    "requirement": [{"measure": "troops", "at_least": 25000, "unit": "troops", "name": "division"}],
}


@pytest.fixture
def after_you(tmp_path: Path) -> Path:
    file = tmp_path / "after-you.json"
    file.write_text(json.dumps(AFTER_YOU), encoding="utf-8")
    return file


def told(text: str) -> str:
    """Screen text with its line breaks taken out."""
    return " ".join(text.split())


def test_the_answer_comes_first_in_sentences(after_you: Path, willing: Run) -> None:
    done = willing("reckon", str(after_you), "--assume", "ceasefire=yes")
    assert done.returncode == 0, done.stderr
    answer = told(done.stdout)
    assert "15,000 of 25,000 troops if ceasefire: not enough; 15,000 for sure, at most 15,000." in answer
    assert "Guarantee alone changes nothing until BET or GAM moves first." in answer
    hopeful = told(willing("reckon", str(after_you), "--assume", "ceasefire=yes", "--reading", "hopeful").stdout)
    assert "15,000 to 25,000 of 25,000 troops if ceasefire: open" in hopeful
    assert "Enough, if guarantee." in hopeful


def test_json_holds_the_whole_answer(after_you: Path, willing: Run) -> None:
    answer = json.loads(willing("reckon", str(after_you), "--assume", "ceasefire=yes", "--json").stdout)
    (total,) = answer["totals"]
    assert (total["floor"], total["low"], total["high"], total["ceiling"]) == (15000, 15000, 15000, 15000)
    (requirement,) = answer["requirements"]
    assert (requirement["at_least"], requirement["scenario"], requirement["ceiling"]) == (25000, "missed", "missed")
    assert answer["movers"]["gap"] == ["b", "c"]
    assert answer["movers"]["to_requirement"] == [["b"], ["c"]]
    promises = {each["id"]: each for each in answer["promises"]}
    assert (promises["a"]["status"], promises["a"]["step"]) == ("holds", 1)
    assert promises["b"]["reasons"][0]["part"] == "does(GAM.troops)"
    assert answer["odds"] is None


def test_odds_are_the_users_own(after_you: Path, tmp_path: Path, willing: Run) -> None:
    (tmp_path / "odds.toml").write_text("[facts]\nceasefire = 0.5\nguarantee = 0.4\n", encoding="utf-8")
    call = ("reckon", str(after_you), "--reading", "hopeful", "--odds", "odds.toml")
    answer = json.loads(willing(*call, "--json").stdout)
    assert (answer["odds"]["low"], answer["odds"]["high"]) == ("1/5", "1/5")
    assert "By your odds the probability is 20 %; knowing" in told(willing(*call).stdout)


def test_odds_of_more_facts_than_a_table_holds_are_drawn_and_say_so(tmp_path: Path, willing: Run) -> None:
    facts = {f"f{number}": {"p": 0.9} for number in range(30)}
    promise = {"id": "a", "actor": "ALF", "measure": "troops", "quantity": 1, "if": " and ".join(facts)}
    case = {"facts": facts, "commitments": [promise], "requirement": [{"measure": "troops", "at_least": 1}]}
    (tmp_path / "many.json").write_text(json.dumps(case), encoding="utf-8")
    odds = json.loads(willing("reckon", "many.json", "--json").stdout)["odds"]
    low, high = (float(Fraction(odds[end])) for end in ("low", "high"))
    assert low < 0.9**30 < high
    assert high - low < 0.002
    assert odds["sampled"] == "drawn 1,000,000 times with seed 0; the interval holds 19 times out of 20"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--assume", "ceasfire=yes"), 2, 'no such fact; perhaps "ceasefire"'),
        (("--assume", "ceasefire"), 2, "expected FACT=yes, FACT=no or FACT=unknown"),
        (("--reading", "hopful"), 2, 'perhaps "hopeful"'),
        (("--requirement", "brigade"), 2, "requirement 'brigade': not in the case"),
        (("--include", "rumour"), 2, "expected one of outlet, unnamed, hearsay"),
        (("--trace", "z"), 2, "--trace z: no such promise"),
        (("--odds", "none.toml"), 4, "cannot be read"),
    ],
)
def test_a_wrong_call_is_told_what_was_expected(
    after_you: Path, willing: Run, arguments: tuple[str, ...], code: int, message: str
) -> None:
    done = willing("reckon", str(after_you), *arguments)
    assert done.returncode == code
    assert message in told(done.stderr)
    assert "Traceback" not in done.stderr


def test_a_requirement_beyond_all_promises_is_said_to_be_out_of_reach(after_you: Path, willing: Run) -> None:
    case: dict[str, Any] = AFTER_YOU | {"requirement": [{"measure": "troops", "at_least": 30000}]}
    after_you.write_text(json.dumps(case), encoding="utf-8")
    shown = told(willing("reckon", str(after_you)).stdout)
    assert "Out of reach, whatever comes true." in shown
    assert "30000 is out of reach: all promises together come to 25000 at most" in shown


def test_from_governments_own_words_no_total_follows(case_folder: Path, willing: Run) -> None:
    answer = json.loads(willing("reckon", str(case_folder), "--assume", "ceasefire=yes", "--json").stdout)
    assert answer["sentences"][0].startswith("0 of 10,000 troops for sure if a cease-fire; no total follows")
    firm = {each["actor"] for each in answer["promises"] if (each["level"], each["measure"]) == ("firm", "troops")}
    assert firm == {"FRA", "GBR"}
    france = next(each for each in answer["promises"] if each["id"] == "FRA-troops")
    assert (france["status"], france["low"], france["high"]) == ("holds", 0, None)
    britain = next(each for each in answer["promises"] if each["id"] == "GBR-troops")
    assert (britain["status"], britain["condition"]) == ("open", "ceasefire and parliament-GBR")
    assert all(each["evidence"] for each in answer["promises"])
    assert all(source["url"] for each in answer["promises"] for source in each["evidence"])
    assert all(each["url"] for each in answer["requirements"])


def test_numbers_by_unnamed_sources_come_in_only_where_asked_and_are_marked(case_folder: Path, willing: Run) -> None:
    shown = told(willing("reckon", str(case_folder), "--include", "unnamed", "--trace", "GBR-troops").stdout)
    assert "0–7,500 troops, firm, committed" in shown
    assert "by military sources, not its own word: an upper bound only" in shown


def test_with_numbers_by_others_ten_thousand_is_in_range_and_fifteen_thousand_the_joint_ceiling(
    case_folder: Path, willing: Run
) -> None:
    """France about 10,000, the United Kingdom fewer than 7,500, together at most 15,000: each by unnamed sources."""
    switched = ("--include", "unnamed", "--include", "hearsay")
    answer = json.loads(willing("reckon", str(case_folder), *switched, "--json").stdout)
    firm = {
        each["actor"]: (each["low"], each["high"], each["told_by"])
        for each in answer["promises"]
        if (each["level"], each["measure"]) == ("firm", "troops")
    }
    assert firm == {"FRA": (0, 10000, "four officials"), "GBR": (0, 7500, "military sources")}
    (both,) = (each for each in answer["together"] if each["measure"] == "troops")
    assert (both["actors"], both["low"], both["high"], both["told_by"]) == (
        ["GBR", "FRA"],
        0,
        15000,
        "military sources",
    )
    assert [each["words"] for each in both["evidence"]] == [
        "Two military sources expect British and French soldiers to come to at most 15,000 together."
    ]
    assert all(each["url"].startswith("https://") for each in both["evidence"])
    troops = next(each for each in answer["totals"] if each["measure"] == "troops")
    assert (troops["floor"], troops["firm"]) == (0, 15000)
    within = {each["at_least"]: each["firm"] for each in answer["requirements"] if each["measure"] == "troops"}
    assert within[10000] == "open"
    assert within[15000] == "open"
    assert {each for needed, each in within.items() if needed >= 25000} == {"missed"}


@pytest.mark.parametrize("switched", [(), ("--include", "unnamed", "--include", "hearsay")], ids=["own", "others"])
def test_no_pledge_reaches_25000_and_the_estimate_that_does_is_shown_as_one(
    case_folder: Path, willing: Run, switched: tuple[str, ...]
) -> None:
    answer = json.loads(willing("reckon", str(case_folder), *switched, "--json").stdout)
    promises = [each for each in answer["promises"] if each["measure"] == "troops"]
    assert max(each["high"] for each in promises if each["high"] is not None) < 25000
    assert {each["id"]: (each["low"], each["high"], each["said_by"]) for each in answer["estimates"]} == {
        "R11": (10000, 25000, "IISS via FT"),
        "R14": (None, 15000, "The Times"),
        "R15": (10000, 10000, "MP to Le Parisien"),
    }
    assert not {each["id"] for each in answer["estimates"]} & {each["id"] for each in answer["requirements"]}
    said = "No promise that tells an amount reaches 25,000; an estimate does: 10,000 to 25,000"
    assert f"{said} (IISS via FT, low confidence)." in answer["sentences"]
    shown = told(willing("reckon", str(case_folder), *switched).stdout)
    assert "Estimate, nobody's promise 10,000 to 25,000 troops" in shown


def test_a_case_as_of_an_earlier_day_has_no_firm_promise_of_troops(case_folder: Path, willing: Run) -> None:
    answer = json.loads(willing("reckon", str(case_folder), "--as-of", "2025-03-27", "--json").stdout)
    assert not [each for each in answer["promises"] if (each["level"], each["measure"]) == ("firm", "troops")]


def test_eval_reckoning_counts_right_wrong_and_unsupported(tmp_path: Path, willing: Run) -> None:
    assert willing("eval", "reckoning", str(CASES)).returncode == 0
    folder = tmp_path / "cases"
    shutil.copytree(CASES, folder)
    case = json.loads((folder / "12-works-against.json").read_text(encoding="utf-8"))
    case["queries"][5]["expect"] = "1/2"
    case["queries"].append({"ask": "oracle", "expect": 42})
    (folder / "12-works-against.json").write_text(json.dumps(case), encoding="utf-8")
    done = willing("eval", "reckoning", str(folder), "--json")
    score = json.loads(done.stdout)
    assert done.returncode == 1
    assert (score["cases"], score["questions"], score["right"]) == (7, 58, 56)
    assert score["wrong"][0] == {"case": "12-works-against", "index": 5, "expected": "1/2", "got": "9/20"}
    assert [(each["case"], each["index"]) for each in score["unsupported"]] == [("12-works-against", 10)]


def test_requirements_and_estimates_count_from_when_they_were_told(case_folder: Path) -> None:
    """The estimate of 10,000 to 25,000 and the requirement that the case asks about are of April 2025."""
    from willing.workflows.axes import axes_of
    from willing.workflows.reckoning import ReckonOptions, reckon

    def as_of(day: str, requirement: str | None = None) -> Any:
        return reckon(case_folder, ReckonOptions(axes=axes_of(day, None), requirement=requirement)).as_json()

    april, march, january = as_of("2025-04-30"), as_of("2025-03-05"), as_of("2025-01-10")
    assert april["question"]["id"] == "R08"
    assert [each["id"] for each in april["estimates"]] == ["R11"]
    assert [each["id"] for each in march["requirements"]] == ["R02"]
    assert march["question"]["at_least"] == 25000
    assert march["estimates"] == []
    assert january["requirements"] == []
    assert january["sentences"][0] == "No promise counts."
    assert as_of("2025-03-05", "R09")["question"]["id"] == "R09"


def test_what_is_unclear_before_any_requirement_is_about_the_same_measure(case_folder: Path, willing: Run) -> None:
    told = json.loads(willing("unclear", "--case", str(case_folder), "--as-of", "2025-01-10", "--json").stdout)
    assert (told["measure"], told["requirement"]) == ("troops", "")
