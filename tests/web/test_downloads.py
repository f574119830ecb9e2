"""`/export/FORMAT`: the files of `willing export`, each as one download."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from willing.export.formats import FORMATS, Format
from willing.workflows.exporting import Selection, export


@pytest.mark.parametrize("to", FORMATS, ids=lambda each: each.name)
def test_a_download_is_what_the_command_writes(
    to: Format, client: TestClient, served_case: Path, tmp_path: Path
) -> None:
    made = tmp_path / "made"
    export(served_case, made, to, Selection())
    answer = client.get(f"/export/{to.name}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="ukraine')
    if to.folder:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            found = {Path(name).name: archive.read(name) for name in archive.namelist()}
        assert found == {file.name: file.read_bytes() for file in made.iterdir()}
    else:
        assert answer.content == made.read_bytes()


def test_the_matrix_leads_to_every_format_as_of_its_day(client: TestClient) -> None:
    page = client.get("/?as-of=2025-03-27").text
    links = re.findall(r'href="(/export/[^"]*)"', page)
    assert sorted(link.removeprefix("/export/").partition("?")[0] for link in links) == sorted(
        each.name for each in FORMATS
    )
    (annotations,) = [link for link in links if "annotations" in link]
    assert annotations.endswith("?as-of=2025-03-27")
    assert all(client.get(link).status_code == 200 for link in links)
    (events,) = [link for link in links if "plover" in link]
    days = [line.split(",")[1] for line in client.get(events).text.splitlines()[1:] if line.count(",") > 10]
    assert days
    assert max(days) <= "2025-03-27"


def test_what_cannot_be_written_is_told_and_leaves_nothing_behind(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert client.get("/export/docx").status_code == 404
    refused = client.get("/export/jsonl?as-of=2025-03-27", headers={"accept": "application/json"})
    assert refused.status_code == 400
    assert "whole record" in refused.text
    assert client.get("/export/jsonl").status_code == 200
    assert json.loads(client.get("/export/annotations").text)["type"] == "AnnotationPage"
    assert not list(tmp_path.iterdir())
