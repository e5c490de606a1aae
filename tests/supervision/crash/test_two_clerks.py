"""Two people act on one task at once: a legal order, or the second is refused with a reason."""

from datetime import date, timedelta

import pytest

from ledger.road import now
from supervision.asking import JULY, extend, go_through, state_of
from supervision.crash.queueing import in_both_orders
from supervision.owing_tasks import dispatch, filled
from taizhang.ledger.domain.closing import accept_closure, request_closure, return_closure
from taizhang.ledger.domain.correcting import Correction, correct_task
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import ActInputError, DateFixedError, TaskStateError
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.models import Event
from taizhang.supervision.domain.clocks.days import day_of_due
from taizhang.supervision.domain.errors import NotOwedError
from taizhang.supervision.domain.reports.reporting import report_owed
from taizhang.supervision.domain.requests.deciding import (
    grant_request,
    grant_requests,
    refuse_request,
)
from taizhang.supervision.domain.requests.errors import NoRequestError
from taizhang.supervision.domain.requests.requesting import withdraw_request
from taizhang.supervision.domain.requests.suspending import resume_clock
from taizhang.supervision.domain.slips.answers import answer_slip, lift_slip, return_slip_answer
from taizhang.supervision.domain.slips.errors import SlipChangedError, SlipStateError
from taizhang.supervision.domain.slips.issuing import SlipInput, issue_slips

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
DAY = timedelta(days=1)


@pytest.fixture
def asked(underway, leader, noon):
    """A task whose extension waits for the office."""

    def make():
        task = underway()
        extend(task, actor=leader, as_of=noon)
        return task

    return make


@pytest.fixture
def ask_to_close(liaison, noon):
    def ask(task):
        figures = [FigureInput(1, 140, noon.date())]
        request_closure(task, ReportInput("已完成", figures=figures), actor=liaison, as_of=noon)

    return ask


def test_granting_and_refusing(asked, clerk, head, noon):
    def grant(task):
        grant_request(task, actor=clerk, as_of=noon)

    def refuse(task):
        refuse_request(task, reason="再议", actor=head, as_of=noon)

    for task, order, lost in in_both_orders(asked, grant, refuse):
        assert isinstance(lost, NoRequestError)
        assert (now(task).due == JULY) is (order[0] is grant)


def test_withdrawing_and_granting(asked, clerk, leader, noon):
    def grant(task):
        grant_request(task, actor=clerk, as_of=noon)

    def withdraw(task):
        withdraw_request(task, actor=leader, as_of=noon)

    for task, order, lost in in_both_orders(asked, grant, withdraw):
        assert isinstance(lost, NoRequestError)
        assert state_of(task).extensions == (order[0] is grant)


def test_granting_many_and_refusing_one_of_them(asked, clerk, head, noon):
    others = {}

    def make():
        task, others[task.pk] = (task := asked()), asked()
        return task

    def grant(task):
        seen = {task.pk: noon, others[task.pk].pk: noon}
        grant_requests(seen, actor=clerk, as_of=noon)

    def refuse(task):
        refuse_request(task, reason="再议", actor=head, as_of=noon)

    for task, order, lost in in_both_orders(make, grant, refuse):
        assert isinstance(lost, NoRequestError)
        of_all = [state_of(each).extensions for each in (task, others[task.pk])]
        assert of_all == ([1, 1] if order[0] is grant else [0, 0])  # all of them or none


def test_accepting_and_returning(underway, ask_to_close, clerk, head, noon):
    def make():
        task = underway()
        ask_to_close(task)
        return task

    def accept(task):
        accept_closure(task, grade="good", actor=clerk, as_of=noon)

    def send_back(task):
        return_closure(task, reason="再核", actor=head, as_of=noon)

    for task, order, lost in in_both_orders(make, accept, send_back):
        assert isinstance(lost, TaskStateError)
        assert now(task).state == ("closed" if order[0] is accept else "underway")


