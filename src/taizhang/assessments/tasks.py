"""Background jobs of runs (后台任务)."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from . import paper_tasks as paper_tasks  # its jobs are found with this module
from .domain.running.queueing import COMPUTE

logger = logging.getLogger(__name__)


@app.task(name=COMPUTE)
def task_compute_revision(revision_id: int) -> None:
    """Compute a revision; may run again after it was killed in the middle."""
    from .domain.running.computing import compute_revision  # Polars: no command needs it to start

    state = compute_revision(revision_id, clock=timezone.now)
    logger.info("revision computed", extra={"revision": revision_id, "state": state})
