"""Lights: the regime in force on the day decides, in SQL as in Python."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from random_states import MOMENTS, make_rows, some_state

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.indicators.domain.queries.statements import Scope
from taizhang.supervision.domain.queries.facts import facts_of
from taizhang.supervision.domain.queries.lights import (
    count_lights,
    lights_of,
    lights_sql,
    outcome_of,
    regime_at,
)
from taizhang.supervision.domain.rules.practice import record_practice
from taizhang.supervision.regimes import NoOutcomeError, evaluate, shipped_regimes

pytestmark = pytest.mark.django_db
EARLY = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def tasks():
    """Two hundred tasks in states of every kind that can be reached."""
    chance = random.Random(17110)
    states = (some_state(chance) for _ in range(2000))
    reachable = [one for one in states if one.started_at or not (one.stops or one.request)]
    kept = [one for one in reachable if one.started_at or not (one.closed_at or one.is_stopped)]
    return list(make_rows(dict(enumerate(kept[:200], 1))).values())


def in_sql(regime, moment):
    statement = lights_sql(regime, Scope(), moment=moment)
    return {task: rule for task, rule, *_ in statement.rows()}


def test_every_shipped_regime_decides_in_sql_as_in_python(tasks):
    colours = set()
    for moment in MOMENTS[::4]:
        facts = facts_of(tasks, moment=moment)
        for shipped in shipped_regimes():
            found = in_sql(shipped.regime, moment)
            for task in tasks:
                light = outcome_of(shipped.regime, found[task])
                colours.add(light.colour)
                assert light == evaluate(shipped.regime, facts[task]), (shipped.key, facts[task])
    assert {"red", "yellow", "green", "blue", "grey"} <= colours


def test_counts_by_light_are_those_of_the_single_tasks(tasks):
    moment = MOMENTS[7]
    single = Counter(lights_of(None, moment=moment).values())
    assert count_lights(None, moment=moment) == single
    assert single.total() == len(tasks)


def test_the_regime_of_the_day_decides(tasks):
    head = Person.objects.create_user("chenjing", name="陈静", roles=[Role.HEAD])
    chosen = {"mechanism": "13710", "kind": "long", "actor": head, "as_of": EARLY}
    record_practice(valid_from=date(2026, 6, 9), regime="suqian-2025", **chosen)
    tenth = datetime(2026, 6, 8, 16, 0, tzinfo=UTC)  # the end of 8 June
    assert regime_at(tenth, None).key == "default"
    assert regime_at(tenth + timedelta(seconds=1), None).key == "suqian-2025"
    assert regime_at(tenth + timedelta(days=1), EARLY - timedelta(days=1)).key == "default"


def test_facts_without_an_outcome_are_an_error(tasks):
    regime = regime_at(MOMENTS[0], None)
    with pytest.raises(NoOutcomeError):
        outcome_of(regime, None)
