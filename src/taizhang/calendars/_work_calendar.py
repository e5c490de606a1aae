"""The calendar that people count with: notices in, due days out."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from taizhang.calendars._days import DayTable
from taizhang.calendars._errors import OpenPauseError
from taizhang.calendars._explain import explain
from taizhang.calendars._moments import is_after_cutoff, local_day
from taizhang.calendars._notices import published_notices
from taizhang.calendars._terms import Reckoning, Term, order_pauses, reckon, step_back
from taizhang.calendars.types import DayUnit, Due, Pause, YearNotice

_REMEMBERED = 1 << 16  # terms; tasks of one document share their start


class WorkCalendar:
    """Working days and terms under a set of holiday notices; never changes once made.

    `notices`: all that hold, a later one of a year replaces an earlier, so that what people
    entered overrides what the package brings: `[*published_notices(), *entered]`. Without them
    the published ones. Years without a notice count Monday to Friday and say so.
    Raises `NoticeError` for a notice that contradicts itself.
    """

    def __init__(self, notices: Iterable[YearNotice] | None = None) -> None:
        self._table = DayTable(published_notices() if notices is None else notices)
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._find_due)

    def knows(self, year: int) -> bool:
        """Whether the holiday notice of the year is there."""
        return year in self._table.years

    def is_working(self, day: date) -> bool:
        """Whether the day is worked, make-up days included."""
        return self._table.is_working(day.toordinal())

    def why(self, day: date) -> str:
        """Why a day is worked or not: weekday, festival or make-up day, document."""
        return self._table.why(day.toordinal())

    def count(
        self,
        start: date,
        number: int,
        unit: DayUnit,
        *,
        roll: bool = False,
        pauses: Iterable[Pause] = (),
    ) -> Due:
        """The day `number` units after `start`, with every day in between explained.

        Day 1 is the next day (the next working day). 0 is `start` itself. Months are one step: the
        same day, or the last of the month, then one more day for each paused day. `roll` moves a
        due day off days off and pauses. Paused days are listed and do not count.
        Raises `NegativeTermError`, `TermRangeError`, `PauseOrderError`; `OpenPauseError` when the
        count reaches a pause without an end: no due day can be known then.
        """
        term = Term(start, number, unit, roll, tuple(pauses))
        found = reckon(self._table, term)
        return self._as_due(term, found)

    def due_of(
        self,
        start: date,
        number: int,
        unit: DayUnit,
        *,
        roll: bool = False,
        pauses: tuple[Pause, ...] = (),
    ) -> tuple[date, bool]:
        """`(due, provisional)` as `count` finds them, without the days: for many tasks at once."""
        return self._remembered(start, number, unit, roll, pauses)

    def back(self, due: date, number: int, unit: DayUnit) -> date:
        """The day `number` units before `due` (the `number`th working day before it)."""
        return step_back(self._table, due, number, unit)

    def next_working(self, day: date) -> date:
        """The first working day after `day`."""
        return self.due_of(day, 1, DayUnit.WORKING)[0]

    def roll_on(self, day: date) -> date:
        """`day` itself where it is worked, else the next working day."""
        return self.due_of(day, 0, DayUnit.CALENDAR, roll=True)[0]

    def start_day(self, moment: datetime, cutoff: time | None, unit: DayUnit) -> date:
        """The day a moment belongs to for counting; `moment` is aware, days are those of China.

        After the cut-off it is the next day. Where days are working days and there is a cut-off,
        it is a working day: what comes in the evening or on a day off belongs to the next one.
        """
        day = local_day(moment)
        late = is_after_cutoff(moment, cutoff)
        if unit is DayUnit.WORKING and cutoff is not None:
            return self.next_working(day) if late else self.roll_on(day)
        return day + timedelta(days=1) if late else day

    def paused_days(self, stop_start: date, stop_end: date, unit: DayUnit) -> int:
        """How many days a pause takes, both ends included: working days where those are counted.

        0 where it ends on the day before it starts. Raises `PauseOrderError`.
        """
        if not order_pauses([Pause(stop_start, stop_end, "")]):
            return 0
        if unit is DayUnit.WORKING:
            return self._table.count_worked(stop_start.toordinal(), stop_end.toordinal())
        return (stop_end - stop_start).days + 1

    def move(self, due: date, pause: Pause, unit: DayUnit, *, roll: bool = False) -> Due:
        """Where a due day moves when a pause is over: by the days the pause took.

        `days` runs from the old due day to the new one. Months move by calendar days. A pause that
        began in the term gives the due day that `count` gives with it; one that began after the
        due day moves it by as much, so that what was late stays as late.
        Raises `OpenPauseError` for a pause without an end, `PauseOrderError`.
        """
        if pause.ends is None:
            raise OpenPauseError(pause)
        by = DayUnit.WORKING if unit is DayUnit.WORKING else DayUnit.CALENDAR
        inside = pause.starts <= due
        lost = self.paused_days(pause.starts, min(pause.ends, due) if inside else pause.ends, by)
        term = Term(due, lost, by, roll, (pause,) if inside else ())
        found = reckon(self._table, term)
        return self._as_due(term, found)

    def _as_due(self, term: Term, found: Reckoning) -> Due:
        days = explain(self._table, term, found)
        return Due(date.fromordinal(found.due), found.provisional, days)

    def _find_due(
        self, start: date, number: int, unit: DayUnit, roll: bool, pauses: tuple[Pause, ...]
    ) -> tuple[date, bool]:
        found = reckon(self._table, Term(start, number, unit, roll, pauses))
        return date.fromordinal(found.due), found.provisional
