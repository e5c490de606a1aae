"""The best one-to-one assignment on a sparse graph (最优指派)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heappop, heappush
from operator import itemgetter

Edge = tuple[int, int]
_Entry = tuple[float, int, int]  # distance, right, the left it is reached from
_End = tuple[float, int, int | None]  # distance, the last left, its free right if any


def assign(weights: Mapping[Edge, float]) -> dict[int, int]:
    """The pairs (left → right) whose weights have the largest sum, each side used once.

    ``weights`` are positive; a node may stay alone. Each connected part of the graph is solved
    for itself by shortest augmenting paths, so that many small groups cost little.

    >>> assign({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8})
    {0: 1, 1: 0}
    """
    result: dict[int, int] = {}
    for edges in _components(weights):
        result.update(_solve({edge: weights[edge] for edge in edges}))
    return result


def _components(edges: Iterable[Edge]) -> list[list[Edge]]:
    """The edges, those that hang together in one list."""
    parent: dict[int, int] = {}

    def root(node: int) -> int:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    every = sorted(edges)
    for left, right in every:
        parent[root(left)] = root(~right)
    groups: dict[int, list[Edge]] = {}
    for left, right in every:
        groups.setdefault(root(left), []).append((left, right))
    return list(groups.values())


def _solve(weights: Mapping[Edge, float]) -> dict[int, int]:
    """Shortest augmenting paths with potentials; staying alone costs nothing."""
    neighbours: dict[int, list[tuple[int, float]]] = {}
    for (left, right), weight in weights.items():
        neighbours.setdefault(left, []).append((right, -weight))
    solver = _Solver(neighbours)
    for left in neighbours:
        solver.insert(left)
    return dict(sorted(solver.right_of.items()))


class _Solver:
    """The matching as it grows: left nodes are inserted one by one, each at least cost."""

    def __init__(self, neighbours: Mapping[int, list[tuple[int, float]]]) -> None:
        self._neighbours = neighbours
        self.right_of: dict[int, int] = {}
        self._left_of: dict[int, int] = {}
        # Duals: every cost minus both potentials is at least 0, and 0 on the matching.
        self._of_left = {left: min(c for _, c in near) for left, near in neighbours.items()}
        self._of_right: dict[int, float] = {}

    def insert(self, start: int) -> None:
        """Find the cheapest way to give `start` a partner, or to leave one node alone."""
        distance, before, end = self._search(start)
        self._shift(distance, end[0])
        alone, right = end[1], end[2]
        if right is None:
            self._leave(alone, start, before)
        else:
            self._augment(right, start, before)

    def _search(self, start: int) -> tuple[dict[int, float], dict[int, int], _End]:
        """Dijkstra over lefts; ends at a free right, or at a left that is cheapest left alone."""
        distance: dict[int, float] = {}
        before: dict[int, int] = {}  # right → the left it was reached from
        queue: list[_Entry] = []
        end = self._settle(start, 0.0, distance, queue)
        while queue:
            far, right, left = heappop(queue)
            if far >= end[0]:
                break
            if right in before:
                continue
            before[right] = left
            if right not in self._left_of:
                return distance, before, (far, left, right)
            following = self._left_of[right]
            if following not in distance:
                end = min(end, self._settle(following, far, distance, queue), key=itemgetter(0))
        return distance, before, end

    def _settle(
        self, left: int, far: float, distance: dict[int, float], queue: list[_Entry]
    ) -> _End:
        """Reach a left: its rights wait in the queue; what ending here, alone, would cost."""
        distance[left] = far
        own = self._of_left[left]
        for right, cost in self._neighbours[left]:
            if right != self.right_of.get(left):
                reduced = cost - own - self._of_right.get(right, 0.0)
                heappush(queue, (far + max(reduced, 0.0), right, left))
        return far - own, left, None

    def _shift(self, distance: Mapping[int, float], end: float) -> None:
        for left, far in distance.items():
            self._of_left[left] += end - far
            right = self.right_of.get(left)
            if right is not None:
                self._of_right[right] = self._of_right.get(right, 0.0) - (end - far)

    def _augment(self, right: int, start: int, before: Mapping[int, int]) -> None:
        while True:
            left = before[right]
            following = self.right_of.get(left)
            self.right_of[left], self._left_of[right] = right, left
            if left == start or following is None:
                return
            right = following

    def _leave(self, alone: int, start: int, before: Mapping[int, int]) -> None:
        if alone == start:
            return
        right = self.right_of.pop(alone)
        del self._left_of[right]
        self._augment(right, start, before)
