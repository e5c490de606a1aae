"""Working days, terms and deadlines, each day explained (日历).

    >>> from datetime import date
    >>> due = WorkCalendar().count(date(2026, 9, 30), 3, DayUnit.WORKING)
    >>> due.due, due.days[0].why
    (datetime.date(2026, 10, 10), '星期四，国庆节放假（国办发明电〔2025〕7号）')

A library: no Django, no database, no clock. docs/algorithms/clocks.md says how days are counted.
"""

from taizhang.calendars._errors import (
    CalendarError,
    NaiveMomentError,
    NegativeTermError,
    NoticeError,
    OpenPauseError,
    PauseOrderError,
    TermRangeError,
)
from taizhang.calendars._folding import Run, fold_days
from taizhang.calendars._moments import TIME_ZONE, ends_at, local_day
from taizhang.calendars._notices import check_notice, published_notices
from taizhang.calendars._work_calendar import WorkCalendar
from taizhang.calendars.types import Day, DayUnit, Due, Pause, YearNotice

__all__ = [
    "TIME_ZONE",
    "CalendarError",
    "Day",
    "DayUnit",
    "Due",
    "NaiveMomentError",
    "NegativeTermError",
    "NoticeError",
    "OpenPauseError",
    "Pause",
    "PauseOrderError",
    "Run",
    "TermRangeError",
    "WorkCalendar",
    "YearNotice",
    "check_notice",
    "ends_at",
    "fold_days",
    "local_day",
    "published_notices",
]
