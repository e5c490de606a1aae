"""Events a second with several writers, each in a process of its own."""

import multiprocessing
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import connections, transaction
from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.ledger.domain.chain import append_event
from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import ReportInput
from taizhang.ledger.models import Task, TaskVersion
from taizhang.organisations.domain.acting import unit_ids_for

from .bench_timing import Row

if TYPE_CHECKING:
    from .bench_ledger_data import LargeLedger

WRITERS = 4
EACH = 300


def writer_rows(ledger: "LargeLedger") -> Iterable[Row]:
    """Reports by four writers on different tasks, then remarks on one task."""
    own = _tasks_of(ledger.liaison)
    shares = [own[place::WRITERS][:EACH] for place in range(WRITERS)]
    rate = _rate(_report, [(ledger.liaison.pk, share) for share in shares])
    yield Row(f"报告进展，{WRITERS} 人各报各的任务", f"{rate:,.0f} 个事件/秒")
    same = [(ledger.clerk.pk, own[-1:] * len(shares[0]))] * WRITERS
    yield Row(f"追加事件，{WRITERS} 人同写一项任务", f"{_rate(_remark, same):,.0f} 个事件/秒")


def _tasks_of(person: Person) -> list[int]:
    units = unit_ids_for(person, on=timezone.localdate())
    versions = TaskVersion.objects.at(None).filter(
        state="underway", task__assignments__unit__in=units, task__assignments__until__isnull=True
    )
    return list(versions.values_list("task_id", flat=True).order_by("task_id"))


def _rate(target: object, arguments: list[tuple[int, list[int]]]) -> float:
    connections.close_all()  # a child must not share its parent's connection
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=target, args=args) for args in arguments]  # type: ignore[arg-type]
    began = time.perf_counter()
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    seconds = time.perf_counter() - began
    assert all(process.exitcode == 0 for process in processes)
    return sum(len(tasks) for _, tasks in arguments) / seconds


def _report(person_id: int, task_ids: list[int]) -> None:
    person = Person.objects.get(pk=person_id)
    for task in Task.objects.filter(pk__in=task_ids):
        report_progress(
            task, ReportInput("已完成。", percent=95), actor=person, as_of=timezone.now()
        )


def _remark(person_id: int, task_ids: list[int]) -> None:
    person = Person.objects.get(pk=person_id)
    task = Task.objects.get(pk=task_ids[0])
    for _ in task_ids:
        with transaction.atomic():
            append_event(
                task,
                type="remarked",
                payload={"text": "请抓紧"},
                actor=person,
                occurred_at=timezone.now(),
            )
    assert load_snapshots([task.pk])
