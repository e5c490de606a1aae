"""The light on the ledger's list: column, filter, counts, now and at a past moment."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from taizhang.ledger.domain.dispatching import dispatch_tasks

pytestmark = pytest.mark.django_db
LIST = "/ledger/"


@pytest.fixture
def as_clerk(clerk):
    client = Client()
    client.force_login(clerk)
    return client


@pytest.fixture
def late_and_new(make_task, clerk, noon):
    """A task due two years ago, and one that was dispatched today."""
    late = make_task(title="逾期任务", targets=())
    new = make_task(title="新任务", targets=(), due=None)
    dispatch_tasks([late], actor=clerk, as_of=noon)
    dispatch_tasks([new], actor=clerk, as_of=timezone.now())
    return late, new


def titles(answer):
    return {row.version.title for row in answer.context["list"].rows}


def foot(answer):
    return {count.word: count.number for count, _url in answer.context["list"].counts}


def test_every_row_shows_shape_and_words_of_its_light(as_clerk, late_and_new):
    text = as_clerk.get(LIST).content.decode()
    assert re.search(r'chip-red"><span aria-hidden="true">■</span>逾期超过一周', text)
    assert "style=" not in text


@pytest.mark.parametrize(
    ("value", "left"),
    [
        ("red", {"逾期任务"}),
        ("green", set()),
        ("clock:overdue", {"逾期任务"}),
        ("clock:not_started", {"新任务"}),
        ("", {"逾期任务", "新任务"}),
    ],
)
def test_the_filter_leaves_the_rows_of_a_colour_or_clock(as_clerk, late_and_new, value, left):
    answer = as_clerk.get(LIST, {"light": value})
    assert titles(answer) == left if left else "没有符合条件的任务" in answer.content.decode()


def test_the_chosen_light_is_a_chip_that_can_be_removed(as_clerk, late_and_new):
    [chip] = as_clerk.get(LIST, {"light": "clock:overdue"}).context["list"].chips
    assert (str(chip.label), chip.value, chip.url) == ("灯", "逾期", "?")


def test_an_unknown_colour_is_told_and_shows_nothing(as_clerk, late_and_new):
    answer = as_clerk.get(LIST, {"light": "mauve"})
    assert "筛选条件看不懂" in answer.content.decode()


def test_the_foot_counts_each_colour_and_leads_to_its_rows(as_clerk, late_and_new):
    answer = as_clerk.get(LIST)
    assert foot(answer) == {"逾期超过一周": 1, "尚未开始": 1}
    urls = {count.word: url for count, url in answer.context["list"].counts}
    assert titles(as_clerk.get(LIST + urls["逾期超过一周"])) == {"逾期任务"}


def test_the_past_shows_the_lights_of_then(as_clerk, late_and_new):
    task, _new = late_and_new
    recorded = task.events.get(seq=1).recorded_at
    before = timezone.localtime(recorded + timedelta(microseconds=1)).isoformat()
    answer = as_clerk.get(LIST, {"as_of": before})
    assert foot(answer) == {"逾期超过一周": 1}  # the other one had not come in
    assert foot(as_clerk.get(LIST)) == {"逾期超过一周": 1, "尚未开始": 1}


def test_the_list_asks_as_often_for_three_rows_as_for_one(as_clerk, make_task):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            make_task()
        with CaptureQueriesContext(connection) as queries:
            as_clerk.get(LIST, {"light": "clock:overdue"})
        with CaptureQueriesContext(connection) as plain:
            as_clerk.get(LIST)
        counts.append((len(queries), len(plain)))
    assert counts[0] == counts[1]
