"""All that a dashboard counts, on one day (看板底数): read once, kept until something changes.

Its numbers are those of the bulletin of the same day: targets of tasks, and goals without a task.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from time import perf_counter

from taizhang.indicators.domain.pace.rules import PaceRule, pace_rule_on
from taizhang.ledger.models import Task

from ...enums import PeriodKind
from ..bulletins.asked import Asked
from ..bulletins.counting import places_of, units_of
from ..bulletins.periods import Period
from ..queries.goals import HeldGoal, linked_goals
from ..queries.held import Held, HeldTask, held_by
from ..queries.numbers import HeldNumber, numbers_of_tasks
from ..queries.stamp import data_stamp
from ..queries.standing_goals import GoalStanding, goal_standings
from ..queries.units import UnitBook, unit_book
from .filters import Narrowed, place_of_goal, shown_office
from .keeping import Shelf

_BOARDS = Shelf(4)
_LATEST: dict[date, tuple["Board", timedelta]] = {}  # with how long it took to read
_SLOW = timedelta(seconds=1)
_TIMES, _LONGEST = 200, timedelta(minutes=5)
_PARTS = 200  # counts, worst lists, outlooks of one board
_LISTS = 12  # long ones: each may hold every number

CubeKey = tuple[int | None, int | None, str]
"""Office, place below (None: the place itself), class."""


@dataclass(frozen=True)
class Board:
    """The numbers of a city at the end of a day. `known_at` None: as recorded when it was read."""

    asked: Asked
    known_at: datetime | None
    rule: PaceRule
    book: UnitBook
    held: Held
    linked: Mapping[tuple[int, int], HeldGoal]
    numbers: Sequence[HeldNumber]
    goals: Sequence[GoalStanding]
    cube: Mapping[CubeKey, int]
    documents: Mapping[int, int | None]  # task → document
    parts: Shelf = field(default_factory=lambda: Shelf(_PARTS))
    lists: Shelf = field(default_factory=lambda: Shelf(_LISTS))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was on the books."""
        return not self.held.tasks and not self.goals

    def tasks_of(self, narrowed: Narrowed) -> Collection[int] | None:
        """The tasks of the document; None: of all."""
        if narrowed.document is None:
            return None
        return {pk for pk, document in self.documents.items() if document == narrowed.document}

    def numbers_in(self, narrowed: Narrowed) -> list[HeldNumber]:
        """The numbers of tasks that count."""
        if not narrowed:
            return list(self.numbers)
        tasks = self.tasks_of(narrowed)
        return [each for each in self.numbers if narrowed.holds_number(each, self.book, tasks)]

    def tasks_in(self, narrowed: Narrowed) -> list[HeldTask]:
        """The tasks that count, in the order of the ledger."""
        wanted = self.tasks_of(narrowed)
        office = narrowed.office_in(self.book)
        return [
            task
            for task in self.held.tasks.values()
            if (wanted is None or task.id in wanted)
            and office in (None, *task.units)
            and narrowed.region in (None, *(self.book.units[pk].place_id for pk in task.units))
        ]

    def overdue_in(self, narrowed: Narrowed) -> list[HeldTask]:
        """The open tasks past their time that count, the latest first."""
        late = [task for task in self.tasks_in(narrowed) if task.is_overdue]
        return sorted(late, key=lambda task: (task.due or self.asked.day, task.id))

    def goals_in(self, narrowed: Narrowed) -> Sequence[GoalStanding]:
        """The goals without a task that count."""
        if not narrowed:
            return self.goals
        return [goal for goal in self.goals if narrowed.holds_goal(goal, self.book)]

    def cube_in(self, narrowed: Narrowed) -> dict[CubeKey, int]:
        """Those goals, counted."""
        if narrowed.document is not None:
            return {}
        office, region = narrowed.office_in(self.book), narrowed.region
        return {
            key: count
            for key, count in self.cube.items()
            if office in (None, key[0]) and region in (None, key[1])
        }


def board_on(day: date, *, now: datetime, known_at: datetime | None = None) -> Board:
    """The board of a day. `known_at` None: as recorded now; it is read again when something was
    recorded since, what was known at a past moment never changes.

    A board that takes long to read is kept for a while all the same (`kept_for`); its
    `asked.known_at` says when it was read.
    """
    if known_at is not None:
        return _BOARDS.take((day, known_at), lambda: read_board(day, now=now, known_at=known_at))
    latest = _LATEST.get(day)
    if latest and now - latest[0].asked.known_at < kept_for(latest[1]):
        return latest[0]
    stamp = data_stamp()
    return _BOARDS.take((day, stamp), lambda: _read_timed(day, now))


