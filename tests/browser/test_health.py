"""The browser itself works: a page of the live server arrives, in Chinese."""

import pytest


@pytest.mark.browser
def test_health_is_shown_in_chinese(page, page_errors):
    answer = page.goto("/healthz")
    assert "没有后台进程在运行" in answer.text()
    assert answer.headers["content-security-policy"]
    assert "503" in page_errors.pop()


@pytest.mark.browser
def test_job_runs_while_a_browser_is_open(page, run_jobs):
    from procrastinate.contrib.django.models import ProcrastinateJob

    from taizhang.project.tasks import task_requeue_stalled_jobs

    job = task_requeue_stalled_jobs.defer(timestamp=0)
    run_jobs()
    assert ProcrastinateJob.objects.get(id=job).status == "succeeded"
