"""What the calendar says of days (日历): counted or not, and why."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class DayUnit(StrEnum):
    """In what a term is counted (期限单位)."""

    CALENDAR = "calendar"  # 天、日: every day
    WORKING = "working"  # 工作日: days of work, make-up days included
    MONTH = "month"  # 月: whole months in one step


@dataclass(frozen=True, slots=True)
class Day:
    """One day after the start; `why` is for people: weekday, “，”, reason, in Chinese."""

    date: date
    counted: bool
    why: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count (暂停), both ends included; `ends` None: until further notice.

    `ends` on the day before `starts`: resumed on the same day, takes no day.

    `why` says who granted it and for what reason, and stands in the explanation of every day.
    """

    starts: date
    ends: date | None
    why: str


@dataclass(frozen=True, slots=True)
class Due:
    """The day something is due, and how it was counted.

    `provisional`: a year without a published holiday notice was needed (Monday to Friday assumed).
    `days`: every date after the start through `due`.
    """

    due: date
    provisional: bool
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class YearNotice:
    """The holiday notice of one year (放假通知), as the State Council's office publishes it.

    `off` are days off beside ordinary weekends, each with the name of its festival; `work` are
    Saturdays and Sundays that are worked (调休上班), each with the festival they make up for.
    The days around New Year may lie in December of the year before. `amended`: days that a later
    document changed, each with its number; `off` and `work` hold what was in force in the end.
    """

    year: int
    reference: str  # 国办发明电〔2025〕7号
    off: dict[date, str]
    work: dict[date, str]
    issued: date | None = None
    amended: dict[date, str] = field(default_factory=dict)
