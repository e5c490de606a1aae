"""What runs every night leaves no heap of old records."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from taizhang.project.tasks import (
    task_remove_ended_sessions,
    task_remove_old_jobs,
    task_requeue_stalled_jobs,
)


def finish(job: int, *, days_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job])
        cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", [job])
        cursor.execute(
            "UPDATE procrastinate_events SET at = %s WHERE job_id = %s",
            [timezone.now() - timedelta(days=days_ago), job],
        )


@pytest.mark.django_db(transaction=True)
def test_jobs_that_ended_over_thirty_days_ago_go(run_jobs):
    old, young = (
        task_requeue_stalled_jobs.configure(queueing_lock=str(n)).defer(timestamp=n) for n in (1, 2)
    )
    finish(old, days_ago=31)
    finish(young, days_ago=29)
    task_remove_old_jobs.defer(timestamp=0)
    run_jobs()
    kept = set(ProcrastinateJob.objects.values_list("id", flat=True))
    assert old not in kept
    assert young in kept


@pytest.mark.django_db
def test_log_ins_that_have_run_out_go():
    now = timezone.now()
    for key, hours in (("ended", -1), ("open", 1)):
        Session.objects.create(
            session_key=key, session_data="", expire_date=now + timedelta(hours=hours)
        )
    task_remove_ended_sessions(timestamp=0)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
