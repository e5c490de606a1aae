"""Figures are committed and the process dies: a job that was committed with them does the rest."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from indicators.pace.given import give_goal
from supervision.crash.killing import COMMITTED, copy_of_database, run_in_child
from taizhang.indicators.domain.observing import record_observations
from taizhang.indicators.domain.refreshing import queueing
from taizhang.indicators.domain.types import FigureInput
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import GoalOutlook, GoalPace, Observation
from taizhang.indicators.tasks import task_refresh_changed

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def submit(make_series, officer):
    """Somebody gives last month's figure of a series with a goal."""
    series, now = make_series(), timezone.now()
    give_goal(series)
    last_month = timezone.localdate(now).replace(day=1) - timedelta(days=1)
    figure = FigureInput(series.pk, last_month, Decimal(5))

    def work():
        record_observations([figure], source=Source.OFFICE, way=Way.PAGE, actor=officer, as_of=now)

    return work


def _waiting():
    return ProcrastinateJob.objects.filter(task_name=queueing.REFRESH_CHANGED)


def _kept():
    paces = GoalPace.objects.values_list("goal", "pace", "value", "day")
    outlooks = GoalOutlook.objects.values_list("goal", "outlook", "day")
    return [*paces, *outlooks]


def test_a_submission_is_followed_at_once_and_leaves_no_job(submit):
    submit()
    assert [row[2] for row in _kept()[:1]] == [5]
    assert len(_kept()) == 2
    assert not _waiting().exists()


@pytest.mark.slow
def test_killed_at_every_commit_the_job_does_what_was_not_done(submit):
    with copy_of_database() as copy:
        steps = run_in_child(submit).steps
        whole = _kept()
        committed = [n for n, kind in enumerate(steps, 1) if kind in COMMITTED]
        assert len(committed) == 3  # the figure; its pace; its projection
        places = [committed[0] - 1, *committed]
        left = []
        for place in places:
            copy.renew()
            run_in_child(submit, kill_at=place)
            copy.wait_until_left()
            waiting = [job.args for job in _waiting()]
            assert len(waiting) == Observation.objects.count()
            left.append(len(_kept()))
            for args in waiting:
                task_refresh_changed(**args)
            assert _kept() == (whole if place > places[0] else [])
        assert left == [0, 0, 1, 2]


def test_a_refresh_that_fails_does_not_undo_the_figure_and_is_done_later(
    submit, monkeypatch, run_jobs, caplog
):
    def fail(*_given, **_named):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(queueing, "refresh_pace", fail)
        submit()
    assert "the disk is full" in caplog.text
    assert Observation.objects.count() == 1
    assert not _kept()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now()")
    run_jobs()
    assert len(_kept()) == 2
    assert not _waiting().exclude(status="succeeded").exists()
