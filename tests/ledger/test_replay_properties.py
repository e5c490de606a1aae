"""Whatever people do, in whatever order: the replay is the projection, the past stays as it was,
and no state is reached that the road to closing does not have."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import ClassVar

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from plugins.walks import walk_until_done
from taizhang.ledger.domain.closing import (
    accept_closure,
    reopen_task,
    request_closure,
    return_closure,
)
from taizhang.ledger.domain.correcting import NEW_TARGET, Correction, correct_task
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import LedgerError
from taizhang.ledger.domain.linking import link_tasks, unlink_task
from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.domain.remarking import remark_on_task
from taizhang.ledger.domain.replay import replay
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.snapshot import Answer, Goal
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.enums import Grade
from taizhang.ledger.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# act → states it may lead from and to; written here by hand, not taken from the product
ROAD = {
    "dispatch": {("confirmed", "dispatched")},
    "sign": {("dispatched", "dispatched"), ("dispatched", "underway"), ("underway", "underway")},
    "report": {("underway", "underway")},
    "request": {("underway", "closing")},
    "accept": {("closing", "closed")},
    "return": {("closing", "underway")},
    "reopen": {("closed", "underway")},
    "remark": {(s, s) for s in ("confirmed", "dispatched", "underway", "closing", "closed")},
    "correct": {(s, s) for s in ("confirmed", "dispatched", "underway")},
    "link": {(s, s) for s in ("confirmed", "dispatched", "underway", "closing")},
}
TASKS = st.integers(0, 2)
ALL = ["clerk", "both", "science", "industry", "leader", "nobody"]
OFFICE = st.sampled_from(["clerk"] * 6 + ALL)  # mostly who may, sometimes anybody
UNIT = st.sampled_from(["science", "industry"] * 3 + ALL)
LEADER = st.sampled_from(["leader", *ALL])


class World:
    """What the machines of one test share: made by its fixtures."""

    people: ClassVar[dict] = {}
    units: ClassVar[list] = []
    new_task = None
    done: ClassVar[set] = set()


class Ledger(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        both = (
            Answer(World.units[0].pk, "lead", "市科技局"),
            Answer(World.units[1].pk, "responsible", "市工信局"),
        )
        self.tasks = [
            World.new_task(),
            World.new_task(units=both),
            World.new_task(units=both[1:]),
        ]
        self.ids = [task.pk for task in self.tasks]
        self.day = datetime(2024, 6, 3, 4, tzinfo=UTC)
        self.past, self.shown = [], load_snapshots(self.ids)

    def teardown(self):
        try:
            for moment, shown in self.past:
                assert load_snapshots(self.ids, moment=moment) == shown
            assert load_snapshots(self.ids, moment=timezone.now()) == load_snapshots(self.ids)
            assert verify().first_broken is None
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    def do(self, act, person, number, operation):
        before = self.shown
        self.day += timedelta(hours=5)
        try:
            operation(self.tasks[number], actor=World.people[person], as_of=self.day)
        except LedgerError:
            assert load_snapshots(self.ids) == before, "a refused act changed something"
            return
        after = self.shown = load_snapshots(self.ids)
        pk = self.ids[number]
        assert (before[pk].state, after[pk].state) in ROAD[act]
        assert all(before[i].state == after[i].state for i in self.ids if i != pk)
        if act in ("accept", "return"):
            self.check_reviewer(World.people[person], after[pk], pk)
        last = Event.objects.order_by("-recorded_at").first().recorded_at
        self.past.append((last, after))
        World.done.add(act)

    def check_reviewer(self, person, after, pk):
        mates = {pk} | {
            i
            for i, task in load_snapshots(self.ids).items()
            if after.commitment_id and task.commitment_id == after.commitment_id
        }
        submitted = Event.objects.filter(
            task__in=mates, actor=person, type__in=["reported", "closure_requested"]
        )
        assert not submitted.exists(), "somebody reviewed what they submitted"

    @initialize(ahead=st.lists(st.integers(0, 4), min_size=3, max_size=3))
    def begin(self, ahead):
        """Most sequences of chance would never get past signing."""
        for number, steps in enumerate(ahead):
            signer = "industry" if number == 2 else "science"
            for act in [
                lambda n: self.dispatch("clerk", n),
                lambda n, who=signer: self.sign(who, n),
                lambda n, who=signer: self.report(who, n, True, 60, Decimal(62), "过半"),
                lambda n: self.accept("clerk", n, Grade.GOOD),
            ][:steps]:
                act(number)

    @rule(person=OFFICE, number=TASKS)
    def dispatch(self, person, number):
        self.do("dispatch", person, number, lambda t, **who: dispatch_tasks([t], **who))

    @rule(person=UNIT, number=TASKS)
    def sign(self, person, number):
        self.do("sign", person, number, sign_for_task)

    @rule(
        person=UNIT,
        number=TASKS,
        asks=st.booleans(),
        percent=st.none() | st.integers(0, 100) | st.integers(-1, 101),
        value=st.decimals(0, 10**6, places=2) | st.decimals(allow_nan=True, places=6),
        text=st.just("过半") | st.text(max_size=5),
    )
    def report(self, person, number, asks, percent, value, text):
        figures = [FigureInput(1, value, date(2024, 6, 1))]
        sent = ReportInput(text, percent, figures)
        operation = request_closure if asks else report_progress
        self.do(
            "request" if asks else "report",
            person,
            number,
            lambda task, **who: operation(task, sent, **who),
        )

    @rule(person=OFFICE, number=TASKS, grade=st.sampled_from(Grade.values))
    def accept(self, person, number, grade):
        self.do("accept", person, number, lambda t, **w: accept_closure(t, grade=grade, **w))

    @rule(person=OFFICE, number=TASKS)
    def send_back(self, person, number):
        self.do("return", person, number, lambda t, **w: return_closure(t, reason="改", **w))

    @rule(person=OFFICE, number=TASKS)
    def reopen(self, person, number):
        self.do("reopen", person, number, lambda t, **w: reopen_task(t, reason="改", **w))

    @rule(person=LEADER, number=TASKS, text=st.text(max_size=5))
    def remark(self, person, number, text):
        self.do("remark", person, number, lambda t, **w: remark_on_task(t, text=text, **w))

    @rule(
        person=OFFICE,
        number=TASKS,
        title=st.none() | st.text(max_size=5),
        roles=st.none() | st.lists(st.sampled_from(["lead", "responsible", "support"]), max_size=2),
        value=st.none() | st.decimals(-(10**9), 10**9, places=6),
    )
    def correct(self, person, number, title, roles, value):
        answers = roles and [
            Answer(unit.pk, role, unit.name) for unit, role in zip(World.units, roles, strict=False)
        ]
        goals = None
        if value is not None:
            kept = load_snapshots(self.ids)[self.ids[number]].targets[:1]
            goals = [*kept, Goal(NEW_TARGET, "培育高新技术企业", "<=", Decimal(value))]
        said = Correction(title, answers, goals)
        self.do(
            "correct",
            person,
            number,
            lambda t, **who: correct_task(t, said, reason="原文有误", **who),
        )

    @rule(person=OFFICE, number=TASKS, other=TASKS)
    def link(self, person, number, other):
        mate = self.tasks[other]
        self.do("link", person, number, lambda t, **w: link_tasks(t, mate, **w))

    @rule(person=OFFICE, number=TASKS)
    def unlink(self, person, number):
        self.do("link", person, number, unlink_task)

    @invariant()
    def replay_is_the_projection(self):
        assert {task.pk: replay(task) for task in self.tasks} == self.shown


def test_no_sequence_of_acts_leaves_the_road_or_the_chain(
    clerk, liaison, other_liaison, make_person, appoint, science, industry, make_task
):
    both = make_person("both", "head")
    appoint(both, science)
    World.people = {
        "clerk": clerk,
        "both": both,
        "science": liaison,
        "industry": other_liaison,
        "leader": make_person("leader", "city_leader"),
        "nobody": make_person("nobody", "administrator"),
    }
    World.units, World.new_task = [science, industry], staticmethod(make_task)
    walk_until_done(Ledger, World.done, set(ROAD), seeds=3, examples=10, steps=25)
