"""Holiday notices that people enter: read from their text, checked, in force."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.calendars import WorkCalendar
from taizhang.supervision.domain.errors import NoticeInputError
from taizhang.supervision.domain.rules.calendar import calendar_in_force, notices_in_force
from taizhang.supervision.domain.rules.notice_text import Festival, read_notice
from taizhang.supervision.domain.rules.notices import doubts_about, make_notice, record_notice
from taizhang.supervision.models import HolidayNotice

NOON = datetime(2026, 11, 9, 4, 0, tzinfo=UTC)
OF_2026 = """\
关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。\
2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""
# as the office of the fictional city expects it
OF_2027 = (
    Festival("元旦", date(2027, 1, 1), date(2027, 1, 3)),
    Festival("春节", date(2027, 2, 5), date(2027, 2, 11), (date(2027, 1, 31), date(2027, 2, 20))),
)


@pytest.fixture
def head(db) -> Person:
    return Person.objects.create_user("chenjing", name="陈静", roles=[Role.HEAD])


def notice(festivals=OF_2027, **changes):
    said = {"year": 2027, "reference": "国办发明电〔2026〕9号", "issued": date(2026, 11, 6)}
    return make_notice(**said | changes, festivals=festivals)


def refusal(**changes):
    with pytest.raises(NoticeInputError) as refused:
        notice(**changes)
    return refused.value.findings


# Reading


def test_text_of_a_notice_gives_the_days_that_are_published(db):
    read = read_notice(OF_2026)
    assert (read.year, read.reference, read.doubts) == (2026, "国办发明电〔2025〕7号", ())
    made = make_notice(year=2026, reference=read.reference, issued=None, festivals=read.festivals)
    known, entered = WorkCalendar(), WorkCalendar([made])
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [entered.is_working(day) for day in days] == [known.is_working(day) for day in days]


def test_new_year_may_begin_in_december():
    text = "元旦：2022年12月31日至2023年1月2日放假调休，共3天。2022年12月30日上班。"
    [festival] = read_notice(text, year=2023).festivals
    assert (festival.first, festival.last) == (date(2022, 12, 31), date(2023, 1, 2))
    assert festival.work == (date(2022, 12, 30),)


def test_december_without_a_year_is_that_of_the_year_before():
    [festival] = read_notice(
        "元旦：12月30日至1月1日放假调休，共3天。12月29日上班。", year=2019
    ).festivals
    assert (festival.first, festival.last) == (date(2018, 12, 30), date(2019, 1, 1))
    assert festival.work == (date(2018, 12, 29),)


def test_single_day_and_joined_festivals_are_read():
    text = "清明节：4月5日放假，与周末连休。国庆节、中秋节：10月1日至8日放假调休，共8天。"
    first, second = read_notice(text, year=2020).festivals
    assert (first.first, first.last) == (date(2020, 4, 5), date(2020, 4, 5))
    assert (second.name, second.last) == ("国庆节、中秋节", date(2020, 10, 8))


def test_full_width_digits_are_read():
    [festival] = read_notice("春节：２月５日至１１日放假调休，共７天。", year=2027).festivals
    assert festival.last == date(2027, 2, 11)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("春节：2月5日至11日放假调休，共8天。", "共8天"),
        ("春节：2月30日放假。", "看不懂"),
        ("春节：另行通知。", "看不懂"),
        ("各单位要做好值班工作。", "没有读到"),
    ],
)
def test_what_is_not_understood_is_said(text, words):
    assert words in read_notice(text, year=2027).doubts[0]


def test_text_without_a_year_asks_for_it():
    assert "年份" in read_notice("春节：2月5日至11日放假。").doubts[0]


# Checking


def test_day_of_two_festivals_is_refused():
    twice = (*OF_2027, Festival("清明节", date(2027, 2, 11), date(2027, 2, 12)))
    assert refusal(festivals=twice) == ["2027-02-11重复列入，请删去其中一处。"]


