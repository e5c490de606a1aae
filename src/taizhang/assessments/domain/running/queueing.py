"""Queueing a computation (排队计算) in the transaction that asks for it."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

COMPUTE = "assessments.compute_revision"


def enqueue_computation(revision_id: int) -> None:
    """Queue the job; it starts after the commit and vanishes with its rollback."""
    lock = f"{COMPUTE}-{revision_id}"
    try:
        with transaction.atomic():
            task = app.configure_task(COMPUTE, lock=lock, queueing_lock=lock)
            task.defer(revision_id=revision_id)
    except AlreadyEnqueued:
        return