def test_issuing_the_first_slip_twice(underway, clerk, head, noon):
    def issue(actor, colour):
        def act(task):
            slip = SlipInput(task.pk, colour, reason="急件")
            issue_slips([slip], actor=actor, as_of=noon + 5 * DAY)

        return act

    numbers = []
    for task, order, lost in in_both_orders(
        underway, blue := issue(clerk, "blue"), issue(head, "red")
    ):
        assert isinstance(lost, SlipChangedError)
        assert state_of(task).slip.colour == ("blue" if order[0] is blue else "red")
        numbers.append(state_of(task).slip.number)
    assert numbers == ["督〔2024〕1号", "督〔2024〕2号"]  # the refused took none


def test_lifting_a_slip_and_returning_its_answer(underway, leader, clerk, head, noon):
    later = noon + 6 * DAY

    def make():
        task = underway()
        issue_slips([SlipInput(task.pk, "blue")], actor=clerk, as_of=noon + 5 * DAY)
        answer_slip(task, text="已组织补报。", actor=leader, as_of=later)
        return task

    def lift(task):
        lift_slip(task, actor=clerk, as_of=later)

    def give_back(task):
        return_slip_answer(task, text="请写明完成时间。", actor=head, as_of=later)

    for task, order, lost in in_both_orders(make, lift, give_back):
        lifted = order[0] is lift
        assert isinstance(lost, SlipStateError if lifted else ActInputError), lost
        assert state_of(task).slip.is_open is not lifted


def test_correcting_the_date_and_dispatching(make_task, clerk, head, noon):
    def correct(task):
        change = Correction(due=date(2024, 6, 20))
        correct_task(task, change, reason="原文为20日", actor=head, as_of=noon)

    def send(task):
        dispatch([task], clerk, noon, kind="ordinary")

    for task, order, lost in in_both_orders(make_task, correct, send):
        corrected = order[0] is correct
        assert lost is None if corrected else isinstance(lost, DateFixedError), lost
        deadline = day_of_due(state_of(task).deadline)
        assert deadline == (date(2024, 6, 20) if corrected else date(2024, 6, 30))


def test_dispatching_twice(make_task, clerk, head, noon):
    def by(actor):
        return lambda task: dispatch_tasks([task], actor=actor, as_of=noon)

    for task, _order, lost in in_both_orders(make_task, by(clerk), by(head)):
        assert isinstance(lost, TaskStateError)
        assert Event.objects.filter(task=task, type="dispatched").count() == 1


def test_resuming_and_closing(underway, ask_to_close, liaison, leader, clerk, head, noon):
    people = {"liaison": liaison, "leader": leader, "clerk": clerk}

    def make():
        task = underway()
        go_through(task, "suspension", **people, as_of=noon)
        ask_to_close(task)
        return task

    def resume(task):
        resume_clock(task, actor=head, as_of=noon + DAY)

    def accept(task):
        accept_closure(task, grade="good", actor=clerk, as_of=noon + DAY)

    for task, order, lost in in_both_orders(make, resume, accept):
        assert lost is None if order[0] is resume else isinstance(lost, TaskStateError), lost
        assert now(task).state == "closed"


def test_asking_to_extend_and_to_close(underway, ask_to_close, leader, noon):
    def ask_for_more(task):
        extend(task, actor=leader, as_of=noon)

    for task, order, lost in in_both_orders(underway, ask_for_more, ask_to_close):
        assert lost is None if order[0] is ask_for_more else isinstance(lost, TaskStateError), lost
        assert now(task).state == "closing"


def test_reporting_the_same_step_twice(underway, liaison, leader, noon):
    def report(actor):
        def act(task):
            report_owed(task, filled("step:deployed"), actor=actor, as_of=noon, confirmed=True)

        return act

    for task, _order, lost in in_both_orders(underway, report(liaison), report(leader)):
        assert isinstance(lost, NotOwedError)
        assert Event.objects.filter(task=task, type="reported").count() == 1
