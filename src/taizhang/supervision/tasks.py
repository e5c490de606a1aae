"""Background jobs of supervision (后台任务)."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from taizhang.accounts.domain.system import system_person

from .domain.lights.recording import record_lights
from .domain.planning.recomputing import extend_periods, recompute_provisional
from .domain.requests.suspending import resume_due
from .models import HolidayNotice

logger = logging.getLogger(__name__)


@app.task(name="supervision.recompute_provisional", lock="supervision.recompute_provisional")
def task_recompute_provisional(notice: int) -> None:
    """Count provisional time limits anew with a notice that was entered."""
    now = timezone.now()
    row = HolidayNotice.objects.get(pk=notice)
    text = f"{row.year}年放假安排（{row.reference}）已录入"
    appended = recompute_provisional(
        text=text,
        actor=system_person(as_of=now),
        as_of=now,
        progress=lambda done, total: logger.info(
            "time limits recomputed", extra={"done": done, "total": total}
        ),
    )
    logger.info("recomputing finished", extra={"notice": notice, "events": appended})


@app.periodic(cron="30 16 * * 6")  # Sunday, 00:30 in Shanghai; cron is UTC
@app.task(name="supervision.keep_limits", lock="supervision.recompute_provisional")
def task_keep_limits(timestamp: int) -> None:
    """What an upgrade of the program knows of holidays; report periods of tasks without an end."""
    now = timezone.now()
    system = system_person(as_of=now)
    recompute_provisional(text="放假安排随系统更新", actor=system, as_of=now)
    extend_periods(text="续列后面的报告期", actor=system, as_of=now)


@app.periodic(cron="10 16 * * *")  # 00:10 in Shanghai; cron is UTC
@app.task(name="supervision.resume_due", queueing_lock="supervision.resume_due")
def task_resume_due(timestamp: int) -> None:
    """Resume the suspended tasks whose day has come; run again it does nothing."""
    resume_due(as_of=timezone.now())


@app.periodic(cron="15 16 * * *")  # 00:15 in Shanghai; cron is UTC
@app.task(
    name="supervision.record_lights",
    queueing_lock="supervision.record_lights",
    pass_context=False,
)
def task_record_lights(timestamp: int) -> None:
    """Record the lights of the days that ended; run again it does nothing."""
    written = record_lights(as_of=timezone.now())
    logger.info("lights recorded", extra={"records": written})
