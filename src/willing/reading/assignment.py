"""Pairing two rows of things one to one for the largest total weight (the Hungarian method).

Augments along shortest paths with potentials (Jonker and Volgenant's form), O(n² m) for n rows and m columns, n <= m.
"""

from __future__ import annotations

from collections.abc import Sequence

INFINITE = float("inf")


def best_pairs(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """(row, column) of the pairs of positive weight whose total is largest."""
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        turned = [list(column) for column in zip(*weights, strict=True)]
        return sorted((row, column) for column, row in best_pairs(turned))
    column_row = _assigned(weights)
    pairs = [(row, column) for column, row in enumerate(column_row) if row >= 0]
    return sorted((row, column) for row, column in pairs if weights[row][column] > 0)


def _assigned(weights: Sequence[Sequence[float]]) -> list[int]:
    """The row of every column, -1 for none."""
    rows, columns = len(weights), len(weights[0])
    row_price, column_price = [0.0] * rows, [0.0] * columns
    column_row = [-1] * columns
    for start in range(rows):
        # One shortest path from `start` to a free column; costs are negative weights.
        distance, before = [INFINITE] * columns, [-1] * columns
        done = [False] * columns
        row, last, base = start, -1, 0.0
        while True:
            for column in range(columns):
                if done[column]:
                    continue
                step = base - weights[row][column] - row_price[row] - column_price[column]
                if step < distance[column]:
                    distance[column], before[column] = step, last
            last = min((c for c in range(columns) if not done[c]), key=distance.__getitem__)
            base = distance[last]
            done[last] = True
            if column_row[last] < 0:
                break
            row = column_row[last]
        _reprice(row_price, column_price, column_row, distance, done, start, base)
        while last >= 0:
            previous = before[last]
            column_row[last] = start if previous < 0 else column_row[previous]
            last = previous
    return column_row


def _reprice(
    row_price: list[float],
    column_price: list[float],
    column_row: Sequence[int],
    distance: Sequence[float],
    done: Sequence[bool],
    start: int,
    length: float,
) -> None:
    """Keeps reduced costs from falling below zero after a path of `length` from the row `start`."""
    row_price[start] += length
    for column, reached in enumerate(done):
        if reached and column_row[column] >= 0:
            row_price[column_row[column]] += length - distance[column]
            column_price[column] -= length - distance[column]
