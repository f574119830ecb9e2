"""Many look while one writes: nobody waits for good, nothing fails, and what was added is seen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.web.conftest import client_of
from willing.ledger import Ledger
from willing.model import Document, PartialDate, Position
from willing.workflows.ledgers import kept_open, open_ledger

TEXT = "Norway will send two frigates."


def pledge(number: int) -> tuple[Document, Position]:
    text = f"{TEXT} {number}"
    document = Document(f"d{number}", text, outlet=f"Daily {number}", published=PartialDate.parse("2026-01-10"))
    record = {"doc_id": document.id, "evidence": [0, 30], "actor_ids": ["NOR"], "stance": "committed"}
    return document, Position.from_json(record | {"measure_id": "naval"}, text)


def test_readers_do_not_fail_while_another_adds(own_case: Path) -> None:
    with client_of(own_case) as client, Ledger.open(own_case / "ledger.db") as writer:

        def look(number: int) -> int:
            return client.get("/matrix.json" if number % 2 else "/cells/NOR/naval").status_code

        with ThreadPoolExecutor(9) as threads:
            answers = threads.map(look, range(40))
            for number in range(20):
                document, position = pledge(number)
                writer.add(document, [position], reader="test 1")
            assert set(answers) == {200}
        assert len(client.get("/cells/NOR/naval.json").json()["cells"][0]["positions"]) >= 20


def test_a_ledger_that_is_kept_open_is_opened_once(own_case: Path) -> None:
    with kept_open(own_case):
        with open_ledger(own_case) as first:
            assert first.days_said() is not None
        assert open_ledger(own_case) is first
    with open_ledger(own_case) as later:
        assert later is not first


def test_a_ledger_put_in_its_place_is_seen(own_case: Path) -> None:
    with kept_open(own_case):
        with open_ledger(own_case) as old:
            assert old.counts().coded > 0
        (own_case / "ledger.db").unlink()
        Ledger.create(own_case / "ledger.db").close()
        assert open_ledger(own_case).days_said() is None
