"""Things that belong together, joined two by two: a disjoint-set forest that keeps the order in which they came."""

from __future__ import annotations


class Groups:
    """Each group is named by the thing of it that came first, whatever the order of joining."""

    def __init__(self) -> None:
        self.above: dict[str, str] = {}
        self.order: dict[str, int] = {}

    def add(self, key: str) -> None:
        """A group of its own for a thing that is new."""
        self.above.setdefault(key, key)
        self.order.setdefault(key, len(self.order))

    def first(self, key: str) -> str:
        """The name of the group that a thing belongs to."""
        while self.above[key] != key:
            self.above[key] = self.above[self.above[key]]
            key = self.above[key]
        return key

    def join(self, one: str, other: str) -> None:
        """Make two groups one."""
        earlier, later = sorted((self.first(one), self.first(other)), key=self.order.__getitem__)
        self.above[later] = earlier
