"""Which days are worked, and the sentence that says why."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date

from taizhang.calendars._notices import check_notice
from taizhang.calendars.types import YearNotice

FIRST = date.min.toordinal()
LAST = date.max.toordinal()
_WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


class DayTable:
    """Days off and days worked, from the notices; a later notice of a year replaces an earlier.

    Days are ordinals (`date.toordinal`) inside, because terms of ten thousand days are counted.
    """

    def __init__(self, notices: Iterable[YearNotice]) -> None:
        chosen = {notice.year: notice for notice in notices}
        self.years = frozenset(chosen)
        self._off: dict[int, tuple[str, str]] = {}
        self._work: dict[int, tuple[str, str]] = {}
        for year in sorted(chosen):
            self._add(chosen[year])
        self._worked: dict[int, tuple[int, ...]] = {}

    def _add(self, notice: YearNotice) -> None:
        check_notice(notice)
        for days, kept, other in (
            (notice.off, self._off, self._work),
            (notice.work, self._work, self._off),
        ):
            for day, festival in days.items():
                reference = notice.amended.get(day, notice.reference)
                kept[day.toordinal()] = (festival, reference)
                other.pop(day.toordinal(), None)

    def is_working(self, ordinal: int) -> bool:
        """Worked: Monday to Friday without the days off, and the make-up days."""
        if ordinal in self._work:
            return True
        return _is_weekday(ordinal) and ordinal not in self._off

    def worked_in(self, year: int) -> tuple[int, ...]:
        """The worked days of a year, in order."""
        if year not in self._worked:
            first = date(year, 1, 1).toordinal()
            last = date(year, 12, 31).toordinal()
            self._worked[year] = tuple(d for d in range(first, last + 1) if self.is_working(d))
        return self._worked[year]

    def worked_after(self, ordinal: int, number: int) -> int | None:
        """The `number`th worked day after a day; None beyond the last possible date."""
        if ordinal + number > LAST:
            return None
        for year in range(date.fromordinal(ordinal).year, date.max.year + 1):
            days = self.worked_in(year)
            at = bisect_right(days, ordinal) + number - 1
            if at < len(days):
                return days[at]
            number = at - len(days) + 1
        return None

    def worked_before(self, ordinal: int, number: int) -> int | None:
        """The `number`th worked day before a day; None beyond the first possible date."""
        if ordinal - number < FIRST:
            return None
        for year in range(date.fromordinal(ordinal).year, 0, -1):
            days = self.worked_in(year)
            at = bisect_left(days, ordinal) - number
            if at >= 0:
                return days[at]
            number = -at
        return None

    def count_worked(self, first: int, last: int) -> int:
        """Worked days from `first` through `last`, both included."""
        if last < first:
            return 0
        years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
        return sum(
            bisect_right(days, last) - bisect_left(days, first)
            for days in map(self.worked_in, years)
        )

    def knows_all(self, first: int, last: int) -> bool:
        """Whether every year from one day through another has its notice."""
        years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
        return self.years.issuperset(years)

    def why(self, ordinal: int) -> str:
        """The weekday, a comma, and what makes the day on or off.

        `星期四，国庆节放假（国办发明电〔2025〕7号）`
        """
        name = weekday_name(ordinal)
        if ordinal in self._off:
            festival, reference = self._off[ordinal]
            return f"{name}，{festival}放假（{reference}）"
        if ordinal in self._work:
            festival, reference = self._work[ordinal]
            return f"{name}，调休上班（补{festival}，{reference}）"
        plain = "工作日" if _is_weekday(ordinal) else "周末"
        return f"{name}，{plain}{self._doubt(date.fromordinal(ordinal).year)}"

    def _doubt(self, year: int) -> str:
        if year in self.years:
            return ""
        if self.years and year < min(self.years):
            return f"（未收录{year}年放假安排，暂按周一至周五上班计）"
        return f"（{year}年放假安排尚未公布，暂按周一至周五上班计）"


def weekday_name(ordinal: int) -> str:
    """星期一 … 星期日."""
    return _WEEKDAYS[(ordinal - 1) % 7]


def _is_weekday(ordinal: int) -> bool:
    return (ordinal - 1) % 7 < 5
