"""Everything docs/reference/conditions.md shows is so: its sessions run, its table and grammar are the code's."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from willing.model import condition_from_json, condition_syntax, parse_condition

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "conditions.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
ROWS = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|", TEXT, re.MULTILINE)


@pytest.mark.parametrize(("text", "form"), ROWS)
def test_text_and_json_of_the_table_are_the_same_condition(text: str, form: str) -> None:
    assert str(condition_from_json(json.loads(form))) == text
    assert parse_condition(text).as_json() == json.loads(form)


def test_the_table_shows_every_kind_of_condition() -> None:
    assert {next(iter(json.loads(form))) for _, form in ROWS} == {
        "fact", "not", "all", "any", "holds", "does", "others", "total",
    }  # fmt: skip


def test_the_example_on_top_is_read() -> None:
    for line in BLOCKS[0][1].splitlines():
        parse_condition(line)


def test_the_grammar_is_the_one_the_parser_quotes() -> None:
    shown = next(block for _, block in BLOCKS if block.startswith("condition   ="))
    quoted = condition_syntax.__doc__ or ""
    assert [line.strip() for line in shown.splitlines()] == re.findall(r"^    (\w+ +=.*)$", quoted, re.MULTILINE)
