"""The numbers behind a count, the worst first (指标清单)."""

import heapq
from collections.abc import Sequence
from fractions import Fraction

from taizhang.indicators.enums import WORST_FIRST, Pace

from ..queries.goals import goals_by_id
from ..queries.numbers import HeldNumber, numbers_of_goals
from ..queries.standing_goals import GoalStanding
from .board import Board
from .filters import Narrowed

Entry = HeldNumber | GoalStanding
_PLACES = {pace.value: place for place, pace in enumerate(WORST_FIRST)}


def entries_in(board: Board, narrowed: Narrowed, pace: str = "") -> list[Entry]:
    """The numbers of a class ("": of all), the worst first; goals still as they are counted."""
    return board.lists.take((narrowed, pace), lambda: _entries(board, narrowed, pace))


def _entries(board: Board, narrowed: Narrowed, pace: str) -> list[Entry]:
    found: list[Entry] = [*board.numbers_in(narrowed), *board.goals_in(narrowed)]
    chosen = [entry for entry in found if pace in ("", entry.pace)]
    return sorted(chosen, key=_order)


def worst_in(board: Board, narrowed: Narrowed, most: int) -> list[HeldNumber]:
    """Those that are furthest behind, at most so many."""
    return board.parts.take(("worst", narrowed, most), lambda: _worst(board, narrowed, most))


def _worst(board: Board, narrowed: Narrowed, most: int) -> list[HeldNumber]:
    found: list[Entry] = [*board.numbers_in(narrowed), *board.goals_in(narrowed)]
    behind = [entry for entry in found if entry.pace == Pace.BEHIND]
    return numbers_of_entries(board, heapq.nsmallest(most, behind, key=_order))


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


def _order(entry: Entry) -> tuple[int, bool, Fraction | float, str]:
    if isinstance(entry, GoalStanding):
        lead: Fraction | float | None = entry.lead
        name = f"G{entry.id:020d}"
    else:
        lead, name = entry.judged.lead_pct, entry.id
    return _PLACES[entry.pace], lead is None, lead or 0, name
