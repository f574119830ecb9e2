"""docs/how-to/import.md and docs/how-to/review.md say what the code does: fields, keys, examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from willing.cases.imports.columns import FIELDS as IMPORTED
from willing.cases.imports.told import told_from
from willing.cli.review_session import KEYS
from willing.workflows.correcting import FIELDS as SET

DOCS = Path(__file__).resolve().parents[2] / "docs" / "how-to"
IMPORT = (DOCS / "import.md").read_text(encoding="utf-8")
REVIEW = (DOCS / "review.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("field", IMPORTED)
def test_every_field_of_an_import_is_on_its_page(field: str) -> None:
    assert re.search(rf"^\|[^|]*`{field}`[^|]*\|", IMPORT, re.MULTILINE)


@pytest.mark.parametrize("field", SET)
def test_every_field_of_a_correction_is_on_the_page(field: str) -> None:
    assert re.search(rf"^\|[^|]*`{field}`[^|]*\|", REVIEW, re.MULTILINE)


@pytest.mark.parametrize("key", re.findall(r"(?:^|  )(\w) ", KEYS))
def test_every_key_of_the_review_is_on_the_page(key: str) -> None:
    assert re.search(rf"^\|[^|]*`{key}`[^|]*\|", REVIEW, re.MULTILINE)


def test_the_mapping_file_of_the_page_is_understood(tmp_path: Path) -> None:
    (block,) = re.findall(r"^```toml mapping.toml\n(.*?)^```$", IMPORT, re.MULTILINE | re.DOTALL)
    file = tmp_path / "mapping.toml"
    file.write_text(block, encoding="utf-8")
    told, sheet = told_from(file, ["D=measure"])
    assert sheet is None
    columns = {"Datum": "date", "Land": "actor", "Zusage": "stance", "Quelle": "publisher", "Bemerkung": "-"}
    assert told.columns == columns | {"D": "measure"}
    assert (told.date_order, told.fixed, told.values["stance"]["nein"]) == ("dmy", {"measure": "troops"}, "declined")