@pytest.mark.parametrize(
    ("festival", "words"),
    [
        (Festival("清明节", date(2027, 4, 5), date(2027, 4, 4)), "却到"),
        (Festival("清明节", date(2027, 4, 5), date(2027, 5, 5)), "超过15天"),
        (Festival("清明节", date(2028, 4, 5), date(2028, 4, 5)), "不在2027年"),
        (Festival("清明节", date(2027, 4, 5), date(2027, 4, 5), (date(2027, 4, 6),)), "不是周末"),
        (Festival("清明节", date(2027, 4, 3), date(2027, 4, 5), (date(2027, 4, 3),)), "又列为上班"),
    ],
)
def test_day_that_cannot_be_is_refused(festival, words):
    assert words in refusal(festivals=(*OF_2027, festival))[0]


def test_notice_names_its_document_and_has_a_festival():
    assert "文件" in refusal(reference=" ")[0]
    assert "没有任何节日" in refusal(festivals=())[0]


def test_missing_festivals_are_pointed_out(db):
    assert doubts_about(notice()) == ["没有清明节、劳动节、端午节、中秋节、国庆节，请核对。"]


# In force


def test_entered_notice_makes_its_year_known(head):
    assert not calendar_in_force().knows(2027)
    record_notice(notice(), actor=head, as_of=NOON)
    calendar = calendar_in_force()
    assert calendar.knows(2027)
    assert not calendar.is_working(date(2027, 2, 8))
    assert calendar.is_working(date(2027, 1, 31))
    assert "国办发明电〔2026〕9号" in calendar.why(date(2027, 2, 8))
    assert notices_in_force()[2027].issued == date(2026, 11, 6)


def test_later_notice_of_a_year_replaces_the_earlier(head):
    record_notice(notice(), actor=head, as_of=NOON)
    record_notice(notice(festivals=OF_2027[:1]), actor=head, as_of=NOON + timedelta(days=1))
    assert calendar_in_force().is_working(date(2027, 2, 8))
    assert not calendar_in_force(known_at=NOON).is_working(date(2027, 2, 8))
    assert not calendar_in_force(known_at=NOON - timedelta(days=1)).knows(2027)


def test_same_notice_again_is_refused(head):
    record_notice(notice(), actor=head, as_of=NOON)
    with pytest.raises(NoticeInputError, match="已是这样"):
        record_notice(notice(), actor=head, as_of=NOON)


def test_notice_queues_the_recomputing(head):
    row = record_notice(notice(), actor=head, as_of=NOON)
    jobs = ProcrastinateJob.objects.filter(task_name="supervision.recompute_provisional")
    assert [job.args for job in jobs] == [{"notice": row.pk}]


def test_clerk_enters_no_notice(db):
    clerk = Person.objects.create_user("limin", name="李敏", roles=[Role.CLERK])
    with pytest.raises(NoticeInputError, match="只有"):
        record_notice(notice(), actor=clerk, as_of=NOON)


def test_notices_are_only_ever_added(head):
    record_notice(notice(), actor=head, as_of=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        HolidayNotice.objects.update(year=2028)


def test_calendar_takes_one_query(head, django_assert_num_queries):
    record_notice(notice(), actor=head, as_of=NOON)
    with django_assert_num_queries(1):
        calendar_in_force()


PIECES = st.sampled_from(
    [
        "春节",
        "国庆节、中秋节",
        "：",
        ":",
        "2月",
        "30日",
        "12月31日",
        "9999年",
        "至",
        "放假",
        "上班",
        "共8天",
    ]
    + ["。", "（", "）", "\n", "２月５日", "0日", "99月", "关于2027年部分节假日安排", "〔2026〕"]
)


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60))
def test_any_text_gives_festivals_or_a_sentence(text):
    read = read_notice(text, year=2027)
    assert read.festivals or read.doubts
    assert all(isinstance(each, Festival) for each in read.festivals)
