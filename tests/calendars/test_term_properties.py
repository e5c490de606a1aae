"""What holds for every term, whatever the dates, units, notices and pauses."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from taizhang.calendars import (
    TIME_ZONE,
    DayUnit,
    Pause,
    WorkCalendar,
    YearNotice,
    ends_at,
    fold_days,
    published_notices,
)

CALENDAR = WorkCalendar()
WORKING, EVERY, MONTH = DayUnit.WORKING, DayUnit.CALENDAR, DayUnit.MONTH
ONE = timedelta(days=1)

DAYS = st.dates(date(2003, 1, 1), date(2029, 12, 31))
UNITS = st.sampled_from(DayUnit)
COUNTED = st.sampled_from([EVERY, WORKING])
NUMBERS = st.integers(0, 60)


@st.composite
def near_pauses(draw: st.DrawFn, start: date) -> tuple[Pause, ...]:
    """Pauses around a start, overlapping ones too."""
    spans = draw(st.lists(st.tuples(st.integers(-20, 60), st.integers(-1, 25)), max_size=4))
    first = [(start + ONE * begin, length) for begin, length in spans]
    return tuple(Pause(day, day + ONE * length, "挂账") for day, length in first)


@given(DAYS, NUMBERS, UNITS, st.booleans(), st.data())
def test_the_days_listed_run_from_the_start_to_the_due_day(
    start: date, number: int, unit: DayUnit, roll: bool, data: st.DataObject
) -> None:
    found = CALENDAR.count(start, number, unit, roll=roll, pauses=data.draw(near_pauses(start)))
    span = (found.due - start).days
    assert [day.date for day in found.days] == [start + ONE * n for n in range(1, span + 1)]


@given(DAYS, NUMBERS, COUNTED, st.booleans(), st.data())
def test_as_many_days_count_as_the_term_has(
    start: date, number: int, unit: DayUnit, roll: bool, data: st.DataObject
) -> None:
    found = CALENDAR.count(start, number, unit, roll=roll, pauses=data.draw(near_pauses(start)))
    assert sum(day.counted for day in found.days) == number
    if found.days and not roll:
        assert found.days[-1].counted  # so the day before is not enough


@given(DAYS, NUMBERS, UNITS, st.booleans(), st.data())
def test_the_quick_way_finds_the_same_due_day(
    start: date, number: int, unit: DayUnit, roll: bool, data: st.DataObject
) -> None:
    stops = data.draw(near_pauses(start))
    found = CALENDAR.count(start, number, unit, roll=roll, pauses=stops)
    quick = CALENDAR.due_of(start, number, unit, roll=roll, pauses=stops)
    assert quick == (found.due, found.provisional)


@given(DAYS, NUMBERS, UNITS, st.booleans(), st.data())
def test_a_longer_term_and_a_later_start_are_never_due_earlier(
    start: date, number: int, unit: DayUnit, roll: bool, data: st.DataObject
) -> None:
    stops = data.draw(near_pauses(start))
    due = CALENDAR.due_of(start, number, unit, roll=roll, pauses=stops)[0]
    assert CALENDAR.due_of(start, number + 1, unit, roll=roll, pauses=stops)[0] >= due
    later = start + ONE * data.draw(st.integers(1, 40))
    assert (
        CALENDAR.due_of(later, number, unit, roll=roll)[0]
        >= (CALENDAR.due_of(start, number, unit, roll=roll)[0])
    )


@given(DAYS, NUMBERS, UNITS, st.booleans(), st.data())
def test_a_pause_never_makes_it_earlier_and_never_holds_the_due_day(
    start: date, number: int, unit: DayUnit, roll: bool, data: st.DataObject
) -> None:
    stops = data.draw(near_pauses(start))
    due = CALENDAR.due_of(start, number, unit, roll=roll, pauses=stops)[0]
    assert due >= CALENDAR.due_of(start, number, unit, roll=roll)[0]
    if number:
        assert not any(stop.ends and stop.starts <= due <= stop.ends for stop in stops)


@given(DAYS, st.integers(0, 24), UNITS)
def test_a_rolled_due_day_is_the_first_working_day_from_the_plain_one(
    start: date, number: int, unit: DayUnit
) -> None:
    plain = CALENDAR.due_of(start, number, unit)[0]
    rolled = CALENDAR.due_of(start, number, unit, roll=True)[0]
    assert CALENDAR.is_working(rolled)
    assert not any(CALENDAR.is_working(plain + ONE * n) for n in range((rolled - plain).days))


@given(DAYS, NUMBERS, COUNTED)
def test_back_undoes_count(start: date, number: int, unit: DayUnit) -> None:
    due = CALENDAR.due_of(start, number, unit)[0]
    back = CALENDAR.back(due, number, unit)
    assert CALENDAR.due_of(back, number, unit)[0] == due
    assert back == start or (unit is WORKING and not CALENDAR.is_working(start) and back < start)


@given(DAYS, st.integers(1, 40), UNITS, st.data())
def test_moving_a_due_day_is_counting_with_the_pause_known(
    start: date, number: int, unit: DayUnit, data: st.DataObject
) -> None:
    due = CALENDAR.due_of(start, number, unit)[0]
    begins = data.draw(st.dates(start + ONE, due))
    stop = Pause(begins, begins + ONE * data.draw(st.integers(0, 60)), "挂账")
    whole = CALENDAR.due_of(start, number, unit, pauses=(stop,))[0]
    assert CALENDAR.move(due, stop, unit).due == whole


@given(DAYS, NUMBERS, UNITS, st.booleans())
def test_a_term_in_known_years_is_certain(
    start: date, number: int, unit: DayUnit, roll: bool
) -> None:
    found = CALENDAR.count(start, number, unit, roll=roll)
    years = {day.date.year for day in found.days} | {start.year}
    if all(CALENDAR.knows(year) for year in years):
        assert not found.provisional
    if found.provisional:
        assert not all(CALENDAR.knows(year) for year in years)


@given(DAYS, st.integers(1, 60))
def test_an_order_for_an_unknown_year_changes_only_provisional_dues(
    start: date, number: int
) -> None:
    """What people are told is certain stays when the notice of 2027 comes."""
    new_year = {date(2027, 1, n): "元旦" for n in (1, 2, 3)}
    notice = YearNotice(2027, "国办发明电〔2026〕9号", new_year, {date(2027, 1, 9): "元旦"})
    due, provisional = CALENDAR.due_of(start, number, WORKING)
    after, _ = WorkCalendar([*published_notices(), notice]).due_of(start, number, WORKING)
    assert provisional or after == due


@given(
    st.lists(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 20)), min_size=2, max_size=2),
    st.sampled_from([None, time(12), time(17, 30), time(18)]),
    UNITS,
    st.integers(0, 20),
)
def test_what_comes_later_is_never_due_earlier(
    moments: list[datetime], cutoff: time | None, unit: DayUnit, number: int
) -> None:
    early, late = (moment.replace(tzinfo=TIME_ZONE) for moment in sorted(moments))
    first, second = (CALENDAR.start_day(moment, cutoff, unit) for moment in (early, late))
    assert first <= second
    assert early <= ends_at(first, cutoff)
    assert CALENDAR.due_of(first, number, unit)[0] <= CALENDAR.due_of(second, number, unit)[0]


@given(DAYS, NUMBERS, UNITS, st.booleans(), st.data())
def test_folded_days_lose_none_and_number_them_in_order(
    start: date, number: int, unit: DayUnit, roll: bool, data: st.DataObject
) -> None:
    found = CALENDAR.count(start, number, unit, roll=roll, pauses=data.draw(near_pauses(start)))
    runs = fold_days(found.days)
    assert sum((run.ends - run.starts).days + 1 for run in runs) == len(found.days)
    numbers = [n for run in runs if run.counted for n in range(run.first, run.last + 1)]
    assert numbers == [*range(1, sum(day.counted for day in found.days) + 1)]


@given(DAYS)
def test_the_next_working_day_is_worked_and_none_lies_between(day: date) -> None:
    found = CALENDAR.next_working(day)
    assert found > day
    assert CALENDAR.is_working(found)
    assert not any(CALENDAR.is_working(day + ONE * n) for n in range(1, (found - day).days))
    assert CALENDAR.roll_on(found) == found
