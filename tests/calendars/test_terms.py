"""Due days of terms, one example a rule."""

import doctest
from datetime import date, datetime, time, timedelta

import pytest

from taizhang import calendars
from taizhang.calendars import (
    TIME_ZONE,
    CalendarError,
    DayUnit,
    Due,
    NaiveMomentError,
    NegativeTermError,
    OpenPauseError,
    Pause,
    PauseOrderError,
    TermRangeError,
    WorkCalendar,
    ends_at,
    fold_days,
)

CALENDAR = WorkCalendar()
WORKING, EVERY, MONTH = DayUnit.WORKING, DayUnit.CALENDAR, DayUnit.MONTH
PAUSE = Pause(date(2026, 11, 4), date(2026, 11, 6), "市政府办公室批准挂账，等待批复")


def day(text: str) -> date:
    return date.fromisoformat(text)


def count(start: str, number: int, unit: DayUnit, **options: object) -> Due:
    return CALENDAR.count(day(start), number, unit, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "number", "unit", "due"),
    [
        ("2026-11-23", 0, EVERY, "2026-11-23"),  # the same day
        ("2026-11-23", 3, EVERY, "2026-11-26"),
        ("2026-11-23", 7, EVERY, "2026-11-30"),
        ("2026-11-23", 1, MONTH, "2026-12-23"),
        ("2026-11-21", 0, WORKING, "2026-11-21"),  # 0 days: the date itself, a Saturday too
        ("2026-11-20", 1, WORKING, "2026-11-23"),  # Friday to Monday
        ("2026-11-21", 1, WORKING, "2026-11-23"),  # Saturday to Monday
        ("2026-09-30", 3, WORKING, "2026-10-10"),  # over the holiday to a make-up Saturday
        ("2026-09-19", 1, WORKING, "2026-09-20"),  # a make-up Sunday
        ("2026-02-13", 2, WORKING, "2026-02-24"),  # a make-up Saturday, then the Spring Festival
        ("2026-01-31", 1, MONTH, "2026-02-28"),
        ("2028-01-31", 1, MONTH, "2028-02-29"),
        ("2026-02-28", 1, MONTH, "2026-03-28"),
        ("2026-10-31", 4, MONTH, "2027-02-28"),
        ("2025-12-31", 12, MONTH, "2026-12-31"),
    ],
)
def test_a_term_ends_on_its_day(start: str, number: int, unit: DayUnit, due: str) -> None:
    assert count(start, number, unit).due == day(due)


def test_each_day_after_the_start_is_listed_counted_or_not() -> None:
    found = count("2026-09-18", 2, WORKING)
    assert [(d.date.day, d.counted, d.why) for d in found.days] == [
        (19, False, "星期六，周末"),
        (20, True, "星期日，调休上班（补国庆节，国办发明电〔2025〕7号）"),
        (21, True, "星期一，工作日"),
    ]


def test_months_say_why_they_end_on_the_last_day() -> None:
    last = count("2026-01-31", 1, MONTH).days[-1]
    assert last.why == "星期六，自1月31日起满1个月（2月没有31日，以月末为准）"


@pytest.mark.parametrize(
    ("start", "number", "unit", "due", "listed"),
    [
        ("2026-09-24", 7, EVERY, "2026-10-08", 7),  # 1 October, moved past the holiday
        ("2026-08-20", 1, MONTH, "2026-09-20", 0),  # a make-up Sunday is worked: stays
        ("2026-11-14", 0, EVERY, "2026-11-16", 2),
        ("2026-11-14", 0, WORKING, "2026-11-16", 2),
    ],
)
def test_roll_moves_a_due_day_off_days_off(
    start: str, number: int, unit: DayUnit, due: str, listed: int
) -> None:
    found = count(start, number, unit, roll=True)
    assert found.due == day(due)
    assert sum("期限顺延" in d.why and not d.counted for d in found.days) == listed
    assert count(start, number, unit).due <= found.due


def test_a_due_day_on_a_day_off_stays_without_roll() -> None:
    assert count("2026-09-24", 7, EVERY).due == day("2026-10-01")


