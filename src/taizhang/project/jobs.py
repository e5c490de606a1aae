"""Background jobs: what becomes of those whose worker was killed.

A room defines its jobs in `tasks.py` with `procrastinate.contrib.django.app`. A job may be run
again after a kill, so each must be idempotent.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob

logger = logging.getLogger(__name__)
_SILENCE = timedelta(seconds=30)  # three times the worker's own beat


def requeue_interrupted_jobs(*, as_of: datetime) -> int:
    """Queue again what dead workers left unfinished; called before the only worker starts.

    With an external database another machine's worker may be alive: there only jobs whose worker
    has been silent for half a minute are taken. Returns their number.
    """
    if settings.DATABASE_URL:
        return requeue_stalled_jobs(as_of=as_of)
    return _requeue(_running(), as_of)


def requeue_stalled_jobs(*, as_of: datetime) -> int:
    """Queue again the jobs whose worker is gone or silent for half a minute; their number."""
    silent = Q(worker__isnull=True) | Q(worker__last_heartbeat__lt=as_of - _SILENCE)
    return _requeue(_running().filter(silent), as_of)


@contextmanager
def worker_app() -> Iterator[App]:
    """The job application with connections of its own, as a worker needs it."""
    assert isinstance(app.connector, DjangoConnector)
    with app.replace_connector(app.connector.get_worker_connector()) as result:
        yield result


def _running() -> QuerySet[ProcrastinateJob]:
    return ProcrastinateJob.objects.filter(status="doing").order_by("id")


def _requeue(jobs: QuerySet[ProcrastinateJob], as_of: datetime) -> int:
    found = list(jobs.values_list("id", "task_name"))
    for job, task in found:
        try:
            _call("SELECT procrastinate_retry_job_v2(%s, %s, NULL, NULL, NULL)", [job, as_of])
        except IntegrityError:  # the same work (queueing lock) has been queued since
            _call("SELECT procrastinate_finish_job_v1(%s, 'aborted', false)", [job])
        logger.warning("interrupted job", extra={"job": job, "task": task})
    return len(found)


def _call(statement: str, parameters: list[int | datetime]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
