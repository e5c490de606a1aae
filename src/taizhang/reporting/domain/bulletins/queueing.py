"""Queueing the drawing of a PDF (排队生成 PDF) in the transaction that asks for it."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

DRAW_PDF = "reporting.draw_pdf"


def enqueue_drawing(bulletin_id: int) -> None:
    """Queue the job; one that waits will find what is asked for now. It starts after the commit
    and vanishes with its rollback."""
    lock = f"{DRAW_PDF}-{bulletin_id}"
    try:
        with transaction.atomic():
            task = app.configure_task(DRAW_PDF, lock=lock, queueing_lock=lock)
            task.defer(bulletin_id=bulletin_id)
    except AlreadyEnqueued:
        return
