"""From moments to days and back: the day of an office ends at its cut-off hour (截止时点)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from taizhang.calendars._errors import NaiveMomentError

TIME_ZONE = ZoneInfo("Asia/Shanghai")


def local_day(moment: datetime) -> date:
    """The date in China. Raises `NaiveMomentError` for a date-time without time zone."""
    return _local(moment).date()


def ends_at(day: date, cutoff: time | None) -> datetime:
    """When a due day ends: at its cut-off hour, or at 24:00, which is 00:00 of the next day.

    Something is on time up to and including this moment.
    """
    if cutoff is None:
        return datetime.combine(day + timedelta(days=1), time(), tzinfo=TIME_ZONE)
    return datetime.combine(day, cutoff, tzinfo=TIME_ZONE)


def is_after_cutoff(moment: datetime, cutoff: time | None) -> bool:
    """Whether the office's day was over at this moment."""
    return cutoff is not None and _local(moment).time() > cutoff


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise NaiveMomentError(moment)
    return moment.astimezone(TIME_ZONE)
