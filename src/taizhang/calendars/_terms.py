"""Terms: from a start, a number and a unit to the due day, around pauses (期限的推算)."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from taizhang.calendars._days import FIRST, LAST, DayTable
from taizhang.calendars._errors import (
    NegativeTermError,
    OpenPauseError,
    PauseOrderError,
    TermRangeError,
)
from taizhang.calendars.types import DayUnit, Pause

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Term:
    """What is asked: `number` units after `start`."""

    start: date
    number: int
    unit: DayUnit
    roll: bool = False
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The steps to the due day, as ordinals: each is the one before or later.

    `full`: the term without pauses is full (for months; otherwise equal to `end`).
    `end`: with the paused days made up for. `due`: moved off a day off, where asked.
    """

    start: int
    full: int
    end: int
    due: int
    provisional: bool


def order_pauses(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """The pauses by their first day, without those that take no day.

    Raises `PauseOrderError` for one that ends before it starts.
    """
    kept = []
    for pause in pauses:
        if pause.ends is not None and pause.ends < pause.starts:
            if pause.ends + _ONE_DAY < pause.starts:
                raise PauseOrderError(pause.starts, pause.ends)
            continue
        kept.append(pause)
    return tuple(sorted(kept, key=lambda pause: pause.starts))


def reckon(table: DayTable, term: Term) -> Reckoning:
    """The due day of a term.

    Raises `NegativeTermError`, `TermRangeError`, `PauseOrderError`, `OpenPauseError`.
    """
    if term.number < 0:
        raise NegativeTermError(term.number)
    start = term.start.toordinal()
    pauses = order_pauses(term.pauses)
    if term.unit is DayUnit.MONTH:
        full = step_months(term.start, term.number).toordinal()
        lost = _count_paused(start, full, pauses)
        end = _count_on(table, full, lost, DayUnit.CALENDAR, pauses, term)
    else:
        full = end = _count_on(table, start, term.number, term.unit, pauses, term)
    due = _roll(table, end, pauses, term) if term.roll else end
    needed = _days_needed(term, start, end, due)
    provisional = needed is not None and not table.knows_all(*needed)
    return Reckoning(start, full, end, due, provisional)


def step_months(day: date, number: int) -> date:
    """The same day `number` months on (or back), or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    if not date.min.year <= year <= date.max.year:
        raise TermRangeError(day, number)
    month += 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def step_back(table: DayTable, day: date, number: int, unit: DayUnit) -> date:
    """The day that lies `number` units before `day`; 0 is `day` itself."""
    if number < 0:
        raise NegativeTermError(number)
    if unit is DayUnit.MONTH:
        return step_months(day, -number)
    at: int | None = day.toordinal() - number
    if unit is DayUnit.WORKING and number:
        at = table.worked_before(day.toordinal(), number)
    if at is None or at < FIRST:
        raise TermRangeError(day, -number)
    return date.fromordinal(at)


def _count_on(
    table: DayTable,
    at: int,
    number: int,
    unit: DayUnit,
    pauses: Sequence[Pause],
    term: Term,
) -> int:
    """The day on which `number` units after `at` are full, paused days left out."""
    for pause in pauses if number else ():
        first, last = pause.starts.toordinal(), _last(pause)
        if last <= at:
            continue
        room = _count_units(table, at + 1, first - 1, unit)
        if room >= number:
            break
        if pause.ends is None:
            raise OpenPauseError(pause)
        number -= room
        at = last
    end = _step(table, at, number, unit)
    if end is None:
        raise TermRangeError(term.start, term.number)
    return end


def _step(table: DayTable, at: int, number: int, unit: DayUnit) -> int | None:
    if unit is DayUnit.WORKING and number:
        return table.worked_after(at, number)
    return at + number if at + number <= LAST else None


def _count_units(table: DayTable, first: int, last: int, unit: DayUnit) -> int:
    if unit is DayUnit.WORKING:
        return table.count_worked(first, last)
    return max(last - first + 1, 0)


def _count_paused(start: int, end: int, pauses: Sequence[Pause]) -> int:
    """Paused days after `start` through `end`; those of two pauses count once."""
    lost, seen = 0, start
    for pause in pauses:
        if pause.starts.toordinal() > end:
            break
        if pause.ends is None:
            raise OpenPauseError(pause)
        lost += max(min(_last(pause), end) - max(pause.starts.toordinal() - 1, seen), 0)
        seen = max(seen, min(_last(pause), end))
    return lost


def _roll(table: DayTable, at: int, pauses: Sequence[Pause], term: Term) -> int:
    """The first day from `at` on that is worked and not paused."""
    while True:
        if at > LAST:
            raise TermRangeError(term.start, term.number)
        pause = next((p for p in pauses if p.starts.toordinal() <= at <= _last(p)), None)
        if pause is None and table.is_working(at):
            return at
        if pause is not None and pause.ends is None:
            raise OpenPauseError(pause)
        at = _last(pause) + 1 if pause else at + 1


def _last(pause: Pause) -> int:
    return LAST if pause.ends is None else pause.ends.toordinal()


def _days_needed(term: Term, start: int, end: int, due: int) -> tuple[int, int] | None:
    """The first and last day whose being worked or not made a difference, if any did."""
    if term.unit is DayUnit.WORKING and due > start:
        return (start if term.roll and not term.number else start + 1), due
    return (end, due) if term.roll else None
