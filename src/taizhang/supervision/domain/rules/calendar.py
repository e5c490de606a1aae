"""The calendar that the office counts with: published notices, and those it entered (工作日历)."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from taizhang.calendars import WorkCalendar, YearNotice, published_notices

from ...models import HolidayNotice

_Content = tuple[int, str, date | None, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]


def calendar_in_force(*, known_at: datetime | None = None) -> WorkCalendar:
    """The calendar as known now, or as far as notices had been entered at a moment.

    One query; calendars of the same notices are made once a process.
    """
    rows = HolidayNotice.objects.order_by("id")
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    values = rows.values_list("year", "reference", "issued", "off", "work")
    return _calendar_of(tuple(_content(*row) for row in values))


def notices_in_force() -> dict[int, YearNotice]:
    """The notice of every year that has one: what people entered goes before what is published."""
    known = {notice.year: notice for notice in published_notices()}
    entered = HolidayNotice.objects.order_by("id")
    return known | {row.year: notice_of(row) for row in entered}


def notice_of(row: HolidayNotice) -> YearNotice:
    """An entered notice as the calendar takes it."""
    return YearNotice(row.year, row.reference, _days(row.off), _days(row.work), row.issued)


@lru_cache(maxsize=16)
def _calendar_of(entered: tuple[_Content, ...]) -> WorkCalendar:
    notices = [
        YearNotice(year, reference, _days(dict(off)), _days(dict(work)), issued)
        for year, reference, issued, off, work in entered
    ]
    return WorkCalendar([*published_notices(), *notices])


def _content(
    year: int, reference: str, issued: date | None, off: dict[str, str], work: dict[str, str]
) -> _Content:
    return year, reference, issued, _pairs(off), _pairs(work)


def _pairs(days: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(days.items()))


def _days(days: dict[str, Any]) -> dict[date, str]:
    return {date.fromisoformat(day): festival for day, festival in days.items()}


def dump_days(days: Iterable[tuple[date, str]]) -> dict[str, str]:
    """Days with their festivals as JSON."""
    return {day.isoformat(): festival for day, festival in sorted(days)}
