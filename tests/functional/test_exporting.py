"""`willing export`: each format read by somebody else's reader, whole or not at all, and taken back where it can be."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.functional.annotation_terms import CONTEXT, loaded
from tests.functional.conftest import Run, in_this_process
from willing.export.columns import TABLES, examples
from willing.export.formats import FORMATS, Format
from willing.ledger import Ledger
from willing.workflows.exporting import Selection, export

TEXT = "=SUM(A1) Norway will send 40 troops to Kenya if there is a cease-fire, its foreign minister said on Monday."


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in case with a text of its own, one judgement, one end and a fact."""
    folder = tmp_path_factory.mktemp("exported") / "case"
    assert in_this_process("init", str(folder), cwd=folder.parent).returncode == 0
    text = folder.parent / "norway.txt"
    text.write_text(TEXT, encoding="utf-8")
    assert in_this_process("add", str(text), "--date", "2026-03-02", "--outlet", "A Paper", cwd=folder).returncode == 0
    with Ledger.open(folder / "ledger.db") as ledger:
        (quoted,) = [entry.id for entry in ledger.entries() if entry.position.evidence]
    judged = in_this_process("review", "--accept", quoted, "--by", "A. Reader", "--reason", "=1+1", cwd=folder)
    assert judged.returncode == 0
    return folder


