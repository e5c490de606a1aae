"""The database judges stored goals as the explanation in Python does, whatever they rest on."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from indicators.pace.given import (
    EARLY,
    JUNE_END,
    change_goal,
    give_figures,
    give_goal,
    give_plan,
    local,
)
from taizhang.indicators.domain.measures import convert, same_measure
from taizhang.indicators.domain.pace import half_up
from taizhang.indicators.domain.pace.explaining import explain_facts, load_facts
from taizhang.indicators.domain.pace.rules import PaceRule, pace_rule_on
from taizhang.indicators.domain.periods import period_ends
from taizhang.indicators.domain.queries.measured import GoalScope
from taizhang.indicators.domain.queries.pace import goal_pace_sql
from taizhang.indicators.enums import Accumulation, Frequency, Method, Source

pytestmark = pytest.mark.django_db
COLUMNS = (
    "goal_id, pace, method, value, observed_on, share_pct, due_pct, needed, gap, run_rate,"
    " lag_pct, reason"
)
MIDDLE = local("2026-05-10T12:00")
WAYS = (("line",), ("season", "plan", "line"), ("plan", "season"))
ASKED = (  # the day, what was known, the methods of the rule
    (JUNE_END, None, WAYS[0]),
    (JUNE_END, local("2026-07-01"), WAYS[1]),
    (JUNE_END, local("2026-02-01"), WAYS[2]),
    (date(2026, 1, 1), None, WAYS[2]),
    (date(2028, 2, 29), None, WAYS[1]),
)
OPS = [">=", ">=", ">=", "<=", "=", "range", ">", "<"]


def in_sql(scope=None, *, as_of=JUNE_END, rule=None, known_at=None):
    rule = rule or pace_rule_on(as_of)
    found = goal_pace_sql(scope or GoalScope(), as_of=as_of, rule=rule, known_at=known_at)
    head = type(found)(f"SELECT {COLUMNS} FROM (")
    return {row[0]: row[1:] for row in (head + found + ") f").rows()}


def in_python(goal, *, as_of, rule, known_at=None):
    explained = explain_facts(load_facts(goal, as_of=as_of, known_at=known_at), rule, as_of)
    found, seen = explained.judged, explained.counted.seen

    def rounded(exact, places):
        return None if exact is None else half_up(exact, places)

    return (
        found.pace,
        found.method,
        seen.value if seen else None,
        seen.on if seen else None,
        rounded(None if found.share is None else found.share * 100, 4),
        rounded(None if found.due is None else found.due * 100, 4),
        rounded(found.needed, 6),
        rounded(found.gap, 6),
        rounded(found.run_rate, 6),
        found.lag_pct,
        found.reason,
    )


def some_series(chance, make_series, number):
    """A series with the figures of three years: some missing, some revised."""
    accumulation = chance.choice(Accumulation.values)
    frequency = chance.choice([*Frequency.values, Frequency.MONTH, Frequency.MONTH])
    series = make_series(
        code=f"R{number}",
        release_days=chance.choice([15, 15, 0, 3, 40, 366]),
        unit=chance.choice(["家", "%", "亿元", "万元"]),
        accumulation=accumulation,
        frequency=frequency,
        direction=chance.choice(["more", "less", "within"]),
    )
    until = chance.choice([*[JUNE_END] * 3, date(2026, 5, 20), date(2026, 2, 1), date(2028, 2, 20)])
    first = chance.choice([date(2025, 1, 1)] * 3 + [date(2024, 1, 1), date(2026, 1, 1)])
    ends = period_ends(frequency, first, until)
    gaps = chance.choice([0, 0, 0, 0.02, 0.2])
    given, total = {}, Decimal(0)
    low = chance.choice([0, 0, 0, -20])
    for day in ends:
        step = Decimal(chance.randrange(low * 100, 2000)) / 100
        begins_anew = accumulation == "cumulative" and day.year != getattr(given, "year", None)
        total = step if begins_anew and day.month == 1 else total + step
        if chance.random() >= gaps:
            given[day] = step if accumulation == "per_period" else total
    give_figures(series, given, source=chance.choice(Source.values))
    revised = {day: value + 1 for day, value in given.items() if chance.random() < 0.1}
    give_figures(series, revised, at=MIDDLE, source=chance.choice(Source.values))
    return series


def some_goal(chance, series, officer):
    value = Decimal(chance.choice([0, 2, 50, 100, 250, "99.5", -10]))
    counted = series.indicator.versions.get().unit
    unit = chance.choice(["", "", counted, "元", "元", "万元", "％", "个百分点"])
    factor = convert(Decimal(1), counted, unit) if unit and same_measure(unit, counted) else 1
    deadline = chance.choice([date(2026, 12, 31), JUNE_END, date(2027, 12, 31), date(2025, 12, 31)])
    starts = chance.choice([None, None, date(2026, 3, 1), date(2025, 1, 1), date(2024, 7, 1)])
    goal = give_goal(
        series,
        value * factor,
        op=chance.choice(OPS),
        value_max=chance.choice([None, (value + 30) * factor]),
        unit=unit,
        baseline=chance.choice([None, None, Decimal(60), Decimal(-5), value]),
        starts=starts,
        deadline=chance.choice([deadline] * 9 + [None]),
        method=chance.choice(["", Method.SEASON, *Method.values]),
    )
    if chance.random() < 0.4:
        days = [JUNE_END + timedelta(days=30 * n) for n in range(-7, 7)]
        nodes = {day: chance.randrange(-20, 300) for day in chance.sample(days, 3)}
        give_plan(goal, nodes, by=officer, at=chance.choice([EARLY, MIDDLE]))
    if chance.random() < 0.3:
        change_goal(goal, at=MIDDLE, value=(value + 10) * factor, method="")
    return goal


@pytest.fixture
def many(make_series, officer):
    chance = random.Random(20260701)
    series = [some_series(chance, make_series, number) for number in range(24)]
    return [some_goal(chance, one, officer).pk for one in series for _ in range(4)]


def test_sql_and_python_agree_on_every_column_of_random_goals(many):
    paces, reasons, methods, chance = set(), set(), set(), random.Random(3)
    for as_of, known_at, order in ASKED:
        graces = {each: chance.choice([0, 0, 1, 20, 90]) for each in Frequency.values}
        rule = PaceRule(as_of, Decimal("7.5"), 45, "云政办〔2026〕3号", order, graces)
        found = in_sql(as_of=as_of, rule=rule, known_at=known_at)
        assert found.keys() == set(many)
        for goal in many:
            said = in_python(goal, as_of=as_of, rule=rule, known_at=known_at)
            assert found[goal] == said, (goal, as_of, known_at)
            paces.add(said[0])
            methods.add(said[1])
            reasons.add(said[-1].split(":")[0])
    assert len(paces) == 5
    assert len(methods) == 3
    assert len(reasons) > 10


AMOUNTS = {"亿元": 1, "万元": 10**4, "元": 10**8, "百万元": 100}


def test_a_goal_in_yuan_has_the_same_pace_whatever_its_series_is_kept_in(make_series, officer):
    goals = {}
    for unit, one in AMOUNTS.items():
        series = make_series(unit=unit)
        last_year = {date(2025, 6, 30): 7 * one, date(2025, 12, 31): 18 * one}
        give_figures(series, {**last_year, JUNE_END: Decimal("8.12345678") * one})
        for number, method in enumerate(Method.values):
            goal = give_goal(series, 2_050_000_000, unit="元", baseline=one, method=method, op=">=")
            give_plan(goal, {JUNE_END: 9 * one}, by=officer)
            goals[goal.pk] = (number, one)
    found, rule = in_sql(), pace_rule_on(JUNE_END)
    said = {number: set() for number in range(len(Method.values))}
    for goal, (number, one) in goals.items():
        row = found[goal]
        assert row == in_python(goal, as_of=JUNE_END, rule=rule)
        pace, method, value, _day, share, due, *_figures, lag, reason = row
        said[number].add((pace, method, value / one, share, due, lag, reason))
    assert [len(each) for each in said.values()] == [1, 1, 1]
    assert {row[2] / goals[goal][1] for goal, row in found.items()} == {Decimal("8.12345678")}


LAST_YEARS = {
    "no_last_year": {},
    "last_year_incomplete": {date(2025, 11, 30): 90},
    "last_year_zero": {date(2025, 6, 30): 40, date(2025, 12, 31): 0},
    "last_year_turns": {date(2025, 6, 30): -1, date(2025, 12, 31): 100},
    "": {date(2025, 5, 31): -30, date(2025, 7, 31): -50, date(2025, 12, 31): -100},
}


@pytest.mark.parametrize("accumulation", ["cumulative", "per_period"])
def test_last_years_curves_are_read_alike(make_series, accumulation):
    rule, goals = pace_rule_on(JUNE_END), {}
    for reason, figures in LAST_YEARS.items():
        series = make_series(accumulation=accumulation, frequency="half_year")
        give_figures(series, {**figures, JUNE_END: 30})
        goals[give_goal(series, 100, method="season").pk] = reason
    found = in_sql()
    for goal, reason in goals.items():
        assert found[goal] == in_python(goal, as_of=JUNE_END, rule=rule)
        assert found[goal][-1] == reason or accumulation == "per_period"
    assert len({row[0] for row in found.values()}) > 1


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 4, 1), date(2026, 12, 31)])
def test_plans_are_read_alike_on_every_stretch(make_series, officer, day):
    series = make_series(accumulation="level")
    give_figures(series, {day: 33})
    goals = []
    for op, nodes in ((">=", {JUNE_END: 40}), ("<=", {date(2026, 12, 31): 9, JUNE_END: 70})):
        goals.append(
            give_goal(series, 100 if op == ">=" else 10, op=op, baseline=90, method="plan")
        )
        give_plan(goals[-1], {date(2026, 3, 31): -7, **nodes}, by=officer)
    found, rule = in_sql(as_of=day), pace_rule_on(day)
    for goal in goals:
        assert found[goal.pk] == in_python(goal.pk, as_of=day, rule=rule)
        assert found[goal.pk][6] is not None


def test_only_the_goals_of_the_scope_are_judged(make_series):
    first, second = make_series(), make_series()
    goals = [give_goal(series).pk for series in (first, first, second)]
    assert in_sql(GoalScope(series=[first.pk])).keys() == set(goals[:2])
    assert in_sql(GoalScope(goals=[goals[2]])).keys() == {goals[2]}
    assert in_sql(GoalScope(series=[])) == {}


def test_a_goal_that_holds_no_longer_is_not_judged(make_series):
    goal = give_goal(make_series())
    goal.versions.update(until=MIDDLE)
    assert in_sql() == {}
    assert in_sql(known_at=MIDDLE - timedelta(days=1)).keys() == {goal.pk}
    assert in_sql(known_at=timezone.now()) == {}


def test_figures_beyond_any_float_are_judged_exactly(make_series):
    series = make_series()
    give_figures(series, {JUNE_END: "9999999999999999999999.999999"})
    goal = give_goal(series, Decimal("9999999999999999999999.000001"), op="<=", baseline=Decimal(1))
    said = in_python(goal.pk, as_of=JUNE_END, rule=pace_rule_on(JUNE_END))
    assert in_sql()[goal.pk] == said
