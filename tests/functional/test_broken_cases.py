"""`willing case check` on deliberately broken cases: every mistake at once, at its place, and nothing written.

Each case is the whole folder below with a few edits; beside it stands all that is told of it: file, line and mistake,
and the words that the caret marks ("" for a caret alone, at the place where something is missing).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pytest

from tests.functional.conftest import Run

CASE = """\
id = "strait"
name = "The strait"
question = "Who sends ships?"

[codes.measures]
frigates = "naval"

[[measure]]
id = "dredging"
name = "dredging"
words = ['dredg\\w+']

[[condition]]
id = "calm"
name = "calm weather"

[[fact]]
id = "calm_sea"
name = "a calm sea"
condition = "calm"
since = "2025-01"
source = "https://example.org/sea"

[reckoning]
requirement = "R1"
voices = ["own", "unnamed"]
firm = ["committed"]
offered = ["willing"]

[reckoning.units]
naval = "ships"

[reckoning.elsewhere]
naval = ["home"]

[reckoning.conditions]
allies = "others({measure} >= 1)"

[[commitment]]
id = "nor"
actor = "NOR"
measure = "naval"
quantity = [1, 3]
holds_if = "calm_sea and ceasefire"
level = "offered"
from = 2
until = 12
positions = ["P1"]

[[pool]]
actor = "NOR"
measure = "naval"
units = 4
tour = 6
rest = 12
source = "https://example.org/pool"

[[yardstick]]
name = "GDP"
figure = "gdp_usd_bn"
"""
JOINT_SUMS = """\
[[joint]]
measure = "naval"
actors = ["NOR"]
quantity = 4

[[joint]]
measure = "naval"
actors = ["NOR", "DMK"]
quantity = [4, 2]
positions = ["P9"]

[[joint]]
measure = "naval"
actors = ["NOR", "ESP"]

