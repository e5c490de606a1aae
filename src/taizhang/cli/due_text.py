"""How `taizhang due` looks to a person: plain lines to paste into a message or a document."""

from datetime import date

from taizhang.calendars import DayUnit, Due, Run, WorkCalendar, fold_days

_UNITS = {DayUnit.CALENDAR: "天", DayUnit.WORKING: "个工作日", DayUnit.MONTH: "个月"}
_WEEKDAYS = "一二三四五六日"
_PROVISIONAL = (
    "暂定：没有{years}年的放假安排，暂按周一至周五上班计；有了以后请重新计算，到期日可能改变。"
)


def describe(start: date, number: int, unit: DayUnit, found: Due) -> str:
    """The answer, then a line for each run of days that count or do not for the same reason."""
    lines = [
        f"自{_full(start)}起{number}{_UNITS[unit]}，{_full(found.due)}到期。",
        *_lines(start, found),
    ]
    if found.provisional:
        lines.append(_PROVISIONAL.format(years="、".join(_doubted(start, unit, found))))
    return "\n".join(lines)


def _lines(start: date, found: Due) -> list[str]:
    lines, year = [], start.year
    for run in fold_days(found.days):
        lines.append(f"  {_span(run, year)}：{_number(run)}，{run.why}")
        year = run.ends.year
    return lines


def _span(run: Run, year: int) -> str:
    """`10月1日至7日（7天）`, or the one day with its weekday; the year where it is a new one."""
    first = ("" if run.starts.year == year else f"{run.starts.year}年") + _short(run.starts)
    if run.starts == run.ends:
        return f"{first}（星期{_WEEKDAYS[run.starts.weekday()]}）"
    last = _short(run.ends)
    if run.ends.year != run.starts.year:
        last = f"{run.ends.year}年{last}"
    elif run.ends.month == run.starts.month:
        last = f"{run.ends.day}日"
    return f"{first}至{last}（{(run.ends - run.starts).days + 1}天）"


def _number(run: Run) -> str:
    if not run.counted:
        return "不计"
    return f"第{run.first}天" if run.first == run.last else f"第{run.first}至{run.last}天"


def _doubted(start: date, unit: DayUnit, found: Due) -> list[str]:
    """The years whose notice was needed and is not there: those of days off that were told apart.

    Days and months count every day; there only the days from the end of the term on matter.
    """
    since = start
    if unit is not DayUnit.WORKING:
        since = max((day.date for day in found.days if day.counted), default=start)
    calendar = WorkCalendar()
    years = range(since.year, found.due.year + 1)
    return [str(year) for year in years if not calendar.knows(year)]


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _full(day: date) -> str:
    return f"{day.year}年{_short(day)}（星期{_WEEKDAYS[day.weekday()]}）"
