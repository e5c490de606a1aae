"""Queueing that paces and projections are written anew (排队刷新), in the transaction that changes
what they rest on: after a kill the worker does what was not done."""

from datetime import datetime, timedelta

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.types import JSONValue

from .outlooks import refresh_outlooks
from .refreshing import refresh_pace

REFRESH_PACE = "indicators.refresh_pace"
REFRESH_CHANGED = "indicators.refresh_changed"
WAITS = timedelta(seconds=30)  # for the process that changed them, which is nearly always done then


def enqueue_refresh(*, as_of: datetime) -> None:
    """Queue all paces; a job that already waits is enough. It starts after the commit."""
    task = app.configure_task(REFRESH_PACE, queueing_lock=REFRESH_PACE)
    try:
        with transaction.atomic():
            task.defer(timestamp=int(as_of.timestamp()))
    except AlreadyEnqueued:
        return


def refresh_soon(series_ids: frozenset[int], /, *, as_of: datetime) -> None:
    """Told by `observing.changes` within the transaction: right after its commit the paces and
    projections of these series are written anew in this process. A job stands by from the same
    commit until that is done; it does it where the process was killed or failed."""
    ids: list[JSONValue] = [*sorted(series_ids)]
    wait = {"seconds": int(WAITS.total_seconds())}
    job = app.configure_task(REFRESH_CHANGED, schedule_in=wait).defer(series_ids=ids)

    def refresh_now() -> None:
        refresh_pace(series_ids, as_of=as_of)
        refresh_outlooks(series_ids, as_of=as_of)
        app.job_manager.cancel_job_by_id(job, delete_job=True)

    transaction.on_commit(refresh_now, robust=True)  # what fails is logged; the job comes to it
