"""Background jobs of reporting (后台任务)."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from .domain.bulletins.queueing import DRAW_PDF

logger = logging.getLogger(__name__)


@app.task(name=DRAW_PDF)
def task_draw_pdf(bulletin_id: int) -> None:
    """Draw the PDF of a bulletin; may run again after it was killed in the middle."""
    from .domain.bulletins.drawing import draw_pdf  # Word and PDF: no command needs them to start

    state = draw_pdf(bulletin_id, clock=timezone.now)
    logger.info("bulletin drawn", extra={"bulletin": bulletin_id, "state": state})
