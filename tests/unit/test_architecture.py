"""The layers of ARCHITECTURE.md, held by a test."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_imports_go_down_the_layers_only() -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_code_knows_no_actor_of_the_first_case() -> None:
    """A case is data: names of its actors stand in docstrings as examples, never in a string that code compares."""
    names = {"Ukraine", "Russia", "Macron", "Starmer", "Zelensky", "GBR", "RUS", "UKR"}
    found = [
        f"{path.name}: {constant!r}"
        for path in sorted((ROOT / "src" / "willing").rglob("*.py"))
        if path.parent.name != "commands"  # help texts may show an example
        for constant in string_constants(path)
        if set(re.findall(r"\w+", constant)) & names
    ]
    assert not found


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
