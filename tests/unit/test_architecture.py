"""The layers of ARCHITECTURE.md, held by a test."""

from __future__ import annotations

import ast
import csv
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from willing.cases import builtin_cases, load_general_register

ROOT = Path(__file__).resolve().parents[2]
CASES = [ROOT / "src/willing/cases/data" / name for name in builtin_cases()]
PLAIN_WORDS = {"all", "capacity"}
"""Ids of a case that are words of every day, and a key of reckoning case files."""
GUIDE_WORDS = {"COW"}
"""A body of the annotation guide, not of a case: its id has the form of a state's."""


def test_imports_go_down_the_layers_only() -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_code_knows_no_actor_of_a_case() -> None:
    """A case is data: names of its actors stand in docstrings as examples, never in a string that code compares."""
    names = {"Ukraine", "Macron", "Starmer", "Zelensky", "Widodo"} | {
        row[column] for folder in CASES for row in actors_of(folder) for column in ("id", "name")
    }
    found = [
        f"{path.name}: {constant!r}"
        for path in sorted((ROOT / "src" / "willing").rglob("*.py"))
        if path.parent.name != "commands"  # help texts may show an example
        for constant in string_constants(path)
        if set(re.findall(r"\w+", constant)) & names - GUIDE_WORDS
    ]
    assert not found


def test_the_code_knows_no_measure_condition_or_fact_of_a_case() -> None:
    """Nothing in the code is made for one case: what a case names itself is no string in it."""
    own = {
        entry["id"]
        for folder in CASES
        for name in ("measure", "condition", "fact", "requirement")
        for entry in tomllib.loads((folder / "case.toml").read_text(encoding="utf-8")).get(name, ())
    }
    general = {entry.id for entry in (*load_general_register().measures, *load_general_register().conditions)}
    assert len(own - general) > 30
    found = [
        f"{path.name}: {constant!r}"
        for path in sorted((ROOT / "src" / "willing").rglob("*.py"))
        for constant in string_constants(path)
        if constant in own - general - PLAIN_WORDS
    ]
    assert not found


def actors_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "actors.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def string_constants(path: Path) -> list[str]:
    """The string literals of a module, without docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    } | {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation
    ]
