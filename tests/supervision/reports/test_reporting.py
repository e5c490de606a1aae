"""Answering what is owed: signed for with it, parts complete, nothing repeated unawares."""

from decimal import Decimal

import pytest

from ledger.road import as_sent, now
from supervision.owing_tasks import dispatch, filled, local, sign
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError
from taizhang.ledger.domain.reports import FigureInput, ReportInput, ReportPart
from taizhang.ledger.domain.snapshot import Answer
from taizhang.ledger.domain.verification import verify
from taizhang.supervision.domain.clocks.projecting import load_states
from taizhang.supervision.domain.errors import NotOwedError, SecondLookError
from taizhang.supervision.domain.queries.owed import owed_places, owed_rows
from taizhang.supervision.domain.reports.reporting import report_owed

pytestmark = pytest.mark.django_db
MONTH_END = local("2024-06-29 10:00")
NEXT_MONTH_END = local("2024-07-30 10:00")


@pytest.fixture
def owing(make_task, clerk, noon):
    """A long matter under 13710, dispatched and not signed for."""
    [task] = dispatch([make_task(due="2024-12-31")], clerk, noon)
    return task


def state_of(task):
    return load_states([task.pk], None)[task.pk]


def keys(person, when, **more):
    return [place.owed.answers for place in owed_places(person, now=when, **more)]


def test_first_report_signs_for_the_task_in_the_same_act(owing, liaison, noon):
    report_owed(owing, filled("step:deployed"), actor=liaison, as_of=noon)
    assert now(owing).state == "underway"
    assert state_of(owing).duty("deployed").met_at == noon
    assert "由谁负责：" in as_sent(owing)
    assert verify().first_broken is None


def test_refused_report_does_not_sign_either(owing, liaison, noon):
    with pytest.raises(ActInputError, match="还缺“由谁负责”、“怎么办”"):
        report_owed(owing, ReportInput(answers="step:deployed"), actor=liaison, as_of=noon)
    assert now(owing).state == "dispatched"


def test_report_without_one_of_its_parts_is_refused_with_its_name(owing, liaison, noon):
    half = ReportInput(parts=[ReportPart("由谁负责", "张三")], answers="step:deployed")
    with pytest.raises(ActInputError, match="还缺“怎么办”；没有的请写“无”"):
        report_owed(owing, half, actor=liaison, as_of=noon)


def test_same_report_twice_is_refused_the_second_time(owing, liaison, noon):
    report_owed(owing, filled("step:deployed"), actor=liaison, as_of=noon)
    with pytest.raises(NotOwedError, match="已经报过"):
        report_owed(owing, filled("step:deployed"), actor=liaison, as_of=noon)


def test_missed_period_reported_later_is_made_up(owing, liaison, noon):
    sign([owing], liaison, noon)
    when = local("2024-07-02 10:00")
    report_owed(owing, filled("period:1"), actor=liaison, as_of=when)
    assert state_of(owing).marks[:2] == "l."


def test_words_of_the_last_report_need_a_second_look_and_are_recorded(owing, liaison, noon):
    sign([owing], liaison, noon)
    report_owed(owing, filled("period:1"), actor=liaison, as_of=MONTH_END)
    again = filled("period:2")
    with pytest.raises(SecondLookError, match="“本月进展”.*与6月29日的报告相同") as caught:
        report_owed(owing, again, actor=liaison, as_of=NEXT_MONTH_END)
    assert len(caught.value.sentences) == 1
    report_owed(owing, again, actor=liaison, as_of=NEXT_MONTH_END, confirmed=True)
    assert state_of(owing).repeats == 1
    assert verify().first_broken is None


def test_new_words_pass_at_once(owing, liaison, noon):
    sign([owing], liaison, noon)
    report_owed(owing, filled("period:1"), actor=liaison, as_of=MONTH_END)
    new = filled("period:2", "主体封顶，设备进场，正在联调联试并准备验收")
    report_owed(owing, new, actor=liaison, as_of=NEXT_MONTH_END)
    assert state_of(owing).repeats == 0


def test_cumulative_figure_that_falls_needs_a_second_look(owing, liaison, noon):
    sign([owing], liaison, noon)
    more = {"figures": [FigureInput(1, Decimal(62), MONTH_END.date())]}
    report_owed(owing, filled("period:1", **more), actor=liaison, as_of=MONTH_END)
    less = {"figures": [FigureInput(1, Decimal(60), NEXT_MONTH_END.date())]}
    second = filled("period:2", "设备进场并开始安装调试，计划下月试运行", **less)
    with pytest.raises(SecondLookError, match="累计数 60 小于上次的 62"):
        report_owed(owing, second, actor=liaison, as_of=NEXT_MONTH_END)
    report_owed(owing, second, actor=liaison, as_of=NEXT_MONTH_END, confirmed=True)
    assert state_of(owing).repeats == 0


def test_only_the_lead_owes_where_there_is_one(
    make_task, clerk, noon, science, industry, liaison, other_liaison
):
    units = (
        Answer(industry.pk, "lead", "市工信局"),
        Answer(science.pk, "responsible", "市科技局"),
    )
    [task] = dispatch([make_task(units=units)], clerk, noon)
    assert keys(liaison, noon) == []
    assert keys(other_liaison, noon) == ["step:deployed"]
    sign([task], other_liaison, noon)
    with pytest.raises(ActNotAllowedError, match="由牵头单位报送"):
        report_owed(task, filled("step:deployed"), actor=liaison, as_of=noon)


def test_stranger_owes_nothing_and_may_not_report(owing, other_liaison, noon):
    assert keys(other_liaison, noon, ahead=True) == []
    with pytest.raises(ActNotAllowedError):
        report_owed(owing, filled("step:deployed"), actor=other_liaison, as_of=noon)


def test_owed_now_and_ahead(owing, liaison, noon):
    assert keys(liaison, noon) == ["step:deployed"]
    ahead = keys(liaison, noon, ahead=True)
    assert ahead[:3] == ["step:deployed", "step:reported", "period:1"]


@pytest.mark.parametrize("count", [1, 3, 50])
def test_queries_do_not_grow_with_what_is_owed(
    count, make_task, clerk, liaison, noon, django_assert_num_queries
):
    dispatch([make_task() for _ in range(count)], clerk, noon)
    owed_places(liaison, now=noon)  # mechanisms are read once a process
    with django_assert_num_queries(13):
        rows = owed_rows(owed_places(liaison, now=noon))
    assert len(rows) == count
