"""The runner of full counts: it goes on where it was, keeps what was wrong, and says so at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import stress
from scripts.stress import Job, Step


class Counting:
    """A job whose steps are written down; those of `wrong` find something, the one of `stop` is interrupted once."""

    def __init__(self, wrong: tuple[int, ...] = (), stop: int | None = None) -> None:
        self.taken: list[int] = []
        self.wrong, self.stop = wrong, stop

    def start(self) -> Step:
        return self.step

    def step(self, number: int) -> list[str]:
        if number == self.stop:
            self.stop = None
            raise KeyboardInterrupt
        self.taken.append(number)
        return [f"{number} is not right"] if number in self.wrong else []


def run(counting: Counting, folder: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    monkeypatch.setattr(stress, "JOBS", {"counting": Job("counting", "numbers", 6, counting.start)})
    return stress.main(["--folder", str(folder), *options])


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting(stop=4)
    assert run(counting, tmp_path, monkeypatch) == 130
    assert run(counting, tmp_path, monkeypatch) == 0
    assert counting.taken == [0, 1, 2, 3, 4, 5]


def test_a_difference_found_before_the_stop_still_counts_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    counting = Counting(wrong=(1,), stop=3)
    run(counting, tmp_path, monkeypatch)
    assert run(counting, tmp_path, monkeypatch) == 1
    assert "counting: 6 numbers; 1 wrong" in capsys.readouterr().out


def test_a_run_started_again_forgets_what_was_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(Counting(wrong=(1,)), tmp_path, monkeypatch) == 1
    assert run(Counting(), tmp_path, monkeypatch, "--again") == 0


def test_a_step_that_breaks_down_is_a_difference_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def start() -> Step:
        return lambda number: [] if number else [str(1 // number)]

    monkeypatch.setattr(stress, "JOBS", {"division": Job("division", "numbers", 3, start)})
    assert stress.main(["--folder", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "division: 3 numbers; 1 wrong" in said
    assert "ZeroDivisionError" in said


def test_several_processes_take_the_same_steps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("clingo")
    assert stress.main(["reckoning", "--steps", "6", "--workers", "2", "--folder", str(tmp_path)]) == 0
    assert "reckoning: 6 random cases" in capsys.readouterr().out
