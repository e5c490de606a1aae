"""Where plans get the calendar and the mechanisms from."""

from functools import lru_cache

from taizhang.calendars import WorkCalendar

from .versioning import mechanism_of

__all__ = ["mechanism_of", "work_calendar"]


@lru_cache(maxsize=1)
def work_calendar() -> WorkCalendar:
    """The working days as the published notices say them."""
    return WorkCalendar()
