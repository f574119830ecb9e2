"""Each mistake in a case folder is told with file, line, place, what was expected, and what comes near."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from willing.cases import check_case
from willing.cases.reckoning_rule import PLACES
from willing.ledger import place as ledger_place

HEAD = 'id = "port"\nname = "A port"\nquestion = "Who dredges?"\n'
POSITIONS = (
    "position_id,date_said,actor_id,speaker,speaker_kind,stance,measure,quantity,unit,beneficiary,conditions,"
    "summary,url,publisher,confidence,speaks_for\n"
)
GOOD = {
    "position_id": "P1",
    "date_said": "2025-03",
    "actor_id": "FRA",
    "speaker": "minister",
    "speaker_kind": "named",
    "stance": "willing",
    "measure": "troops",
    "quantity": "",
    "unit": "",
    "beneficiary": "UKR",
    "conditions": "ceasefire:required",
    "summary": "Would send.",
    "url": "https://example.org/a",
    "publisher": "Paper",
    "confidence": "high",
    "speaks_for": "actor",
}


def told(folder: Path, toml: str = HEAD, **tables: str) -> list[str]:
    """The messages for a folder with these files, told with bare file names."""
    (folder / "case.toml").write_text(toml, encoding="utf-8")
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return [str(mistake).replace(f"{folder}{os.sep}", "") for mistake in check_case(folder)]


def row(**cells: str) -> str:
    return ",".join((GOOD | cells).values()) + "\n"


def test_a_condition_is_marked_where_it_is_not_understood(tmp_path: Path) -> None:
    (message,) = told(tmp_path, HEAD + '\n[[task]]\nholds_if = "us_guarantee adn ceasefire"\n')
    lines = message.splitlines()
    assert lines[:3] == [
        "case.toml, line 6: condition not understood",
        '    holds_if = "us_guarantee adn ceasefire"',
        "                             ~~~^",
    ]
    assert lines[3].startswith('expected "and", "or" or the end, perhaps "and"; known facts: ')


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (
            'id = "port"\nname = \n',
            'case.toml, line 2: no TOML: Invalid value\n    name = \n           ^\nexpected TOML, such as key = "text"',
        ),
        (
            'id = "port"\nname = "A port"\n',
            "case.toml, line 1: the case without 'question'\n"
            '    id = "port"\n'
            "               ^\n"
            'expected question = "..."',
        ),
        (
            HEAD + '[demo]\nas_of = "2025-13"\nmeasure = "troops"\n',
            "case.toml, line 5: bad date '2025-13'\n"
            '    as_of = "2025-13"\n'
            "             ~~~~~~~^\n"
            "expected YYYY, YYYY-MM or YYYY-MM-DD, and a day that exists",
        ),
        (
            HEAD + '[demo]\nas_of = 2025-03-27\nmeasure = "trops"\n',
            "case.toml, line 6: unknown measure 'trops'\n"
            '    measure = "trops"\n'
            "               ~~~~~^\n"
            'expected the id of a measure; perhaps "troops"',
        ),
        (
            HEAD + '[[group]]\nmembers = ["FRA", "GBRR"]\n',
            "case.toml, line 5: unknown actor 'GBRR'\n"
            '    members = ["FRA", "GBRR"]\n'
            "                       ~~~~^\n"
            'expected the id of an actor; perhaps "GBR"',
        ),
        (
            HEAD + '[[fact]]\nid = "low"\nname = "low water"\ncondition = "ceasfire"\nsource = "gauge"\n',
            "case.toml, line 7: unknown condition 'ceasfire'\n"
            '    condition = "ceasfire"\n'
            "                 ~~~~~~~~^\n"
            'expected the id of a condition; perhaps "ceasefire"',
        ),
        (
            HEAD + '[[fact]]\nid = "low"\nname = "low water"\n',
            "case.toml, line 4: [fact] without 'source'\n    [[fact]]\n            ^\nexpected source = \"...\"",
        ),
        (
            HEAD + '[[measure]]\nid = "a"\nname = "a"\n[[measure]]\nid = "a"\nname = "b"\n',
            "case.toml, line 8: measure 'a' met twice\n"
            '    id = "a"\n'
            "         ~~~^\n"
            "expected an id of its own for each",
        ),
        (
            HEAD + '[[measure]]\nid = "a"\nname = "a"\nwords = ["(b"]\n',
            "case.toml, line 7: '(b' is no regular expression (missing ), unterminated subpattern at position 0)\n"
            '    words = ["(b"]\n'
            "              ~~^\n"
            "expected a regular expression",
        ),
        (
            HEAD + '[codes.measures]\nplanes = "aer"\n',
            "case.toml, line 5: unknown measure 'aer'\n"
            '    planes = "aer"\n'
            "              ~~~^\n"
            'expected the id of a measure; perhaps "air"',
        ),
        (
            HEAD + '[[facts]]\nid = "low"\n',
            "case.toml, line 4: unknown key 'facts'\n"
            "    [[facts]]\n"
            "      ~~~~~^\n"
            'expected a key of a case; perhaps "fact"',
        ),
    ],
)
def test_a_mistake_in_the_case_is_shown_at_its_place(tmp_path: Path, toml: str, message: str) -> None:
    assert told(tmp_path, toml) == [message]


@pytest.mark.parametrize(
    ("cells", "what", "marked", "expected"),
    [
        ({"actor_id": "FRX"}, "unknown actor 'FRX'", "FRX", 'a known actor; perhaps "FRA"'),
        ({"measure": "trops"}, "unknown measure 'trops'", "trops", 'a known measure; perhaps "troops"'),
        ({"stance": "wiling"}, "unknown stance 'wiling'", "wiling", 'a known stance; perhaps "willing"'),
        ({"speaker_kind": "namd"}, "unknown speaker_kind 'namd'", "namd", 'a known speaker_kind; perhaps "named"'),
        ({"speaks_for": "actr"}, "unknown speaks_for 'actr'", "actr", 'a known speaks_for; perhaps "actor"'),
        (
            {"date_said": "2025-02-30"},
            "bad date '2025-02-30'",
            "2025-02-30",
            "YYYY, YYYY-MM or YYYY-MM-DD, and a day that exists",
        ),
        (
            {"quantity": "5k", "unit": "soldiers"},
            "bad number '5k'",
            "5k",
            "digits with a decimal point, such as 5000 or 2.5; words go into the unit",
        ),
        (
            {"quantity": "5000"},
            "quantity '5000' without a unit",
            "5000",
            "a unit such as soldiers or EUR m in the column 'unit'",
        ),
        ({"beneficiary": "UKR;PLO"}, "unknown actor 'PLO'", "PLO", 'a known actor; perhaps "POL"'),
        (
            {"conditions": "mandate:required;ceasfire:required"},
            "unknown condition 'ceasfire'",
            "ceasfire",
            'a fact or condition of the case; perhaps "ceasefire"',
        ),
        (
            {"conditions": "ceasefire:needed"},
            "strength 'needed'",
            "ceasefire:needed",
            "code:strength with one of required, preferred, excluded, claimed",
        ),
        (
            {"url": "example.org/a"},
            "no address 'example.org/a'",
            "example.org/a",
            "the address of the source (http:// or https://)",
        ),
        ({"confidence": "hgh"}, "unknown confidence 'hgh'", "hgh", 'a known confidence; perhaps "high"'),
    ],
)
def test_a_mistake_in_a_row_is_shown_at_its_cell(
    tmp_path: Path, cells: dict[str, str], what: str, marked: str, expected: str
) -> None:
    (message,) = told(tmp_path, positions=POSITIONS + row(**cells))
    first, text, mark, last = message.splitlines()
    assert first == f"positions.csv, line 2: {what}"
    assert text[mark.index("~") : mark.index("^")] == marked
    assert last == f"expected {expected}"


@pytest.mark.parametrize("people", ["0", "3", "true", '"two"'])
def test_judgements_wait_for_one_person_or_two(tmp_path: Path, people: str) -> None:
    assert told(tmp_path, f"{HEAD}\n[review]\npeople = 2\n") == []
    (message,) = told(tmp_path, f"{HEAD}\n[review]\npeople = {people}\n")
    assert message.startswith("case.toml, line 6: people ")
    assert message.endswith("expected 1, or 2 where two people must agree")


def test_a_row_without_a_source_is_a_mistake(tmp_path: Path) -> None:
    assert told(tmp_path, positions=POSITIONS + "P1,2025,FRA,,named,willing,troops,,,,,Would.,,Paper,,\n") == [
        "positions.csv, line 2: no url\n"
        "    P1,2025,FRA,,named,willing,troops,,,,,Would.,,Paper,,\n"
        "                                                 ^\n"
        "expected the address of the source (http:// or https://)"
    ]


def test_an_id_met_twice_names_the_first_line(tmp_path: Path) -> None:
    (message,) = told(tmp_path, positions=POSITIONS + row() + row())
    assert message.startswith("positions.csv, line 3: position_id 'P1' met twice\n")
    assert message.endswith("\nexpected an id of its own for each row; the first is in line 2")


def test_a_missing_column_tells_what_was_met_instead(tmp_path: Path) -> None:
    assert told(tmp_path, meetings="date,place,urls\n") == [
        "meetings.csv, line 1: no column 'url'\n"
        "    date,place,urls\n"
        "                   ^\n"
        "expected the column 'url'; met \"urls\""
    ]


def test_a_short_row_is_a_mistake_of_its_own(tmp_path: Path) -> None:
    assert told(tmp_path, meetings="date,place,url\n2025,Paris\n") == [
        "meetings.csv, line 2: 2 cells\n    2025,Paris\n              ^\nexpected 3 cells, as in the header"
    ]


def test_a_figure_without_a_source_is_a_mistake(tmp_path: Path) -> None:
    assert told(tmp_path, countries="id,name,population,population_url\nFRA,France,68000000,\n") == [
        "countries.csv, line 2: figure '68000000' without a source\n"
        "    FRA,France,68000000,\n"
        "               ~~~~~~~~^\n"
        "expected where it is from, in the column 'population_url'"
    ]


def test_a_row_below_a_cell_of_several_lines_keeps_its_line(tmp_path: Path) -> None:
    table = 'date,place,url\n2025,"Paris,\nÉlysée",https://example.org/a\nsoon,Kyiv,https://example.org/b\n'
    (message,) = told(tmp_path, meetings=table)
    assert message.startswith("meetings.csv, line 4: bad date 'soon'\n")


def test_a_quotation_mark_left_open_is_a_mistake_at_that_mark(tmp_path: Path) -> None:
    assert told(tmp_path, meetings='date,place,url\n2025,"Paris,https://example.org/a\n') == [
        "meetings.csv, line 2: no CSV (unexpected end of data)\n"
        '    2025,"Paris,https://example.org/a\n'
        "         ~^\n"
        "expected cells between commas, with quotation marks closed, and doubled within a cell"
    ]


def test_a_quotation_mark_closed_by_a_later_cell_is_marked_where_it_opened(tmp_path: Path) -> None:
    table = (
        'date,place,url\n2025,"Paris,https://example.org/a\n2025,"Rome, the city",https://example.org/b\nsoon,Kyiv,\n'
    )
    messages = told(tmp_path, meetings=table)
    assert [message.partition(" (")[0].splitlines()[0] for message in messages] == [
        "meetings.csv, line 2: no CSV",
        "meetings.csv, line 4: bad date 'soon'",
        "meetings.csv, line 4: no url",
    ]


def test_a_table_that_is_no_utf_8_is_a_mistake_at_its_first_such_byte(tmp_path: Path) -> None:
    (tmp_path / "meetings.csv").write_bytes(b"date,place,url\n2025,\xc9lys\xe9e,https://example.org/a\n")
    assert told(tmp_path) == [
        "meetings.csv, line 2: not UTF-8 (byte 0xc9)\n"
        "    2025,\ufffdlys\ufffde,https://example.org/a\n"
        "         ~^\n"
        "expected a text saved as UTF-8"
    ]


def test_a_table_saved_as_utf_16_is_one_mistake(tmp_path: Path) -> None:
    (tmp_path / "meetings.csv").write_bytes("date,place,url\n2025,Oslo,https://example.org/a\n".encode("utf-16"))
    (message,) = told(tmp_path)
    assert (
        message == "meetings.csv: not UTF-8 (byte 0xff), and zero bytes as in no text\nexpected a text saved as UTF-8"
    )


def test_a_statement_that_is_no_toml_makes_no_other_word_unknown(tmp_path: Path) -> None:
    """What the broken statement would have named is not known, so nothing in the tables is taken for a slip of it."""
    toml = HEAD + '[[measure]]\nid = "dredging\nname = "dredging"\n'
    (message,) = told(tmp_path, toml, positions=POSITIONS + row(measure="dredging", conditions="calm:required"))
    assert message.startswith("case.toml, line 5: no TOML: ")


def test_months_of_a_commitment_are_no_dates(tmp_path: Path) -> None:
    toml = HEAD + '[[commitment]]\nid = "fra"\nactor = "FRA"\nmeasure = "troops"\nfrom = 2\nuntil = 12\n'
    assert told(tmp_path, toml) == []


def test_places_of_a_rule_are_those_that_the_ledger_tells_apart() -> None:
    assert sorted(PLACES) == sorted(name for name, _ in ledger_place.PLACES)


def test_every_mistake_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    toml = HEAD + '[demo]\nas_of = "soon"\nmeasure = "trops"\n'
    messages = told(
        tmp_path,
        toml,
        positions=POSITIONS + row(stance="wiling", actor_id="FRX"),
        meetings="date,place,url\nx,Paris,\n",
    )
    assert [message.partition(":")[0] for message in messages] == [
        "case.toml, line 5",
        "case.toml, line 6",
        "positions.csv, line 2",
        "positions.csv, line 2",
        "meetings.csv, line 2",
        "meetings.csv, line 2",
    ]


@pytest.mark.parametrize(
    "toml",
    [
        "",
        "fact = 1",
        "fact = [1]",
        "[[fact]]\nid = [1]\n",
        "codes = 3",
        "demo = 3",
        "[codes]\nmeasures = 3",
        '[[measure]]\nwords = "a"\n',
        "[[task]]\nholds_if = 3\nmembers = [1]\nsince = true\nmeasure = 3\n",
    ],
)
def test_values_of_the_wrong_kind_are_mistakes_and_never_a_crash(tmp_path: Path, toml: str) -> None:
    assert len(told(tmp_path, toml)) >= 3


def test_an_own_code_and_an_own_fact_may_be_used_in_rows(tmp_path: Path) -> None:
    toml = HEAD + '[codes.measures]\nplanes = "air"\n[[fact]]\nid = "calm"\nname = "calm"\nsource = "x"\n'
    toml += 'condition = "security"\n'
    assert told(tmp_path, toml, positions=POSITIONS + row(measure="planes", conditions="calm:required")) == []


def test_general_measures_that_a_case_keeps_are_named_and_others_are_unknown_to_it(tmp_path: Path) -> None:
    (message,) = told(tmp_path, 'general_measures = ["trops"]\n' + HEAD)
    assert "unknown general measure 'trops'" in message
    assert 'perhaps "troops"' in message
    (message,) = told(tmp_path, "general_measures = []\n" + HEAD, positions=POSITIONS + row())
    assert "unknown measure 'troops'" in message
    assert told(tmp_path, 'general_measures = ["troops"]\n' + HEAD, positions=POSITIONS + row()) == []


def test_words_for_a_unit_are_texts(tmp_path: Path) -> None:
    (message,) = told(tmp_path, HEAD + "[codes.units]\nsoldiers = 3\n")
    assert "expected [codes.units] with lines such as word" in message
