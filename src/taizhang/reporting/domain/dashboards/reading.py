"""Boards as they are read (看板的读取): a board of a day is kept, and follows what is recorded.

Of goals those that changed are read; the tasks, when something of tasks was recorded; everything,
when units or rules changed.
"""

from dataclasses import replace
from datetime import date, datetime
from threading import Lock
from typing import NamedTuple

from taizhang.indicators.domain.pace.rules import PaceRule, pace_rule_on
from taizhang.ledger.models import Task

from ...enums import PeriodKind
from ..asked import Asked
from ..periods import Period
from ..queries.goals import linked_goals
from ..queries.held import Held, held_by
from ..queries.numbers import HeldNumber, numbers_of_tasks
from ..queries.stamp import Stamp, data_stamp, goals_written_after
from ..queries.standing_goals import goal_standings
from ..queries.units import UnitBook, unit_book
from .board import Board, Linked, TaskPart
from .cells import cells_of, cells_with
from .keeping import Shelf

_PAST, _DAYS = Shelf(4), Shelf(4)
_WHOLE = 50_000  # goals that changed: from so many on all are read again


class _Read(NamedTuple):
    board: Board
    stamp: Stamp


class _Day:
    """The last board of a day as recorded now; one at a time makes the next one."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.read: _Read | None = None


def board_on(day: date, *, now: datetime, known_at: datetime | None = None) -> Board:
    """The board of a day. `known_at` None: with all that was recorded when it was asked for; what
    was known at a past moment never changes."""
    if known_at is not None:
        return _PAST.take((day, known_at), lambda: read_board(day, now=now, known_at=known_at))
    kept: _Day = _DAYS.take(day, _Day)
    with kept.lock:
        stamp, moment = data_stamp()
        moment = max(now, moment)
        if kept.read is None or kept.read.stamp.frame != stamp.frame:
            kept.read = _Read(read_board(day, now=moment), stamp)
        elif kept.read.stamp != stamp:
            kept.read = _Read(_follow(kept.read, stamp, moment), stamp)
        else:
            board = replace(kept.read.board, asked=_asked(day, moment))
            kept.read = _Read(board, stamp)
        return kept.read.board


def forget_boards() -> None:
    """Read everything anew."""
    _PAST.clear()
    _DAYS.clear()


def read_board(day: date, *, now: datetime, known_at: datetime | None = None) -> Board:
    """Read it: the same number of queries whatever there is."""
    asked = _asked(day, known_at or now)
    rule = pace_rule_on(day, known_at=asked.known_at)
    book = unit_book(None, on=day)
    starts = asked.year_starts
    goals = goal_standings(day=day, known_at=known_at, year_starts=starts, rule=rule)
    tasks = _read_tasks(asked, book, rule)
    return Board(asked, known_at, rule, book, tasks, cells_of(goals, book))


def _follow(read: _Read, stamp: Stamp, now: datetime) -> Board:
    """The next board: what changed since the stamp of the last one is read, and nothing else."""
    board, changed = read.board, goals_written_after(read.stamp.writing)
    day, book, rule = board.asked.day, board.book, board.rule
    if len(changed.ids) > _WHOLE:
        return read_board(day, now=now)
    asked, cells, tasks = _asked(day, now), board.cells, board.tasks
    if changed.ids:
        goals = goal_standings(
            day=day, known_at=None, year_starts=asked.year_starts, rule=rule, goals=changed.ids
        )
        cells = cells_with(cells, goals, changed.ids, book)
    if changed.tied or stamp.tasks != read.stamp.tasks:
        tasks = _read_tasks(asked, book, rule, before=board.tasks)
    return Board(asked, None, rule, book, tasks, cells)


def _read_tasks(
    asked: Asked, book: UnitBook, rule: PaceRule, *, before: TaskPart | None = None
) -> TaskPart:
    """`before`: the same of the same day and rule; what it said of a target that is as it was, and
    rests on no series, is said again."""
    held = held_by(asked, book)
    linked = linked_goals(list(held.tasks), asked)
    said = _said_again(before, held, linked) if before else {}
    changed = tuple(each for each in held.targets if (each.task_id, each.key) not in said)
    anew = iter(numbers_of_tasks(replace(held, targets=changed), linked, asked, rule))
    numbers = [said.get((each.task_id, each.key)) or next(anew) for each in held.targets]
    documents = Task.objects.filter(pk__in=held.tasks).values_list("pk", "document_id")
    return TaskPart(held, linked, numbers, dict(documents))


def _said_again(before: TaskPart, held: Held, linked: Linked) -> dict[tuple[int, int], HeldNumber]:
    known = {
        (target.task_id, target.key): (target, number)
        for target, number in zip(before.held.targets, before.numbers, strict=True)
    }
    found = {}
    for target in held.targets:
        place = target.task_id, target.key
        was = known.get(place)
        if was is None or was[0] != target or place in linked or place in before.linked:
            continue
        if before.held.tasks[target.task_id] == held.tasks[target.task_id]:
            found[place] = was[1]
    return found


def _asked(day: date, known_at: datetime) -> Asked:
    return Asked(Period(PeriodKind.YEAR, day.year), day, known_at)
