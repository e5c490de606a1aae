"""An evaluation that is killed at any step leaves nothing half; run again it is whole, once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from indicators.warnings.conftest import evaluate, noon, open_warnings
from supervision.crash.killing import kill_at_every_step
from taizhang.indicators.domain.errors import FiguresRefusedError
from taizhang.indicators.domain.observing import record_observations
from taizhang.indicators.domain.types import FigureInput
from taizhang.indicators.enums import Source, Way
from taizhang.messages.models import DigestItem

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def low(make_series, observe, only, science, liaison):
    only('{level: {value: "< 10"}}')

    def make(value=5):
        series = make_series(office=science)
        observe(series, {"2024-06-30": value})
        return series

    return make


def test_evaluation_killed_at_every_step_says_all_once(low, observe):
    changed, gone = low(), low()
    evaluate("2024-07-10")
    observe(changed, {"2024-06-30": 4})
    observe(gone, {"2024-06-30": 40})
    low()  # raised, changed and recovered in one run

    ended = kill_at_every_step(lambda: evaluate("2024-07-11"))
    assert ended.commits == 1


def test_a_submission_queues_its_evaluation_and_the_worker_raises(low, officer, run_jobs):
    series, now = low(50), timezone.now()  # the worker's clock is the real one
    last_month = timezone.localdate(now).replace(day=1) - timedelta(days=1)
    figure = FigureInput(series.pk, last_month, Decimal(5))
    record_observations([figure], source=Source.OFFICE, way=Way.PAGE, actor=officer, as_of=now)
    queued = ProcrastinateJob.objects.filter(task_name="indicators.evaluate_changed")
    assert [job.args for job in queued] == [{"series_ids": [series.pk]}]
    run_jobs()
    assert [warning.series_id for warning in open_warnings()] == [series.pk]
    assert DigestItem.objects.filter(kind="warnings", recipient=officer).count() == 1


def test_a_submission_that_is_refused_queues_nothing(low, officer):
    series = low(50)
    wrong = FigureInput(series.pk, date(2025, 7, 31), Decimal(5))
    with pytest.raises(FiguresRefusedError):
        record_observations(
            [wrong], source=Source.OFFICE, way=Way.PAGE, actor=officer, as_of=noon("2024-08-01")
        )
    assert not ProcrastinateJob.objects.exists()
