"""Background jobs in tests: an empty queue for each, and a worker that runs what is queued."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest


def _commits(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    wanted = {"transactional_db", "live_server", "django_db_reset_sequences"}
    return bool(marker and marker.kwargs.get("transaction")) or bool(
        wanted & set(request.fixturenames)
    )


@pytest.fixture(autouse=True)
def _empty_queue(request: pytest.FixtureRequest) -> Iterator[None]:
    """Django's flush leaves procrastinate's unmanaged tables alone: empty them too."""
    yield
    if not _commits(request):
        return
    from django.db import connection

    blocker = request.getfixturevalue("django_db_blocker")
    with blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers,"
            " procrastinate_workers CASCADE"
        )
        connection.close()


@pytest.fixture
def run_jobs(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Call it to run all queued jobs with a real worker (needs `transactional_db`)."""

    def work() -> None:
        from taizhang.project.jobs import worker_app

        with worker_app() as app:
            app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    def run() -> None:
        from procrastinate.contrib.django import app as jobs

        # What the clock would start is no part of a test.
        monkeypatch.setattr(jobs.periodic_registry, "periodic_tasks", {})
        # In a thread of its own: that of a browser test has an event loop running.
        with ThreadPoolExecutor(1) as pool:
            pool.submit(work).result()

    return run
