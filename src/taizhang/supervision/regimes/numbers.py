"""Sets of numbers as the cuts between inside and outside (数集)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor

# A cut lies just before (0) or just after (1) a number.
Cut = tuple[Decimal, int]


@dataclass(frozen=True, slots=True)
class NumberSet:
    """The numbers between cuts: from minus infinity on `starts` says inside or not, each cut turns.

    >>> three_to_seven = at_least(Decimal(3)) & ~at_least(Decimal(7))
    >>> [n for n in range(10) if three_to_seven.has(Decimal(n))]
    [3, 4, 5, 6]
    """

    starts: bool
    cuts: tuple[Cut, ...] = ()

    def has(self, number: Decimal) -> bool:
        """Whether the number is inside."""
        return self.starts ^ bool(sum(cut <= (number, 0) for cut in self.cuts) % 2)

    def __invert__(self) -> NumberSet:
        return NumberSet(not self.starts, self.cuts)

    def __and__(self, other: NumberSet) -> NumberSet:
        return self._combined(other, lambda a, b: a and b)

    def __or__(self, other: NumberSet) -> NumberSet:
        return self._combined(other, lambda a, b: a or b)

    def _combined(self, other: NumberSet, both: Callable[[bool, bool], bool]) -> NumberSet:
        mine, theirs = self.starts, other.starts
        inside = starts = both(mine, theirs)
        cuts = []
        for cut in sorted({*self.cuts, *other.cuts}):
            mine ^= cut in self.cuts
            theirs ^= cut in other.cuts
            if both(mine, theirs) != inside:
                inside = not inside
                cuts.append(cut)
        return NumberSet(starts, tuple(cuts))

    def spans(self) -> list[tuple[Cut | None, Cut | None]]:
        """The pieces from left to right, as (first cut, last cut); None: without end."""
        ends: list[Cut | None] = [*([None] if self.starts else []), *self.cuts]
        if len(ends) % 2:
            ends.append(None)
        return list(zip(ends[::2], ends[1::2], strict=True))


EVERY_NUMBER = NumberSet(starts=True)
NO_NUMBER = NumberSet(starts=False)


def at_least(number: Decimal) -> NumberSet:
    """The number and all greater ones."""
    return NumberSet(False, ((number, 0),))


def more_than(number: Decimal) -> NumberSet:
    """All greater numbers."""
    return NumberSet(False, ((number, 1),))


def exactly(number: Decimal) -> NumberSet:
    """The number alone."""
    return NumberSet(False, ((number, 0), (number, 1)))


def pieces_between(
    cuts: Sequence[Cut], *, whole: bool
) -> list[tuple[Cut | None, Cut | None, Decimal]]:
    """What the sorted cuts leave of the line: each piece with a number in it.

    `whole`: only whole numbers are meant, pieces without one are left out.
    """
    ends: list[Cut | None] = [None, *cuts, None]
    pieces = []
    for first, last in zip(ends, ends[1:], strict=False):
        inside = _whole_inside(first, last) if whole else _number_inside(first, last)
        if inside is not None:
            pieces.append((first, last, inside))
    return pieces


def _whole_inside(first: Cut | None, last: Cut | None) -> Decimal | None:
    """The whole number of the piece nearest to its first cut."""
    if first is None:
        return Decimal(0) if last is None else first_below(last)
    number = -Decimal(floor(-first[0])) if first[1] == 0 else Decimal(floor(first[0])) + 1
    return number if last is None or (number, 1) <= last else None


def first_below(cut: Cut) -> Decimal:
    """The greatest whole number before a cut."""
    return Decimal(floor(cut[0])) if cut[1] else -Decimal(floor(-cut[0])) - 1


def _number_inside(first: Cut | None, last: Cut | None) -> Decimal | None:
    if first is None:
        return Decimal(0) if last is None else last[0] - 1 + last[1]
    if last is None:
        return first[0] + first[1]
    return (first[0] + last[0]) / 2
