"""Where the steps of a mechanism fall, and whether one can fall before another (期限的先后)."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from taizhang.calendars.types import DayUnit, Due

from .types import Mechanism, Step, Within
from .words import UNIT_WORDS

if TYPE_CHECKING:
    from taizhang.calendars import WorkCalendar

Chain = tuple[Within, ...]
_SHORTEST_MONTH = 28
_YEARS = 3
_DAYS = {
    DayUnit.CALENDAR: Fraction(1),
    DayUnit.WORKING: Fraction(7, 5),
    DayUnit.MONTH: Fraction(30),
}


def words_of(within: Within) -> str:
    """A term as people say it: 3 天, 5 个工作日（遇休息日顺延）."""
    roll = "（遇休息日顺延）" if within.roll else ""
    return f"{within.number} {UNIT_WORDS[within.unit]}{roll}"


def length_of(within: Within) -> Fraction:
    """About how many days a term takes."""
    return within.number * _DAYS[within.unit]


def chain_of(steps: dict[str, Step], step: Step) -> Chain:
    """The terms from the assignment to the due day of a step, one after another.

    The steps must be free of cycles and unknown names.
    """
    if step.start == "assigned":
        return (step.within,)
    return (*chain_of(steps, steps[step.start]), step.within)


def due_days(
    mechanism: Mechanism, kind: str, start: date, calendar: "WorkCalendar"
) -> dict[str, Due]:
    """The due day of every step of a kind by its key, for a task assigned on `start`.

    `start` is the day the assignment counts for: with a cut-off hour, what came after it counts
    for the next day, and for terms in working days for the next working day.
    """
    by_key = {step.key: step for step in mechanism.steps}
    found: dict[str, Due] = {}

    def due_of(step: Step) -> Due:
        if step.key not in found:
            within, begins = step.within, first_day(mechanism, step, start, calendar)
            if step.start != "assigned":
                begins = due_of(by_key[step.start]).due
            found[step.key] = calendar.count(begins, within.number, within.unit, roll=within.roll)
        return found[step.key]

    return {step.key: due_of(step) for step in mechanism.steps_for(kind)}


def first_day(mechanism: Mechanism, step: Step, start: date, calendar: "WorkCalendar") -> date:
    """The day a term from the assignment begins: see `WorkCalendar.start_day`."""
    moves = mechanism.cutoff is not None and step.within.unit is DayUnit.WORKING
    return calendar.roll_on(start) if moves else start


def first_early_start(earlier: Chain, later: Chain, *, has_cutoff: bool) -> date | None:
    """A day of assignment on which `later` falls due before `earlier`; None where none does.

    Where the terms alone decide, no day is counted. Otherwise every day of the last three years
    whose holidays are published is tried.
    """
    if _never_earlier(earlier, later):
        return None
    return _search(earlier, later, has_cutoff)


def _never_earlier(earlier: Chain, later: Chain) -> bool:
    """Whether `later` can be seen not to fall before `earlier` on any day at all."""
    if later[: len(earlier)] == earlier:
        return True
    if all(_stays(within) for within in earlier):
        return True
    if len(earlier) > 1:
        return False
    one, other = earlier[0], later[0]
    return not one.roll and one.number <= _least_days(other, one.unit)


def _stays(within: Within) -> bool:
    return within.number == 0 and not within.roll and within.unit is not DayUnit.WORKING


def _least_days(within: Within, unit: DayUnit) -> int:
    """How many `unit`s the term takes at least; -1 where only the calendar can tell."""
    if within.unit is unit:
        return within.number
    if unit is not DayUnit.CALENDAR:
        return -1
    return within.number * (_SHORTEST_MONTH if within.unit is DayUnit.MONTH else 1)


def _search(earlier: Chain, later: Chain, has_cutoff: bool) -> date | None:
    pairs = zip(_starts(), _dues(earlier, has_cutoff), _dues(later, has_cutoff), strict=True)
    return next((start for start, first, second in pairs if second < first), None)


@lru_cache(maxsize=256)
def _dues(chain: Chain, has_cutoff: bool) -> tuple[date, ...]:
    """The due day for every day of assignment that is tried."""
    calendar, within = _calendar(), chain[-1]
    if len(chain) > 1:
        begins = _dues(chain[:-1], has_cutoff)
    elif has_cutoff and within.unit is DayUnit.WORKING:
        begins = tuple(map(calendar.roll_on, _starts()))
    else:
        begins = _starts()
    return tuple(
        calendar.due_of(day, within.number, within.unit, roll=within.roll)[0] for day in begins
    )


@lru_cache(maxsize=1)
def _calendar() -> "WorkCalendar":
    from taizhang.calendars import WorkCalendar  # the holidays of twenty years: only when needed

    return WorkCalendar()


@lru_cache(maxsize=1)
def _starts() -> tuple[date, ...]:
    return tuple(_days_of_known_years())


def _days_of_known_years() -> Iterator[date]:
    from taizhang.calendars import published_notices

    last = max(notice.year for notice in published_notices())
    day = date(last - _YEARS + 1, 1, 1)
    while day.year <= last:
        yield day
        day += timedelta(days=1)
