"""Killed between two writes, and two people at once: nothing lost, nothing half done."""

import os
import subprocess
import sys
import threading
import time
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection, transaction

from ledger.road import now
from taizhang.documents.enums import DraftState
from taizhang.ledger.domain.chain import append_event
from taizhang.ledger.domain.choices import Choices
from taizhang.ledger.domain.closing import accept_closure, request_closure, return_closure
from taizhang.ledger.domain.confirming import confirm_draft
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import DraftNotReadyError, TaskStateError
from taizhang.ledger.domain.linking import link_tasks
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.seals import seal_chain
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.enums import Grade
from taizhang.ledger.models import Event, Seal, Task
from taizhang.messages.models import Message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

_CHILD = """
import sys, django
django.setup()
from django.utils import timezone
from taizhang.accounts.models import Person
from taizhang.documents.models import Draft
from taizhang.ledger.domain.confirming import confirm_draft
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.models import Task
act, subject, person = sys.argv[1], int(sys.argv[2]), Person.objects.get(username=sys.argv[3])
if act == "confirm":
    confirm_draft(Draft.objects.get(pk=subject), actor=person, as_of=timezone.now())
else:
    figures = [FigureInput(1, 62, timezone.localdate())]
    report_progress(
        Task.objects.get(pk=subject), ReportInput("过半", figures=figures),
        actor=person, as_of=timezone.now(),
    )
"""


def start_child(*words: object) -> subprocess.Popen:
    entry = connection.settings_dict
    parts = {
        "host": entry["HOST"],
        "port": entry["PORT"],
        "user": entry["USER"],
        "password": entry["PASSWORD"],
        "dbname": entry["NAME"],
    }
    given = {key: str(value) for key, value in parts.items() if value}
    return subprocess.Popen(
        [sys.executable, "-c", _CHILD, *map(str, words)],
        env={
            **os.environ,
            "DATABASE_URL": "postgresql://?" + urlencode(given),
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
        },
    )


def kill_while_it_waits_for(table: str, *words: object) -> None:
    """Start the child, let it write until it needs `table`, kill it there with -9."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        child = start_child(*words)
        end = time.monotonic() + 60
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"
        count = 0
        while not count and time.monotonic() < end:
            assert child.poll() is None, "the child ended before it was killed"
            cursor.execute(waiting, [table])
            [count] = cursor.fetchone()
            time.sleep(0.05)
        assert count, "the child never came to the table"
        child.kill()
        child.wait()
    with connection.cursor() as cursor:  # its server process notices, and rolls back
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.mark.parametrize("table", ["ledger_event", "ledger_taskversion", "ledger_target"])
def test_confirmation_killed_between_two_writes_did_nothing(
    make_draft, make_row, clerk, noon, table
):
    draft = make_draft()
    make_row(draft)
    kill_while_it_waits_for(table, "confirm", draft.pk, clerk.username)
    draft.refresh_from_db()
    assert draft.state == DraftState.OPEN
    assert not Task.objects.exists()
    assert not Event.objects.exists()
    assert len(confirm_draft(draft, actor=clerk, as_of=noon).tasks) == 1
    assert verify().holds


def test_report_killed_after_its_event_did_nothing(make_task, clerk, liaison, noon):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    sign_for_task(task, actor=liaison, as_of=noon)
    kill_while_it_waits_for("ledger_figure", "report", task.pk, liaison.username)
    assert Event.objects.filter(task=task).count() == 3
    assert now(task).progress == ""
    figures = [FigureInput(1, 62, noon.date())]
    report_progress(task, ReportInput("过半", figures=figures), actor=liaison, as_of=noon)
    assert verify().holds


def at_once(*works) -> list:
    """Run each in a thread of its own; what each returned or raised."""
    barrier, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        barrier.wait()
        try:
            results[place] = work()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.fixture
def closing(make_task, clerk, liaison, noon):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    sign_for_task(task, actor=liaison, as_of=noon)
    report = ReportInput("已完成", figures=[FigureInput(1, 140, noon.date())])
    request_closure(task, report, actor=liaison, as_of=noon)
    return task


def test_two_clerks_decide_at_once_and_the_second_is_told(closing, clerk, make_person, noon):
    head = make_person("head", "head")
    results = at_once(
        lambda: accept_closure(closing, grade=Grade.GOOD, actor=clerk, as_of=noon),
        lambda: return_closure(closing, reason="再核", actor=head, as_of=noon),
    )
    refused = [each for each in results if isinstance(each, TaskStateError)]
    assert len(refused) == 1, results
    assert now(closing).state in ("closed", "underway")
    assert Event.objects.filter(task=closing).count() == 5
    assert Message.objects.filter(kind__in=["closure_accepted", "closure_returned"]).count() == 1


def test_many_writers_on_one_task_keep_one_chain(make_task, clerk, noon):
    task = make_task()

    def write():
        for number in range(10):
            append_event(
                task, type="remarked", payload={"text": str(number)}, actor=clerk, occurred_at=noon
            )

    assert at_once(*[write] * 4) == [None] * 4
    assert Event.objects.filter(task=task).count() == 41
    assert verify().holds


def test_reports_on_linked_tasks_never_wait_for_each_other_in_a_circle(
    make_task, clerk, liaison, noon
):
    tasks = [make_task() for _ in range(3)]
    dispatch_tasks(tasks, actor=clerk, as_of=noon)
    for task in tasks:
        sign_for_task(task, actor=liaison, as_of=noon)
    link_tasks(tasks[0], tasks[1], actor=clerk, as_of=noon)
    link_tasks(tasks[1], tasks[2], actor=clerk, as_of=noon)

    def report(task):
        for number in range(5):
            report_progress(task, ReportInput(f"第{number}次"), actor=liaison, as_of=noon)

    assert at_once(*[lambda task=task: report(task) for task in tasks]) == [None] * 3
    assert Event.objects.filter(type="reported").count() == 45
    assert verify().holds


def test_sealing_among_writers_misses_no_event(make_task, clerk, noon):
    tasks = [make_task() for _ in range(3)]

    def write(task):
        for number in range(15):
            append_event(
                task, type="remarked", payload={"text": str(number)}, actor=clerk, occurred_at=noon
            )

    def seal():
        for _ in range(5):
            seal_chain(as_of=noon)

    at_once(*[lambda task=task: write(task) for task in tasks], seal, seal)
    seal_chain(as_of=noon)
    assert Seal.objects.count() == 11
    assert Seal.objects.last().events == Event.objects.count() == 48
    assert verify().holds


def test_two_drafts_that_take_over_the_same_task_take_it_over_once(
    make_draft, make_row, clerk, make_person, noon
):
    earlier = make_draft(title="旧措施")
    make_row(earlier)
    [old] = confirm_draft(earlier, actor=clerk, as_of=noon).tasks
    people = [clerk, make_person("head", "head")]
    works = []
    for number, person in enumerate(people):
        draft = make_draft(title=f"新措施{number}")
        row = make_row(draft)
        choices = Choices(replaces=earlier, successors={row.pk: old.pk})
        works.append(
            lambda draft=draft, person=person, choices=choices: confirm_draft(
                draft, actor=person, as_of=noon, choices=choices
            )
        )
    results = at_once(*works)
    refused = [each for each in results if isinstance(each, DraftNotReadyError)]
    assert len(refused) == 1, results
    assert "已经由《新措施" in str(refused[0])
    assert Event.objects.filter(task=old, type="superseded").count() == 1
    assert now(old).replaced_by_id is not None
