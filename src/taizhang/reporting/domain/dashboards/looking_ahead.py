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
from .board import Board
from .filters import Narrowed
from .listing import Entry, name_of, shown_entries

MOST = 1_000  # projections that one page waits for, where none are kept
OUTLOOKS = (Outlook.REACHED, Outlook.DOUBTFUL, Outlook.MISSED, Outlook.UNSAID)


@dataclass(frozen=True)
class LookedAhead:
    """The outlook of every goal that counts, by its id; `left_out`: so many were too many.

    `untied`: numbers of tasks that are tied to no series, so that they have no history.
    """

    found: Mapping[int, str]
    entries: Mapping[int, Entry]
    untied: Sequence[Entry]
    left_out: int

    @cached_property
    def counts(self) -> dict[str, int]:
        """Outlook → how many; what is tied to no series cannot be said either."""
        counts = Counter(self.found.values())
        counts[Outlook.UNSAID.value] += len(self.untied)
        return {outlook.value: counts[outlook.value] for outlook in OUTLOOKS}

    def of_outlook(self, outlook: str) -> list[Entry]:
        """The numbers of an outlook."""
        found = [self.entries[pk] for pk, said in self.found.items() if said == outlook]
        return [*found, *self.untied] if outlook == Outlook.UNSAID else found


def look_ahead(board: Board, narrowed: Narrowed) -> LookedAhead:
    """Today as kept; what is not kept is projected, if that is at most `MOST` goals."""
    return board.lists.take(("ahead", narrowed), lambda: _look(board, narrowed))


def _look(board: Board, narrowed: Narrowed) -> LookedAhead:
    numbers = board.numbers_in(narrowed)
    tied = {pk: number for number in numbers if (pk := goal_of(board, number)) is not None}
    untied = [number for number in numbers if goal_of(board, number) is None]
    goals = board.goals_in(narrowed)
    entries: dict[int, Entry] = {**tied, **{goal.id: goal for goal in goals}}
    kept = _kept(board)
    found = {pk: kept[pk] for pk in entries if pk in kept}
    missing = [pk for pk in entries if pk not in kept]
    if len(missing) <= MOST:
        found |= {pk: said.outlook.value for pk, said in _project(board, missing).items()}
    return LookedAhead(found, entries, untied, len(entries) - len(found))


def goal_of(board: Board, number: HeldNumber) -> int | None:
    """The goal that a number of a task is tied to."""
    task, _dot, key = number.id.partition(".")
    goal = board.linked.get((int(task[1:]), int(key)))
    return goal.id if goal else None


def _kept(board: Board) -> Mapping[int, str]:
    if board.known_at is not None:
        return {}
    return board.parts.take("outlooks", lambda: kept_outlooks(board.asked.day))


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
