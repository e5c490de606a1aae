"""Who wants to be told that somebody opened the page of a task (打开任务)."""

from datetime import datetime
from typing import Protocol

from taizhang.accounts.models import Person

from .models import Task


class Opening(Protocol):
    """Told that a person has opened the page of a task as it stands now."""

    def __call__(self, task: Task, /, *, person: Person, now: datetime) -> None: ...


_openings: list[Opening] = []


def register_opening(opening: Opening) -> None:
    """Be told from now on; called once when the application starts."""
    if opening not in _openings:
        _openings.append(opening)


def tell_opened(task: Task, *, person: Person, now: datetime) -> None:
    """Tell everybody who wants to know."""
    for opening in _openings:
        opening(task, person=person, now=now)
