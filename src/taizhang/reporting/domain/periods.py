"""What a bulletin speaks of (期间): a month, a quarter, the half of a year, a year."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from ..enums import PeriodKind
from .errors import PeriodError

_FORM = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])))?", re.ASCII)
_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.YEAR: 12}
_QUARTERS = ("一季度", "二季度", "三季度", "四季度")
_HALVES = ("上半年", "下半年")
_YEARS = range(1949, 2200)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A period (期间): its kind, its year, its place in the year counted from 1."""

    kind: PeriodKind
    year: int
    place: int = 1

    @property
    def starts(self) -> date:
        """Its first day."""
        return date(self.year, (self.place - 1) * _MONTHS[self.kind] + 1, 1)

    @property
    def ends(self) -> date:
        """Its last day."""
        month = self.place * _MONTHS[self.kind]
        return date(self.year + month // 12, month % 12 + 1, 1) - _DAY

    @property
    def code(self) -> str:
        """As addresses and the command line write it: 2024-06, 2024-Q2, 2024-H1, 2024."""
        tails = {
            PeriodKind.MONTH: f"-{self.place:02d}",
            PeriodKind.QUARTER: f"-Q{self.place}",
            PeriodKind.HALF_YEAR: f"-H{self.place}",
        }
        return f"{self.year:04d}{tails.get(self.kind, '')}"

    @property
    def name(self) -> str:
        """As papers print it: 2024年6月, 2024年二季度, 2024年上半年, 2024年."""
        tails = {
            PeriodKind.MONTH: f"{self.place}月",
            PeriodKind.QUARTER: _QUARTERS[(self.place - 1) % 4],
            PeriodKind.HALF_YEAR: _HALVES[(self.place - 1) % 2],
        }
        return f"{self.year}年{tails.get(self.kind, '')}"

    def day(self, as_of: date) -> date:
        """The day it is judged at: its last day, or `as_of` where that comes first.

        Raises PeriodError `period_not_begun`: it has not begun by then.
        """
        if as_of < self.starts:
            raise PeriodError(
                "period_not_begun",
                _("%(period)s自%(starts)s起，截至日期是%(day)s，这一期还没有开始，请换一期。")
                % {"period": self.name, "starts": self.starts, "day": as_of},
                field="period",
            )
        return min(self.ends, as_of)


def read_period(text: str) -> Period:
    """The period of a text like 2024-06, 2024-Q2, 2024-H1, 2024.

    Raises PeriodError `bad_period`.

    >>> read_period("2024-Q2").ends, read_period("2024-H1").name
    (datetime.date(2024, 6, 30), '2024年上半年')
    """
    found = _FORM.fullmatch(text.strip())
    if found is None or int(found[1]) not in _YEARS or found[2] and not 1 <= int(found[2]) <= 12:
        raise PeriodError(
            "bad_period",
            _(
                "“%(text)s”不是期间：月写成 2024-06，季写成 2024-Q2，半年写成 2024-H1，"
                "年写成 2024，请改正。"
            )
            % {"text": text[:20]},
            field="period",
        )
    year, month, quarter, half = (int(part) if part else 0 for part in found.groups())
    if month:
        return Period(PeriodKind.MONTH, year, month)
    if quarter:
        return Period(PeriodKind.QUARTER, year, quarter)
    return Period(PeriodKind.HALF_YEAR, year, half) if half else Period(PeriodKind.YEAR, year)


def last_over(kind: PeriodKind, today: date) -> Period:
    """The period of a kind that was over last before a day: what is reported about next."""
    months = _MONTHS[kind]
    place = (today.month - 1) // months
    if place:
        return Period(kind, today.year, place)
    return Period(kind, today.year - 1, 12 // months)
