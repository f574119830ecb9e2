"""From the position head's scores to triggers and conditions, on scores made by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from willing.reading.encoder import Scores, WindowScores, nothing
from willing.reading.position_layout import LAYOUT, WIDTH, columns_of
from willing.reading.triggers import decode_conditions, decode_triggers

WORDS = "Spain will send ships if asked".split()
SPAIN, SEND, SHIPS, IF, ASKED = 0, 2, 3, 4, 5


def pointing(**targets: tuple[int, int]) -> WindowScores:
    """A window of the six words; each pointer is sure to lead from a word to another, everything else to none."""
    names = (
        "content_pointer", "source_pointer", "head", "to_first", "to_last", "to_actor", "to_what", "to_holds",
        "to_names_actor", "to_names_speaker",
    )  # fmt: skip
    tables = {name: np.zeros((len(WORDS), 1 + len(WORDS)), np.float32) for name in names}
    for table in tables.values():
        table[:, 0] = 9.0
    for name, (origin, target) in targets.items():
        tables[name][origin, 1 + target] = 20.0
    return WindowScores(0, 0, len(WORDS), **tables)


def row_of(**chosen: str) -> np.ndarray:
    row = np.zeros(WIDTH, np.float32)
    for group, name in {"trigger": "no", "condition": "O", **chosen}.items():
        row[columns_of(group)][LAYOUT[group].index(name)] = 9.0
    return row


def scores(rows: list[np.ndarray], window: WindowScores) -> Scores:
    empty = np.zeros((len(WORDS), 1), np.float32)
    return Scores(empty, empty, empty, empty, [window], np.stack(rows))


ROWS = [
    row_of(),
    row_of(),
    row_of(trigger="yes", stance="committed", measure="naval", kind="outlet", directness="asserted"),
    row_of(),
    row_of(condition="B-condition", bearing="requires", fact="host_consent"),
    row_of(condition="I-condition", bearing="requires", fact="host_consent"),
]


def test_a_trigger_has_its_stance_measure_actor_and_borders() -> None:
    window = pointing(to_first=(SEND, SPAIN), to_last=(SEND, SHIPS), to_actor=(SEND, SPAIN), to_what=(SEND, SHIPS))
    (trigger,) = decode_triggers(scores(ROWS, window))
    assert (trigger.word, trigger.first, trigger.last, trigger.actor, trigger.what) == (
        SEND,
        SPAIN,
        SHIPS,
        SPAIN,
        SHIPS,
    )
    assert LAYOUT["stance"][int(np.argmax(trigger.stances))] == "committed"
    assert LAYOUT["measure"][int(np.argmax(trigger.measures))] == "naval"
    assert trigger.chance > 0.99


def test_what_the_words_of_the_evidence_say_together_counts_beside_the_trigger() -> None:
    def rows(say: float) -> list[np.ndarray]:
        made = [row.copy() for row in ROWS]
        for word in (SPAIN, SEND, SHIPS):
            made[word][columns_of("clause_stance")][LAYOUT["clause_stance"].index("declined")] = say
            made[word][columns_of("clause_measure")][LAYOUT["clause_measure"].index("air")] = say
        return made

    window = pointing(to_first=(SEND, SPAIN), to_last=(SEND, SHIPS))
    for say, stance, measure in ((6.0, "committed", "naval"), (30.0, "declined", "air")):
        (trigger,) = decode_triggers(scores(rows(say), window))
        assert LAYOUT["stance"][int(np.argmax(trigger.stances))] == stance
        assert LAYOUT["measure"][int(np.argmax(trigger.measures))] == measure


def test_an_actor_out_of_the_window_is_none_and_evidence_never_leaves_out_its_trigger() -> None:
    window = pointing(to_first=(SEND, SHIPS), to_last=(SEND, SPAIN))
    (trigger,) = decode_triggers(scores(ROWS, window))
    assert trigger.actor is None
    assert trigger.first <= SEND <= trigger.last


def test_only_names_compete_for_whom_a_trigger_means() -> None:
    window = pointing(to_names_actor=(SEND, SHIPS))
    (trigger,) = decode_triggers(scores(ROWS, window))
    assert trigger.names_actor is not None
    assert trigger.names_speaker is not None
    assert trigger.names_actor.chances([SPAIN, SHIPS])[1] > 0.99
    (spain,) = trigger.names_actor.chances([SPAIN])  # "ships" is no name here, so nobody is meant
    assert spain < 0.01
    assert trigger.names_actor.chances([99]) == [0.0]  # outside the window
    assert trigger.names_speaker.chances([]) == []


def test_names_are_counted_from_the_windows_first_word_and_rows_from_its_own() -> None:
    names = ("content_pointer", "source_pointer", "head", "to_first", "to_last", "to_actor", "to_what", "to_holds")
    tables = {name: np.zeros((4, 6), np.float32) for name in (*names, "to_names_actor", "to_names_speaker")}
    tables["to_names_actor"][SEND - 2, 1 + SHIPS - 1] = 20.0
    (trigger,) = decode_triggers(scores(ROWS, WindowScores(1, 2, len(WORDS), **tables)))
    assert trigger.names_actor is not None
    assert trigger.names_actor.chances([SPAIN, SHIPS]) == [0.0, pytest.approx(1.0)]


def test_a_network_without_pointers_to_names_points_to_none() -> None:
    window = pointing()
    older = replace(window, to_names_actor=nothing(), to_names_speaker=nothing())
    (trigger,) = decode_triggers(scores(ROWS, older))
    assert (trigger.names_actor, trigger.names_speaker) == (None, None)


def test_a_condition_is_one_run_of_words_and_belongs_to_the_trigger_it_points_to() -> None:
    window = pointing(to_holds=(IF, SEND))
    (condition,) = decode_conditions(scores(ROWS, window))
    assert (condition.first, condition.last, condition.relation, condition.fact) == (
        IF,
        ASKED,
        "requires",
        "host_consent",
    )
    assert set(condition.triggers) == {SEND}


def test_a_text_without_words_has_neither() -> None:
    none = np.zeros((0, 1), np.float32)
    empty = Scores(none, none, none, none)
    assert (decode_triggers(empty), decode_conditions(empty)) == ((), ())
