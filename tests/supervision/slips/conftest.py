"""Tasks of the fictional city that slips are issued for."""

import pytest

from supervision.asking import DAY
from taizhang.accounts.enums import Role
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.supervision.domain.slips.answers import answer_slip
from taizhang.supervision.domain.slips.issuing import SlipInput, issue_slips
from taizhang.supervision.models import MechanismVersion


@pytest.fixture
def second_clerk(make_person):
    return make_person("chenjing", Role.HEAD, name="陈静")


@pytest.fixture
def underway(make_task, clerk, liaison, leader, noon):
    """A task of 市科技局 under 13710, dispatched on 3 June 2024 and signed for."""

    def make(*, mechanism="13710", actor=None, **more):
        task = make_task(**more)
        version = MechanismVersion.objects.get(key=mechanism)
        choices = {"supervision": {"mechanism": version.pk, "kind": version.mechanism.kinds[0].key}}
        dispatch_tasks([task], actor=actor or clerk, as_of=noon, choices=choices)
        sign_for_task(task, actor=liaison, as_of=noon)
        return task

    return make


@pytest.fixture
def issue(clerk, noon):
    """Issue one slip; the moment counts days from the dispatch."""

    def send(task, colour="blue", *, days=5, actor=None, **more):
        given = SlipInput(task.pk, colour, **more)
        return issue_slips([given], actor=actor or clerk, as_of=noon + days * DAY)

    return send


@pytest.fixture
def answered(underway, issue, leader, noon):
    """A task whose blue slip the unit's leader has answered."""

    def make(**more):
        task = underway(**more)
        issue(task)
        answer_slip(task, text="已组织补报。", actor=leader, as_of=noon + 6 * DAY)
        return task

    return make
