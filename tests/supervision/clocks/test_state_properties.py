"""Whatever happens in whatever order: no forbidden state, the chain tells the state, the rows are
the state now and at every past moment."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from walking import M13710, MECHANISMS, WORKING, WORKING_DAYS, Walk, at, refold

from plugins.walks import walk_until_done
from taizhang.ledger.domain.chain import NewEvent, append_events
from taizhang.ledger.domain.errors import LedgerError
from taizhang.ledger.domain.fold import walk as walk_chain
from taizhang.ledger.domain.replay import act_of
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Event
from taizhang.supervision.domain.clocks.clock import facts_at
from taizhang.supervision.domain.clocks.fold_slips import GRAVITY
from taizhang.supervision.domain.clocks.projecting import columns_of, load_states
from taizhang.supervision.domain.clocks.stored import dump_state, state_from
from taizhang.supervision.domain.rules.versioning import record_version
from taizhang.supervision.models import MechanismVersion

KINDS = [(M13710, "ordinary"), (M13710, "complex"), (M13710, "long")]
KINDS += [(WORKING, "ordinary"), (WORKING, "monthly"), (None, "")]
UNITS = [{"unit": 2, "role": "lead", "name": "市工信局"}]
REPORT = {
    "unit": 1,
    "name": "市科技局",
    "text": "进展",
    "percent": None,
    "figures": [],
    "files": [],
}
ASK = {"unit": 1, "name": "市科技局", "reason": "雨季", "progress": "一半"}

# the ledger's own road, by hand: which of its acts its operations would let through
ROAD = {
    "dispatched": ("confirmed",),
    "signed": ("dispatched", "underway"),
    "reported": ("underway",),
    "plan_filed": ("underway",),
    "closure_requested": ("underway",),
    "closure_accepted": ("closing",),
    "closure_returned": ("closing",),
    "reopened": ("closed",),
    "false_evidence_found": ("closed",),
    "superseded": ("confirmed", "dispatched", "underway", "closing"),
}


@st.composite
def acts(draw):
    """One act: its type, how many hours after the one before, and what is said."""
    type = draw(st.sampled_from(sorted(PAYLOADS)))
    hours = draw(st.sampled_from([1, 3, 8, 24, 24 * 5, 24 * 20, 24 * 45]))
    return type, hours, draw(st.integers(0, 5)), draw(st.integers(-40, 200))


def days(moment, number):
    return (moment.date() + timedelta(days=number)).isoformat()


def answers(choice):
    return ["", "", "step:deployed", "step:plan", "period:1", "period:2"][choice]


def dispatch(moment, choice, number):
    mechanism, kind = KINDS[choice]
    return {"supervision": {"mechanism": mechanism, "kind": kind}} if mechanism else {}


def plan(moment, choice, number):
    nodes = [{"name": "节点", "due": days(moment, abs(number) * place)} for place in range(choice)]
    return {"unit": 1, "name": "市科技局", "text": "方案", "nodes": nodes}


def review(moment, choice, number):
    verdict = "insufficient" if number % 2 else "accepted"
    quality = ["good", "fair", "poor", "", "", ""][choice]
    said = answers(choice) or "step:settled_or_planned"
    return {"answers": said, "verdict": verdict, "quality": quality, "text": ""}


def slip(moment, choice, number):
    colour = ["blue", "blue", "orange", "orange", "red", "red"][choice]
    said = {"number": f"督〔2026〕{number % 2}号", "colour": colour, "text": ""}
    return {**said, "answer_by": days(moment, abs(number))}


REQUESTS = ("extension", "send_back", "suspension")
PAYLOADS = {
    "dispatched": dispatch,
    "signed": lambda m, c, n: {"units": [1], "answering": c > 0},
    "reported": lambda m, c, n: {**REPORT, "answers": answers(c)},
    "plan_filed": plan,
    "closure_requested": lambda m, c, n: REPORT,
    "closure_accepted": lambda m, c, n: {"grade": "good", "text": ""},
    "closure_returned": lambda m, c, n: {"reason": "缺佐证"},
    "reopened": lambda m, c, n: {"reason": "反弹"},
    "false_evidence_found": lambda m, c, n: {"reason": "旧图"},
    "superseded": lambda m, c, n: {"replaced_by": None, "document": 1},
    "report_reviewed": review,
    "slip_issued": slip,
    "slip_answered": lambda m, c, n: {"text": "已办", "signed": c > 2},
    "slip_answer_signed": lambda m, c, n: {"text": ""},
    "slip_returned": lambda m, c, n: {"colour": "blue", "text": "", "answer_by": days(m, abs(n))},
    "slip_lifted": lambda m, c, n: {"text": ""},
    "public_rated": lambda m, c, n: {"satisfied": c > 2, "text": ""},
    "due_recomputed": lambda m, c, n: {"text": ""},
    "resumed": lambda m, c, n: {"text": ""},
    "request_withdrawn": lambda m, c, n: {"text": ""},
    "send_back_requested": lambda m, c, n: {**ASK, "suggested": [2]},
    "send_back_granted": lambda m, c, n: {"units": UNITS, "text": ""},
    "suspension_requested": lambda m, c, n: {**ASK, "due": None},
    "suspension_granted": lambda m, c, n: {"until": None, "text": ""},
    "extension_requested": lambda m, c, n: {**ASK, "due": days(m, n + 60 * c)},
    "extension_granted": lambda m, c, n: {"due": days(m, n + 60 * c), "text": ""},
    **{f"{kind}_signed": lambda m, c, n: {"text": ""} for kind in REQUESTS},
    **{f"{kind}_refused": lambda m, c, n: {"text": ""} for kind in REQUESTS},
}
DONE = set()


class Supervision(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.walk, self.now = None, at("2026-03-02 09:00")

    @initialize(
        due=st.none() | st.dates(date(2026, 3, 1), date(2027, 6, 30)),
        kind=st.sampled_from(KINDS),
        ahead=st.integers(0, 3),
    )
    def begin(self, due, kind, ahead):
        """Most sequences of chance would never get past signing."""
        self.walk = Walk(due and due.isoformat(), intake="2026-03-01 09:00", default=(WORKING, ""))
        steps = [
            lambda: self.walk.dispatch("2026-03-01 10:00", *kind),
            lambda: self.walk.sign("2026-03-01 11:00"),
            lambda: self.walk.ask_to_close("2026-03-01 12:00"),
        ]
        for step in steps[:ahead]:
            step()

    @rule(act=acts())
    def happen(self, act):
        type, hours, choice, number = act
        type = self.likely(type, choice, number)
        if type in ROAD and self.walk.task.state not in ROAD[type]:
            return
        self.now += timedelta(hours=hours)
        before = self.walk.task, self.walk.state
        try:
            self.walk.do(type, self.now, **PAYLOADS[type](self.now, choice, number))
        except LedgerError:
            assert (self.walk.task, self.walk.state) == before
            return
        DONE.add(type)
        check_step(type, before[1], self.walk.state)

    def likely(self, type, choice, number):
        """Now and then what people would do next, or chance would seldom get far."""
        state = self.walk.state
        if number % 2 == 0 and state.request:
            return f"{state.request.kind}_{['signed', 'granted', 'refused'][choice % 3]}"
        if number % 3 == 0 and state.is_stopped:
            return "resumed"
        if number % 5 == 1 and state.slip and state.slip.is_open:
            return ["slip_answered", "slip_answer_signed", "slip_returned"][choice % 3]
        if number % 3 == 1 and self.walk.task.state == "closed":
            return ["reopened", "false_evidence_found", "superseded"][choice % 3]
        return type

    @invariant()
    def state_is_sane(self):
        if self.walk:
            check_state(self.walk.state, self.walk.task)
            check_facts(self.walk.state, self.now)

    @invariant()
    def chain_tells_the_state(self):
        if self.walk:
            assert refold(self.walk.acts) == (self.walk.task, self.walk.state)
            assert state_from(dump_state(self.walk.state)) == self.walk.state


def check_state(state, task):
    """What no state may be."""
    assert (state.closed_at is not None) == (task.state == "closed")
    assert (state.ended_at is not None) == (task.state == "superseded")
    if state.is_over:
        assert state.request is None
        assert not state.is_stopped
        assert not (state.slip and state.slip.is_open)
        assert columns_of(state)["due_at"] is None
    assert not (state.is_stopped and state.request)
    assert all(stop.ends is not None for stop in state.stops[:-1])
    assert all(s.ends is None or s.ends >= s.starts - timedelta(days=1) for s in state.stops)
    assert all(a.ends < b.starts for a, b in zip(state.stops, state.stops[1:], strict=False))
    assert len(state.marks) == len(state.periods)
    assert set(state.marks) <= set("ml.")
    dues = [period.due for period in state.periods]
    assert dues == sorted(dues)
    assert len({duty.key for duty in state.duties}) == len(state.duties)
    assert all(duty.near <= duty.due for duty in state.duties)
    counts = ("extensions", "returned", "sent_back", "reopened", "edited", "public_rating")
    assert all(getattr(state, name) >= 0 for name in counts)
    if state.started_at is not None:
        assert state.started_at >= state.intake_at
    if state.deadline is not None:
        assert any(duty.closes and duty.due == state.deadline for duty in state.duties)
    assert not state.closed_late or state.deadline is not None


def check_facts(state, moment):
    found = facts_at(state, moment)
    assert found.days_over >= 0
    assert found.days_to_due is None or found.days_to_due >= 0
    assert not (found.days_over and found.days_to_due is not None)
    assert (found.memory == "met") == (found.periods_missed_in_a_row == 0)
    if found.clock in ("running", "near_limit", "not_started"):
        assert found.days_over == 0
    if found.clock == "overdue":
        assert found.days_over > 0
    if not found.assigned:
        assert found.clock in ("not_started", "overdue")


def check_step(type, before, after):
    """What one act may not do."""
    if type not in ("extension_granted", "resumed", "due_recomputed", "send_back_granted"):
        kept = {duty.key: duty.due for duty in before.duties}
        assert all(kept.get(duty.key, duty.due) == duty.due for duty in after.duties)
    if type in ("extension_granted", "resumed") and before.deadline:
        assert after.deadline >= before.deadline
    assert after.intake_at == before.intake_at
    assert after.extensions - before.extensions == (type == "extension_granted")
    made_up = {p.label for p, mark in zip(before.periods, before.marks, strict=True) if mark == "l"}
    met = {p.label for p, mark in zip(after.periods, after.marks, strict=True) if mark == "m"}
    if type not in ("report_reviewed", "send_back_granted"):
        assert not made_up & met
    if before.slip and before.slip.is_open and after.slip.is_open:
        assert after.slip.number == before.slip.number
        assert GRAVITY[after.slip.colour] >= GRAVITY[before.slip.colour]


def test_no_sequence_of_acts_reaches_a_forbidden_state():
    walk_until_done(Supervision, DONE, set(PAYLOADS), seeds=3, examples=100, steps=40)


@pytest.fixture
def versions(make_person, noon):
    """The mechanisms of the walk as versions, by their number there."""
    head = make_person("head", "head")
    return {
        M13710: MechanismVersion.objects.get(key="13710").pk,
        WORKING: record_version(WORKING_DAYS, actor=head, as_of=noon).pk,
    }


@pytest.mark.slow
@pytest.mark.django_db
@settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(chosen=st.lists(acts(), min_size=30, max_size=60), due=st.sampled_from([None, "2026-08-31"]))
def test_rows_are_the_fold_now_and_at_every_past_moment(make_task, clerk, versions, chosen, due):
    task = make_task(due=due)
    now, done = at("2026-03-02 09:00"), 0
    for type, hours, choice, number in chosen:
        now += timedelta(hours=hours)
        payload = PAYLOADS[type](now, choice, number)
        if "supervision" in payload:
            mechanism = versions[payload["supervision"]["mechanism"]]
            payload["supervision"] = {**payload["supervision"], "mechanism": mechanism}
        state = task.versions.get(until=None).state
        if type in ROAD and state not in ROAD[type]:
            continue
        if "units" in payload and isinstance(payload["units"][0], dict):
            continue  # names units that are not there
        try:
            append_events([NewEvent(task.pk, type, payload)], actor=clerk, occurred_at=now)
        except LedgerError:
            continue
        done += 1
    check_rows(task)
    assert verify().first_broken is None


def check_rows(task):
    events = list(Event.objects.filter(task=task).order_by("seq"))
    told = [states["supervision"] for _, states in walk_chain(map(act_of, events))]
    for event, state in zip(events, told, strict=True):
        assert load_states([task.pk], event.recorded_at) == {task.pk: state}
    assert load_states([task.pk], None) == {task.pk: told[-1]}
    assert load_states([task.pk], timezone.now()) == {task.pk: told[-1]}


def test_mechanisms_of_the_walk_are_those_of_the_product():
    assert MECHANISMS[M13710].key == "13710"
