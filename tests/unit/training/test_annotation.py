"""The compact form of annotations: what is compiled from it, and what is refused, on texts of our own."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from training.annotation.choice import is_candidate, looks_like_position
from training.annotation.compiling import Compiled, as_lines, compile_text
from training.annotation.passages import Source, passages_in
from training.annotation.showing import show_file
from training.annotation.unsure import doubt
from willing.model import Position

TEXT = """\
== written:00-test:1
date: 2031-03-02
[1] Norway will send two ships once the truce holds, its minister said, and we in Oslo know that we can.
[2] “We are ready,” he said, “provided that allies sail with us.”

[3] None of the Gulf states has offered a ship.
[4] Analysts expect little.

"""


def compiled(lines: str, text: str = TEXT, **places: Path) -> Compiled:
    return compile_text(text + lines, **places)


def mistake(lines: str, text: str = TEXT) -> str:
    result = compiled(lines, text)
    assert len(result.mistakes) == 1, result.mistakes
    return result.mistakes[0].message


def test_words_become_offsets_of_the_passage() -> None:
    lines = (
        "1 NOR committed naval | Norway | two ships | Norway ... holds | n: 2 ships\n"
        "  | after ceasefire: once the truce holds | said: its minister = NOR\n"
    )
    record = compiled(lines).records[0]
    (position,) = record["positions"]
    cut = {name: record["text"][slice(*position[name])] for name in ("evidence", "actor", "measure", "speaker")}
    assert cut == {
        "evidence": "Norway will send two ships once the truce holds",
        "actor": "Norway",
        "measure": "two ships",
        "speaker": "its minister",
    }
    assert position["quantity"] == {"value": 2, "unit": "ships"}
    assert [(each["relation"], each["id"]) for each in position["conditions"]] == [("after", "ceasefire")]
    assert (position["speaker_kind"], position["directness"], position["able"]) == ("named", "reported", None)
    assert Position.from_json({"doc_id": "x", **position}, record["text"]).evidence is not None


def test_without_evidence_the_sentence_is_meant_without_its_marks_and_stop() -> None:
    record = compiled("2 NOR willing naval | We | - | said: he = NOR direct\n").records[0]
    start, end = record["positions"][0]["evidence"]
    assert record["text"][start:end] == "We are ready,” he said, “provided that allies sail with us"


def test_straight_marks_find_curly_ones_and_ends_are_written_short() -> None:
    record = compiled('2 NOR willing naval | We | - | ^ ... ready," he said | said: he = NOR direct\n').records[0]
    start, end = record["positions"][0]["evidence"]
    assert record["text"][start:end] == "We are ready,” he said"


def test_a_set_is_counted_and_never_expanded() -> None:
    position = compiled("3 8+/10:GCC undecided naval | None of the Gulf states | a ship\n").records[0]["positions"][0]
    assert position["quantifier"] == {"at_least": 8, "of": 10}
    assert position["actor_ids"] == ["GCC"]
    assert (position["speaker_kind"], position["speaker_ids"], position["directness"]) == ("outlet", [], "asserted")


def test_the_speaker_of_a_line_stands_until_the_next_and_a_position_may_say_otherwise() -> None:
    lines = (
        "said: its minister = NOR\n1 NOR committed naval | Norway | two ships\n"
        "3 all:GCC undecided naval | None of the Gulf states | a ship | said: -\n"
    )
    first, second = compiled(lines).records[0]["positions"]
    assert (first["speaker_ids"], second["speaker_ids"]) == (["NOR"], [])


def test_an_actor_met_twice_is_the_first_and_a_number_says_otherwise() -> None:
    record = compiled("1 NOR willing naval can | we | two ships\n1 NOR willing air can | we #2 | two ships\n").records[
        0
    ]
    first, second = sorted(each["actor"] for each in record["positions"])
    assert record["text"][first[0] : first[0] + 5] == "we in"
    assert record["text"][second[0] : second[0] + 6] == "we can"


def test_sentences_without_a_position_are_counted_as_negatives() -> None:
    counts = compiled("1 NOR committed naval | Norway | two ships\nno 4 forecast\n").counts
    assert (counts.bearing, counts.hard_negatives, counts.marked, counts.other) == (1, 3, 1, 0)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1 NOR comitted naval | Norway | -", "stance 'comitted' not known: did you mean committed"),
        ("1 NOR committed navel | Norway | -", "measure 'navel' not known: did you mean naval"),
        ("1 NRO committed naval | Norway | -", "actor id 'NRO' not known"),
        ("1 NOR committed naval | Norwey | -", "nearest: 'Norway'"),
        ("1 NOR committed naval | Norway | - | None of the Gulf", "it stands in sentence [3]"),
        ("9 NOR committed naval | Norway | -", "no sentence [9]; the passage has 4"),
        ("1 NOR committed naval | Norway | - | by: RUS", "`by` with stance committed"),
        ("1 NOR committed naval | Norway | - | after truce: once the truce", "condition 'truce' not known"),
        ("1 NOR committed naval | Norway | - | n: many ships", "quantity 'many ships'"),
        ("1 NOR committed naval | Norway | we", "'we' is met 2 times: #1"),
        ("1 NOR committed | Norway", "head '1 NOR committed'"),
        ("1 most:NOR,SWE committed naval maybe | Norway", "'maybe' in the head"),
        ("1 loads:NOR committed naval | Norway | -", "quantifier 'loads'"),
        ("no 4 silly", "KIND one of"),
        ("no 1 event\n1 NOR committed naval | Norway | -", "bears a position and is marked 'no'"),
        ("Norway said so", "expected a position"),
        ("", "nothing marked"),
        ("none\n1 NOR committed naval | Norway | -", "'none', but positions are given"),
        ("1 NOR committed naval | Norway | -\n1 NOR committed naval | Norway | -", "given twice"),
    ],
)
def test_a_mistake_says_what_was_met_and_what_to_write(line: str, message: str) -> None:
    assert message in mistake(line + "\n")


def test_all_mistakes_come_at_once_each_with_its_line_and_nothing_is_compiled() -> None:
    result = compiled("1 NOR comitted navel | Norwey | -\n# a remark\n3 GCX undecided naval | x | -\n")
    assert [each.line for each in result.mistakes] == [9, 9, 9, 11, 11]
    assert result.records == []


def test_a_new_code_is_declared_and_kept_with_the_passage() -> None:
    lines = "3 all:DONORS undecided naval | None of the Gulf states | a ship\n"
    assert "did you mean" in mistake(lines) or "declare" in mistake(lines)
    assert compiled("code: DONORS = the donors\n" + lines).records[0]["codes"] == {"DONORS": "the donors"}
    assert compiled(lines.replace("DONORS", "FRA-OPPOSITION")).mistakes == []


def test_a_text_of_our_own_names_no_real_person() -> None:
    text = TEXT.replace("[4] Analysts expect little.", "[4] Emmanuel Macron nodded.")
    assert "'Emmanuel Macron' names a real person" in mistake("1 NOR committed naval | Norway | -\n", text)


def test_what_is_shown_compiles_to_the_same_again(tmp_path: Path) -> None:
    lines = (
        "1 NOR committed naval | Norway | two ships | Norway ... holds | after ceasefire: once the truce holds\n"
        "2 NOR willing naval can hard | We | ready | ^ ... ready | n: ..3 ships | said: he = NOR anon direct\n"
        "3 26+/35:COW requests naval | - | - | by: GCC | for: UKR\nno 4 forecast\n"
    )
    first = compiled(lines)
    file = tmp_path / "first.jsonl"
    file.write_text(as_lines(first.records), encoding="utf-8")
    assert compile_text(show_file(file)).records == first.records


def test_the_instructions_examples_compile() -> None:
    page = Path("training/annotation/INSTRUCTIONS.md").read_text(encoding="utf-8")
    code, rest = page.split("## Twelve examples")[1].split("```")[1].strip().split("\n", 1)
    result = compile_text(f"{code}\n== written:00-page:1\n{rest}\n")
    assert result.mistakes == []
    assert result.counts.positions == 14


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """A corpus of two documents of our own, one of which the measuring gold is cut from."""
    folder = tmp_path / "corpora" / "domain"
    folder.mkdir(parents=True)
    text = "Norway will send ships. Sweden refuses."
    with gzip.open(folder / "domain_docs.jsonl.gz", "wt", encoding="utf-8") as file:
        for name in ("a-1", "a-2"):
            row = {"id": name, "text": text, "date": "2031-01-01", "source": "Ours", "title": "Ships"}
            file.write(json.dumps(row) + "\n")
    gold = tmp_path / "gold" / "dev"
    gold.mkdir(parents=True)
    (gold / "documents.jsonl").write_text('{"doc_id": "domain:a-2:0-10"}\n', encoding="utf-8")
    return tmp_path / "corpora"


def test_a_corpus_passage_is_kept_without_its_text(corpora: Path) -> None:
    lines = "== domain:a-1:0-39\n1 NOR committed naval | Norway | ships\n2 SWE declined naval | Sweden | -\n"
    (record,) = compiled(lines, "", corpora=corpora).records
    assert sorted(record) == ["doc_id", "negatives", "positions"]
    assert [each["evidence"] for each in record["positions"]] == [[0, 22], [24, 38]]


def test_documents_of_the_gold_and_passages_done_already_are_refused(corpora: Path, tmp_path: Path) -> None:
    line = "1 NOR committed naval | Norway | ships\n"
    (gold,) = compiled(f"== domain:a-2:0-39\n{line}", "", corpora=corpora).mistakes
    assert "the measuring gold is cut from this document" in gold.message
    done = tmp_path / "done"
    done.mkdir()
    (done / "x.jsonl").write_text('{"doc_id": "domain:a-1:10-30", "positions": []}\n', encoding="utf-8")
    (twice,) = compiled(f"== domain:a-1:0-39\n{line}", "", corpora=corpora, annotations=done).mistakes
    assert "annotated already in x.jsonl" in twice.message


def test_a_document_is_cut_into_passages_of_whole_paragraphs() -> None:
    paragraph = "Norway will send a ship. " * 12
    source = Source("domain", "a-1", "\n\n".join([paragraph.strip()] * 7), "", "", "")
    found = list(passages_in(source))
    assert [len(each.text.split()) for each in found] == [180, 180]
    assert all(each.text.endswith("ship.") for each in found)
    assert found[1].before.startswith("... ")


def test_what_chooses_passages_knows_a_pledge_from_the_weather() -> None:
    assert is_candidate("France will send troops.")
    assert not is_candidate("It may rain.")
    assert looks_like_position("It may rain.")


def test_what_the_reader_is_unsure_of_teaches_most() -> None:
    assert doubt([0.5], 7) > doubt([0.9], 7) > doubt([0.99], 7) > doubt([], 7) == 0.0
    assert doubt([0.5, 0.5], 7) == 2 * doubt([0.5], 7)
    assert doubt([0.5], 2) > doubt([0.5], 20)
