"""Two people at once on one request: one wins, the other is told."""

import pytest

from ledger.road import now
from ledger.test_crash import at_once
from supervision.asking import DAY, JULY, extend, go_through, state_of
from taizhang.ledger.domain.errors import TaskStateError
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Event
from taizhang.messages.models import Message
from taizhang.supervision.domain.requests.deciding import grant_request, refuse_request
from taizhang.supervision.domain.requests.requesting import withdraw_request
from taizhang.supervision.domain.requests.suspending import resume_clock, resume_due

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def signed(underway, leader, noon):
    task = underway()
    extend(task, actor=leader, as_of=noon)
    return task


def refusals(results):
    return [each for each in results if isinstance(each, TaskStateError)]


def test_of_two_approvers_one_decides_and_the_other_is_told(signed, clerk, head, noon):
    results = at_once(
        lambda: grant_request(signed, actor=clerk, as_of=noon),
        lambda: refuse_request(signed, reason="再议", actor=head, as_of=noon),
    )
    [refused] = refusals(results)
    assert "可能已由他人处理" in refused.sentence
    assert state_of(signed).request is None
    assert Message.objects.filter(kind__in=["extension_granted", "extension_refused"]).exists()
    assert verify().holds


def test_withdrawing_and_granting_at_once_does_one_of_them(signed, clerk, leader, noon):
    results = at_once(
        lambda: grant_request(signed, actor=clerk, as_of=noon),
        lambda: withdraw_request(signed, actor=leader, as_of=noon),
    )
    assert len(refusals(results)) == 1
    assert (now(signed).due == JULY) is (state_of(signed).extensions == 1)
    assert verify().holds


def test_office_and_job_resume_at_once_and_the_clock_runs_once(
    underway, liaison, leader, clerk, noon
):
    task = underway()
    people = {"liaison": liaison, "leader": leader, "clerk": clerk}
    until = (noon + 10 * DAY).date()
    go_through(task, "suspension", **people, as_of=noon, until=until)
    at_once(
        lambda: resume_clock(task, actor=clerk, as_of=noon + 10 * DAY),
        lambda: resume_due(as_of=noon + 10 * DAY),
    )
    assert Event.objects.filter(task=task, type="resumed").count() == 1
    assert verify().holds
