"""The days themselves, against the official notices and a second source."""

from datetime import date, timedelta

import pytest
from holidays import country_holidays

from taizhang.calendars import NoticeError, WorkCalendar, YearNotice, published_notices

CALENDAR = WorkCalendar()


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1)]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_agrees_with_a_second_source(year: int) -> None:
    other = country_holidays("CN", years=year)
    assert [d for d in days_of(year) if CALENDAR.is_working(d) != other.is_working_day(d)] == []


def test_the_notice_of_2026_is_read_day_by_day() -> None:
    """国办发明电〔2025〕7号: what it adds to ordinary weekends, and takes from them."""
    plain = {d for d in days_of(2026) if d.weekday() < 5}
    worked = {d for d in days_of(2026) if CALENDAR.is_working(d)}
    assert sorted(d.strftime("%m%d") for d in worked - plain) == (
        ["0104", "0214", "0228", "0509", "0920", "1010"]
    )
    assert " ".join(sorted(d.strftime("%m%d") for d in plain - worked)) == (
        "0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 "
        "1001 1002 1005 1006 1007"
    )


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 10, 1), "星期四，国庆节放假（国办发明电〔2025〕7号）"),
        (date(2026, 9, 20), "星期日，调休上班（补国庆节，国办发明电〔2025〕7号）"),
        (date(2026, 9, 26), "星期六，中秋节放假（国办发明电〔2025〕7号）"),
        (date(2026, 11, 21), "星期六，周末"),
        (date(2026, 11, 23), "星期一，工作日"),
        (date(2027, 1, 1), "星期五，工作日（2027年放假安排尚未公布，暂按周一至周五上班计）"),
        (date(1999, 1, 1), "星期五，工作日（未收录1999年放假安排，暂按周一至周五上班计）"),
        # a December day of the next year's notice, days that a later document changed
        (date(2018, 12, 29), "星期六，调休上班（补元旦，国办发明电〔2018〕15号）"),
        (date(2019, 5, 5), "星期日，调休上班（补劳动节，国办发明电〔2019〕3号）"),
        (date(2020, 2, 1), "星期六，春节放假（国办发明电〔2020〕1号）"),
        (date(2020, 1, 24), "星期五，春节放假（国办发明电〔2019〕16号）"),
        (date(2015, 9, 3), "星期四，抗日战争胜利70周年纪念日放假（国发明电〔2015〕1号）"),
        # no text with the number is known: the document is named by its title
        (date(2005, 5, 2), "星期一，劳动节放假（国务院办公厅关于2005年部分节假日安排的通知）"),
    ],
)
def test_why_names_the_weekday_the_festival_and_the_document(day: date, why: str) -> None:
    assert CALENDAR.why(day) == why


def test_a_year_is_known_once_its_notice_is_there() -> None:
    assert [year for year in range(2000, 2031) if CALENDAR.knows(year)] == [*range(2004, 2027)]


def test_notices_name_the_year_they_were_issued_in() -> None:
    for notice in published_notices():
        assert f"〔{notice.year - 1}〕" in notice.reference or notice.year < 2008
        assert notice.issued is None or notice.issued.year == notice.year - 1


def entered(**changes: object) -> YearNotice:
    values: dict[str, object] = {
        "year": 2027,
        "reference": "国办发明电〔2026〕9号",
        "off": {date(2027, 1, 1): "元旦", date(2026, 12, 31): "元旦"},
        "work": {date(2026, 12, 27): "元旦"},
    }
    return YearNotice(**values | changes)  # type: ignore[arg-type]


def test_an_entered_notice_adds_its_year_and_the_december_before() -> None:
    calendar = WorkCalendar([*published_notices(), entered()])
    assert calendar.knows(2027)
    assert not calendar.is_working(date(2027, 1, 1))
    assert not calendar.is_working(date(2026, 12, 31))
    assert calendar.why(date(2026, 12, 27)) == "星期日，调休上班（补元旦，国办发明电〔2026〕9号）"
    assert CALENDAR.is_working(date(2026, 12, 31))


def test_an_entered_notice_replaces_the_published_one_of_its_year() -> None:
    own = entered(year=2026, off={date(2026, 10, 1): "国庆节"}, work={})
    calendar = WorkCalendar([*published_notices(), own])
    assert not calendar.is_working(date(2026, 10, 1))
    assert calendar.is_working(date(2026, 10, 2))
    assert not calendar.is_working(date(2026, 9, 20))


def test_the_notice_of_the_later_year_decides_on_december() -> None:
    worked = entered(year=2026, off={}, work={date(2026, 12, 26): "国庆节"})
    off = entered(off={date(2026, 12, 26): "元旦"}, work={})
    assert WorkCalendar([worked]).is_working(date(2026, 12, 26))
    assert not WorkCalendar([off, worked]).is_working(date(2026, 12, 26))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reference": " "}, "2027年放假安排没有写明文件，请填发文字号或文件名称。"),
        (
            {"work": {date(2027, 1, 1): "元旦"}},
            "2027-01-01既列为放假，又列为上班，请删去其中一处。",
        ),
        (
            {"work": {date(2027, 1, 4): "元旦"}},
            "2027-01-04不是周末，不必列为调休上班，请核对日期。",
        ),
        (
            {"off": {date(2026, 10, 1): "国庆节"}},
            "2026-10-01不在2027年（或上一年12月）之内，请核对日期。",
        ),
    ],
)
def test_a_notice_that_contradicts_itself_is_refused(
    changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(NoticeError) as caught:
        WorkCalendar([entered(**changes)])
    assert (str(caught.value), caught.value.code) == (sentence, "notice")
