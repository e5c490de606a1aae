"""Who wants to know that series changed (数列变动): new figures, new or other goals.

Told once what changed was committed, within the same request or job.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import partial
from typing import Protocol

from django.db import transaction


class Follower(Protocol):
    """Told that figures or goals of series changed; `as_of` is when the person acted."""

    def __call__(self, series_ids: frozenset[int], /, *, as_of: datetime) -> None: ...


_followers: list[Follower] = []
_queuers: list[Follower] = []
_gathered: ContextVar[set[int] | None] = ContextVar("gathered", default=None)


def register_follower(follower: Follower) -> None:
    """Be told from now on; called once when the application starts."""
    if follower not in _followers:
        _followers.append(follower)


def register_queuer(queuer: Follower) -> None:
    """Be told within the transaction, to queue a job that is there exactly when the change is."""
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
    """Tell everybody after the transaction; a follower that fails does not undo it. Those who
    queue jobs are told at once."""
    ids = frozenset(series_ids)
    gathered = _gathered.get()
    if gathered is not None:
        gathered |= ids
    elif ids:
        _tell(ids, as_of=as_of)


def _tell(ids: frozenset[int], *, as_of: datetime) -> None:
    for queuer in _queuers:
        queuer(ids, as_of=as_of)
    for follower in _followers:
        transaction.on_commit(partial(follower, ids, as_of=as_of))
