"""Who wants to be told that figures were reported against targets (填报数)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

from .models import Figure


@dataclass(frozen=True, slots=True)
class Reported:
    """A figure as an event has just recorded it; `unit_id`: for which unit, where it says so."""

    figure: Figure
    unit_id: int | None


class FigureListener(Protocol):
    """Told of all figures that events of one call recorded, in their transaction: what it writes
    stands or falls with them. Takes a constant number of statements."""

    def __call__(self, reported: Sequence[Reported], /) -> None: ...


_listeners: list[FigureListener] = []
_gathered: ContextVar[list[Reported] | None] = ContextVar("gathered_figures", default=None)


def register_figure_listener(listener: FigureListener) -> None:
    """Be told from now on; called once when the application starts."""
    if listener not in _listeners:
        _listeners.append(listener)


@contextmanager
def telling_figures_once() -> Iterator[None]:
    """For who writes many events in one transaction: all figures reported in here are told in one
    call at the end, so that listeners lock what they write to in one order."""
    mine: list[Reported] = []
    token = _gathered.set(mine)
    try:
        yield
    finally:
        _gathered.reset(token)
    tell_figures(mine)


def tell_figures(reported: Sequence[Reported]) -> None:
    """Tell everybody who wants to know; nobody where nothing was reported."""
    gathered = _gathered.get()
    if gathered is not None:
        gathered += reported
        return
    for listener in _listeners if reported else ():
        listener(reported)
