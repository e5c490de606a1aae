"""Goals without a task by office and place (分格): what changes touches few cells, and what was
counted of the others is kept.

A cell is never changed, only replaced; so what is reckoned of it holds as long as it is there.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any

from taizhang.indicators.enums import WORST_FIRST

from ..queries.standing_goals import GoalStanding
from ..queries.units import UnitBook
from .filters import place_of_goal, shown_office

CellKey = tuple[int | None, int | None]
"""Office, place below (None: the place itself)."""
PLACES = {pace.value: place for place, pace in enumerate(WORST_FIRST)}
"""Class → its place in a list, the worst first."""


def worst_order(goal: GoalStanding) -> tuple[Any, ...]:
    """The worst first; comes after what `listing` says of a number of a task."""
    return PLACES[goal.pace], goal.lead is None, goal.lead or 0.0, 1, goal.id


class Cell:
    """The goals of one office in one place, the worst first."""

    def __init__(self, goals: Iterable[GoalStanding]) -> None:
        self.goals = tuple(sorted(goals, key=worst_order))
        self.since: tuple[Cell, Any] | None = None  # an earlier one, and what has changed since

    @cached_property
    def counts(self) -> Counter[str]:
        """Class → how many."""
        return Counter(goal.pace for goal in self.goals)

    @cached_property
    def outlooks(self) -> Counter[str]:
        """Outlook → how many; "": not kept."""
        return Counter(goal.outlook for goal in self.goals)

    @cached_property
    def paces(self) -> dict[int, GoalStanding]:
        """The goals by id."""
        return {goal.id: goal for goal in self.goals}


Cells = Mapping[CellKey, Cell]


def cells_of(goals: Iterable[GoalStanding], book: UnitBook) -> dict[CellKey, Cell]:
    """Goals put into cells."""
    return {key: Cell(found) for key, found in _sorted_out(goals, book).items()}


def cells_with(
    cells: Cells, goals: Iterable[GoalStanding], gone: Collection[int], book: UnitBook
) -> dict[CellKey, Cell]:
    """The cells with goals as they stand now, wherever they stood before, without those gone."""
    placed = _sorted_out(goals, book)
    changed = {goal.id for found in placed.values() for goal in found} | set(gone)
    touched = {key for key, cell in cells.items() if key in placed or _holds(cell, changed)}
    result = dict(cells)
    for key in touched | placed.keys():
        kept = [goal for goal in cells[key].goals if goal.id not in changed] if key in cells else []
        if found := [*kept, *placed.get(key, ())]:
            result[key] = Cell(found)
        else:
            result.pop(key)
    return result


def _holds(cell: Cell, ids: Collection[int]) -> bool:
    return not cell.paces.keys().isdisjoint(ids)


def _sorted_out(goals: Iterable[GoalStanding], book: UnitBook) -> dict[CellKey, list[GoalStanding]]:
    """Goals of one region and unit are alike: each kind is looked up once."""
    keys: dict[tuple[int, int | None], CellKey] = {}
    found: dict[CellKey, list[GoalStanding]] = defaultdict(list)
    for goal in goals:
        kind = goal.region_id, goal.office_id
        key = keys.get(kind)
        if key is None:
            key = keys[kind] = shown_office(goal, book), place_of_goal(goal, book)
        found[key].append(goal)
    return found
