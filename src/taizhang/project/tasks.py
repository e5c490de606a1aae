"""Periodic jobs of the project itself."""

from django.utils import timezone
from procrastinate.contrib.django import app

from taizhang.project.jobs import requeue_stalled_jobs


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="task_requeue_stalled_jobs", pass_context=False)
def task_requeue_stalled_jobs(timestamp: int) -> None:
    """Every minute: jobs of workers that went silent run again."""
    requeue_stalled_jobs(as_of=timezone.now())
