"""Strongly connected components of a graph: what depends on itself in a circle (Tarjan 1972)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def components(reads: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Strongly connected components, each after those that it reads (Tarjan 1972, without recursion)."""
    unseen = -1
    index = [unseen] * len(reads)
    low = [0] * len(reads)
    waiting = [False] * len(reads)
    stack: list[int] = []
    count = 0
    for root in range(len(reads)):
        if index[root] != unseen:
            continue
        path = [(root, iter(reads[root]))]
        index[root] = low[root] = count
        count += 1
        stack.append(root)
        waiting[root] = True
        while path:
            here, edges = path[-1]
            for there in edges:
                if index[there] == unseen:
                    index[there] = low[there] = count
                    count += 1
                    stack.append(there)
                    waiting[there] = True
                    path.append((there, iter(reads[there])))
                    break
                if waiting[there]:
                    low[here] = min(low[here], index[there])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[here])
                if low[here] == index[here]:
                    cut = last_place(stack, here)
                    component = stack[cut:]
                    del stack[cut:]
                    for place in component:
                        waiting[place] = False
                    yield component


def last_place(stack: Sequence[int], here: int) -> int:
    """Where `here` stands in the stack, looked for from the top, near which it lies."""
    place = len(stack) - 1
    while stack[place] != here:
        place -= 1
    return place