@pytest.mark.parametrize(
    ("start", "number", "unit", "roll", "provisional"),
    [
        ("2026-12-30", 1, WORKING, False, False),
        ("2026-12-31", 1, WORKING, False, True),
        ("2026-12-31", 0, WORKING, False, False),
        ("2003-12-31", 1, WORKING, False, False),  # the start itself is not asked about
        ("2003-12-31", 0, WORKING, True, True),
        ("2026-12-25", 30, EVERY, False, False),
        ("2026-12-25", 30, EVERY, True, True),
        ("2026-12-01", 2, MONTH, False, False),
        ("2026-12-01", 2, MONTH, True, True),
        ("2026-12-21", 10, EVERY, True, False),  # 31 December is worked
    ],
)
def test_provisional_only_where_an_unpublished_year_was_needed(
    start: str, number: int, unit: DayUnit, roll: bool, provisional: bool
) -> None:
    assert count(start, number, unit, roll=roll).provisional is provisional


@pytest.mark.parametrize(
    ("number", "unit", "due"),
    [
        (1, WORKING, "2026-11-03"),  # due before the pause
        (5, WORKING, "2026-11-12"),  # the 3rd, then the 9th to the 12th
        (3, EVERY, "2026-11-08"),  # due in the pause: what is left comes after it
        (5, EVERY, "2026-11-10"),
        (1, MONTH, "2026-12-05"),  # 2 December and three days
    ],
)
def test_paused_days_do_not_count(number: int, unit: DayUnit, due: str) -> None:
    assert count("2026-11-02", number, unit, pauses=[PAUSE]).due == day(due)


def test_paused_days_are_listed_with_who_granted_them() -> None:
    found = count("2026-11-03", 1, WORKING, pauses=[PAUSE])
    assert found.days[0].why == "星期三，暂停计时：市政府办公室批准挂账，等待批复"
    assert [d.counted for d in found.days] == [False] * 5 + [True]


def test_days_paused_twice_are_lost_once() -> None:
    again = Pause(date(2026, 11, 5), date(2026, 11, 9), "再次挂账")
    assert count("2026-11-02", 1, MONTH, pauses=[PAUSE, again]).due == day("2026-12-08")
    assert count("2026-11-03", 1, EVERY, pauses=[again, PAUSE]).due == day("2026-11-10")


def test_roll_does_not_land_in_a_pause() -> None:
    pause = Pause(date(2026, 11, 16), date(2026, 11, 17), "挂账")
    assert count("2026-11-07", 7, EVERY, roll=True, pauses=[pause]).due == day("2026-11-18")


def test_a_pause_without_an_end_leaves_no_due_day() -> None:
    pause = Pause(date(2026, 11, 4), None, "市政府办公室批准挂账")
    assert count("2026-11-02", 1, EVERY, pauses=[pause]).due == day("2026-11-03")
    for number, unit in [(2, EVERY), (2, WORKING), (1, MONTH)]:
        with pytest.raises(OpenPauseError, match="自2026-11-04起暂停计时（市政府办公室批准挂账）"):
            count("2026-11-02", number, unit, pauses=[pause])


def test_a_pause_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(PauseOrderError):
        count("2026-11-02", 5, EVERY, pauses=[Pause(day("2026-11-06"), day("2026-11-04"), "")])
    same_day = Pause(day("2026-11-06"), day("2026-11-05"), "当日恢复")
    assert count("2026-11-02", 5, EVERY, pauses=[same_day]).due == day("2026-11-07")


@pytest.mark.parametrize(
    ("start", "number", "unit"),
    [
        ("9999-12-30", 2, EVERY),
        ("9999-12-30", 2, WORKING),
        ("2026-01-01", 10**12, WORKING),
        ("2026-01-01", 10**12, EVERY),
        ("2026-01-01", 10**12, MONTH),
        ("9999-12-01", 1, MONTH),
    ],
)
def test_a_term_beyond_the_last_date_is_refused(start: str, number: int, unit: DayUnit) -> None:
    with pytest.raises(TermRangeError, match="0001年至9999年"):
        count(start, number, unit)
    with pytest.raises(TermRangeError):
        CALENDAR.back(date.min + timedelta(days=5), number + 10, unit)


def test_a_negative_term_is_refused() -> None:
    with pytest.raises(NegativeTermError, match="小于0"):
        count("2026-01-01", -1, EVERY)
    with pytest.raises(CalendarError):
        CALENDAR.back(day("2026-01-01"), -1, WORKING)


