"""A row of the matrix as it grows (矩阵的一行)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from .differences import compare, kinds_of
from .records import Cell, Measure, Row
from .views import View

_LONGEST_TITLE = 40


class Group:
    """A row as it grows: for each paper its principal view and those that share in it."""

    def __init__(self, first: View, papers: int) -> None:
        self.views: list[list[View]] = [[] for _ in range(papers)]
        self.scores = [0.0] * papers
        self.views[first.paper].append(first)

    def put(self, views: Sequence[View], score: float) -> None:
        """Give one paper its share: the principal view first."""
        self.views[views[0].paper].extend(views)
        self.scores[views[0].paper] = score

    @property
    def first(self) -> View:
        """The view that gives the row its title."""
        return next(each[0] for each in self.views if each)

    def finish(self, shared: Collection[int]) -> Row:
        """The row as a record; `shared` are the ids of views that stand in other rows too."""
        title = self.first.title or self.first.body.split("\n", 1)[0][:_LONGEST_TITLE]
        return Row(title, tuple(self._cell(number, shared) for number in range(len(self.views))))

    def _cell(self, number: int, shared: Collection[int]) -> Cell:
        here, reference = self.views[number], self.views[0]
        if not reference:
            measure = here[0].measure if here else None
            return Cell(number, measure, "added", ("added",), _also(here), (), self.scores[number])
        if not here:
            return Cell(number, None, "dropped", ("dropped",))
        if number == 0:
            return Cell(0, here[0].measure, "same", ("same",), _also(here), (), 1.0)
        alone = not any(id(view) in shared for view in here)  # else another row has the rest of it
        differences = compare(reference, here, additions=alone)
        kinds = kinds_of(differences)
        return Cell(
            number, here[0].measure, kinds[0], kinds, _also(here), differences, self.scores[number]
        )


def _also(views: Sequence[View]) -> tuple[Measure, ...]:
    return tuple(view.measure for view in views[1:])
