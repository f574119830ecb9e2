"""Answers kept by the content of their questions, so that nothing is asked twice and a killed run goes on."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any


class AnswerCache:
    """A folder with a file for each answer, put in place whole; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def get(self, question: dict[str, Any]) -> dict[str, Any] | None:
        """The answer kept for a question; None where there is none, or its file is damaged."""
        if self.folder is None:
            return None
        try:
            found = json.loads(self.place(question).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def put(self, question: dict[str, Any], answer: dict[str, Any]) -> None:
        if self.folder is None:
            return
        place = self.place(question)
        place.parent.mkdir(parents=True, exist_ok=True)
        scratch = place.with_name(f".{place.name}.{os.getpid()}")
        scratch.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
        os.replace(scratch, place)

    def place(self, question: dict[str, Any]) -> Path:
        assert self.folder is not None
        digest = hashlib.sha256(json.dumps(question, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()
        return self.folder / digest[:2] / f"{digest}.json"
