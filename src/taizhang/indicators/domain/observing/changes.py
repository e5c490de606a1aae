"""Who wants to know that series changed (数列变动): new figures, new or other goals.

Told within the transaction, once for all that one writer changed.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Protocol


class Queuer(Protocol):
    """Told that figures or goals of series changed; `as_of` is when the person acted."""

    def __call__(self, series_ids: frozenset[int], /, *, as_of: datetime) -> None: ...


_queuers: list[Queuer] = []
_gathered: ContextVar[set[int] | None] = ContextVar("gathered", default=None)


def register_queuer(queuer: Queuer) -> None:
    """Be told within the transaction, to queue a job that is there exactly when the change is;
    called once when the application starts."""
    if queuer not in _queuers:
        _queuers.append(queuer)


@contextmanager
def telling_once(*, as_of: datetime) -> Iterator[None]:
    """For who writes much in one transaction: all that changes in here is told once, at the end,
    as of this moment."""
    mine: set[int] = set()
    token = _gathered.set(mine)
    try:
        yield
    finally:
        _gathered.reset(token)
    tell_changed(mine, as_of=as_of)


def tell_changed(series_ids: Collection[int], *, as_of: datetime) -> None:
    """Tell everybody, within the transaction that changed them."""
    ids = frozenset(series_ids)
    gathered = _gathered.get()
    if gathered is not None:
        gathered |= ids
    elif ids:
        _tell(ids, as_of=as_of)


def _tell(ids: frozenset[int], *, as_of: datetime) -> None:
    for queuer in _queuers:
        queuer(ids, as_of=as_of)
