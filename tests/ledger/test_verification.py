"""Whoever changes what is written is found, and what they changed is named."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, FileInput, ReportInput
from taizhang.ledger.domain.seals import seal_chain
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Event, Seal
from taizhang.ledger.tasks import task_seal_chain

pytestmark = pytest.mark.django_db


@pytest.fixture
def tamper():
    """Change a table the way somebody with the database's keys would: guards lifted."""

    def tamper(statement: str) -> None:
        connection.check_constraints()
        with connection.cursor() as cursor:
            tables = ["event", "seal", "figure", "evidence", "task"]
            for table in tables:
                cursor.execute(f"ALTER TABLE ledger_{table} DISABLE TRIGGER USER")
            cursor.execute(statement)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in tables:
                cursor.execute(f"ALTER TABLE ledger_{table} ENABLE TRIGGER USER")

    return tamper


@pytest.fixture
def ledger(make_task, clerk, liaison, noon, make_file):
    """Two tasks underway with a figure and a file, one seal in the middle, one at the end."""
    tasks = [make_task(), make_task()]
    dispatch_tasks(tasks, actor=clerk, as_of=noon)
    seal_chain(as_of=noon)
    for task in tasks:
        sign_for_task(task, actor=liaison, as_of=noon)
    report = ReportInput(
        "过半",
        figures=[FigureInput(1, 62, noon.date())],
        files=[FileInput(make_file(), "证明.pdf")],
    )
    report_progress(tasks[0], report, actor=liaison, as_of=noon)
    seal_chain(as_of=noon + timedelta(days=1))
    return tasks


def test_untouched_ledger_holds(ledger):
    result = verify()
    assert (result.events, result.seals, result.first_broken) == (7, 2, None)


def test_empty_ledger_holds(db):
    assert verify().holds


@pytest.mark.parametrize(
    "change",
    [
        "type = 'remarked'",
        "payload = payload || ' '",
        "actor_id = {other}",
        "occurred_at = occurred_at + interval '1 microsecond'",
        "recorded_at = recorded_at - interval '1 microsecond'",
        "hash = repeat('a', 64)",
        "previous_hash = repeat('a', 64)",
        "seq = 40",
        "task_id = {last}",
    ],
)
def test_every_changed_column_of_an_event_is_found_and_named(ledger, tamper, liaison, change):
    first, last = ledger
    values = change.format(other=liaison.pk, last=last.pk)
    if "task_id" in change:
        values += ", seq = 40"
    tamper(f"UPDATE ledger_event SET {values} WHERE task_id = {first.pk} AND seq = 2")
    broken = verify().first_broken
    assert broken.task_id == first.pk
    assert first.number in broken.sentence


@pytest.mark.parametrize("seq", [1, 2])
def test_event_missing_in_the_middle_is_found(ledger, tamper, seq):
    tamper(f"DELETE FROM ledger_event WHERE task_id = {ledger[0].pk} AND seq = {seq}")
    broken = verify().first_broken
    assert (broken.code, broken.task_id, broken.seq) == ("event_gap", ledger[0].pk, seq + 1)


def drop_last(task, tamper):
    """Take the last event away with everything that belongs to it, leaving a chain that fits."""
    last = Event.objects.filter(task=task).last()
    for table in ("figure", "evidence"):
        tamper(f"DELETE FROM ledger_{table} WHERE event_id = {last.pk}")
    tamper(f"DELETE FROM ledger_event WHERE id = {last.pk}")


def test_missing_last_event_is_found_by_the_head(ledger, tamper):
    drop_last(ledger[0], tamper)
    assert verify().first_broken.code == "task_head"


def test_missing_last_event_with_forged_head_is_found_by_the_seal(ledger, tamper):
    drop_last(ledger[0], tamper)
    last = Event.objects.filter(task=ledger[0]).last()
    tamper(
        f"UPDATE ledger_task SET head_seq = {last.seq}, head_hash = '{last.hash}'"
        f" WHERE id = {ledger[0].pk}"
    )
    assert verify().first_broken.code == "seal_hash"


def test_task_that_vanished_whole_is_found_by_the_seal(ledger, tamper):
    tamper(f"DELETE FROM supervision_supervisedtask WHERE task_id = {ledger[0].pk}")
    for table in ("evidence", "figure", "event", "taskversion", "assignment", "target"):
        tamper(f"DELETE FROM ledger_{table} WHERE task_id = {ledger[0].pk}")
    tamper(f"DELETE FROM ledger_task WHERE id = {ledger[0].pk}")
    assert verify().first_broken.code == "seal_hash"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("tasks = tasks + 1", "seal_hash"),
        ("events = events + 1", "seal_hash"),
        ("until = until + interval '1 microsecond'", "seal_hash"),
        ("sealed_at = sealed_at + interval '1 microsecond'", "seal_hash"),
        ("hash = repeat('a', 64)", "seal_hash"),
        ("previous_hash = repeat('a', 64)", "seal_link"),
    ],
)
def test_every_changed_column_of_a_seal_is_found(ledger, tamper, change, code):
    first = Seal.objects.first()
    tamper(f"UPDATE ledger_seal SET {change} WHERE id = {first.pk}")
    assert verify().first_broken.code == code