def rows_in(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def record_of(folder: Path) -> list[dict[str, object]]:
    with Ledger.open(folder / "ledger.db") as ledger:
        return list(ledger.rows())


def told_in(file: Path, to: str) -> int:
    """How many positions a file of a format holds."""
    text = file.read_text(encoding="utf-8")
    if to == "annotations":
        return len(json.loads(text)["items"])
    if to == "plover":
        return len({row["event_id"].split(":")[0] for row in rows_in(file)})
    lines = [json.loads(line) for line in text.splitlines()]
    if to == "ftm":
        return sum(each["schema"] == "Event" for each in lines)
    return sum(len(each.get("positions", ())) for each in lines)


@pytest.mark.parametrize("to", ["annotations", "plover", "ftm", "jsonl"])
def test_as_many_positions_are_said_to_be_written_as_the_file_holds(
    to: str, case: Path, in_process: Run, tmp_path: Path
) -> None:
    done = in_process("export", str(tmp_path / "file"), "--to", to, "--json", cwd=case)
    told = json.loads(done.stdout)["positions"]
    assert told == told_in(tmp_path / "file", to)
    assert told > 0


def test_tables_have_a_row_for_each_position_source_and_cell(case: Path, in_process: Run, tmp_path: Path) -> None:
    assert in_process("export", str(tmp_path / "tables"), "--to", "csv", cwd=case).returncode == 0
    positions, matrix = (rows_in(tmp_path / "tables" / f"{name}.csv") for name in ("positions", "matrix"))
    who = json.loads(in_process("who", "--json", cwd=case).stdout)
    assert {(row["actor"], row["measure"], row["stance"]) for row in matrix} == {
        (each["actor"], each["measure"], each["stance"]) for each in who
    }
    ids = {row["id"] for row in positions}
    assert all(row["position"] in ids for row in matrix)
    (mine,) = [row for row in positions if row["words"] == "quote"]
    assert (mine["actor"], mine["verdict"], mine["date"]) == ("NOR", "accept", "2026-03-02")
    assert TEXT[int(mine["quote_start"]) : int(mine["quote_end"])] == mine["summary"]
    sources = {row["source"] for row in rows_in(tmp_path / "tables" / "sources.csv")}
    assert {row["document"] or row["url"] or row["publisher"] for row in positions} <= sources


def test_openpyxl_reads_the_workbook_and_no_cell_is_a_formula(case: Path, in_process: Run, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    file = tmp_path / "case.xlsx"
    assert in_process("export", str(file), cwd=case).returncode == 0
    book = load_workbook(file)
    assert book.sheetnames == ["matrix", "positions", "sources", "about"]
    assert all(cell.data_type != "f" for sheet in book for line in sheet.iter_rows() for cell in line)
    grid, positions = book["matrix"], book["positions"]
    header = [cell.value for cell in positions[1]]
    linked = next(cell for line in grid.iter_rows(min_row=2, min_col=2) for cell in line if cell.hyperlink)
    line = int(linked.hyperlink.location.removeprefix("positions!A"))
    stance = positions.cell(line, header.index("stance") + 1).value
    assert str(linked.value).startswith(str(stance))
    assert "not in it" in [cell.value for cell in book["about"]["A"]]
    source = next(cell for cell in positions[header.index("publisher") + 1] if cell.hyperlink)
    sources = [cell.value for cell in book["sources"][1]]
    target = int(source.hyperlink.location.removeprefix("sources!A"))
    assert book["sources"].cell(target, sources.index("publisher") + 1).value == source.value
    links = [cell.hyperlink for line in book["sources"].iter_rows() for cell in line if cell.hyperlink]
    assert links
    assert all(link.target.startswith(("http://", "https://")) for link in links)
    again = tmp_path / "again.xlsx"
    assert in_process("export", str(again), cwd=case).returncode == 0
    assert again.read_bytes() == file.read_bytes(), "the same ledger gives the same file"


def test_duckdb_and_pandas_read_the_parquet_tables(case: Path, in_process: Run, tmp_path: Path) -> None:
    duckdb, pandas = pytest.importorskip("duckdb"), pytest.importorskip("pandas")
    assert in_process("export", str(tmp_path / "parquet"), "--to", "parquet", cwd=case).returncode == 0
    assert in_process("export", str(tmp_path / "csv"), "--to", "csv", cwd=case).returncode == 0
    for table in TABLES:
        file = tmp_path / "parquet" / f"{table.name}.parquet"
        held = duckdb.sql(f"SELECT * FROM '{file}'")
        assert tuple(held.columns) == table.names
        assert len(held.fetchall()) == len(pandas.read_csv(tmp_path / "csv" / f"{table.name}.csv"))
    told = duckdb.sql(
        f"SELECT quantity_low, sure, summary FROM '{tmp_path}/parquet/positions.parquet' WHERE words = 'quote'"
    )
    low, sure, words = told.fetchall()[0]
    assert (low, type(sure), words in TEXT) == (40.0, bool, True)


def test_frictionless_finds_the_data_package_valid(case: Path, in_process: Run, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    assert in_process("export", str(tmp_path / "package"), "--to", "datapackage", cwd=case).returncode == 0
    with frictionless.system.use_context(trusted=True):
        report = frictionless.validate(str(tmp_path / "package" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])[:5]


def test_an_annotation_points_at_the_very_words(case: Path, in_process: Run, tmp_path: Path) -> None:
    file = tmp_path / "case.jsonld"
    assert in_process("export", str(file), cwd=case).returncode == 0
    page = json.loads(file.read_text(encoding="utf-8"))
    assert (page["type"], page["@context"][0]) == ("AnnotationPage", "http://www.w3.org/ns/anno.jsonld")
    (item,) = page["items"]
    (target,) = item["target"]
    quote, place = target["selector"]
    assert target["source"] == f"urn:sha256:{hashlib.sha256(TEXT.encode()).hexdigest()}"
    assert TEXT[place["start"] : place["end"]] == quote["exact"]
    assert TEXT[: place["start"]].endswith(quote["prefix"])
    assert TEXT[place["end"] :].startswith(quote["suffix"])


def test_annotations_are_linked_data_in_which_no_term_is_lost(case: Path, in_process: Run, tmp_path: Path) -> None:
    jsonld = pytest.importorskip("pyld.jsonld", reason="pyld is not installed: annotations not read as linked data")
    assert in_process("export", str(tmp_path / "case.jsonld"), cwd=case).returncode == 0
    page = json.loads((tmp_path / "case.jsonld").read_text(encoding="utf-8"))
    options = {"documentLoader": loaded, "base": ""}
    (expanded,) = jsonld.expand(page, options)
    oa = CONTEXT["oa"]
    assert expanded["@type"] == [f"{CONTEXT['as']}OrderedCollectionPage"]
    (item,) = expanded[f"{CONTEXT['as']}items"][0]["@list"]
    assert item["@type"] == [f"{oa}Annotation"]
    assert item[f"{oa}motivatedBy"] == [{"@id": f"{oa}describing"}]
    assert {kind for each in item[f"{oa}hasTarget"][0][f"{oa}hasSelector"] for kind in each["@type"]} == {
        f"{oa}TextQuoteSelector",
        f"{oa}TextPositionSelector",
    }
    assert all(":" in kind for kind in re.findall(r'"@type": \["([^"]*)"', json.dumps(expanded)))
    lost = {name for name in names_in(page["items"]) if name not in CONTEXT and ":" not in name}
    assert not lost, "terms that nobody defines are dropped by whoever reads linked data"
    assert json.dumps(expanded).count("urn:willing:") > 10


def names_in(value: Any) -> set[str]:
    """The keys of objects within, and their types."""
    if isinstance(value, dict):
        kinds = value.get("type", [])
        return {*value, *([kinds] if isinstance(kinds, str) else kinds)}.union(*map(names_in, value.values()))
    return set().union(*map(names_in, value)) if isinstance(value, list) else set()


def test_events_keep_the_stance_that_their_class_cannot_hold(case: Path, in_process: Run, tmp_path: Path) -> None:
    assert in_process("export", str(tmp_path / "events.csv"), "--to", "plover", cwd=case).returncode == 0
    classes = {(row["stance"], row["event"], row["mode"]) for row in rows_in(tmp_path / "events.csv")}
    assert {("committed", "AGREE", ""), ("willing", "AGREE", ""), ("declined", "REJECT", "")} <= classes
    assert ("considering", "", "hypothetical") in classes


def test_entities_are_those_of_follow_the_money(case: Path, in_process: Run, tmp_path: Path) -> None:
    assert in_process("export", str(tmp_path / "case.ftm.json"), cwd=case).returncode == 0
    held = [json.loads(line) for line in (tmp_path / "case.ftm.json").read_text(encoding="utf-8").splitlines()]
    ids = {each["id"] for each in held}
    assert len(ids) == len(held)
    events = [each for each in held if each["schema"] == "Event"]
    assert all(set(each["properties"]["involved"]) | set(each["properties"]["proof"]) <= ids for each in events)
    model = pytest.importorskip(
        "followthemoney", reason="followthemoney is not installed: entities not validated by it"
    )
    for each in held:
        proxy = model.model.get_proxy(each)
        assert all(proxy.schema.get(name) is not None for name in each["properties"]), each
        # raises for a value that the library would not take as it is
        proxy.schema.validate(each)


@pytest.mark.parametrize(("to", "name"), [("jsonl", "record.jsonl"), ("datapackage", "package")])
def test_the_whole_record_is_taken_in_by_another_case_and_exports_the_same(
    to: str, name: str, case: Path, in_process: Run, tmp_path: Path
) -> None:
    assert in_process("export", str(tmp_path / name), "--to", to, cwd=case).returncode == 0
    other = tmp_path / "other"
    shutil.copytree(case, other, ignore=shutil.ignore_patterns("ledger.db*"))
    Ledger.create(other / "ledger.db").close()
    shown = in_process("import", str(tmp_path / name), cwd=other)
    assert shown.returncode == 0, shown.stderr
    assert "1 documents" in shown.stdout
    assert record_of(other) == record_of(case)
    assert "known already" in in_process("import", str(tmp_path / name), cwd=other).stdout


def test_rows_of_the_workbook_come_back_as_the_statements_that_they_were(
    case: Path, in_process: Run, tmp_path: Path
) -> None:
    assert in_process("export", str(tmp_path / "case.xlsx"), cwd=case).returncode == 0
    other = tmp_path / "other"
    assert in_process("init", str(other)).returncode == 0
    shown = in_process("import", str(tmp_path / "case.xlsx"), cwd=other)
    assert shown.returncode == 0, shown.stderr
    there, here = (
        [each for each in json.loads(in_process("who", "--json", cwd=folder).stdout) if is_norways(each)]
        for folder in (other, case)
    )
    assert [each["stance"] for each in there] == [each["stance"] for each in here] != []


def is_norways(cell: dict[str, object]) -> bool:
    return (cell["actor"], cell["measure"]) == ("NOR", "troops")


def test_a_record_that_was_changed_on_the_way_is_refused_whole(case: Path, in_process: Run, tmp_path: Path) -> None:
    assert in_process("export", str(tmp_path / "record.jsonl"), cwd=case).returncode == 0
    text = (tmp_path / "record.jsonl").read_text(encoding="utf-8")
    other = tmp_path / "other"
    assert in_process("init", str(other)).returncode == 0
    before = record_of(other)
    changes = (
        (text.replace('"quote": "', '"quote": "Not said: '), "quote of"),
        (re.sub(r'"quote": ".', '"quote": "X', text), "but the text has"),
        (text.replace("will send 40 troops", "will send 90 troops"), "digest"),
        (text.replace('"stance": "willing"', '"stance": "committed"'), "id"),
        (text.rstrip("\n")[:-30], "cut short"),
        (text.replace('"verdict": "accept"', '"verdict": "praise"'), "verdict"),
    )
    for number, (changed, told) in enumerate(changes):
        file = tmp_path / f"changed-{number}.jsonl"
        file.write_text(changed, encoding="utf-8")
        shown = in_process("import", str(file), cwd=other)
        assert shown.returncode != 0, told
        assert told in shown.stderr
        assert record_of(other) == before


def test_nothing_is_written_over_unasked_and_no_half_file_is_left(case: Path, in_process: Run, tmp_path: Path) -> None:
    file = tmp_path / "case.jsonl"
    file.write_text("mine", encoding="utf-8")
    shown = in_process("export", str(file), cwd=case)
    assert (shown.returncode, file.read_text(encoding="utf-8")) == (2, "mine")
    assert "--replace" in shown.stderr
    assert in_process("export", str(file), "--replace", cwd=case).returncode == 0
    assert [each.name for each in tmp_path.iterdir()] == ["case.jsonl"]
    assert in_process("export", str(file), "--to", "csv", "--replace", cwd=case).returncode == 2


def test_a_day_and_reviewed_only_narrow_the_tables_and_not_the_record(
    case: Path, in_process: Run, tmp_path: Path
) -> None:
    assert in_process("export", str(tmp_path / "r"), "--to", "csv", "--reviewed", cwd=case).returncode == 0
    assert {row["verdict"] for row in rows_in(tmp_path / "r" / "positions.csv")} == {"accept"}
    assert in_process("export", str(tmp_path / "d"), "--to", "csv", "--as-of", "2025-03-27", cwd=case).returncode == 0
    assert max(row["date"] for row in rows_in(tmp_path / "d" / "positions.csv")) <= "2025-03-27"
    shown = in_process("export", str(tmp_path / "x.jsonl"), "--reviewed", cwd=case)
    assert shown.returncode == 2
    assert "whole record" in shown.stderr


def test_the_formats_say_what_they_cannot_hold(in_process: Run) -> None:
    shown = in_process("export", "--formats").stdout
    assert "plover: event rows" in shown
    assert "cannot hold: the steps willing, allocated and committed" in shown


def test_nothing_but_an_earlier_export_is_ever_replaced(case: Path, in_process: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("keep me", encoding="utf-8")
    copy = shutil.copytree(case, tmp_path / "copy")
    before = {each.name: each.read_bytes() for each in copy.iterdir() if each.is_file()}
    for target, to in (
        (mine, "csv"),
        (mine, "datapackage"),
        (copy, "csv"),
        (copy / "ledger.db", "jsonl"),
        (copy / "case.toml", "ftm"),
        (copy / "positions.csv", "plover"),
        (copy / "texts", "parquet"),
    ):
        shown = in_process("export", str(target), "--to", to, "--replace", cwd=copy)
        assert (shown.returncode, "expected" in shown.stderr) == (2, True), target
    assert [each.name for each in mine.iterdir()] == ["letter.txt"]
    assert {each.name: each.read_bytes() for each in copy.iterdir() if each.is_file()} == before
    folder = tmp_path / "tables"
    for _ in range(2):
        assert in_process("export", str(folder), "--to", "csv", "--replace", cwd=copy).returncode == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == ["copy", "mine", "tables"]


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (b"\xff\xfe", "utf-8"),
        (b'{"row": "fact", "holds": NaN}', "NaN"),
        (b"[" * 100_000, "recursion"),
        (b"[]", "`row`"),
    ],
)
def test_a_record_with_a_line_that_is_none_is_told_by_its_place(
    broken: bytes, told: str, case: Path, in_process: Run, tmp_path: Path
) -> None:
    file = tmp_path / "record.jsonl"
    assert in_process("export", str(file), cwd=case).returncode == 0
    lines = file.read_bytes().splitlines()
    file.write_bytes(b"\n".join([*lines, broken]))
    before = record_of(case)
    shown = in_process("import", str(file), cwd=case)
    assert shown.returncode == 3, shown.stderr
    assert f"line {len(lines) + 1}" in shown.stderr
    assert told in shown.stderr
    assert record_of(case) == before


def test_a_record_is_checked_without_keeping_it_and_strange_ids_are_told(
    case: Path, in_process: Run, tmp_path: Path
) -> None:
    file = tmp_path / "record.jsonl"
    assert in_process("export", str(file), cwd=case).returncode == 0
    other = tmp_path / "climate"
    assert in_process("init", str(other), "--from", "climate-pledges").returncode == 0
    before = record_of(other)
    shown = in_process("import", str(file), "--check", cwd=other)
    assert shown.returncode == 0, shown.stderr
    assert "would be added: 1 documents" in shown.stdout
    assert "measures that this case does not know: troops" in shown.stdout
    assert record_of(other) == before
    file.write_text(file.read_text(encoding="utf-8").replace("will send 40", "will send 90"), encoding="utf-8")
    assert in_process("import", str(file), "--check", cwd=other).returncode == 5
    assert record_of(other) == before


def test_every_column_has_an_example_that_fits_its_type() -> None:
    shown = examples()
    assert {name: set(shown[name]) for name in shown} == {table.name: set(table.names) for table in TABLES}
    fits = {"integer": str.isdigit, "boolean": ("true", "false").__contains__, "string": bool, "number": float}
    for table in TABLES:
        for column in table.columns:
            assert fits[column.type.value](shown[table.name][column.name]), column.name


@pytest.mark.parametrize("to", FORMATS, ids=lambda each: each.name)
def test_progress_is_told_and_the_same_ledger_gives_the_same_bytes(to: Format, case: Path, tmp_path: Path) -> None:
    told: list[int] = []

    @contextmanager
    def progress(total: int) -> Iterator[Callable[[], object]]:
        told.append(total)
        yield lambda: told.append(1)

    for name in ("one", "two"):
        export(case, tmp_path / name, to, Selection(), progress=progress)
    # events and entities leave out what does not count, annotations what quotes nothing
    assert told[0] >= len(told[1:]) // 2 > 100 or to.name == "annotations"
    first, second = (content_of(tmp_path / name) for name in ("one", "two"))
    assert first == second


def content_of(path: Path) -> dict[str, bytes]:
    files = path.iterdir() if path.is_dir() else [path]
    return {each.name if path.is_dir() else "": each.read_bytes() for each in files}
