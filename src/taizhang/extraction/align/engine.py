"""Documents put side by side (比对): the stages in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from .features import Vector, weigh
from .matching import Match, match
from .records import Alignment, Paper
from .rows import Group
from .sums import add_up
from .views import View, read_views


def align(papers: Sequence[Paper]) -> Alignment:
    """Match the measures of papers; the first is the one the others are held against.

    A row for each measure of the first paper, in its order; then the measures that only later
    papers have, those of several papers in one row where they match. Each row has a cell a paper.
    """
    views = [read_views(paper, number) for number, paper in enumerate(papers)]
    every = [view for each in views for view in each]
    vectors = iter(weigh(every, papers))
    weighed = [[next(vectors) for _ in each] for each in views]
    rows: list[Group] = []
    bases: list[Vector] = []
    for own, lengths in zip(views, weighed, strict=True):
        _place(rows, bases, own, lengths, len(papers))
    uses = Counter(id(view) for row in rows for each in row.views for view in each)
    shared = {view for view, often in uses.items() if often > 1}
    finished = tuple(row.finish(shared) for row in rows)
    return Alignment(tuple(papers), finished, add_up(papers, rows))


def _place(
    rows: list[Group],
    bases: list[Vector],
    views: Sequence[View],
    vectors: Sequence[Vector],
    papers: int,
) -> None:
    """Put the measures of one paper into the rows; what matches none begins a row."""
    own: dict[int, list[Match]] = defaultdict(list)
    for found in match(bases, vectors):
        own[found.left].append(found)
    for row, matches in own.items():
        rows[row].put([views[found.right] for found in matches], matches[0].score)
    used = {found.right for matches in own.values() for found in matches}
    for index, view in enumerate(views):
        if index not in used:
            rows.append(Group(view, papers))
            bases.append(vectors[index])
