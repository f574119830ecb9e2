"""A case folder is found, loaded whole over the general register, and copied whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import willing
from willing.cases import builtin_cases, check_case, find_case, load_case, load_general_register, start_case
from willing.errors import CaseError
from willing.model import PartialDate

UKRAINE = Path(willing.__file__).parent / "cases" / "data" / "ukraine-coalition"
CASE = """\
id = "port"
name = "A port"
question = "Who dredges?"

[[measure]]
id = "dredging"
name = "dredging"
words = ['dredg\\w+']

[[fact]]
id = "low_water"
name = "low water"
condition = "security"
since = 2025-03
source = "https://example.org/water"
"""
ACTORS = "id,name,kind,names,demonyms,roles\nPORT,The port,body,Harbour Office|the harbour,,host|lead\nFRA,France,,,,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    case = tmp_path / "port"
    case.mkdir()
    (case / "case.toml").write_text(CASE.replace("2025-03", '"2025-03"'), encoding="utf-8")
    (case / "actors.csv").write_text(ACTORS, encoding="utf-8")
    return case


def test_a_case_adds_its_actors_and_measures_to_the_general_register(folder: Path) -> None:
    case = load_case(folder)
    port = next(actor for actor in case.register.actors if actor.id == "PORT")
    assert (port.kind, port.names) == ("body", ("Harbour Office", "the harbour"))
    assert case.register.measure_name("dredging") == "dredging"
    assert case.register.measure_name("troops") == "ground troops"
    assert case.members == {"PORT": ("host", "lead"), "FRA": ()}


def test_what_a_row_leaves_empty_stays_as_in_the_general_register(folder: Path) -> None:
    general = next(actor for actor in load_general_register().actors if actor.id == "FRA")
    assert next(actor for actor in load_case(folder).register.actors if actor.id == "FRA") == general


def test_a_name_of_the_case_stands_beside_the_general_one(folder: Path) -> None:
    (folder / "actors.csv").write_text("id,name\nTUR,Turkey\n", encoding="utf-8")
    turkey = next(actor for actor in load_case(folder).register.actors if actor.id == "TUR")
    assert turkey.name == "Turkey"
    assert "Türkiye" in turkey.names
    assert "Ankara" in turkey.seats


def test_a_fact_says_which_condition_it_settles(folder: Path) -> None:
    (fact,) = load_case(folder).facts
    assert (fact.id, fact.condition, fact.since) == ("low_water", "security", PartialDate(2025, 3))


def test_the_nearest_case_is_found_from_below(folder: Path) -> None:
    below = folder / "texts" / "march"
    below.mkdir(parents=True)
    assert find_case(below) == folder.resolve()
    assert find_case(folder.parent) is None


def test_loading_tells_every_mistake(folder: Path) -> None:
    (folder / "case.toml").write_text('id = "port"\n', encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        load_case(folder)
    assert "without 'name'" in str(caught.value)
    assert "without 'question'" in str(caught.value)


def test_a_folder_without_a_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"case\.toml: no such file\nexpected a case folder"):
        load_case(tmp_path)


def test_who_names_a_built_in_case_instead_of_a_folder_is_told_how_to_start_it() -> None:
    with pytest.raises(CaseError, match="willing init ukraine-coalition --from ukraine-coalition"):
        load_case(Path("ukraine-coalition"))


def test_a_built_in_case_is_started_whole(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "ukraine"
    start_case("ukraine-coalition", target)
    assert {file.name for file in target.iterdir()} == {file.name for file in UKRAINE.iterdir()}
    assert load_case(target).name == "Coalition of the willing for Ukraine"
    assert [each.name for each in target.parent.iterdir()] == ["ukraine"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    start_case("ukraine-coalition", tmp_path)
    assert (tmp_path / "positions.csv").is_file()


def test_another_case_is_copied_without_its_ledger(folder: Path, tmp_path: Path) -> None:
    (folder / "ledger.db").write_bytes(b"old")
    start_case(str(folder), tmp_path / "new")
    assert sorted(file.name for file in (tmp_path / "new").iterdir()) == ["actors.csv", "case.toml"]


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CaseError, match="not empty; expected a new or an empty folder"):
        start_case("ukraine-coalition", tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_is_refused_as_a_target(tmp_path: Path) -> None:
    target = tmp_path / "case"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(CaseError, match="a file; expected a new or an empty folder"):
        start_case("ukraine-coalition", target)
    assert target.read_text(encoding="utf-8") == "mine"


def test_an_unknown_case_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"'ukraine': unknown; expected one of .*ukraine-coalition"):
        start_case("ukraine", tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_a_case_is_not_copied_into_itself(folder: Path) -> None:
    with pytest.raises(CaseError, match="copied into itself"):
        start_case(str(folder), folder / "copy")
    assert sorted(file.name for file in folder.iterdir()) == ["actors.csv", "case.toml"]


def test_a_copy_that_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(source: Path, target: Path, **options: object) -> None:
        target.mkdir()
        (target / "case.toml").write_text("half", encoding="utf-8")
        raise OSError("no space left on device")

    monkeypatch.setattr(shutil, "copytree", full_disk)
    with pytest.raises(CaseError, match="no space left on device"):
        start_case("ukraine-coalition", tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", builtin_cases())
def test_a_built_in_case_has_no_mistakes(name: str) -> None:
    assert [str(mistake) for mistake in check_case(UKRAINE.parent / name)] == []
    assert load_case(UKRAINE.parent / name).id == name


def test_a_case_of_another_domain_leaves_the_general_measures_out(folder: Path) -> None:
    toml = folder / "case.toml"
    toml.write_text('general_measures = ["funding"]\n' + toml.read_text(encoding="utf-8"), encoding="utf-8")
    assert [measure.id for measure in load_case(folder).register.measures] == ["dredging", "funding"]
