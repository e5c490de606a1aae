"""Issuing slips: which are due, numbers, colours, who may."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils.translation import override

from ledger.road import as_sent
from supervision.asking import ASKS, DAY, go_through, state_of
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError, TaskStateError
from taizhang.ledger.domain.standing import oversight_of
from taizhang.ledger.domain.verification import verify
from taizhang.messages.models import Message
from taizhang.supervision.domain.queries.slips import (
    colour_named,
    due_slips,
    slips_by_light,
)
from taizhang.supervision.domain.slips.errors import SlipChangedError, SlipStateError
from taizhang.supervision.domain.slips.issuing import SlipInput, issue_slips
from taizhang.supervision.domain.slips.numbering import allot_numbers
from taizhang.supervision.models import SlipSeries

pytestmark = pytest.mark.django_db


def due(clerk, moment):
    oversight = oversight_of(clerk, on=moment.date())
    return due_slips(None, moment=moment, oversight=oversight)


def test_step_not_met_in_time_makes_a_slip_due_as_the_mechanism_says(underway, clerk, noon):
    task = underway()
    assert not due(clerk, noon + timedelta(hours=3))
    late = due(clerk, noon + 1 * DAY)[task.pk]  # 当日研究部署 only brings a telephone call
    assert (late.colour, len(late.unmet)) == ("", 1)
    blue = due(clerk, noon + 4 * DAY)[task.pk]
    assert blue.colour == "blue"
    assert blue.unmet[1] == "“三日内反馈办理情况”应于2024年6月6日前完成，至今没有完成。"
    assert blue.next == "限期补报"


def test_words_of_a_slip_stay_chinese_for_a_reader_of_another_language(underway, clerk, noon):
    task = underway()
    with override("en"):
        blue = due(clerk, noon + 4 * DAY)[task.pk]
    assert blue.unmet[1] == "“三日内反馈办理情况”应于2024年6月6日前完成，至今没有完成。"


def test_tasks_of_others_are_not_listed(underway, county, county_clerk, clerk, noon):
    mine, theirs = underway(), underway(keeper=county, actor=county_clerk)
    assert due(clerk, noon + 5 * DAY).keys() == {mine.pk}
    assert due(county_clerk, noon + 5 * DAY).keys() == {theirs.pk}


@pytest.mark.parametrize("kind", ["extension", "suspension"])
def test_nothing_is_due_while_the_office_has_a_request_to_decide(
    underway, clerk, liaison, noon, kind
):
    task = underway(due="2024-06-30")
    ASKS[kind](task, actor=liaison, as_of=noon + DAY)
    assert not due(clerk, noon + 5 * DAY)


def test_paused_clock_brings_no_slip(underway, issue, clerk, liaison, leader, noon):
    task = underway(due="2024-06-30")
    people = {"liaison": liaison, "leader": leader, "clerk": clerk}
    go_through(task, "suspension", **people, as_of=noon + DAY)
    assert not due(clerk, noon + 5 * DAY)
    with pytest.raises(SlipStateError, match="正在挂账"):
        issue(task, "red", reason="急件")


def test_light_that_names_a_slip_makes_one_due(underway, issue, noon):
    late, slipped = underway(), underway()
    issue(slipped)
    assert not slips_by_light(None, moment=noon + 4 * DAY)  # 逾期一周以上才发督查单
    found = slips_by_light(None, moment=noon + 20 * DAY)
    assert {pk: each.colour for pk, each in found.items()} == {late.pk: "blue"}
    assert found[late.pk].unmet[0].startswith("亮灯口径“默认三色亮灯”：")


@pytest.mark.parametrize(
    ("document", "colour"),
    [("督查单", "blue"), ("橙色督查单", "orange"), ("黄色督查单", "orange"), ("红色督查单", "red")],
)
def test_document_of_a_regime_names_the_colour(document, colour):
    assert colour_named(document) == colour


def test_issued_slip_has_number_reasons_and_answer_day(underway, issue, clerk, liaison, noon):
    task = underway()
    issue(task)
    slip = state_of(task).slip
    assert (slip.number, slip.colour) == ("督〔2024〕1号", "blue")
    assert as_sent(task).startswith("发出蓝色督查单督〔2024〕1号，2024年6月11日前答复")
    message = Message.objects.get(recipient=liaison, kind="slip_issued")
    assert "三日内反馈办理情况" in message.body
    assert (
        task.pk not in due(clerk, noon + 5 * DAY) or not due(clerk, noon + 5 * DAY)[task.pk].colour
    )


def test_unanswered_slip_is_due_to_grow_until_it_is_red(underway, issue, clerk, noon):
    task = underway()
    issue(task)
    assert due(clerk, noon + 8 * DAY)[task.pk].colour == ""  # 11 June is not over
    assert due(clerk, noon + 9 * DAY)[task.pk].colour == "orange"
    issue(task, "orange", days=9, over="blue")
    assert due(clerk, noon + 13 * DAY)[task.pk].colour == "red"
    issue(task, "red", days=13, over="orange")
    assert due(clerk, noon + 60 * DAY)[task.pk].colour == ""
    assert state_of(task).slip.number == "督〔2024〕1号"
    assert SlipSeries.objects.get().last == 1
    verify()


def test_graver_than_due_takes_a_reason(underway, issue):
    task = underway()
    with pytest.raises(
        ActInputError, match="现在应发的是蓝色督查单，发红色督查单请写明理由"
    ) as refused:
        issue(task, "red")
    assert refused.value.field == "reason"
    issue(task, "red", reason="防汛急件")
    assert state_of(task).slip.colour == "red"
    assert not SlipSeries.objects.exclude(last=1).exists()


def test_slip_without_anything_due_takes_a_reason(underway, issue):
    with pytest.raises(ActInputError, match="没有应发的督查单"):
        issue(underway(), days=0)


def test_open_slip_is_never_issued_again_milder_or_twice(underway, issue):
    task = underway()
    issue(task, "orange", reason="急件")
    with pytest.raises(SlipChangedError):
        issue(task, "orange", reason="急件")
    for colour in ("blue", "orange"):
        with pytest.raises(ActInputError, match="一事一单"):
            issue(task, colour, over="orange", reason="急件")
    assert state_of(task).slip.colour == "orange"


def test_many_are_issued_together_or_none(underway, make_task, clerk, noon):
    tasks = [underway(), underway()]
    inputs = [SlipInput(task.pk, "blue") for task in tasks]
    with pytest.raises(TaskStateError):
        issue_slips([*inputs, SlipInput(make_task().pk, "blue")], actor=clerk, as_of=noon + 5 * DAY)
    assert not SlipSeries.objects.exists()
    issue_slips(inputs, actor=clerk, as_of=noon + 5 * DAY)
    assert [state_of(task).slip.number for task in tasks] == ["督〔2024〕1号", "督〔2024〕2号"]


def test_mechanism_without_terms_needs_a_day(underway, issue, noon):
    task = underway(mechanism="13710")
    day = (noon + 5 * DAY).date()
    issue(task, answer_by=day)
    assert as_sent(task).startswith("发出蓝色督查单督〔2024〕1号，2024年6月8日前答复")
    with pytest.raises(ActInputError, match="不能早于今天"):
        issue(task, "red", over="blue", reason="急", days=6, answer_by=day)


def test_only_who_supervises_issues(underway, issue, liaison, leader, county_clerk):
    task = underway()
    for person in (liaison, leader, county_clerk):
        with pytest.raises(ActNotAllowedError):
            issue(task, actor=person)
    assert state_of(task).slip is None


def test_offices_and_years_count_for_themselves(county, noon):
    assert allot_numbers([None, county.pk, None], as_of=noon) == [
        "督〔2024〕1号",
        "督〔2024〕1号",
        "督〔2024〕2号",
    ]
    assert allot_numbers([None], as_of=noon + 366 * DAY) == ["督〔2025〕1号"]


@pytest.mark.django_db(transaction=True)
def test_numbers_of_two_at_once_have_no_gap_and_never_come_twice(noon):
    def take(turn):
        try:
            for lost in (turn % 2, 0):  # what is rolled back is given again
                try:
                    with transaction.atomic():
                        [number] = allot_numbers([None], as_of=noon)
                        assert not lost
                except AssertionError:
                    continue
                return number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(take, range(24)))
    assert sorted(numbers) == sorted(f"督〔2024〕{n}号" for n in range(1, 25))