@pytest.mark.parametrize(
    ("due", "number", "unit", "expected"),
    [
        ("2026-10-10", 3, WORKING, "2026-09-30"),
        ("2026-11-21", 1, WORKING, "2026-11-20"),  # from a Saturday
        ("2026-11-21", 0, WORKING, "2026-11-21"),
        ("2026-11-23", 3, EVERY, "2026-11-20"),
        ("2026-03-31", 1, MONTH, "2026-02-28"),
    ],
)
def test_back_finds_the_day_before_a_due_day(
    due: str, number: int, unit: DayUnit, expected: str
) -> None:
    assert CALENDAR.back(day(due), number, unit) == day(expected)


@pytest.mark.parametrize(
    ("moment", "cutoff", "unit", "expected"),
    [
        ("2026-11-20T18:00", time(18), EVERY, "2026-11-20"),  # at the hour itself: still today
        ("2026-11-20T18:05", time(18), EVERY, "2026-11-21"),
        ("2026-11-20T18:05", time(18), MONTH, "2026-11-21"),
        ("2026-11-20T18:05", time(18), WORKING, "2026-11-23"),
        ("2026-11-21T10:00", time(18), WORKING, "2026-11-23"),  # a day off has no office hours
        ("2026-11-21T10:00", None, WORKING, "2026-11-21"),
        ("2026-11-20T23:59", None, EVERY, "2026-11-20"),
        ("2026-09-19T09:00", time(18), WORKING, "2026-09-20"),  # make-up Sunday
    ],
)
def test_a_moment_belongs_to_a_day(
    moment: str, cutoff: time | None, unit: DayUnit, expected: str
) -> None:
    aware = datetime.fromisoformat(moment).replace(tzinfo=TIME_ZONE)
    assert CALENDAR.start_day(aware, cutoff, unit) == day(expected)
    assert CALENDAR.start_day(aware.astimezone(tz=None), cutoff, unit) == day(expected)


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(NaiveMomentError):
        CALENDAR.start_day(datetime(2026, 11, 20, 9), None, EVERY)


def test_a_due_day_ends_at_its_cutoff() -> None:
    assert ends_at(day("2026-11-20"), time(18)).isoformat() == "2026-11-20T18:00:00+08:00"
    assert ends_at(day("2026-11-20"), None).isoformat() == "2026-11-21T00:00:00+08:00"


def test_a_pause_takes_the_days_of_its_unit() -> None:
    span = day("2026-09-30"), day("2026-10-10")
    assert CALENDAR.paused_days(*span, WORKING) == 4
    assert CALENDAR.paused_days(*span, EVERY) == 11
    assert CALENDAR.paused_days(day("2026-10-01"), day("2026-09-30"), WORKING) == 0


def test_a_due_day_moves_by_the_days_of_the_pause() -> None:
    moved = CALENDAR.move(day("2026-11-05"), PAUSE, WORKING)
    assert moved.due == day("2026-11-10")
    assert [(d.date.day, d.counted) for d in moved.days] == [
        (6, False),  # still paused
        (7, False),
        (8, False),
        (9, True),  # for the 4th
        (10, True),  # for the 5th
    ]
    assert CALENDAR.move(day("2026-11-05"), PAUSE, MONTH).due == day("2026-11-08")
    with pytest.raises(OpenPauseError):
        CALENDAR.move(day("2026-11-05"), Pause(day("2026-11-04"), None, "挂账"), WORKING)


def test_what_was_late_before_a_pause_stays_as_late() -> None:
    assert CALENDAR.move(day("2026-11-02"), PAUSE, EVERY).due == day("2026-11-05")
    assert CALENDAR.move(day("2026-11-02"), PAUSE, WORKING).due == day("2026-11-05")
    same_day = Pause(day("2026-11-04"), day("2026-11-03"), "当日恢复")
    assert CALENDAR.move(day("2026-11-05"), same_day, WORKING).due == day("2026-11-05")


def test_days_fold_into_runs_of_one_reason() -> None:
    runs = fold_days(count("2026-09-29", 4, WORKING).days)
    assert [(r.starts.day, r.ends.day, r.first, r.last, r.why) for r in runs] == [
        (30, 30, 1, 1, "工作日"),
        (1, 7, 0, 0, "国庆节放假（国办发明电〔2025〕7号）"),
        (8, 9, 2, 3, "工作日"),
        (10, 10, 4, 4, "调休上班（补国庆节，国办发明电〔2025〕7号）"),
    ]


def test_the_example_of_the_library_is_true() -> None:
    outcome = doctest.testmod(calendars)
    assert (outcome.attempted, outcome.failed) == (3, 0)
