"""Queueing the reading of a source (排队识读) in the transaction that asks for it."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from ..models import Source

READ_SOURCE = "documents.read_source"


def enqueue_reading(source: Source) -> None:
    """Queue the reading of a source; a reading that already waits is enough.

    Must run inside the transaction that changes the source: the job starts after its commit and
    vanishes with its rollback.
    """
    task = app.configure_task(
        READ_SOURCE, lock=f"source-{source.pk}", queueing_lock=f"source-{source.pk}"
    )
    try:
        with transaction.atomic():
            task.defer(source_id=source.pk)
    except AlreadyEnqueued:
        return
