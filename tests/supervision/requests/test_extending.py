"""Extensions: asked before the deadline, signed, decided one level up each time."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ledger.road import as_sent, now
from supervision.asking import DAY, JULY, extend, go_through, state_of
from taizhang.accounts.enums import Role
from taizhang.ledger.domain.closing import request_closure
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError, OwnSubmissionError
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Event
from taizhang.messages.models import Message
from taizhang.supervision.domain.requests.deciding import (
    grant_request,
    grant_requests,
    refuse_request,
)
from taizhang.supervision.domain.requests.errors import (
    DeadlinePassedError,
    NoLeaderError,
    NoRequestError,
    NotSignedError,
    RequestPendingError,
)
from taizhang.supervision.domain.requests.extending import request_extension
from taizhang.supervision.domain.requests.requesting import Asked, sign_request, withdraw_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(underway):
    return underway()


def deadline_of(task):
    return timezone.localtime(state_of(task).deadline).date() - DAY


def heard(person):
    return list(Message.objects.filter(recipient=person).values_list("kind", flat=True))


def test_extension_goes_from_liaison_over_leader_to_the_office(task, liaison, leader, clerk, noon):
    extend(task, actor=liaison, as_of=noon)
    assert now(task).due == date(2024, 6, 30)
    sign_request(task, text="情况属实", actor=leader, as_of=noon + DAY)
    grant_request(task, text="同意", actor=clerk, as_of=noon + 2 * DAY)
    state = state_of(task)
    assert now(task).due == deadline_of(task) == JULY
    assert now(task).targets[0].deadline == JULY
    assert (state.extensions, state.request) == (1, None)
    assert as_sent(task) == "同意延期至2024年7月31日：同意"
    assert "extension_requested" in heard(leader)
    assert "extension_signed" in heard(clerk)
    assert "extension_granted" in heard(liaison)
    assert verify().first_broken is None


def test_leader_who_asks_signs_with_it(task, leader, clerk, noon):
    extend(task, actor=leader, as_of=noon)
    assert state_of(task).request.signed_by_id == leader.pk
    grant_request(task, actor=clerk, as_of=noon)
    assert now(task).due == JULY


def test_after_the_deadline_nobody_may_ask(task, liaison, noon):
    last = state_of(task).deadline
    with pytest.raises(DeadlinePassedError, match=r"2024-06-30 已过.*到期以前申请"):
        extend(task, actor=liaison, as_of=last + timedelta(seconds=1))
    extend(task, actor=liaison, as_of=last)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2024, 6, 30), "不晚于 2024-06-30"),
        (date(2024, 6, 1), "不晚于"),
        (date(2025, 7, 1), "不能晚于 2025-06-30"),
    ],
)
def test_new_day_lies_after_the_old_within_a_year(task, liaison, noon, day, sentence):
    with pytest.raises(ActInputError, match=sentence) as refused:
        extend(task, day, actor=liaison, as_of=noon)
    assert refused.value.field == "due"


@pytest.mark.parametrize("asked", [Asked("", "一半"), Asked("  ", "一半"), Asked("招标", "")])
def test_reason_and_progress_must_be_said(task, liaison, noon, asked):
    with pytest.raises(ActInputError, match="没有填写"):
        request_extension(task, due=JULY, asked=asked, actor=liaison, as_of=noon)


def test_unit_without_a_leader_cannot_ask(task, liaison, leader, noon):
    leader.memberships.all().delete()
    with pytest.raises(NoLeaderError, match="市科技局还没有登记单位负责人"):
        extend(task, actor=liaison, as_of=noon)


def test_only_who_speaks_for_the_task_asks(task, clerk, other_liaison, noon):
    for person in (clerk, other_liaison):
        with pytest.raises(ActNotAllowedError):
            extend(task, actor=person, as_of=noon)


def test_one_request_at_a_time(task, liaison, noon):
    extend(task, actor=liaison, as_of=noon)
    with pytest.raises(RequestPendingError, match="已经有一件“延期”申请"):
        extend(task, actor=liaison, as_of=noon)


def test_unsigned_request_is_not_decided(task, liaison, clerk, noon):
    extend(task, actor=liaison, as_of=noon)
    with pytest.raises(NotSignedError):
        grant_request(task, actor=clerk, as_of=noon)


def test_only_the_leader_of_the_unit_signs_and_once(
    task, liaison, leader, clerk, make_person, appoint, industry, noon
):
    elsewhere = make_person("elsewhere")
    appoint(elsewhere, industry, Role.UNIT_LEADER)
    extend(task, actor=liaison, as_of=noon)
    for person in (liaison, clerk, elsewhere):
        with pytest.raises(ActNotAllowedError):
            sign_request(task, actor=person, as_of=noon)
    sign_request(task, actor=leader, as_of=noon)
    with pytest.raises(NoRequestError, match="已经签过"):
        sign_request(task, actor=leader, as_of=noon)


def test_each_further_extension_goes_one_rung_up(task, liaison, leader, clerk, head, mayor, noon):
    people = {"clerk": clerk, "head": head, "mayor": mayor}
    days = [JULY, date(2024, 8, 31), date(2024, 9, 30), date(2024, 10, 31)]
    for day, decider in zip(days, ["clerk", "head", "mayor", "mayor"], strict=True):
        extend(task, day, actor=liaison, as_of=noon)
        sign_request(task, actor=leader, as_of=noon)
        allowed = {decider} | ({"head"} if decider == "clerk" else set())
        for name in people.keys() - allowed:
            with pytest.raises(ActNotAllowedError, match="您无权审批"):
                grant_request(task, actor=people[name], as_of=noon)
        grant_request(task, actor=people[decider], as_of=noon)
    assert state_of(task).extensions == 4
    assert now(task).due == days[-1]


def test_refused_extension_does_not_count(task, liaison, leader, clerk, noon):
    extend(task, actor=liaison, as_of=noon)
    sign_request(task, actor=leader, as_of=noon)
    with pytest.raises(ActInputError, match="不同意的理由"):
        refuse_request(task, reason=" ", actor=clerk, as_of=noon)
    refuse_request(task, reason="理由不充分", actor=clerk, as_of=noon)
    assert now(task).due == date(2024, 6, 30)
    assert (state_of(task).extensions, state_of(task).request) == (0, None)
    go_through(task, "extension", liaison=liaison, leader=leader, clerk=clerk, as_of=noon)


def test_office_may_grant_an_earlier_day_and_no_later_one(task, liaison, leader, clerk, noon):
    extend(task, actor=liaison, as_of=noon)
    sign_request(task, actor=leader, as_of=noon)
    for day in (date(2024, 8, 1), date(2024, 6, 30)):
        with pytest.raises(ActInputError):
            grant_request(task, day=day, actor=clerk, as_of=noon)
    grant_request(task, day=date(2024, 7, 15), actor=clerk, as_of=noon)
    assert now(task).due == date(2024, 7, 15)


def test_day_that_passed_while_the_office_was_silent_is_not_granted(
    task, liaison, leader, clerk, noon
):
    extend(task, date(2024, 7, 5), actor=liaison, as_of=noon)
    sign_request(task, actor=leader, as_of=noon)
    with pytest.raises(ActInputError, match="应在今天"):
        grant_request(task, actor=clerk, as_of=noon + 40 * DAY)


@pytest.mark.parametrize("role", ["asks", "signs"])
def test_nobody_decides_what_they_asked_or_signed(
    role, task, liaison, leader, make_person, appoint, science, noon
):
    both = make_person("both", Role.CLERK)
    appoint(both, science, Role.LIAISON if role == "asks" else Role.UNIT_LEADER)
    extend(task, actor=both if role == "asks" else liaison, as_of=noon)
    sign_request(task, actor=leader if role == "asks" else both, as_of=noon)
    with pytest.raises(OwnSubmissionError, match="由他人审批"):
        grant_request(task, actor=both, as_of=noon)


def test_unit_withdraws_and_asks_again(task, liaison, leader, clerk, other_liaison, noon):
    extend(task, actor=liaison, as_of=noon)
    for person in (clerk, other_liaison):
        with pytest.raises(ActNotAllowedError):
            withdraw_request(task, actor=person, as_of=noon)
    withdraw_request(task, reason="日期写错", actor=liaison, as_of=noon)
    assert as_sent(task) == "撤回申请：日期写错"
    assert "extension_withdrawn" in heard(leader)
    with pytest.raises(NoRequestError):
        withdraw_request(task, actor=liaison, as_of=noon)
    extend(task, actor=liaison, as_of=noon)


def test_decision_on_a_request_that_changed_meanwhile_is_refused(
    task, liaison, leader, clerk, noon
):
    extend(task, actor=liaison, as_of=noon)
    seen = state_of(task).request.asked_at
    withdraw_request(task, actor=liaison, as_of=noon)
    extend(task, date(2024, 12, 31), actor=leader, as_of=noon + DAY)
    with pytest.raises(NoRequestError, match="换成另一件"):
        grant_request(task, seen=seen, actor=clerk, as_of=noon + DAY)


def test_request_to_close_takes_the_place_of_what_waits(task, liaison, leader, clerk, noon):
    extend(task, actor=liaison, as_of=noon)
    figures = [FigureInput(1, 141, noon.date())]
    request_closure(task, ReportInput("已完成", figures=figures), actor=liaison, as_of=noon)
    assert state_of(task).request is None
    assert verify().first_broken is None


def test_many_are_granted_together_or_none(underway, liaison, leader, clerk, noon):
    tasks = [underway(), underway()]
    for each in tasks:
        extend(each, actor=liaison, as_of=noon)
    sign_request(tasks[0], actor=leader, as_of=noon)
    seen = {each.pk: noon for each in tasks}
    before = Event.objects.count()
    with pytest.raises(NotSignedError):
        grant_requests(seen, actor=clerk, as_of=noon)
    assert Event.objects.count() == before
    sign_request(tasks[1], actor=leader, as_of=noon)
    grant_requests(seen, text="统一顺延", actor=clerk, as_of=noon)
    assert [now(each).due for each in tasks] == [JULY, JULY]
