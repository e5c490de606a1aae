"""Many ordered lists read as one (归并), only as far as somebody looks."""

import heapq
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any


class Merged(Sequence[Any]):
    """The rows of lists that are each in order, in that order over all; a `Paginator` takes it.

    >>> Merged([[1, 5], [2, 3]], key=lambda row: row)[1:3]
    [2, 3]
    """

    def __init__(self, lists: Sequence[Sequence[Any]], *, key: Callable[[Any], Any]) -> None:
        self._lists = [each for each in lists if each]
        self._key = key
        self._total = sum(map(len, self._lists))

    def __len__(self) -> int:
        return self._total

    def __getitem__(self, wanted: Any) -> Any:
        if isinstance(wanted, slice):
            first, last, step = wanted.indices(self._total)
            assert step > 0, step
            return list(islice(heapq.merge(*self._lists, key=self._key), first, last, step))
        place = range(self._total)[wanted]
        return self[place : place + 1][0]
