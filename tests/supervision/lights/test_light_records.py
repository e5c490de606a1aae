"""Records of the lights: every review day, every change, once, whenever the job runs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from taizhang.supervision.domain.clocks.days import start_of_day
from taizhang.supervision.domain.lights.recording import is_review_day, record_day, record_lights
from taizhang.supervision.domain.queries.facts import facts_of
from taizhang.supervision.models import LightRecord

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def records():
    rows = LightRecord.objects.order_by("day", "task").values_list("day", "label", "reds")
    return [(day.isoformat(), label, reds) for day, label, reds in rows]


@pytest.fixture
def first_day(make_task):
    """A task that came into the ledger today, due long ago; tomorrow."""
    task = make_task()
    return timezone.localtime(task.events.get().recorded_at).date()


def test_review_days_are_the_last_of_each_month():
    days = [date(2026, 1, 1) + n * DAY for n in range(365)]
    assert [day.day for day in days if is_review_day(day)][:4] == [31, 28, 31, 30]


def test_a_day_is_recorded_when_the_light_changed(first_day):
    day = next(first_day + n * DAY for n in range(3) if not is_review_day(first_day + n * DAY))
    assert record_day(day, as_of=start_of_day(day + DAY)) == 1
    assert record_day(day, as_of=start_of_day(day + DAY)) == 0
    assert records() == [(day.isoformat(), "逾期超过一周", None)]


def test_review_days_count_the_reds_in_a_row(first_day):
    now = start_of_day(first_day + 100 * DAY)
    record_day(first_day, as_of=start_of_day(first_day + DAY))
    assert record_lights(as_of=now) >= 3
    reviews = [row for row in records() if row[2] is not None]
    assert [reds for _day, _label, reds in reviews] == list(range(1, len(reviews) + 1))
    assert len(reviews) >= 3
    assert reviews[3 - 1][1] == "逾期超过一周"
    assert records()[-1][1] == "连续红灯"  # ours: red on three review days before


def test_catching_up_late_gives_what_daily_runs_gave(first_day):
    for n in range(1, 70):
        record_lights(as_of=start_of_day(first_day + n * DAY) + timedelta(minutes=15))
    daily = records()
    with connection.cursor() as cursor:  # what no office can do
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE supervision_lightrecord DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM supervision_lightrecord WHERE day > %s", [first_day])
    record_lights(as_of=start_of_day(first_day + 69 * DAY) + timedelta(hours=9))
    assert records() == daily


def test_facts_of_a_past_day_know_the_records_of_then(first_day):
    task = LightRecord.task.field.related_model.objects.get()
    for n in (1, 40, 75):
        record_lights(as_of=start_of_day(first_day + n * DAY) + timedelta(minutes=15))
    later = start_of_day(first_day + 75 * DAY) + timedelta(hours=9)
    reds = facts_of([task.pk], moment=later)[task.pk]["reds_in_a_row"]
    assert reds >= 2
    then = facts_of([task.pk], moment=later, known_at=later - 35 * DAY)
    assert then[task.pk]["reds_in_a_row"] < reds


def test_the_job_records_yesterday_once_however_often_it_runs(first_day, monkeypatch):
    night = start_of_day(first_day + DAY) + timedelta(minutes=15)
    monkeypatch.setattr(timezone, "now", lambda: night)
    for _ in range(2):
        app.tasks["supervision.record_lights"](timestamp=0)
    assert [day for day, _label, _reds in records()] == [first_day.isoformat()]
