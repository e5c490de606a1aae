"""Periodic jobs of the project itself (cron is UTC: 18:30 is half past two at night here)."""

from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.builtin_tasks import remove_old_jobs
from procrastinate.contrib.django import app

from taizhang.project.jobs import requeue_stalled_jobs

_KEEP_JOBS_HOURS = 30 * 24


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="task_requeue_stalled_jobs")
def task_requeue_stalled_jobs(timestamp: int) -> None:
    """Every minute: jobs of workers that went silent run again."""
    requeue_stalled_jobs(as_of=timezone.now())


@app.periodic(cron="30 18 * * *")
@app.task(queueing_lock="task_remove_old_jobs", pass_context=True)
async def task_remove_old_jobs(context: JobContext, timestamp: int) -> None:
    """Every night: records of jobs that ended more than thirty days ago go."""
    await remove_old_jobs(
        context,
        max_hours=_KEEP_JOBS_HOURS,
        remove_failed=True,
        remove_cancelled=True,
        remove_aborted=True,
    )


@app.periodic(cron="30 18 * * *")
@app.task(queueing_lock="task_remove_ended_sessions")
def task_remove_ended_sessions(timestamp: int) -> None:
    """Every night: log-ins that have run out go."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
