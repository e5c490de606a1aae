"""The database reckons pace as Python does."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest

from taizhang.indicators.domain.pace import Goal, Observation, pace_of
from taizhang.indicators.domain.pace.rules import shipped_rules
from taizhang.indicators.domain.queries.pace import pace_sql
from taizhang.indicators.domain.queries.statements import Statement
from taizhang.indicators.enums import WORST_FIRST

AS_OF = date(2026, 6, 30)
RULE = shipped_rules()[0]
OPS = [">=", "<=", "=", "~", "range", ">", "<"]
COLUMNS = (
    "task_id::bigint, op::text, value::numeric, baseline::numeric, starts::date, deadline::date,"
    " observed::numeric, observed_on::date"
)


def some_goal(chance):
    value = Decimal(chance.choice([0, 1, 3, 20, 100, "99.5", 140]))
    baseline = Decimal(chance.choice([0, 0, 0, 50, value, 200]))
    deadline = AS_OF + timedelta(days=chance.choice([-400, -1, 0, 1, 30, 184, 400]))
    starts = chance.choice([None, None, AS_OF - timedelta(days=chance.choice([-500, 9, 20, 200]))])
    return Goal(
        chance.choice(OPS), value, chance.choice([deadline, deadline, None]), baseline, starts
    )


def some_observation(chance, goal):
    if chance.random() < 0.1:
        return None
    value = chance.choice([goal.value, goal.baseline, Decimal(chance.randrange(0, 2000)) / 10])
    return Observation(value, AS_OF - timedelta(days=chance.choice([0, 1, 44, 45, 46, 300])))


def reckoned(rows):
    """Task to pace and lag, by the database."""
    marks = ", ".join(["(%s, %s, %s, %s, %s, %s, %s, %s)"] * len(rows))
    goals = Statement("SELECT * FROM numbers")
    pace = pace_sql(goals, as_of=AS_OF, rule=RULE)
    numbers = Statement(
        f"WITH numbers AS (SELECT {COLUMNS} FROM (VALUES {marks})"
        " AS v (task_id, op, value, baseline, starts, deadline, observed, observed_on))",
        tuple(part for row in rows for part in row),
    )
    found = numbers + pace
    return {task: (pace, lag) for task, pace, lag in found.rows()}


def row_of(task, goal, seen):
    values = (goal.op, goal.value, goal.baseline, goal.starts, goal.deadline)
    return (task, *values, seen and seen.value, seen and seen.on)


def in_python(goal, seen):
    rule = {"tolerance_pct": RULE.tolerance_pct, "stale_days": RULE.stale_days}
    return pace_of(goal, seen, AS_OF, **rule)


@pytest.mark.django_db
def test_sql_and_python_agree_on_random_numbers():
    chance = random.Random(20260630)
    goals = [some_goal(chance) for _ in range(3000)]
    seen = [some_observation(chance, goal) for goal in goals]
    found = reckoned([row_of(n, *pair) for n, pair in enumerate(zip(goals, seen, strict=True))])
    said = [in_python(*pair) for pair in zip(goals, seen, strict=True)]
    assert {one.pace for one in said} == set(WORST_FIRST)
    for n, one in enumerate(said):
        assert found[n] == (one.pace, one.lag_pct), (goals[n], seen[n])


@pytest.mark.django_db
def test_a_task_is_as_its_worst_number_and_lags_as_the_one_that_lags_most():
    chance = random.Random(7)
    tasks = [
        [(goal := some_goal(chance), some_observation(chance, goal)) for _ in range(size)]
        for size in range(1, 5)
        for _ in range(200)
    ]
    found = reckoned([row_of(n, *pair) for n, pairs in enumerate(tasks) for pair in pairs])
    for n, pairs in enumerate(tasks):
        said = [in_python(*pair) for pair in pairs]
        worst = min((one.pace for one in said), key=WORST_FIRST.index)
        assert found[n] == (worst, max(one.lag_pct for one in said)), pairs
