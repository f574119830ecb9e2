"""What docs/explanation/reckoning.md shows is accepted as it stands: the case's keys, odds, questions."""

from __future__ import annotations

import re
from pathlib import Path

from willing.cases import check_case, load_case
from willing.reckoning.odds_file import read_odds
from willing.reckoning.questions import ANSWERS

TEXT = (Path(__file__).parents[2] / "docs" / "explanation" / "reckoning.md").read_text(encoding="utf-8")
RULE, FIGURES, ODDS = re.findall(r"^```toml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
CASE = 'id = "a"\nname = "A case"\nquestion = "Who?"\n'
REQUIREMENT = '[[requirement]]\nid = "R08"\nmeasure = "troops"\nat_least = 10000\nsource = "https://example.org"\n'


def test_the_keys_of_a_case_are_read_as_the_page_says(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(CASE + RULE + FIGURES + REQUIREMENT, encoding="utf-8")
    columns = "id,name,gdp_usd_bn,real_growth_pct,debt_pct_gdp,defence_pct_gdp\n"
    (tmp_path / "countries.csv").write_text(columns, encoding="utf-8")
    assert check_case(tmp_path) == ()
    rules = load_case(tmp_path).reckoning
    (commitment,) = rules.commitments
    assert (commitment.low, commitment.high, commitment.level, commitment.instead) == (0, 6000, "offered", True)
    assert [each.name for each in rules.yardsticks][:2] == ["GDP", "defence budget"]
    assert (rules.rotation[0].tour, rules.costs[0].high) == (6, 1.0)


def test_the_odds_are_read_as_the_page_says(tmp_path: Path) -> None:
    (tmp_path / "odds.toml").write_text(ODDS, encoding="utf-8")
    facts = ("ceasefire", "peace_deal", "truce", "us_guarantee")
    assert read_odds(tmp_path / "odds.toml", facts, ("FRA-troops",)).facts == set(facts)


def test_every_kind_of_question_is_on_the_page() -> None:
    assert all(kind in TEXT for kind in ANSWERS)
