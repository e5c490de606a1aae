"""Each day of a term: counted or not, and why."""

from collections.abc import Sequence
from datetime import date

from taizhang.calendars._days import DayTable, weekday_name
from taizhang.calendars._terms import Reckoning, Term, order_pauses
from taizhang.calendars.types import Day, DayUnit, Pause


def explain(table: DayTable, term: Term, reckoning: Reckoning) -> tuple[Day, ...]:
    """Every date after the start through the due day."""
    pauses = order_pauses(term.pauses)
    return tuple(
        _explain_day(table, term, reckoning, ordinal, _pause_of(ordinal, pauses))
        for ordinal in range(reckoning.start + 1, reckoning.due + 1)
    )


def _pause_of(ordinal: int, pauses: Sequence[Pause]) -> Pause | None:
    if not pauses:
        return None
    day = date.fromordinal(ordinal)
    for pause in pauses:
        if pause.starts <= day and (pause.ends is None or day <= pause.ends):
            return pause
    return None


def _explain_day(
    table: DayTable, term: Term, reckoning: Reckoning, ordinal: int, pause: Pause | None
) -> Day:
    day = date.fromordinal(ordinal)
    if pause is not None:
        return Day(day, False, f"{weekday_name(ordinal)}，暂停计时：{pause.why}")
    if ordinal > reckoning.end:
        moved = "期限顺延至此" if ordinal == reckoning.due else "期限顺延"
        return Day(day, False, f"{table.why(ordinal)}，{moved}")
    if term.unit is DayUnit.WORKING:
        return Day(day, table.is_working(ordinal), table.why(ordinal))
    return Day(day, True, f"{weekday_name(ordinal)}，{_every_day(term, reckoning, day)}")


def _every_day(term: Term, reckoning: Reckoning, day: date) -> str:
    """What is said of a day of a term that counts every day."""
    ordinal = day.toordinal()
    if term.unit is DayUnit.CALENDAR:
        return "按日历日计"
    if ordinal > reckoning.full:
        return "补足暂停的天数"
    if ordinal < reckoning.full:
        return "按月计"
    end = f"自{term.start.month}月{term.start.day}日起满{term.number}个月"
    short = f"（{day.month}月没有{term.start.day}日，以月末为准）"
    return end + (short if day.day != term.start.day else "")
