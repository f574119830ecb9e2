"""Scoring against gold: what we publish, users can repeat."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from willing.errors import CaseError, InputError, InvalidValue


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """A question of a case file whose answer is not the expected one; `index` is its place in the file, from 0."""

    case: str
    index: int
    expected: Any
    got: Any


@dataclass(slots=True)
class ReckoningScore:
    """How the questions of case files were answered.

    `unsupported` are questions that could not be answered, `unreadable` files that are no reckoning case, each with the
    reason; the former count as wrong.
    """

    cases: int = 0
    questions: int = 0
    right: int = 0
    wrong: list[WrongAnswer] = field(default_factory=list)
    unsupported: list[dict[str, Any]] = field(default_factory=list)
    unreadable: list[dict[str, Any]] = field(default_factory=list)

    @property
    def all_right(self) -> bool:
        return self.right == self.questions and not self.unreadable

    def as_json(self) -> dict[str, Any]:
        return {
            "cases": self.cases,
            "questions": self.questions,
            "right": self.right,
            "wrong": [
                {"case": each.case, "index": each.index, "expected": each.expected, "got": each.got}
                for each in self.wrong
            ],
            "unsupported": self.unsupported,
            "unreadable": self.unreadable,
        }


def evaluate_reckoning(folder: Path) -> ReckoningScore:
    """Ask every question of every case file in a folder (or of one file). Raises InputError where there is none."""
    from willing.reckoning.case_file import read_case_file

    files = sorted(folder.glob("*.json")) if folder.is_dir() else [folder]
    if not files or not files[0].exists():
        raise InputError(f"{folder}: no case files; expected a folder with *.json (docs/explanation/reckoning.md)")
    score = ReckoningScore()
    for file in files:
        try:
            found = read_case_file(file)
        except CaseError as error:
            score.unreadable.append({"case": file.stem, "reason": str(error)})
            continue
        score.cases += 1
        for index, query in enumerate(found.queries):
            score.questions += 1
            answer(score, found.case.id, index, found.case, query)
    return score


def answer(score: ReckoningScore, name: str, index: int, case: Any, query: Any) -> None:
    """Ask one question and count the answer."""
    from willing.reckoning.answers import agrees
    from willing.reckoning.questions import ask

    try:
        got = ask(case, query)
    except InvalidValue as error:
        score.unsupported.append({"case": name, "index": index, "reason": str(error)})
        score.wrong.append(WrongAnswer(name, index, query.get("expect"), None))
        return
    if "expect" in query and agrees(str(query["ask"]), query["expect"], got):
        score.right += 1
    else:
        score.wrong.append(WrongAnswer(name, index, query.get("expect"), got))
