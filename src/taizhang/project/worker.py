"""The background process: `python -m taizhang.project.worker`."""

from taizhang.project.start import set_up_django


def run_worker() -> None:
    """Run queued and periodic jobs until SIGTERM; a running job has five seconds to finish."""
    set_up_django()
    from taizhang.project.jobs import worker_app

    with worker_app() as app:
        app.run_worker(name="taizhang", concurrency=2, shutdown_graceful_timeout=5)


if __name__ == "__main__":
    run_worker()
