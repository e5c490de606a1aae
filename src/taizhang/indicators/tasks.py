"""Background jobs of indicators (后台任务)."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from .domain.judging import refresh_honesty
from .domain.refreshing import refresh_outlooks, refresh_pace
from .domain.refreshing.queueing import REFRESH_CHANGED
from .domain.warnings import Evaluated, evaluate_warnings
from .domain.warnings.queueing import EVALUATE_CHANGED, EVALUATION_LOCK

logger = logging.getLogger(__name__)


@app.periodic(cron="40 17 * * *")  # 01:40 in Shanghai; cron is UTC
@app.task(name="indicators.refresh_honesty", queueing_lock="indicators.refresh_honesty")
def task_refresh_honesty(timestamp: int) -> None:
    """Judge earlier projections by how the numbers ended; run again it does nothing."""
    written = refresh_honesty(as_of=timezone.now())
    logger.info("earlier projections judged", extra={"series": written})


@app.periodic(cron="20 16 * * *")  # 00:20 in Shanghai; cron is UTC
@app.task(name="indicators.refresh_pace", queueing_lock="indicators.refresh_pace")
def task_refresh_pace(timestamp: int) -> None:
    """Write the pace of all goals anew for the day that begins; run again it changes nothing."""
    written = refresh_pace(None, as_of=timezone.now())
    logger.info("pace refreshed", extra={"goals": written})


@app.periodic(cron="25 16 * * *")  # 00:25 in Shanghai; cron is UTC
@app.task(name="indicators.refresh_outlooks", queueing_lock="indicators.refresh_outlooks")
def task_refresh_outlooks(timestamp: int) -> None:
    """Project all goals anew for the day that begins; run again it changes nothing."""
    written = refresh_outlooks(None, as_of=timezone.now())
    logger.info("goals projected", extra={"goals": written})


@app.task(name=REFRESH_CHANGED)
def task_refresh_changed(series_ids: list[int]) -> None:
    """Write the paces and projections of series anew whose change was recorded, where the process
    that recorded it did not come to it; run again it changes nothing."""
    now = timezone.now()
    written = refresh_pace(series_ids, as_of=now)
    refresh_outlooks(series_ids, as_of=now)
    logger.warning("paces refreshed after an interruption", extra={"goals": written})


@app.periodic(cron="50 16 * * *")  # 00:50 in Shanghai, after the paces of the day; cron is UTC
@app.task(
    name="indicators.evaluate_warnings",
    lock=EVALUATION_LOCK,
    queueing_lock="indicators.evaluate_warnings",
)
def task_evaluate_warnings(timestamp: int) -> None:
    """Put the rules of the day to all series; run again it says nothing twice."""
    _log_warnings(evaluate_warnings(as_of=timezone.now()))


@app.task(name=EVALUATE_CHANGED, lock=EVALUATION_LOCK)
def task_evaluate_changed(series_ids: list[int]) -> None:
    """Put the rules to series whose figures or goals have changed."""
    _log_warnings(evaluate_warnings(as_of=timezone.now(), series_ids=series_ids))


def _log_warnings(found: Evaluated) -> None:
    counts = {"raised": found.raised, "changed": found.changed, "recovered": found.recovered}
    logger.info("warnings evaluated", extra=counts)
