"""The user's own odds: read exactly, and every slip told with its line."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from willing.errors import CaseError
from willing.reckoning.odds import Chance, Exclusive, Given
from willing.reckoning.odds_file import read_odds

FACTS = ("ceasefire", "peace_deal", "truce", "us_guarantee")
PROMISES = ("FRA-troops",)
ODDS = """[facts]
ceasefire = "1/3"
[[exclusive]]
facts = { peace_deal = 0.2, truce = 0.4 }
[[given]]
fact = "us_guarantee"
parents = ["peace_deal"]
table = { true = 0.75, false = [0.2, 0.3] }
[keep]
FRA-troops = 0.9
"""


def odds_file(folder: Path, text: str) -> Path:
    file = folder / "odds.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_every_form_is_read_exactly(tmp_path: Path) -> None:
    odds = read_odds(odds_file(tmp_path, ODDS), FACTS, PROMISES)
    assert odds.single == {"ceasefire": Chance(Fraction(1, 3), Fraction(1, 3))}
    assert odds.keep == {"FRA-troops": Chance.of("0.9")}
    assert odds.groups == (
        Exclusive({"peace_deal": Fraction(1, 5), "truce": Fraction(2, 5)}),
        Given("us_guarantee", ("peace_deal",), {(True,): Chance.of("0.75"), (False,): Chance.of(["0.2", "0.3"])}),
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"1/3"', "1.2", "line 2: probability 1.2"),
        ('ceasefire = "1/3"', "cease_fire = 0.5", "line 2: unknown fact 'cease_fire'"),
        ("truce = 0.4", "truce = 0.9", "line 3: exclusive group peace_deal, truce"),
        ("FRA-troops", "FRA-troop", "line 10: unknown promise 'FRA-troop'"),
        ("true = 0.75, ", "", "line 5: fact us_guarantee given peace_deal: no row for true"),
        ("[keep]", "[keeps]", "line 9: unknown table 'keeps'"),
    ],
)
def test_each_slip_is_told_with_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(CaseError) as caught:
        read_odds(odds_file(tmp_path, ODDS.replace(old, new)), FACTS, PROMISES)
    assert told in str(caught.value)


def test_what_is_no_toml_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no TOML"):
        read_odds(odds_file(tmp_path, "[facts"), FACTS, PROMISES)
