"""Facts of all tasks by the database: the same as `clock.facts_at` tells of each."""

import random
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from random_states import MOMENTS, make_rows, some_state

from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.supervision.domain.clocks.clock import facts_at
from taizhang.supervision.domain.clocks.projecting import load_states
from taizhang.supervision.domain.queries.facts import facts_of
from taizhang.supervision.enums import Clock, Memory
from taizhang.supervision.models import LightRecord
from taizhang.supervision.regimes import all_facts

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.slow
def test_sql_and_python_agree_on_random_states_at_every_boundary():
    chance = random.Random(13710)
    states = dict(enumerate((some_state(chance) for _ in range(600)), 1))
    tasks = make_rows(states)
    clocks, memories = set(), set()
    for moment in MOMENTS:
        found = facts_of(None, moment=moment)
        for number, state in states.items():
            told = asdict(facts_at(state, moment))
            clocks.add(told["clock"])
            memories.add(told["memory"])
            facts = found[tasks[number]]
            assert {name: facts[name] for name in told} == told, (state, moment)
    assert clocks == set(Clock)
    assert memories == set(Memory)


def test_a_superseded_task_has_no_facts(make_task):
    task = make_task()
    state = load_states([task.pk], None)[task.pk]
    (other,) = make_rows({1: type(state)(state.intake_at, ended_at=state.intake_at)}).values()
    assert facts_of([task.pk, other], moment=MOMENTS[0]).keys() == {task.pk}


@pytest.fixture
def underway(make_task, clerk, liaison, science, noon):
    """A task with the target ≥140 by 30 June 2024, dispatched and signed on 3 June."""
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    sign_for_task(task, actor=liaison, as_of=noon)
    return task


def report(task, liaison, noon, *values, **more):
    figures = tuple(
        FigureInput(1, Decimal(value), observed_on=noon.date() - k * DAY)
        for k, value in enumerate(values)
    )
    report_progress(task, ReportInput("进展", figures=figures, **more), actor=liaison, as_of=noon)


def pace(task, moment, known_at=None):
    facts = facts_of([task.pk], moment=moment, known_at=known_at)[task.pk]
    return facts["pace"], facts["lag_pct"]


def test_a_target_takes_its_pace_from_the_figure_of_the_latest_day(underway, liaison, noon):
    assert pace(underway, noon) == ("unknown", 0)
    report(underway, liaison, noon, "70", "80")  # the 70 is of the later day
    assert pace(underway, noon) == ("behind", Decimal("35.1648"))  # 155/182 of the time, half done
    report(underway, liaison, noon + DAY, "138")
    assert pace(underway, noon + DAY)[0] == "ahead"
    report(underway, liaison, noon + DAY, "140")  # of one day the later counts
    assert pace(underway, noon + DAY) == ("done", 0)


def test_pace_at_a_past_moment_knows_only_what_was_recorded_then(underway, liaison, noon):
    report(underway, liaison, noon, "70")
    before = underway_recorded(underway)
    report(underway, liaison, noon, "140")
    assert pace(underway, noon)[0] == "done"
    assert pace(underway, noon, before)[0] == "behind"


def underway_recorded(task):
    return task.events.order_by("-seq").values_list("recorded_at", flat=True)[0]


def test_a_task_without_targets_takes_its_pace_from_the_reported_percent(
    make_task, clerk, liaison, noon
):
    task = make_task(targets=())
    dispatch_tasks([task], actor=clerk, as_of=noon)
    sign_for_task(task, actor=liaison, as_of=noon)
    deadline = load_states([task.pk], None)[task.pk].deadline
    assert pace(task, noon) == ("unknown", 0)
    report(task, liaison, noon, percent=1)
    assert pace(task, noon)[0] == "on_pace"
    assert pace(task, deadline)[0] == "behind"
    report(task, liaison, noon, percent=100)
    assert pace(task, deadline) == ("done", 0)


def test_reds_in_a_row_are_those_of_the_last_review_day_that_is_over(underway, noon):
    for day, reds in ((date(2024, 4, 30), 2), (date(2024, 5, 31), 3), (date(2024, 5, 20), None)):
        LightRecord.objects.create(
            task=underway, day=day, colour="red", label="红", points=0, reds=reds, recorded_at=noon
        )
    found = [
        facts_of([underway.pk], moment=at)[underway.pk]["reds_in_a_row"]
        for at in (noon, noon - 2 * DAY, noon - 4 * DAY, noon - 60 * DAY)
    ]
    assert found == [3, 3, 2, 0]
    earlier = facts_of([underway.pk], moment=noon, known_at=noon - DAY)
    assert earlier == {}  # nothing of the task was recorded then


def test_facts_take_two_queries_however_many_tasks(make_task, noon):
    ids = [make_task().pk]
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            found = facts_of(ids, moment=noon)
        counts.append(len(queries))
        assert found.keys() == set(ids)
        assert all(facts.keys() == all_facts().keys() for facts in found.values())
        ids += [make_task().pk, make_task().pk]
    assert counts == [2, 2]  # the rule of pace, the facts
