"""Which spans share characters with which others (相交), found in one sweep of the text."""

from __future__ import annotations

from collections.abc import Sequence

from ..types import Span


def find_meetings(spans: Sequence[Span], others: Sequence[Span]) -> list[list[int]]:
    """For each span the places in ``others`` of those that share characters with it, ascending.

    Both may stand in any order and overlap. The time grows with their number and with what is
    found: one of the others leaves the sweep at the first span that begins behind it.

    >>> find_meetings([(4, 9), (0, 3)], [(8, 12), (2, 5)])
    [[0, 1], [1]]
    """
    found: list[list[int]] = [[] for _ in spans]
    waiting = sorted(range(len(others)), key=others.__getitem__, reverse=True)
    active: list[int] = []
    for place in sorted(range(len(spans)), key=spans.__getitem__):
        start, end = spans[place]
        while waiting and others[waiting[-1]][0] < end:
            active.append(waiting.pop())
        active = [i for i in active if others[i][1] > start]
        found[place] = sorted(i for i in active if others[i][0] < end)
    return found
