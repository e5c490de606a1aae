"""The numbers behind a count, the worst first (指标清单)."""

from collections.abc import Iterable, Sequence
from typing import Any

from taizhang.indicators.enums import Pace

from ..queries.goals import goals_by_id
from ..queries.numbers import HeldNumber, numbers_of_goals
from ..queries.standing_goals import GoalStanding
from .board import Board
from .cells import PLACES, worst_order
from .filters import Narrowed
from .merging import Merged

Entry = HeldNumber | GoalStanding


def entries_in(board: Board, narrowed: Narrowed, pace: str = "") -> Sequence[Entry]:
    """The numbers of a class ("": of all), the worst first; goals still as they are counted."""
    return board.lists.take(("entries", narrowed, pace), lambda: _entries(board, narrowed, pace))


def _entries(board: Board, narrowed: Narrowed, pace: str) -> Sequence[Entry]:
    goals = [_of_pace(cell.goals, pace) for _key, cell in board.cells_in(narrowed)]
    return merged([each for each in board.numbers_in(narrowed) if pace in ("", each.pace)], goals)


def merged(numbers: Iterable[HeldNumber], goals: Sequence[Sequence[GoalStanding]]) -> Merged:
    """Numbers of tasks and the goals of cells, the worst first."""
    return Merged([sorted(numbers, key=_order), *goals], key=_order)


def _of_pace(goals: Sequence[GoalStanding], pace: str) -> Sequence[GoalStanding]:
    return [goal for goal in goals if goal.pace == pace] if pace else goals


def worst_in(board: Board, narrowed: Narrowed, most: int) -> list[HeldNumber]:
    """Those that are furthest behind, at most so many."""
    return board.parts.take(("worst", narrowed, most), lambda: _worst(board, narrowed, most))


def _worst(board: Board, narrowed: Narrowed, most: int) -> list[HeldNumber]:
    numbers = [each for each in board.numbers_in(narrowed) if each.pace == Pace.BEHIND]
    goals = [
        _of_pace(cell.goals[:most], Pace.BEHIND)  # they stand first
        for _key, cell in board.cells_in(narrowed)
    ]
    return numbers_of_entries(board, merged(numbers, goals)[:most])


def numbers_of_entries(board: Board, entries: Sequence[Entry]) -> list[HeldNumber]:
    """The same with all that a page shows of them, in their order: five queries for the goals."""
    shown = shown_entries(board, entries)
    return [shown[name_of(entry)] for entry in entries if name_of(entry) in shown]


def shown_entries(board: Board, entries: Sequence[Entry]) -> dict[str, HeldNumber]:
    """The same by their names, in no order."""
    ids = [entry.id for entry in entries if isinstance(entry, GoalStanding)]
    goals = goals_by_id(ids, board.asked)
    shown = numbers_of_goals(goals, board.asked, board.rule, board.book)
    numbers = [entry for entry in entries if isinstance(entry, HeldNumber)]
    return {number.id: number for number in [*numbers, *shown]}


def name_of(entry: Entry) -> str:
    """The name of a number, of a goal too: T000001.2, G3."""
    return f"G{entry.id}" if isinstance(entry, GoalStanding) else entry.id


def _order(entry: Entry) -> tuple[Any, ...]:
    if isinstance(entry, GoalStanding):
        return worst_order(entry)
    lead = entry.judged.lead_pct
    return PLACES[entry.pace], lead is None, lead or 0, 0, entry.id
