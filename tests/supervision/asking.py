"""A task on its way, and what units ask about its clock, for tests of the clock acts."""

from datetime import date, datetime, timedelta

import pytest

from ledger.road import now
from taizhang.accounts.enums import Role
from taizhang.ledger.domain.chain import NewEvent, append_events
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.supervision.domain.clocks.projecting import load_states
from taizhang.supervision.domain.requests.deciding import grant_request
from taizhang.supervision.domain.requests.extending import request_extension
from taizhang.supervision.domain.requests.requesting import Asked, sign_request
from taizhang.supervision.domain.requests.sending_back import request_send_back
from taizhang.supervision.domain.requests.suspending import request_suspension
from taizhang.supervision.models import MechanismVersion

ASKED = Asked("招标流标，重新组织", "已完成一半")
JULY = date(2024, 7, 31)
DAY = timedelta(days=1)
TITLES = ("加大创新主体培育力度", "建成科技企业孵化器", "出台人才引进办法")


def state_of(task):
    """The state of the task's clock now."""
    return load_states([task.pk], None)[task.pk]


def set_going(tasks, *, clerk, liaison, as_of, **more):
    """Dispatch tasks of 市科技局 and sign for them."""
    dispatch_tasks(tasks, actor=clerk, as_of=as_of, **more)
    for task in tasks:
        sign_for_task(task, actor=liaison, as_of=as_of)
    return tasks


def extend(task, due=JULY, *, actor, as_of):
    return request_extension(task, due=due, asked=ASKED, actor=actor, as_of=as_of)


def suspend(task, until=date(2024, 9, 1), *, actor, as_of):
    return request_suspension(
        task, cause="season", until=until, asked=ASKED, actor=actor, as_of=as_of
    )


def send_back(task, suggested=(), *, actor, as_of):
    return request_send_back(task, suggested=suggested, asked=ASKED, actor=actor, as_of=as_of)


ASKS = {"extension": extend, "send_back": send_back, "suspension": suspend}


def go_through(task, kind, *, liaison, leader, clerk, as_of: datetime, **more):
    """Ask, sign and grant."""
    ASKS[kind](task, actor=liaison, as_of=as_of, **more)
    sign_request(task, actor=leader, as_of=as_of)
    return grant_request(task, actor=clerk, as_of=as_of)


@pytest.fixture
def leader(make_person, appoint, science):
    person = make_person("leader", name="周明")
    appoint(person, science, Role.UNIT_LEADER)
    return person


@pytest.fixture
def head(make_person):
    return make_person("head", Role.HEAD, name="陈静")


@pytest.fixture
def mayor(make_person):
    return make_person("mayor", Role.CITY_LEADER, name="沈岚")


@pytest.fixture
def underway(make_task, clerk, liaison, leader, noon):
    """A task of 市科技局 due on 30 June 2024, dispatched under 13710 and signed for."""
    version = MechanismVersion.objects.get(key="13710")

    def make(**more):
        task = make_task(**more)
        choices = {"supervision": {"mechanism": version.pk, "kind": "ordinary"}}
        events = [NewEvent(task.pk, "dispatched", choices)]  # whoever may dispatch it
        append_events(events, actor=clerk, occurred_at=noon)
        sign_for_task(task, actor=liaison, as_of=noon)
        assert now(task).state == "underway"
        return task

    return make
