"""The published holiday notices: days from `chinesecalendar`, document numbers from our table."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from chinese_calendar.constants import holidays, workdays

from taizhang.calendars._errors import NoticeError
from taizhang.calendars.types import YearNotice

_TABLE = Path(__file__).with_name("notices.yaml")
_NEW_YEAR = "元旦"
_SATURDAY = 5


@lru_cache(maxsize=1)
def published_notices() -> tuple[YearNotice, ...]:
    """The notice of every year the calendar package knows, oldest first.

    Days around New Year belong to the notice of the new year, also where they lie in December.
    Raises `NoticeError` when the package names a festival that our table does not.
    """
    table = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    off = _days_by_year(holidays, table["festivals"])
    work = _days_by_year(workdays, table["festivals"])
    return tuple(_join_notice(year, off[year], work.get(year, {}), table) for year in sorted(off))


def _days_by_year(days: dict[date, str], names: dict[str, str]) -> dict[int, dict[date, str]]:
    years: dict[int, dict[date, str]] = {}
    for day in sorted(days):
        festival = names.get(days[day])
        if festival is None:
            raise NoticeError(
                f"节假日数据里的“{days[day]}”（{day}）没有中文名，请补进notices.yaml。"
            )
        ahead = day.month == 12 and festival == _NEW_YEAR
        years.setdefault(day.year + ahead, {})[day] = festival
    return years


def _join_notice(
    year: int, off: dict[date, str], work: dict[date, str], table: dict[str, Any]
) -> YearNotice:
    known = table["notices"].get(year, {})
    amended = {
        day: change["number"]
        for change in table["amendments"]
        if change["year"] == year
        for day in change["days"]
    }
    reference = known.get("number") or table["title"].format(year=year)
    return YearNotice(year, reference, off, work, known.get("issued"), amended)


def check_notice(notice: YearNotice) -> None:
    """Raise `NoticeError` with what is wrong in a notice that a person entered.

    A day is off or worked, not both; a make-up day is a Saturday or Sunday; all days lie in the
    notice's year or in December before it; the document is named.
    """
    if not notice.reference.strip():
        raise NoticeError(f"{notice.year}年放假安排没有写明文件，请填发文字号或文件名称。")
    for day in sorted({*notice.off, *notice.work}):
        if day in notice.off and day in notice.work:
            raise NoticeError(f"{day}既列为放假，又列为上班，请删去其中一处。")
        if day in notice.work and day.weekday() < _SATURDAY:
            raise NoticeError(f"{day}不是周末，不必列为调休上班，请核对日期。")
        if day.year != notice.year and (day.year, day.month) != (notice.year - 1, 12):
            raise NoticeError(f"{day}不在{notice.year}年（或上一年12月）之内，请核对日期。")
