"""The state as rows: equal to the fold now and at any past moment, written in sets."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from taizhang.ledger.domain.chain import NewEvent, append_events
from taizhang.ledger.domain.choices import Choices
from taizhang.ledger.domain.closing import accept_closure, request_closure
from taizhang.ledger.domain.confirming import confirm_draft
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.fold import walk
from taizhang.ledger.domain.replay import act_of
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Event
from taizhang.organisations.domain.acting import keep_answers
from taizhang.supervision.domain.clocks.projecting import load_state, load_states
from taizhang.supervision.domain.registration import PROJECTION, fill_after_migrate
from taizhang.supervision.models import MechanismVersion, SupervisedTask

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def version():
    return MechanismVersion.objects.get(key="13710")


@pytest.fixture
def dispatched(make_task, clerk, noon, version):
    """A task under 13710, ordinary kind."""
    task = make_task()
    choices = {"supervision": {"mechanism": version.pk, "kind": "ordinary"}}
    dispatch_tasks([task], actor=clerk, as_of=noon, choices=choices)
    return task


def told(task, moment=None):
    """The state that the chain tells."""
    events = Event.objects.filter(task=task).order_by("seq")
    if moment:
        events = events.filter(recorded_at__lte=moment)
    return [states["supervision"] for _, states in walk(map(act_of, events))][-1]


def shown(task, moment=None):
    return load_states([task.pk], moment).get(task.pk)


def row_of(task):
    return SupervisedTask.objects.at(None).get(task=task)


def test_every_task_has_a_row_from_confirmation_on(make_task):
    row = row_of(make_task())
    assert row.started_at is None
    assert row.deadline_at is None
    assert not row.marks


def test_dispatch_writes_the_due_moments_of_its_mechanism(dispatched, version):
    row = row_of(dispatched)
    assert (row.mechanism_id, row.kind, row.next_key) == (version.pk, "ordinary", "deployed")
    assert timezone.localtime(row.due_at).isoformat() == "2024-06-04T00:00:00+08:00"
    assert timezone.localtime(row.deadline_at).isoformat() == "2024-07-01T00:00:00+08:00"
    assert shown(dispatched) == told(dispatched)


def test_road_to_closing_keeps_rows_and_chain_together(
    dispatched, liaison, clerk, noon, make_person
):
    sign_for_task(dispatched, actor=liaison, as_of=noon)
    report_progress(dispatched, ReportInput("已部署"), actor=liaison, as_of=noon)
    figures = [FigureInput(1, 141, noon.date())]
    sent = ReportInput("已完成", figures=figures)
    request_closure(dispatched, sent, actor=liaison, as_of=noon + DAY)
    assert row_of(dispatched).due_at is None
    accept_closure(dispatched, grade="good", actor=clerk, as_of=noon + 2 * DAY)
    row = row_of(dispatched)
    assert row.closed_at == noon + 2 * DAY
    assert not row.closed_late
    assert verify().first_broken is None
    for event in Event.objects.filter(task=dispatched):
        moment = event.recorded_at
        assert shown(dispatched, moment) == told(dispatched, moment)
    assert shown(dispatched, timezone.now()) == shown(dispatched)


def test_state_is_asked_once_a_page_for_each_task_and_moment(
    dispatched, make_task, noon, django_assert_num_queries
):
    other, before = make_task(), noon - DAY
    with keep_answers():
        for moment in (None, before):
            assert load_state(dispatched.pk, moment) == shown(dispatched, moment)
            with django_assert_num_queries(0):
                assert load_state(dispatched.pk, moment) == load_state(dispatched.pk, moment)
        assert load_state(dispatched.pk, None) != load_state(other.pk, None)
        assert load_state(other.pk, None) == shown(other)


def test_state_after_an_act_is_read_anew_where_no_page_keeps_answers(dispatched, liaison, noon):
    before = load_state(dispatched.pk, None)
    sign_for_task(dispatched, actor=liaison, as_of=noon)
    assert before != load_state(dispatched.pk, None) == shown(dispatched)


def test_many_dispatches_take_as_many_statements_as_few(make_task, clerk, noon, version):
    few, many = [make_task() for _ in range(2)], [make_task() for _ in range(12)]
    choices = {"supervision": {"mechanism": version.pk, "kind": "long"}}
    counts = []
    for tasks in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            dispatch_tasks(tasks, actor=clerk, as_of=noon, choices=choices)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "change",
    [
        "due_at = due_at + interval '1 day'",
        "near_at = NULL",
        "closed_late = true",
        "extensions = 3",
        "marks = 'm'",
        "deadline_at = NULL",
        'detail = detail || \'{"kind": "long"}\'',
        "next_name = '别的'",
    ],
)
def test_row_that_somebody_changed_is_found_and_mended_from_the_chain(
    dispatched, liaison, noon, change
):
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE supervision_supervisedtask SET {change} "
            f"WHERE task_id = {dispatched.pk} AND until IS NULL"
        )
    assert "督办状态" in verify().first_broken.sentence
    sign_for_task(dispatched, actor=liaison, as_of=noon)
    assert verify().first_broken is None
    for event in Event.objects.filter(task=dispatched):
        at_the_time = SupervisedTask.objects.at(event.recorded_at).filter(task=dispatched)
        assert at_the_time.count() == 1
        assert shown(dispatched, event.recorded_at) == told(dispatched, event.recorded_at)


def test_tasks_older_than_the_room_get_rows_when_it_is_installed(dispatched):
    before = {row.since: row.detail for row in SupervisedTask.objects.filter(task=dispatched)}
    SupervisedTask.objects.all().delete()
    fill_after_migrate()
    rows = SupervisedTask.objects.filter(task=dispatched)
    assert {row.since: row.detail for row in rows} == before
    assert rows.filter(until__isnull=True).count() == 1
    assert verify().first_broken is None


def test_refused_act_leaves_neither_event_nor_row(dispatched, clerk, noon):
    before = shown(dispatched)
    event = NewEvent(dispatched.pk, "resumed", {"text": ""})
    with pytest.raises(Exception, match="不能接在"), transaction.atomic():
        append_events([event], actor=clerk, occurred_at=noon)
    assert shown(dispatched) == before


def test_database_refuses_a_closed_task_with_something_pending(dispatched):
    rows = SupervisedTask.objects.at(None).filter(task=dispatched)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(closed_at=timezone.now(), stopped=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(stopped=True, request_kind="extension")


def test_dispatch_under_a_mechanism_that_is_not_there_is_refused(make_task, clerk, noon):
    choices = {"supervision": {"mechanism": 999_999, "kind": ""}}
    with pytest.raises(ActInputError, match="999999"):
        dispatch_tasks([make_task()], actor=clerk, as_of=noon, choices=choices)


def test_task_of_a_new_version_goes_on_with_the_clock_of_the_earlier_one(
    make_draft, make_row, clerk, liaison, noon, version
):
    earlier, later = make_draft(), make_draft(number="云政〔2024〕9号")
    make_row(earlier)
    row = make_row(later)
    [old] = confirm_draft(earlier, actor=clerk, as_of=noon).tasks
    choices = {"supervision": {"mechanism": version.pk, "kind": "complex"}}
    dispatch_tasks([old], actor=clerk, as_of=noon, choices=choices)
    sign_for_task(old, actor=liaison, as_of=noon)
    report_progress(old, ReportInput("已部署"), actor=liaison, as_of=noon)
    stood = shown(old)
    done = confirm_draft(
        later,
        actor=clerk,
        as_of=noon + DAY,
        choices=Choices(replaces=earlier, successors={row.pk: old.pk}),
    )
    [new] = done.tasks
    assert shown(new) == replace(stood, filed=())
    assert shown(old).ended_at == noon + DAY
    assert row_of(old).due_at is None
    assert verify().first_broken is None


def test_projection_is_registered():
    from taizhang.ledger.registry import projections

    assert PROJECTION in projections()
