"""A holiday notice comes: provisional time limits are counted anew and people hear of it."""

import json
from datetime import UTC, date, datetime

import pytest

from supervision.walking import WORKING_DAYS
from taizhang.accounts.domain.system import system_person
from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Event
from taizhang.messages.models import DigestItem
from taizhang.supervision.domain.clocks.days import day_of_due
from taizhang.supervision.domain.clocks.projecting import load_states
from taizhang.supervision.domain.planning import recomputing
from taizhang.supervision.domain.planning.recomputing import extend_periods, recompute_provisional
from taizhang.supervision.domain.rules.notice_text import Festival
from taizhang.supervision.domain.rules.notices import make_notice, record_notice
from taizhang.supervision.domain.rules.versioning import record_version
from taizhang.supervision.models import SupervisedTask
from taizhang.supervision.tasks import task_keep_limits, task_recompute_provisional

DISPATCHED = datetime(2026, 12, 28, 4, 0, tzinfo=UTC)  # a Monday; 10 working days: 11 January
LATER = datetime(2026, 12, 29, 4, 0, tzinfo=UTC)


@pytest.fixture
def head(db) -> Person:
    return Person.objects.create_user("chenjing", name="陈静", roles=[Role.HEAD])


@pytest.fixture
def make_waiting(make_task, clerk, head):
    """Tasks whose closing is due in a year without a notice."""
    version = record_version(WORKING_DAYS, actor=head, as_of=DISPATCHED)
    chosen = {"supervision": {"mechanism": version.pk, "kind": "ordinary"}}

    def make(number=1):
        tasks = [make_task() for _ in range(number)]
        dispatch_tasks(tasks, actor=clerk, as_of=DISPATCHED, choices=chosen)
        return tasks

    return make


@pytest.fixture
def enter_notice(head):
    def enter(last=date(2027, 1, 3)):
        festivals = [Festival("元旦", date(2027, 1, 1), last, (date(2027, 1, 9),))]
        notice = make_notice(
            year=2027, reference="国办发明电〔2026〕9号", issued=None, festivals=festivals
        )
        return record_notice(notice, actor=head, as_of=LATER)

    return enter


def recompute():
    return recompute_provisional(
        text="放假安排已录入", actor=system_person(as_of=LATER), as_of=LATER
    )


def closing(task):
    duty = load_states([task.pk], None)[task.pk].duty("closed")
    return day_of_due(duty.due), duty.provisional


def recomputed():
    return Event.objects.filter(type="due_recomputed").count()


def test_limit_moves_with_the_notice_and_is_certain(make_waiting, enter_notice, liaison):
    [task] = make_waiting()
    assert closing(task) == (date(2027, 1, 11), True)
    row = enter_notice(last=date(2027, 1, 5))  # two more working days off, one made up
    task_recompute_provisional(notice=row.pk)
    assert closing(task) == (date(2027, 1, 13), False)
    payload = json.loads(Event.objects.get(task=task, type="due_recomputed").payload)
    assert "2027年放假安排" in payload["text"]
    assert payload["supervision"]["was"]["closed"].startswith("2027-01-11")
    [item] = DigestItem.objects.filter(kind="due_recomputed")
    assert item.recipient == liaison
    assert item.body == "办结：2027-01-11 → 2027-01-13"
    assert verify().holds


def test_limit_that_only_becomes_certain_is_no_news(make_waiting, enter_notice, liaison):
    [task] = make_waiting()
    enter_notice()  # one working day off, one made up
    assert recompute() == 1
    assert closing(task) == (date(2027, 1, 11), False)
    assert not DigestItem.objects.filter(kind="due_recomputed").exists()


def test_run_again_appends_nothing(make_waiting, enter_notice):
    make_waiting(3)
    enter_notice()
    assert recompute() == 3
    assert recompute() == 0
    assert recomputed() == 3
    assert not SupervisedTask.objects.at(None).filter(provisional=True).exists()


def test_without_a_notice_nothing_is_appended(make_waiting):
    make_waiting()
    assert recompute() == 0
    assert recomputed() == 0


def test_killed_worker_leaves_whole_batches_and_the_rest_follows(
    make_waiting, enter_notice, monkeypatch
):
    make_waiting(5)
    enter_notice()
    monkeypatch.setattr(recomputing, "BATCH", 2)

    class KilledError(Exception):
        pass

    def die(done, total):
        assert total == 5
        if done == 4:
            raise KilledError

    with pytest.raises(KilledError):
        recompute_provisional(text="", actor=system_person(as_of=LATER), as_of=LATER, progress=die)
    assert recomputed() == 4
    assert recompute() == 1


def test_batch_takes_the_same_queries_for_one_and_three_tasks(
    make_waiting, enter_notice, django_assert_max_num_queries
):
    enter_counts = []
    for number in (1, 3):
        make_waiting(number)
        with django_assert_max_num_queries(60) as captured:
            if not enter_counts:
                enter_notice()
            recompute()
        enter_counts.append(len(captured))
    assert enter_counts[1] <= enter_counts[0]


def test_task_without_a_deadline_gets_its_next_report_periods(make_task, clerk, head):
    version = record_version(WORKING_DAYS, actor=head, as_of=DISPATCHED)
    chosen = {"supervision": {"mechanism": version.pk, "kind": "monthly"}}
    task = make_task(due=None)
    dispatch_tasks([task], actor=clerk, as_of=DISPATCHED, choices=chosen)
    system = system_person(as_of=LATER)
    assert extend_periods(text="", actor=system, as_of=LATER) == 0
    labels = [period.label for period in load_states([task.pk], None)[task.pk].periods]
    assert labels[-1] == "2027年12月"
    autumn = datetime(2027, 10, 30, 4, 0, tzinfo=UTC)
    assert extend_periods(text="续列", actor=system, as_of=autumn) == 1
    assert extend_periods(text="续列", actor=system, as_of=autumn) == 0
    state = load_states([task.pk], None)[task.pk]
    assert state.periods[-1].label == "2028年12月"
    assert len(state.marks) == len(state.periods)
    task_keep_limits(timestamp=0)
    assert recomputed() == 1
