"""The same pages from PostgreSQL, of what was known earlier, and while another process adds."""

from __future__ import annotations

import datetime
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fastapi.testclient import TestClient

from tests.web.conftest import client_of, told_in
from tests.web.every_page import addresses
from tests.web.test_many_readers import pledge
from willing.ledger import Ledger
from willing.workflows.starting import start

TEXTS = 12
ADDING = """
    import sys
    from pathlib import Path
    from tests.web.test_many_readers import pledge
    from willing.ledger import Ledger

    with Ledger.open(Path(sys.argv[1]) / "ledger.db") as ledger:
        for number in range(int(sys.argv[2])):
            document, position = pledge(number)
            ledger.add(document, [position], reader="test 1")
"""


def test_readers_do_not_fail_while_a_process_adds(own_case: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(ADDING), str(own_case), str(TEXTS)]
    root = Path(__file__).parents[2]
    with client_of(own_case) as client, ThreadPoolExecutor(8) as threads:
        adding = subprocess.Popen(command, cwd=root)

        def look(number: int) -> set[int]:
            told = set()
            while adding.poll() is None:
                told.add(client.get("/matrix.json" if number % 2 else "/cells/NOR/naval").status_code)
                time.sleep(0.02)
            return told

        assert set.union(*threads.map(look, range(8))) == {200}
        assert adding.returncode == 0
        assert len(client.get("/cells/NOR/naval.json").json()["cells"][0]["positions"]) >= TEXTS


def test_pages_show_what_was_known_at_an_earlier_moment(own_case: Path) -> None:
    with client_of(own_case) as client, Ledger.open(own_case / "ledger.db") as ledger:
        then = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%S")
        before = client.get("/cells/NOR/naval.json").json()["statements"]
        time.sleep(1.2)
        document, position = pledge(1)
        ledger.add(document, [position], reader="test 1")
        assert len(client.get("/cells/NOR/naval.json").json()["statements"]) == len(before) + 1
        earlier = client.get("/cells/NOR/naval.json", params={"known-at": then}).json()["statements"]
        assert [each["id"] for each in earlier] == [each["id"] for each in before]
        page = client.get("/cells/NOR/naval", params={"known-at": then}).text
        assert document.text not in page
        assert "as known at" in page


def test_every_page_is_there_from_postgresql_too(
    tmp_path: Path, new_schema: Callable[[], str], teller: TestClient
) -> None:
    start("ukraine-coalition", tmp_path / "case", database=new_schema())
    told_in(tmp_path / "case")
    with client_of(tmp_path / "case") as client:
        for path in addresses(teller):
            assert client.get(path).status_code == (404 if path == "/nowhere" else 200), path
        for path in ("/matrix.json", "/cells/FRA/troops.json"):
            assert client.get(path).json() == teller.get(path).json(), path