def test_missing_seal_is_found(ledger, tamper):
    tamper(f"DELETE FROM ledger_seal WHERE id = {Seal.objects.first().pk}")
    assert verify().first_broken.code == "seal_link"


def test_seal_printed_on_paper_must_exist(ledger, tamper):
    last = Seal.objects.last()
    assert verify(last.hash.upper()).holds
    tamper(f"DELETE FROM ledger_seal WHERE id = {last.pk}")
    assert verify(last.hash).first_broken.code == "seal_missing"


@pytest.mark.parametrize(
    "change",
    [
        "document_id = {draft}",
        "position = position + 1",
        "parent_id = {first}",
        "keeper_id = {unit}",
    ],
)
def test_changed_origin_of_a_task_is_found(make_draft, ledger, tamper, science, change):
    values = {"draft": make_draft().pk, "first": ledger[0].pk, "unit": science.pk}
    tamper(f"UPDATE ledger_task SET {change.format(**values)} WHERE id = {ledger[1].pk}")
    broken = verify().first_broken
    assert (broken.code, broken.task_id) == ("task_origin", ledger[1].pk)


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        ("taskversion", "state = 'closed'", "状态"),
        ("taskversion", "due = due + 30", "完成时限"),
        ("taskversion", "percent = 99", "完成比例"),
        ("taskversion", "until = now()", "内容"),
        ("assignment", "role = 'support'", "单位"),
        ("assignment", "signed_at = NULL", "单位"),
        ("target", "value = value / 2", "目标"),
        ("figure", "value = value * 2", "填报数"),
        ("figure", "observed_on = observed_on - 1", "填报数"),
        ("evidence", "name = 'x'", "佐证"),
    ],
)
def test_projection_that_is_not_the_replay_is_named(ledger, tamper, table, change, said):
    current = "" if table in ("figure", "evidence") else "AND until IS NULL"
    tamper(f"UPDATE ledger_{table} SET {change} WHERE task_id = {ledger[0].pk} {current}")
    broken = verify().first_broken
    assert (broken.code, broken.task_id) == ("projection", ledger[0].pk)
    assert said in broken.sentence


def test_seal_hash_is_the_documented_one(ledger):
    def micro(moment):
        delta = moment - datetime(1970, 1, 1, tzinfo=UTC)
        return (delta.days * 86400 + delta.seconds) * 1_000_000 + delta.microseconds

    first, last = Seal.objects.all()
    events = Event.objects.filter(recorded_at__gte=first.until, recorded_at__lt=last.until)
    heads = {event.task_id: event for event in events.order_by("task_id", "seq")}
    lines = [
        first.hash,
        str(micro(last.until)),
        str(len(heads)),
        str(Event.objects.count()),
        str(micro(last.sealed_at)),
        *(f"{pk} {event.seq} {event.hash}" for pk, event in sorted(heads.items())),
    ]
    assert last.previous_hash == first.hash
    assert last.hash == hashlib.sha256("\n".join(lines).encode()).hexdigest()


def test_day_without_events_is_sealed_too(ledger, noon):
    seal = seal_chain(as_of=noon + timedelta(days=2))
    assert (seal.tasks, seal.events) == (0, 7)
    assert verify().holds


def test_event_after_a_seal_that_cut_in_the_future_still_comes_after_it(
    ledger, tamper, make_person, noon, clerk, make_task
):
    seal_chain(as_of=noon)
    tamper(
        "UPDATE ledger_seal SET until = until + interval '1 hour'"
        " WHERE until = (SELECT max(until) FROM ledger_seal)"
    )
    task = make_task()
    assert Event.objects.get(task=task).recorded_at >= Seal.objects.last().until


def test_daily_job_seals_once_for_its_moment(ledger):
    moment = int(datetime.now(UTC).timestamp())
    task_seal_chain(timestamp=moment)
    task_seal_chain(timestamp=moment)
    assert Seal.objects.count() == 3


def test_daily_job_is_known_to_the_worker_and_its_time():
    periodic = app.periodic_registry.periodic_tasks.values()
    crons = {task.task.name: task.cron for task in periodic}
    assert crons["ledger.seal_chain"] == "5 16 * * *"
