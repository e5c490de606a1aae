"""The database reckons pace as Python does."""

import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from taizhang.indicators.domain.pace import (
    DueShare,
    Goal,
    MethodWord,
    Observation,
    line_share,
    pace_of,
)
from taizhang.indicators.domain.pace.rules import shipped_rules
from taizhang.indicators.domain.queries.pace import pace_sql
from taizhang.indicators.domain.queries.statements import Statement
from taizhang.indicators.enums import WORST_FIRST

AS_OF = date(2026, 6, 30)
RULE = shipped_rules()[0]
OPS = [">=", "<=", "=", "~", "range", ">", "<"]
COLUMNS = {
    "id": "bigint",
    "op": "text",
    "value": "numeric",
    "value_max": "numeric",
    "within": "boolean",
    "baseline": "numeric",
    "deadline": "date",
    "days": "int",
    "due_num": "numeric",
    "due_den": "numeric",
    "observed": "numeric",
    "observed_on": "date",
    "fresh_since": "date",
}


def some_goal(chance):
    value = Decimal(chance.choice([0, 1, 3, 20, 100, "99.5", 140]))
    baseline = Decimal(chance.choice([0, 0, 0, 50, value, 200]))
    deadline = AS_OF + timedelta(days=chance.choice([-400, -1, 0, 1, 30, 184, 400]))
    starts = chance.choice([None, None, AS_OF - timedelta(days=chance.choice([-500, 9, 20, 200]))])
    highest = chance.choice([None, value, value + 10])
    ends = chance.choice([deadline, deadline, None])
    return Goal(chance.choice(OPS), value, ends, baseline, starts, highest, chance.random() < 0.2)


def some_due(chance, goal):
    """What the line demands, or any other method."""
    line = line_share(goal, AS_OF)
    if goal.days is None or chance.random() < 0.5:
        return line
    share = Fraction(chance.randrange(-50, 400), chance.randrange(1, 300))
    return DueShare(MethodWord.PLAN, chance.choice([share, None]))


def some_observation(chance, goal):
    if chance.random() < 0.1:
        return None
    value = chance.choice([goal.value, goal.baseline, Decimal(chance.randrange(0, 2000)) / 10])
    return Observation(value, AS_OF - timedelta(days=chance.choice([0, 1, 44, 45, 46, 300])))


def reckoned(rows):
    """Task to pace and lag, by the database."""
    columns = ", ".join(f"{name}::{kind}" for name, kind in COLUMNS.items())
    marks = ", ".join(["(" + ", ".join(["%s"] * len(COLUMNS)) + ")"] * len(rows))
    numbers = Statement(
        f"WITH numbers AS (SELECT {columns} FROM (VALUES {marks}) AS v ({', '.join(COLUMNS)}))",
        tuple(part for row in rows for part in row),
    )
    found = numbers + pace_sql(Statement("SELECT * FROM numbers"), as_of=AS_OF, rule=RULE)
    return {task: (pace, lag) for task, pace, lag in found.rows()}


def row_of(task, goal, seen, due):
    share = due.share
    wanted = (goal.op, goal.value, goal.value_max, goal.within, goal.baseline, goal.deadline)
    demanded = (None, None) if share is None else (share.numerator, share.denominator)
    observed = (seen and seen.value, seen and seen.on, AS_OF - timedelta(days=RULE.stale_days))
    return (task, *wanted, goal.days, *demanded, *observed)


def some_numbers(chance, size):
    goals = [some_goal(chance) for _ in range(size)]
    return [(goal, some_observation(chance, goal), some_due(chance, goal)) for goal in goals]


def in_python(goal, seen, due):
    rule = {"tolerance_pct": RULE.tolerance_pct, "stale_days": RULE.stale_days}
    return pace_of(goal, seen, AS_OF, due=due, **rule)


@pytest.mark.django_db
def test_sql_and_python_agree_on_random_numbers():
    numbers = some_numbers(random.Random(20260630), 3000)
    found = reckoned([row_of(n, *number) for n, number in enumerate(numbers)])
    said = [in_python(*number) for number in numbers]
    assert {one.pace for one in said} == set(WORST_FIRST)
    for n, one in enumerate(said):
        assert found[n] == (one.pace, one.lag_pct), numbers[n]


@pytest.mark.django_db
def test_a_task_is_as_its_worst_number_and_lags_as_the_one_that_lags_most():
    chance = random.Random(7)
    tasks = [some_numbers(chance, size) for size in range(1, 5) for _ in range(200)]
    found = reckoned([row_of(n, *number) for n, numbers in enumerate(tasks) for number in numbers])
    for n, numbers in enumerate(tasks):
        said = [in_python(*number) for number in numbers]
        worst = min((one.pace for one in said), key=WORST_FIRST.index)
        assert found[n] == (worst, max(one.lag_pct for one in said)), numbers
