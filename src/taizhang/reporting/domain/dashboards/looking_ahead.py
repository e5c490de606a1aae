"""What will be reached at the dates of the goals (预计完成情况)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from taizhang.indicators.domain.projections import Outlook
from taizhang.indicators.domain.queries.history import GoalProjection, goal_projections
from taizhang.indicators.domain.queries.honesty import narrow_series
from taizhang.indicators.models import SeriesHonesty

from ..queries.numbers import HeldNumber
from ..queries.outlooks import kept_outlooks
from ..queries.standing_goals import GoalStanding
from .board import Board
from .cells import Cell
from .filters import Narrowed
from .listing import Entry, merged, name_of, shown_entries

MOST = 1_000  # projections that one page waits for, where none are kept
OUTLOOKS = (Outlook.REACHED, Outlook.DOUBTFUL, Outlook.MISSED, Outlook.UNSAID)


@dataclass(frozen=True)
class LookedAhead:
    """The outlook of everything that counts. `said`: of the numbers of tasks, and of goals of which
    none is kept, by name; `left_out`: so many were too many."""

    cells: Sequence[Cell]
    numbers: Sequence[HeldNumber]
    said: Mapping[str, str]
    left_out: int

    @cached_property
    def counts(self) -> dict[str, int]:
        """Outlook → how many; what is tied to no series cannot be said either."""
        counts = Counter(self.said.values())
        for cell in self.cells:
            for outlook, count in cell.outlooks.items():
                counts[outlook] += count
        return {outlook.value: counts[outlook.value] for outlook in OUTLOOKS}

    def of_outlook(self, outlook: str) -> Sequence[Entry]:
        """The numbers of an outlook, the worst first."""
        numbers = [each for each in self.numbers if self.said.get(each.id) == outlook]
        return merged(numbers, [self._goals(cell, outlook) for cell in self.cells])

    def _goals(self, cell: Cell, outlook: str) -> list[GoalStanding]:
        if not cell.outlooks[outlook] and not cell.outlooks[""]:
            return []
        return [
            goal for goal in cell.goals if outlook == (goal.outlook or self.said.get(name_of(goal)))
        ]


def look_ahead(board: Board, narrowed: Narrowed) -> LookedAhead:
    """Today as kept; what is not kept is projected, if that is at most `MOST` goals."""
    return board.parts.take(("ahead", narrowed), lambda: _look(board, narrowed))


def _look(board: Board, narrowed: Narrowed) -> LookedAhead:
    numbers = board.numbers_in(narrowed)
    cells = [cell for _key, cell in board.cells_in(narrowed)]
    tied = {number.id: goal_of(board, number) for number in numbers}
    kept = _kept(board, [pk for pk in tied.values() if pk is not None])
    said = {name: _outlook_of(pk, kept) for name, pk in tied.items()}
    missing = {pk: name for name, pk in tied.items() if pk is not None and pk not in kept}
    for cell in cells:
        if cell.outlooks[""]:
            missing |= {goal.id: name_of(goal) for goal in cell.goals if not goal.outlook}
    if len(missing) <= MOST:
        found = _project(board, list(missing))
        said |= {missing[pk]: projection.outlook.value for pk, projection in found.items()}
    left_out = sum(not said.get(name) for name in missing.values())
    return LookedAhead(cells, numbers, said, left_out)


def _outlook_of(goal: int | None, kept: Mapping[int, str]) -> str:
    return Outlook.UNSAID.value if goal is None else kept.get(goal, "")


def goal_of(board: Board, number: HeldNumber) -> int | None:
    """The goal that a number of a task is tied to."""
    task, _dot, key = number.id.partition(".")
    goal = board.tasks.linked.get((int(task[1:]), int(key)))
    return goal.id if goal else None


def _kept(board: Board, goals: Sequence[int]) -> Mapping[int, str]:
    if board.known_at is not None:
        return {}
    return kept_outlooks(board.asked.day, goals)


def _project(board: Board, ids: Sequence[int]) -> dict[int, GoalProjection]:
    return goal_projections(ids, as_of=board.asked.day, known_at=board.known_at) if ids else {}


@dataclass(frozen=True, slots=True)
class NumberAhead:
    """A number with its projection, None where it is tied to no series; `narrow`: how earlier
    projections of its series turned out, where their intervals were too narrow."""

    number: HeldNumber
    said: GoalProjection | None
    narrow: SeriesHonesty | None


def numbers_ahead(board: Board, entries: Sequence[Entry]) -> list[NumberAhead]:
    """Numbers with their projections, in this order."""
    goals = {name_of(entry): _goal(board, entry) for entry in entries}
    found = _project(board, [pk for pk in goals.values() if pk is not None])
    narrow = narrow_series({said.goal.series_id for said in found.values()})
    shown = shown_entries(board, entries)
    return [
        NumberAhead(shown[name], said, narrow.get(said.goal.series_id) if said else None)
        for name, pk in goals.items()
        if name in shown
        for said in [found.get(pk) if pk is not None else None]
    ]


def _goal(board: Board, entry: Entry) -> int | None:
    return goal_of(board, entry) if isinstance(entry, HeldNumber) else entry.id
