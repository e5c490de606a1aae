"""Queueing that all paces are written anew (排队刷新) in the transaction that asks for it."""

from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

REFRESH_PACE = "indicators.refresh_pace"


def enqueue_refresh(*, as_of: datetime) -> None:
    """Queue it; one that already waits is enough. It starts after the commit."""
    task = app.configure_task(REFRESH_PACE, queueing_lock=REFRESH_PACE)
    try:
        with transaction.atomic():
            task.defer(timestamp=int(as_of.timestamp()))
    except AlreadyEnqueued:
        return