def kept_for(took: timedelta) -> timedelta:
    """How long a board is shown though something was recorded since: not at all, but where it took
    more than a second to read two hundred times as long, at most five minutes. What is counted
    from it takes several times as long, and readers shall seldom wait for it.

    >>> kept_for(timedelta(seconds=0.2)), kept_for(timedelta(seconds=6))
    (datetime.timedelta(0), datetime.timedelta(seconds=300))
    """
    return min(took * _TIMES, _LONGEST) if took > _SLOW else timedelta()


def is_shown_longer(board: Board) -> bool:
    """Whether the board is one that is shown though something may have been recorded since."""
    latest = _LATEST.get(board.asked.day)
    return latest is not None and latest[0] is board and bool(kept_for(latest[1]))


def _read_timed(day: date, now: datetime) -> Board:
    begun = perf_counter()
    board = read_board(day, now=now, known_at=None)
    if len(_LATEST) > _BOARDS.size:
        _LATEST.clear()
    _LATEST[day] = board, timedelta(seconds=perf_counter() - begun)
    return board


def forget_boards() -> None:
    """Read everything anew."""
    _BOARDS.clear()
    _LATEST.clear()


def read_board(day: date, *, now: datetime, known_at: datetime | None) -> Board:
    """Read it: the same number of queries whatever there is."""
    asked = Asked(Period(PeriodKind.YEAR, day.year), day, known_at or now)
    rule = pace_rule_on(day, known_at=asked.known_at)
    book = unit_book(None, on=day)
    held = held_by(asked, book)
    linked = linked_goals(list(held.tasks), asked)
    starts = asked.year_starts
    goals = goal_standings(day=day, known_at=known_at, year_starts=starts, rule=rule)
    documents = Task.objects.filter(pk__in=held.tasks).values_list("pk", "document_id")
    return Board(
        asked,
        known_at,
        rule,
        book,
        held,
        linked,
        numbers_of_tasks(held, linked, asked, rule),
        goals,
        _cube(goals, book),
        dict(documents),
    )


def _cube(goals: Sequence[GoalStanding], book: UnitBook) -> dict[CubeKey, int]:
    """Goals of one region and unit are alike: each kind is looked up once."""
    raw = Counter((goal.region_id, goal.office_id, goal.pace) for goal in goals)
    found: Counter[CubeKey] = Counter()
    for (region, office, pace), count in raw.items():
        goal = GoalStanding(0, region, office, pace, None)
        found[shown_office(goal, book), place_of_goal(goal, book), pace] += count
    return dict(found)


def counts_in(board: Board, narrowed: Narrowed) -> Counter[str]:
    """Class → how many numbers count."""
    return board.parts.take(("counts", narrowed), lambda: _counts(board, narrowed))


def _counts(board: Board, narrowed: Narrowed) -> Counter[str]:
    found = Counter(number.pace for number in board.numbers_in(narrowed))
    for (_office, _place, pace), count in board.cube_in(narrowed).items():
        found[pace] += count
    return found


Tallies = dict[int, Counter[str]]


def tallies_in(board: Board, narrowed: Narrowed) -> tuple[Tallies, Tallies]:
    """By office of the place itself, and by place below: a joint number counts in each."""
    return board.parts.take(("tallies", narrowed), lambda: _tallies(board, narrowed))


def _tallies(board: Board, narrowed: Narrowed) -> tuple[Tallies, Tallies]:
    offices: Tallies = defaultdict(Counter)
    places: Tallies = defaultdict(Counter)
    for number in board.numbers_in(narrowed):
        for unit in units_of(number, board.book):
            if unit.place_id is None:
                offices[unit.id][number.pace] += 1
        for place in places_of(number, board.book):
            places[place][number.pace] += 1
    own = {unit.id: unit.place_id for unit in board.book.units.values()}
    for (office, below, pace), count in board.cube_in(narrowed).items():
        if office is not None and own[office] is None:
            offices[office][pace] += count
        if below is not None:
            places[below][pace] += count
    return dict(offices), dict(places)
