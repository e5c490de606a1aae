"""Background jobs of 文件."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from .domain.handing import sweep_texts
from .domain.picturing import sweep_pictures
from .domain.queueing import READ_SOURCE
from .domain.storing import sweep_partial_files


@app.task(name=READ_SOURCE)
def task_read_source(source_id: int) -> None:
    """Read a source into drafts; may run again after it was killed in the middle."""
    from .domain.reading import read_source  # the whole extraction: no command needs it to start

    read_source(source_id, as_of=timezone.now())


@app.periodic(cron="30 19 * * *")  # UTC: half past three at night in China
@app.task(name="documents.sweep_partial_files")
def task_sweep_partial_files(timestamp: int) -> None:
    """Remove what uploads that were killed a day ago or earlier left behind."""
    sweep_partial_files(before=timezone.now() - timedelta(days=1))


@app.periodic(cron="40 19 * * *")
@app.task(name="documents.sweep_pictures")
def task_sweep_pictures(timestamp: int) -> None:
    """Remove pictures of pages that nobody has looked at for a month."""
    sweep_pictures(before=timezone.now() - timedelta(days=30))


@app.periodic(cron="50 19 * * *")
@app.task(name="documents.sweep_texts")
def task_sweep_texts(timestamp: int) -> None:
    """Remove texts of uploads that were rolled back, or whose reading a day did not bring."""
    sweep_texts(before=timezone.now() - timedelta(days=1))
