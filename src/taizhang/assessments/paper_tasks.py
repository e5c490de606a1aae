"""Background jobs that write papers of runs (后台任务)."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from .domain.paper_jobs import DRAW_LETTER, WRITE_LETTERS, WRITE_LIST

logger = logging.getLogger(__name__)


@app.task(name=WRITE_LETTERS)
def task_write_letters(pk: int) -> None:
    """Write all letters of a revision; may run again after it was killed in the middle."""
    from .domain.letters.archiving import write_letters  # Word: no command needs it to start

    state = write_letters(pk, clock=timezone.now)
    logger.info("letters written", extra={"revision": pk, "state": state})


@app.task(name=DRAW_LETTER)
def task_draw_letter(pk: int) -> None:
    """Draw one letter as PDF; may run again."""
    from .domain.letters.drawing import draw_letter  # PDF: no command needs it to start

    state = draw_letter(pk, clock=timezone.now)
    logger.info("letter drawn", extra={"row": pk, "state": state})


@app.task(name=WRITE_LIST)
def task_write_list(pk: int) -> None:
    """Write the list of a final run; may run again."""
    from .domain.lists.making import write_list  # Word and Excel: no command needs them to start

    state = write_list(pk, clock=timezone.now)
    logger.info("list written", extra={"run": pk, "state": state})
