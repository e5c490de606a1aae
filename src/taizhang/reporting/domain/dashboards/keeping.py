"""What a process keeps between requests (进程内缓存): each thing is made once, by one of those who
ask at the same time; the others wait for it."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

Made = TypeVar("Made")


class _Place:
    """Where one thing will stand; whoever makes it holds its lock."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.made: Any = None
        self.is_made = False


class Shelf:
    """The things asked for last, at most `size` of them (缓存)."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._lock = Lock()
        self._places: OrderedDict[Hashable, _Place] = OrderedDict()

    def take(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The thing of a key. What raises is not kept: the next one tries again."""
        place = self._place(key)
        with place.lock:
            if not place.is_made:
                place.made = make()
                place.is_made = True
            made: Made = place.made
        return made

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._places.clear()

    def __len__(self) -> int:
        return len(self._places)

    def _place(self, key: Hashable) -> _Place:
        with self._lock:
            place = self._places.setdefault(key, _Place())
            self._places.move_to_end(key)
            while len(self._places) > self.size:
                self._places.popitem(last=False)
        return place
