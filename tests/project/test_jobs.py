"""A job whose worker died runs again; one whose worker lives is left alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from taizhang.project.jobs import requeue_interrupted_jobs, requeue_stalled_jobs
from taizhang.project.tasks import task_requeue_stalled_jobs


@pytest.fixture
def job(transactional_db) -> int:
    """A job that waits."""
    return task_requeue_stalled_jobs.defer(timestamp=0)


def take(job: int, *, seconds_ago: int) -> None:
    """Have a worker take the job that gave its last sign some seconds ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id",
            [timezone.now() - timedelta(seconds=seconds_ago)],
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s",
            [cursor.fetchone()[0], job],
        )


def status(job: int) -> str:
    return ProcrastinateJob.objects.get(id=job).status


def test_job_of_silent_worker_waits_again(job):
    take(job, seconds_ago=31)
    assert requeue_stalled_jobs(as_of=timezone.now()) == 1
    assert status(job) == "todo"


def test_job_of_living_worker_is_left_alone(job):
    take(job, seconds_ago=5)
    assert requeue_stalled_jobs(as_of=timezone.now()) == 0
    assert status(job) == "doing"


def test_before_the_only_worker_starts_every_running_job_waits_again(job, settings):
    settings.DATABASE_URL = ""
    take(job, seconds_ago=5)
    assert requeue_interrupted_jobs(as_of=timezone.now()) == 1
    assert status(job) == "todo"


def test_with_an_external_database_a_living_worker_keeps_its_job(job, settings):
    settings.DATABASE_URL = "postgresql://elsewhere/taizhang"
    take(job, seconds_ago=5)
    assert requeue_interrupted_jobs(as_of=timezone.now()) == 0


def test_silent_workers_job_ends_when_the_same_work_was_queued_since(job):
    take(job, seconds_ago=60)
    task_requeue_stalled_jobs.defer(timestamp=1)
    assert requeue_stalled_jobs(as_of=timezone.now()) == 1
    assert status(job) == "aborted"


def test_a_real_worker_revives_and_runs_a_silent_workers_job(job, run_jobs):
    take(job, seconds_ago=60)
    task_requeue_stalled_jobs.configure(queueing_lock="another").defer(timestamp=1)
    run_jobs()
    assert status(job) == "succeeded"
