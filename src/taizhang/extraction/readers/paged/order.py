"""Pages printed out of order (页序): the numbers printed on them tell the order of reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_FEWEST = 3


@dataclass(frozen=True, slots=True)
class PageOrder:
    """In which order to read the pages, and those that stand elsewhere than their number says.

    ``strays`` are page indices whose place could not be put right.
    """

    order: tuple[int, ...]
    moved: tuple[int, ...] = ()
    strays: tuple[int, ...] = ()


def find_order(numbers: Sequence[int | None]) -> PageOrder:
    """The order of reading; pages are moved only where the numbers leave no doubt.

    >>> find_order([1, 3, 2, 4]).order
    (0, 2, 1, 3)
    """
    natural = tuple(range(len(numbers)))
    known = [number for number in numbers if number is not None]
    if all(a < b for a, b in pairwise(known)):
        return PageOrder(natural)
    if len(known) >= _FEWEST and len(known) == len(numbers) and _is_complete(known):
        order = tuple(sorted(natural, key=lambda page: numbers[page] or 0))
        return PageOrder(order, moved=tuple(i for i, page in enumerate(order) if i != page))
    return PageOrder(natural, strays=_strays(numbers))


def _is_complete(numbers: Sequence[int]) -> bool:
    return len(set(numbers)) == len(numbers) == max(numbers) - min(numbers) + 1


def _strays(numbers: Sequence[int | None]) -> tuple[int, ...]:
    """Pages whose number is lower than the one before, unless counting begins anew."""
    known = [(page, number) for page, number in enumerate(numbers) if number is not None]
    return tuple(page for (_, a), (page, b) in pairwise(known) if 1 < b <= a)
