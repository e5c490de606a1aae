"""The year as the calendar page shows it: twelve months, festivals, their documents (工作日历)."""

from calendar import Calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from taizhang.calendars import WorkCalendar, YearNotice

_DAY = timedelta(days=1)
_WEEKS = Calendar()  # from Monday
_SATURDAY = 5


@dataclass(frozen=True)
class DayCell:
    """A day in the picture; `kind`: off, work, weekend or "" for a plain working day."""

    day: date
    kind: str
    festival: str


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday; None for days of other months."""

    number: int
    weeks: list[list[DayCell | None]]


@dataclass(frozen=True)
class FestivalLine:
    """A festival: its days off in a row, and the days that make up for them."""

    name: str
    first: date
    last: date
    work: list[date]
    reference: str

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def months_of(year: int, notices: Mapping[int, YearNotice]) -> list[Month]:
    """The twelve months of a year."""
    calendar = WorkCalendar(notices.values())
    off, work = _marked(notices)
    return [
        Month(
            month,
            [
                [_cell(day, calendar, off, work) if day.month == month else None for day in week]
                for week in _WEEKS.monthdatescalendar(year, month)
            ],
        )
        for month in range(1, 13)
    ]


def _marked(
    notices: Mapping[int, YearNotice],
) -> tuple[dict[date, str], dict[date, str]]:
    off: dict[date, str] = {}
    work: dict[date, str] = {}
    for year in sorted(notices):
        off |= notices[year].off
        work |= notices[year].work
    return off, work


def _cell(
    day: date, calendar: WorkCalendar, off: Mapping[date, str], work: Mapping[date, str]
) -> DayCell:
    if calendar.is_working(day):
        made_up = day.weekday() >= _SATURDAY
        return DayCell(day, "work" if made_up else "", work.get(day, "") if made_up else "")
    if day in off:
        return DayCell(day, "off", off[day])
    return DayCell(day, "weekend", "")


def festival_lines(notice: YearNotice) -> list[FestivalLine]:
    """The festivals of a notice in the order of their days.

    A published notice may leave out weekends within a festival; they belong to it here.
    """
    lines = []
    for name, days in groupby(sorted(notice.off), key=notice.off.__getitem__):
        for first, last in _rows(list(days)):
            work = [day for day, festival in sorted(notice.work.items()) if festival == name]
            reference = notice.amended.get(first, notice.reference)
            lines.append(FestivalLine(name, first, last, work, reference))
    return lines


def _rows(days: list[date]) -> Iterator[tuple[date, date]]:
    """Days in a row; a weekend between two of them does not part them."""
    first = last = days[0]
    for day in days[1:]:
        between = (last + n * _DAY for n in range(1, (day - last).days))
        if all(each.weekday() >= _SATURDAY for each in between):
            last = day
        else:
            yield first, last
            first = last = day
    yield first, last
