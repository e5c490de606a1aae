"""Every role × every act: who may is written down here, not taken from the product."""

import pytest
from django.db import transaction

from ledger.road import now
from taizhang.accounts.enums import Role
from taizhang.ledger.domain.acts import ACTS, acts_open_to
from taizhang.ledger.domain.chain import NewEvent, append_events
from taizhang.ledger.domain.closing import (
    accept_closure,
    reopen_task,
    request_closure,
    return_closure,
)
from taizhang.ledger.domain.correcting import Correction, correct_task
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import ActNotAllowedError, LedgerError
from taizhang.ledger.domain.linking import link_tasks, unlink_task
from taizhang.ledger.domain.queries.versions import versions_for
from taizhang.ledger.domain.remarking import remark_on_task
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.standing import standings_of
from taizhang.ledger.enums import Grade
from taizhang.ledger.models import Event

pytestmark = pytest.mark.django_db

OFFICE = {"clerk", "head"}
UNIT = {"liaison", "unit_leader", "county_clerk"}
READERS = {"indicator_officer", "assessment_officer", "city_leader", "auditor"} | OFFICE
MAY = {
    "dispatch": OFFICE,
    "sign": UNIT,
    "report": UNIT,
    "request_closure": UNIT,
    "accept_closure": OFFICE,
    "return_closure": OFFICE,
    "reopen": OFFICE,
    "remark": {"city_leader"},
    "correct": OFFICE,
    "link": OFFICE,
    "unlink": OFFICE,
}
STATE = {
    "dispatch": "confirmed",
    "sign": "dispatched",
    "accept_closure": "closing",
    "return_closure": "closing",
    "reopen": "closed",
}
ROLES = [*Role.values, "stranger", "unit_leader_elsewhere"]


@pytest.fixture
def person_as(make_person, appoint, science, industry):
    def person_as(role):
        if role in UNIT:
            person = make_person("somebody")
            appoint(person, science, role)
        elif role == "unit_leader_elsewhere":
            person = make_person("somebody")
            appoint(person, industry, Role.UNIT_LEADER)
        else:
            person = make_person("somebody", *([] if role == "stranger" else [role]))
        return person

    return person_as


@pytest.fixture
def task_in(make_task, clerk, make_person, science, noon):
    """A task in a state, brought there by the plain events of other people."""
    sender = make_person("sender")
    report = {
        "unit": science.pk,
        "name": "市科技局",
        "text": "完成",
        "percent": None,
        "figures": [],
        "files": [],
    }
    road = [
        ("dispatched", "dispatched", {}),
        ("underway", "signed", {"units": [], "names": [], "answering": True}),
        ("closing", "closure_requested", report),
        ("closed", "closure_accepted", {"grade": "good", "text": ""}),
    ]

    def task_in(state):
        task = make_task()
        for reached, kind, payload in road:
            if now(task).state == state:
                break
            append_events([NewEvent(task.pk, kind, payload)], actor=sender, occurred_at=noon)
            assert now(task).state == reached
        return task

    return task_in


@pytest.fixture
def operations(make_task, clerk, noon):
    def linked(task, **who):
        return link_tasks(task, make_task(), **who)

    figures = [FigureInput(1, 140, noon.date())]
    return {
        "dispatch": lambda task, **who: dispatch_tasks([task], **who),
        "sign": sign_for_task,
        "report": lambda task, **who: report_progress(task, ReportInput("进展"), **who),
        "request_closure": lambda task, **who: request_closure(
            task, ReportInput("完成", figures=figures), **who
        ),
        "accept_closure": lambda task, **who: accept_closure(task, grade=Grade.GOOD, **who),
        "return_closure": lambda task, **who: return_closure(task, reason="再核", **who),
        "reopen": lambda task, **who: reopen_task(task, reason="复核", **who),
        "remark": lambda task, **who: remark_on_task(task, text="抓紧", **who),
        "correct": lambda task, **who: correct_task(
            task, Correction(title="更正"), reason="有误", **who
        ),
        "link": linked,
        "unlink": unlink_task,
    }


def test_table_of_this_test_is_complete():
    assert MAY.keys() == ACTS.keys()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", MAY)
def test_only_who_may_does(act, role, task_in, person_as, operations, make_task, clerk, noon):
    task = task_in(STATE.get(act, "underway"))
    if act == "unlink":
        link_tasks(task, make_task(), actor=clerk, as_of=noon)
    person, events = person_as(role), Event.objects.count()
    if role in MAY[act]:
        operations[act](task, actor=person, as_of=noon)
        assert Event.objects.count() > events
    else:
        with pytest.raises(ActNotAllowedError):
            operations[act](task, actor=person, as_of=noon)
        assert Event.objects.filter(task=task, actor=person).count() == 0


@pytest.mark.parametrize("role", ROLES)
def test_only_who_may_sees(role, make_task, person_as, noon):
    task = make_task()
    visible = versions_for(person_as(role), on=noon.date())
    assert visible.filter(task=task).exists() is (role in READERS | UNIT)


@pytest.mark.parametrize("role", sorted({*MAY["dispatch"], *UNIT, "auditor"}))
@pytest.mark.parametrize("state", ["confirmed", "dispatched", "underway", "closing", "closed"])
def test_acts_that_are_offered_are_those_that_succeed(
    role, state, task_in, person_as, operations, noon
):
    task, person = task_in(state), person_as(role)
    snapshot = {task.pk: now(task)}
    standing = standings_of(person, snapshot, on=noon.date())[task.pk]
    offered = {rule.name for rule in acts_open_to(snapshot[task.pk], standing)} - {"unlink"}
    done = set()
    for name, operation in operations.items():
        with transaction.atomic():
            try:
                operation(task, actor=person, as_of=noon)
            except LedgerError:
                continue
            finally:
                transaction.set_rollback(True)
        done.add(name)
    assert done == offered


def test_deactivated_person_may_nothing(make_task, clerk, noon):
    clerk.is_active = False
    clerk.save()
    with pytest.raises(ActNotAllowedError):
        dispatch_tasks([make_task()], actor=clerk, as_of=noon)


def test_former_liaison_sees_and_does_nothing_more(task_in, liaison, noon):
    task = task_in("underway")
    liaison.memberships.update(ends=noon.date().replace(day=2))
    assert not versions_for(liaison, on=noon.date()).exists()
    with pytest.raises(ActNotAllowedError, match="无权查看"):
        report_progress(task, ReportInput("x"), actor=liaison, as_of=noon)


def test_liaison_of_the_successor_acts_for_the_unit_that_ended(
    task_in, science, industry, other_liaison, noon
):
    science.successor, science.succeeded_on = industry, noon.date().replace(day=1)
    science.succession_reason = "reform"
    science.save()
    task = task_in("dispatched")
    sign_for_task(task, actor=other_liaison, as_of=noon)
    assert now(task).answer_of(science.pk).signed_at == noon