[[pool]]"""
POSITIONS = """\
position_id,date_said,actor_id,speaker,speaker_kind,speaks_for,stance,measure,quantity,unit,beneficiary,conditions,\
summary,url,publisher,date_published,confidence
P1,2025-03-01,NOR,foreign minister,named,actor,committed,frigates,2,ships,UKR,calm_sea:required,\
Sends two ships.,https://example.org/1,Paper,2025-03-02,high
P2,2025-03,SKE,island council,named,actor,willing,dredging,,,,,Would dredge.,https://example.org/2,Paper,,medium
P3,2025-04-01,ESP,an official,anonymous,anonymous_or_media,considering,naval,3,"ships, up to",,,\
Might send three.,https://example.org/3,Paper,2025-04-01,low
"""
GOOD = {
    "case.toml": CASE,
    "positions.csv": POSITIONS,
    "actors.csv": "id,name,kind,roles,members\nSKE,Skerry Islands,state,member,\nRIM,The Rim,group,,SKE|NOR\n",
    "meetings.csv": "date,place,url,conveners\n2025-02,Oslo,https://example.org/m,NOR;SKE\n",
    "facts.csv": (
        "fact,since,holds,status,url\ncalm_sea,2025-01,no,rough,https://example.org/f\n"
        "calm_sea,2025-02,yes,calm,https://example.org/f\n"
    ),
    "countries.csv": (
        "id,name,gdp_usd_bn,gdp_year,gdp_url\nNOR,Norway,480,2024,https://example.org/g\n"
        "ESP,Spain,1600,2024,https://example.org/g\n"
    ),
    "requirements.csv": (
        "id,kind,low_or_value,high,unit,date,source,url,measure,counted_in\n"
        "R1,force,4,6,ships,2025/2026,port office,https://example.org/r,naval,ships\n"
    ),
    "texts/a.txt": "The port waits.\n",
    "texts/index.csv": (
        "file,title,date,outlet,retells,positions\n"
        "a.txt,The port waits,2025-03-01,willing demo text,https://example.org/1,P1 P2\n"
    ),
}


Edit: TypeAlias = tuple[str, str, str | bytes | None]
"""In a file, words and what stands there instead; None: the whole file is gone."""


class Broken(NamedTuple):
    """What is edited, and all that is then told."""

    story: str
    edits: list[Edit]
    told: list[tuple[str, str]]


BROKEN = [
    Broken(
        "no case file",
        [("case.toml", "", None)],
        [("case.toml: no such file", "")],
    ),
    Broken(
        "three keys missing or empty",
        [("case.toml", 'question = "Who sends ships?"\n', ""), ("case.toml", '"The strait"', '" "')],
        [("case.toml, line 1: the case without 'question'", ""), ("case.toml, line 2: name ' '", '" "')],
    ),
    Broken(
        "keys almost known, at the top and within tables",
        [
            ("case.toml", "[reckoning]", "[reckonings]\n[reckoning]"),
            ("case.toml", "voices =", "voicess ="),
            ("case.toml", "holds_if", "hold_if"),
            ("case.toml", "since =", "sinc ="),
        ],
        [
            ("case.toml, line 21: unknown key 'sinc'", "sinc"),
            ("case.toml, line 24: unknown key 'reckonings'", "reckonings"),
            ("case.toml, line 27: unknown key 'voicess'", "voicess"),
            ("case.toml, line 45: unknown key 'hold_if'", "hold_if"),
        ],
    ),
    Broken(
        "two statements that are no TOML, and a mistake in a table that names the case's own measure",
        [
            ("case.toml", 'name = "dredging"', 'name = "dredging'),
            ("case.toml", "rest = 12", "rest = "),
            ("positions.csv", ",willing,", ",wiling,"),
        ],
        [
            ("case.toml, line 10: no TOML: Illegal character", ""),
            ("case.toml, line 55: no TOML: Invalid value", ""),
            ("positions.csv, line 3: unknown stance 'wiling'", "wiling"),
        ],
    ),
    Broken(
        "a list left open",
        [("case.toml", 'voices = ["own", "unnamed"]', 'voices = ["own", "unnamed"')],
        [("case.toml, line 26: no TOML: not closed before line 27", "")],
    ),
    Broken(
        "a table given twice",
        [("case.toml", "[[yardstick]]", "[reckoning.units]\n[[yardstick]]")],
        [("case.toml, line 58: no TOML: Cannot declare ('reckoning', 'units') twice", "")],
    ),
    Broken(
        "a case file that is not UTF-8",
        [("case.toml", "calm weather", "calm s\u00e9a".encode("latin-1")), ("case.toml", '"2025-01"', '"2025-1"')],
        [("case.toml, line 15: not UTF-8 (byte 0xe9)", "\ufffd"), ("case.toml, line 21: bad date '2025-1'", "2025-1")],
    ),
    Broken(
        "unknown ids in the case",
        [
            ("case.toml", 'condition = "calm"', 'condition = "clam"'),
            ("case.toml", 'actor = "NOR"\nmeasure = "naval"\nq', 'actor = "NRO"\nmeasure = "navel"\nq'),
            ("case.toml", 'positions = ["P1"]', 'positions = ["P1", "P9"]'),
            ("case.toml", 'requirement = "R1"', 'requirement = "R7"'),
            ("case.toml", '"gdp_usd_bn"', '"gdp_usd"'),
        ],
        [
            ("case.toml, line 20: unknown condition 'clam'", "clam"),
            ("case.toml, line 25: unknown requirement 'R7'", "R7"),
            ("case.toml, line 41: unknown actor 'NRO'", "NRO"),
            ("case.toml, line 42: unknown measure 'navel'", "navel"),
            ("case.toml, line 48: unknown position 'P9'", "P9"),
            ("case.toml, line 60: unknown column 'gdp_usd' of countries.csv", "gdp_usd"),
        ],
    ),
    Broken(
        "conditions that cannot be read",
        [
            ("case.toml", "calm_sea and ceasefire", "calm_sea adn ceasefire"),
            ("case.toml", '"others({measure} >= 1)"', '"others({measure} >= )"'),
        ],
        [
            ("case.toml, line 37: condition not understood", ")"),
            ("case.toml, line 44: condition not understood", "adn"),
        ],
    ),
    Broken(
        "a condition over a fact that the case does not have",
        [("case.toml", "calm_sea and ceasefire", "calm_see and ceasefire")],
        [("case.toml, line 44: condition not understood", "calm_see")],
    ),
    Broken(
        "levels at odds with one another, unknown voices and places",
        [
            ("case.toml", 'offered = ["willing"]', 'offered = ["willing", "committed", "declined"]'),
            ("case.toml", '["own", "unnamed"]', '["owm", "unnamd"]'),
            ("case.toml", '["home"]', '["home", "moon"]'),
        ],
        [
            ("case.toml, line 26: unknown voice 'owm'", "owm"),
            ("case.toml, line 26: unknown voice 'unnamd'", "unnamd"),
            ("case.toml, line 28: unknown positive stance 'declined'", "declined"),
            ("case.toml, line 28: stance 'committed' at two levels", "committed"),
            ("case.toml, line 34: unknown place 'moon'", "moon"),
        ],
    ),
    Broken(
        "quantities, levels and months of an own commitment that cannot be",
        [
            ("case.toml", "quantity = [1, 3]", "quantity = [3, 1]"),
            ("case.toml", 'level = "offered"', 'level = "sure"'),
            ("case.toml", "until = 12", "until = 1"),
        ],
        [
            ("case.toml, line 43: quantity [3, 1]", "[3, 1]"),
            ("case.toml, line 45: level 'sure'", '"sure"'),
            ("case.toml, line 47: until month 1", "1"),
        ],
    ),
    Broken(
        "joint sums of one actor, of unknown ones, bounds turned, no row; an actor in two; no kind of figure",
        [
            ("case.toml", "[[pool]]", JOINT_SUMS),
            ("requirements.csv", "counted_in\n", "counted_in,told_as\n"),
            ("requirements.csv", "naval,ships\n", "naval,ships,estimat\n"),
        ],
        [
            ("case.toml, line 52: actors ['NOR']", '["NOR"]'),
            ("case.toml, line 57: NOR stands in two joint sums on naval", "NOR"),
            ("case.toml, line 57: unknown actor 'DMK'", "DMK"),
            ("case.toml, line 58: quantity [4, 2]", "[4, 2]"),
            ("case.toml, line 59: unknown position 'P9'", "P9"),
            ("case.toml, line 61: quantity is not told", "[[joint]]"),
            ("case.toml, line 63: NOR stands in two joint sums on naval", "NOR"),
            ("requirements.csv, line 2: unknown kind of figure 'estimat'", "estimat"),
        ],
    ),
    Broken(
        "figures of a pool of the wrong kind, each told",
        [
            ("case.toml", "units = 4", 'units = "four"'),
            ("case.toml", "tour = 6", "tour = 0"),
            ("case.toml", "rest = 12", "rest = -1"),
        ],
        [
            ("case.toml, line 53: units 'four'", '"four"'),
            ("case.toml, line 54: tour 0", "0"),
            ("case.toml, line 55: rest -1", "-1"),
        ],
    ),
    Broken(
        "entries of one id, an id that no condition can name, and words that are no expression",
        [
            (
                "case.toml",
                "[[condition]]\n",
                '[[measure]]\nid = "dredging"\nname = "x"\nwords = ["(x"]\n\n[[condition]]\n',
            ),
            ("case.toml", 'id = "nor"', 'id = "nor way"'),
        ],
        [
            ("case.toml, line 14: measure 'dredging' met twice", '"dredging"'),
            ("case.toml, line 16: '(x' is no regular expression", "(x"),
            ("case.toml, line 45: bad id 'nor way'", '"nor way"'),
        ],
    ),
    Broken(
        "a row of positions in which nearly every cell is wrong",
        [
            ("positions.csv", "P1,2025-03-01,NOR", "P1,2025-02-30,NRO"),
            ("positions.csv", "named,actor,committed,frigates,2,", "nmed,actr,comitted,frigats,two,"),
            ("positions.csv", "UKR,calm_sea:required", "UKX,calm_see:required;calm:needed"),
            ("positions.csv", "https://example.org/1,Paper,2025-03-02,high", "example.org/1,,2025-3,hgh"),
        ],
        [
            ("positions.csv, line 2: bad date '2025-02-30'", "2025-02-30"),
            ("positions.csv, line 2: unknown actor 'NRO'", "NRO"),
            ("positions.csv, line 2: unknown speaker_kind 'nmed'", "nmed"),
            ("positions.csv, line 2: unknown speaks_for 'actr'", "actr"),
            ("positions.csv, line 2: unknown stance 'comitted'", "comitted"),
            ("positions.csv, line 2: unknown measure 'frigats'", "frigats"),
            ("positions.csv, line 2: bad number 'two'", "two"),
            ("positions.csv, line 2: unknown actor 'UKX'", "UKX"),
            ("positions.csv, line 2: unknown condition 'calm_see'", "calm_see"),
            ("positions.csv, line 2: strength 'needed'", "calm:needed"),
            ("positions.csv, line 2: no address 'example.org/1'", "example.org/1"),
            ("positions.csv, line 2: no publisher", ""),
            ("positions.csv, line 2: bad date '2025-3'", "2025-3"),
            ("positions.csv, line 2: unknown confidence 'hgh'", "hgh"),
        ],
    ),
    Broken(
        "quantities that cannot be, and one without a unit",
        [
            ("positions.csv", ",2,ships,", ",-2,ships,"),
            ("positions.csv", '3,"ships, up to"', '3,"ships, up to, at least"'),
            ("positions.csv", "dredging,,,", "dredging,5,,"),
        ],
        [
            ("positions.csv, line 2: number '-2'", "-2"),
            ("positions.csv, line 3: quantity '5' without a unit", "5"),
            ("positions.csv, line 4: quantity '3' 'ships, up to, at least': quantity without bounds", "3"),
        ],
    ),
    Broken(
        "an id met twice, said after it was published, and one condition of two strengths",
        [
            ("positions.csv", "P3,2025-04-01", "P1,2025-05-01"),
            ("positions.csv", "calm_sea:required", "calm_sea:required;calm_sea:excluded"),
        ],
        [
            ("positions.csv, line 2: condition 'calm_sea' met twice", "calm_sea:excluded"),
            ("positions.csv, line 4: said 2025-05-01, but published 2025-04-01", "2025-05-01"),
            ("positions.csv, line 4: position_id 'P1' met twice", "P1"),
        ],
    ),
    Broken(
        "a column missing, one given twice, one almost known",
        [
            ("positions.csv", ",stance,", ",stanze,"),
            ("positions.csv", ",confidence", ",confidense"),
            ("meetings.csv", "date,place,url,conveners", "date,place,url,place"),
        ],
        [
            ("positions.csv, line 1: no column 'stance'", ""),
            ("positions.csv, line 1: unknown column 'confidense'", "confidense"),
            ("meetings.csv, line 1: column 'place' met twice", "place"),
        ],
    ),
    Broken(
        "a row cut short, and a mistake in the next",
        [
            ("positions.csv", ",Paper,,medium", ""),
            ("positions.csv", "P3,2025-04-01,ESP", "P3,2025-04-01,ESX"),
        ],
        [("positions.csv, line 3: 14 cells", ""), ("positions.csv, line 4: unknown actor 'ESX'", "ESX")],
    ),
    Broken(
        "a quotation mark left open, and mistakes above and below it",
        [
            ("positions.csv", ",NOR,", ",NRO,"),
            ("positions.csv", ",Would dredge.", ',"Would dredge.'),
            ("positions.csv", "considering", "considring"),
        ],
        [
            ("positions.csv, line 2: unknown actor 'NRO'", "NRO"),
            ("positions.csv, line 3: no CSV", '"'),
            ("positions.csv, line 4: unknown stance 'considring'", "considring"),
        ],
    ),
    Broken(
        "a file cut off in the middle of its last row",
        [
            (
                "positions.csv",
                'naval,3,"ships, up to",,,Might send three.,https://example.org/3,Paper,2025-04-01,low\n',
                'naval,3,"ships, u',
            )
        ],
        [("positions.csv, line 4: no CSV", '"')],
    ),
    Broken(
        "a table that is not UTF-8: the rest of it is looked over, and no actor in it is unknown to others",
        [
            ("actors.csv", "Skerry", "Sk\u00e9rry".encode("latin-1")),
            ("actors.csv", "group", "grup"),
        ],
        [("actors.csv, line 2: not UTF-8 (byte 0xe9)", "\ufffd"), ("actors.csv, line 3: unknown kind 'grup'", "grup")],
    ),
    Broken(
        "a table between semicolons",
        [("meetings.csv", "date,place,url,conveners", "date;place;url;conveners")],
        [("meetings.csv, line 1: semicolons between the columns", ";")],
    ),
    Broken(
        "a table without a line",
        [("facts.csv", GOOD["facts.csv"], "")],
        [("facts.csv, line 1: no header", "")],
    ),
    Broken(
        "actors of an unknown kind, a group of unknowns and of itself, an id twice, an id with a blank",
        [
            ("actors.csv", "SKE,Skerry Islands,state", "SKE,,stat"),
            ("actors.csv", "SKE|NOR\n", "RIM|NRO\nSKE,Again,state,,\nS KE,Blank,state,,\n"),
        ],
        [
            ("actors.csv, line 2: no name", ""),
            ("actors.csv, line 2: unknown kind 'stat'", "stat"),
            ("actors.csv, line 3: unknown actor 'NRO'", "NRO"),
            ("actors.csv, line 3: 'RIM' is a member of itself", "RIM"),
            ("actors.csv, line 4: id 'SKE' met twice", "SKE"),
            ("actors.csv, line 5: bad id 'S KE'", "S KE"),
        ],
    ),
    Broken(
        "meetings without a source, of no day, of unknown hosts",
        [("meetings.csv", "2025-02,Oslo,https://example.org/m,NOR;SKE", "Spring,Oslo,,NOR;SKY")],
        [
            ("meetings.csv, line 2: bad date 'Spring'", "Spring"),
            ("meetings.csv, line 2: no url", ""),
            ("meetings.csv, line 2: unknown actor 'SKY'", "SKY"),
        ],
    ),
    Broken(
        "facts unknown, neither so nor not so, and both on one day",
        [
            ("facts.csv", "calm_sea,2025-02,yes", "calm_sea,2025-01,yes"),
            ("facts.csv", "calm_sea,2025-01,no", "calm_sea,2025-01,perhaps"),
            (
                "facts.csv",
                "yes,calm,https://example.org/f\n",
                "yes,calm,https://example.org/f\nstorm,2025,no,,ftp://x\n",
            ),
        ],
        [
            ("facts.csv, line 2: unknown truth 'perhaps'", "perhaps"),
            ("facts.csv, line 3: holds 'yes', but 'perhaps' in line 2", "yes"),
            ("facts.csv, line 4: unknown fact 'storm'", "storm"),
            ("facts.csv, line 4: no status", ""),
            ("facts.csv, line 4: no address 'ftp://x'", "ftp://x"),
        ],
    ),
    Broken(
        "figures without a source, below nothing, of nobody, twice",
        [
            ("countries.csv", "NOR,Norway,480,2024,https://example.org/g", "NRO,Norway,0,2024,"),
            ("countries.csv", "ESP,Spain,1600", "ESP,Spain,1 600"),
            ("countries.csv", "https://example.org/g\n", "https://example.org/g\nESP,Spain,,,\n"),
        ],
        [
            ("countries.csv, line 2: unknown actor 'NRO'", "NRO"),
            ("countries.csv, line 2: number '0'", "0"),
            ("countries.csv, line 2: figure '0' without a source", "0"),
            ("countries.csv, line 3: bad number '1 600'", "1 600"),
            ("countries.csv, line 4: id 'ESP' met twice", "ESP"),
        ],
    ),
    Broken(
        "a requirement whose upper end is below its lower one, of an unknown measure, of no day, of nobody",
        [
            ("requirements.csv", "4,6,ships,2025/2026,port office", "6,4,ships,2025/soon,"),
            ("requirements.csv", "naval", "navl"),
        ],
        [
            ("requirements.csv, line 2: high '4' below low_or_value '6'", "4"),
            ("requirements.csv, line 2: bad date '2025/soon'", "2025/soon"),
            ("requirements.csv, line 2: no source", ""),
            ("requirements.csv, line 2: unknown measure 'navl'", "navl"),
        ],
    ),
    Broken(
        "texts: not UTF-8, empty, without a row, a row without a text",
        [
            ("texts/a.txt", "port", "p\u00f6rt".encode("latin-1")),
            ("texts/b.txt", "", " \n"),
            ("texts/index.csv", "P1 P2\n", "P1 P9\nc.txt,,2025,paper,https://example.org/1,\n"),
        ],
        [
            ("texts/a.txt, line 1: not UTF-8 (byte 0xf6)", "\ufffd"),
            ("texts/b.txt: empty", ""),
            ("texts/index.csv, line 2: unknown position 'P9'", "P9"),
            ("texts/index.csv, line 3: unknown text 'c.txt'", "c.txt"),
            ("texts/index.csv, line 3: no title", ""),
            ("texts/index.csv: no row for b.txt", ""),
        ],
    ),
    Broken(
        "a mistake in every file",
        [
            ("case.toml", 'id = "calm"', 'id = ""'),
            ("positions.csv", ",named,actor,willing", ",named,actor,wiling"),
            ("actors.csv", "state", "stat"),
            ("meetings.csv", "2025-02", "2025-20"),
            ("facts.csv", ",no,", ",nay,"),
            ("countries.csv", "480", "many"),
            ("requirements.csv", "4,6", "four,6"),
            ("texts/index.csv", "2025-03-01", "March"),
        ],
        [
            ("case.toml, line 14: id ''", '""'),
            ("case.toml, line 20: unknown condition 'calm'", "calm"),
            ("actors.csv, line 2: unknown kind 'stat'", "stat"),
            ("positions.csv, line 3: unknown stance 'wiling'", "wiling"),
            ("meetings.csv, line 2: bad date '2025-20'", "2025-20"),
            ("facts.csv, line 2: unknown truth 'nay'", "nay"),
            ("countries.csv, line 2: bad number 'many'", "many"),
            ("requirements.csv, line 2: bad number 'four'", "four"),
            ("texts/index.csv, line 2: bad date 'March'", "March"),
        ],
    ),
]


def written(folder: Path, edits: Sequence[Edit] = ()) -> Path:
    """The case folder with the edits; an edit whose words are not there is a mistake of the test."""
    files: dict[str, bytes] = {name: text.encode() for name, text in GOOD.items()}
    for name, old, new in edits:
        if new is None:
            del files[name]
            continue
        raw = new if isinstance(new, bytes) else new.encode()
        before = files.get(name, b"")
        assert old.encode() in before, f"{old!r} is not in {name}"
        files[name] = before.replace(old.encode(), raw, 1) if old else raw
    for name, raw in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    return folder


def held(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def told_of(errors: str, folder: Path) -> list[tuple[str, str]]:
    """The first line of each message, and the words that its caret marks."""
    told = []
    for message in re.split(r"\n\n(?=\S)", errors.replace(f"{folder}/", "").rstrip("\n")):
        lines = message.split("\n")
        mark = next((line for line in lines if re.fullmatch(r" +~*\^", line)), "")
        marked = lines[lines.index(mark) - 1][mark.index("~") : mark.index("^")] if "~" in mark else ""
        told.append((lines[0], marked))
    return told


def test_the_whole_folder_that_is_broken_below_has_no_mistake(tmp_path: Path, in_process: Run) -> None:
    folder = written(tmp_path / "case")
    done = in_process("case", "check", str(folder))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{folder}: no mistakes\n", "")


@pytest.mark.parametrize("broken", BROKEN, ids=[each.story for each in BROKEN])
def test_every_mistake_is_told_at_once_at_its_place_and_nothing_is_written(
    broken: Broken, tmp_path: Path, in_process: Run
) -> None:
    folder = written(tmp_path / "case", broken.edits)
    before = held(folder)
    done = in_process("case", "check", str(folder))
    told = told_of(done.stderr, folder)
    assert [
        (what[: len(wanted)], marked) for (what, marked), (wanted, _) in zip(told, broken.told, strict=False)
    ] == broken.told
    assert len(told) == len(broken.told), done.stderr
    assert done.returncode == 4
    assert done.stdout == f"{folder}: {len(told)} mistake{'s' if len(told) > 1 else ''}\n"
    assert held(folder) == before


def test_at_least_twenty_five_cases_are_broken() -> None:
    assert len(BROKEN) >= 25


def test_a_broken_case_gives_no_ledger_and_no_answer(tmp_path: Path, willing: Run) -> None:
    source = written(tmp_path / "source", [("positions.csv", ",NOR,", ",NRO,"), ("facts.csv", ",no,", ",nay,")])
    before = held(source)
    for command in (("init", "copy", "--from", str(source)), ("who", "--case", str(source))):
        done = willing(*command)
        assert done.returncode in (4, 5), command
        assert "Traceback" not in done.stderr
    assert held(source) == before
