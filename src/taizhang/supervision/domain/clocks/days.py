"""Days of a task's clock (天数): the office's day ends when its due moments do.

A mechanism that names a cut-off hour ends its day at that hour; without one it ends at 24:00,
written as 00:00 of the next day. `taizhang.calendars` makes the moments of days.
"""

from datetime import date, datetime, time, timedelta
from math import ceil, floor

from django.utils.translation import get_language

from taizhang.calendars import TIME_ZONE

_DAY = timedelta(days=1)


def start_of_day(day: date) -> datetime:
    """00:00 of a day."""
    return datetime.combine(day, time(), TIME_ZONE)


def day_of_due(due: datetime) -> date:
    """The day that ends at a due moment: 10 October for 00:00 on the 11th."""
    return (due - timedelta(microseconds=1)).astimezone(TIME_ZONE).date()


def written_day(day: date) -> str:
    """A day in a sentence of the reader's language: 2024年6月30日 or 2024-06-30."""
    if (get_language() or "").startswith("zh"):
        return f"{day.year}年{day.month}月{day.day}日"
    return day.isoformat()


def days_left(moment: datetime, due: datetime) -> int | None:
    """Whole days until a due moment: 0 on its day, 1 the day before; None after it."""
    return None if moment > due else floor((due - moment) / _DAY)


def days_past(moment: datetime, due: datetime) -> int:
    """Days begun since a due moment: 0 until it, 1 on the day after its day."""
    return 0 if moment <= due else ceil((moment - due) / _DAY)
