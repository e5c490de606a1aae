"""Whatever people try with requests, in whatever order: no forbidden state, the chain holds."""

from datetime import timedelta
from itertools import chain

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.road import now
from supervision.asking import DAY, extend, send_back, state_of, suspend
from taizhang.accounts.enums import Role
from taizhang.ledger.domain.closing import accept_closure, request_closure, return_closure
from taizhang.ledger.domain.errors import LedgerError
from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Event
from taizhang.supervision.domain.queries.request_history import request_history
from taizhang.supervision.domain.requests.deciding import grant_request, refuse_request
from taizhang.supervision.domain.requests.requesting import sign_request, withdraw_request
from taizhang.supervision.domain.requests.suspending import resume_clock, resume_due

pytestmark = pytest.mark.django_db

ACTS = {
    "extend": lambda task, n, **who: extend(task, now(task).due + n * DAY, **who),
    "suspend": lambda task, n, **who: suspend(task, (who["as_of"] + n * DAY).date(), **who),
    "send_back": lambda task, n, **who: send_back(task, **who),
    "sign": lambda task, n, **who: sign_request(task, **who),
    "grant": lambda task, n, **who: grant_request(task, **who),
    "refuse": lambda task, n, **who: refuse_request(task, reason="再议", **who),
    "withdraw": lambda task, n, **who: withdraw_request(task, **who),
    "resume": lambda task, n, **who: resume_clock(task, **who),
    "job": lambda task, n, *, actor, as_of: resume_due(as_of=as_of),
    "take": lambda task, n, **who: sign_for_task(task, **who),
    "close": lambda task, n, **who: request_closure(
        task, ReportInput("已完成", figures=[FigureInput(1, 140, who["as_of"].date())]), **who
    ),
    "return": lambda task, n, **who: return_closure(task, reason="再核", **who),
    "accept": lambda task, n, **who: accept_closure(task, grade="good", **who),
}
WHO = ("liaison", "leader", "clerk", "head", "mayor", "both")
ASKING, SIGNING = ("extend", "suspend", "send_back"), ("liaison", "leader", "both")


def acts(*names):
    """One act of one person, some time after the act before."""
    who = st.sampled_from(WHO)
    return st.tuples(st.sampled_from(names), who, st.integers(1, 40), st.integers(0, 6))


# whole roads more often than not, so that requests get far enough to be interesting
ROAD = st.tuples(
    st.tuples(st.sampled_from(ASKING), st.sampled_from(SIGNING), st.integers(1, 40), st.just(0)),
    st.tuples(st.just("sign"), st.sampled_from(SIGNING), st.just(0), st.just(0)),
    acts("grant", "grant", "refuse", "close"),
)
STEPS = st.lists(ROAD | st.tuples(acts(*sorted(ACTS))), min_size=3, max_size=9)


@pytest.fixture
def people(make_person, appoint, science, liaison, leader, clerk, head, mayor):
    both = make_person("both", Role.CLERK)
    appoint(both, science, Role.UNIT_LEADER)
    known = {"liaison": liaison, "leader": leader, "clerk": clerk, "head": head}
    return known | {"mayor": mayor, "both": both}


def check(task, before):
    """What must hold after every act."""
    state, ledger = state_of(task), now(task)
    assert not (state.request and (state.is_stopped or state.is_over))
    assert not (state.request and ledger.state not in ("dispatched", "underway"))
    assert not (state.is_over and state.is_stopped)
    assert ledger.due >= before.due


def check_decisions(task):
    """Nobody decided on their own, nothing was decided unsigned, all was asked in time."""
    extensions = 0
    for past in request_history(task):
        if past.outcome in ("granted", "refused"):
            assert past.signed_at is not None
            assert past.decided_by not in (past.asked_by, past.signed_by)
        if past.kind == "extension" and past.outcome == "granted":
            rungs = [{"王芳", "陈静", "both"}, {"陈静"}, {"沈岚"}]
            assert past.decided_by in rungs[min(extensions, 2)]
            extensions += 1
    assert state_of(task).extensions == extensions


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_no_order_of_acts_reaches_a_forbidden_state(steps, underway, people, noon):
    with transaction.atomic():
        task, moment = underway(), noon
        for act, who, number, wait in chain.from_iterable(steps):
            moment += wait * timedelta(hours=18)
            before, events = now(task), Event.objects.count()
            try:
                with transaction.atomic():
                    ACTS[act](task, number, actor=people[who], as_of=moment)
            except LedgerError:
                assert load_snapshots([task.pk])[task.pk] == before
                assert Event.objects.count() == events
            check(task, before)
        check_decisions(task)
        assert verify().first_broken is None
        transaction.set_rollback(True)
