"""Random histories: nothing is said twice without a change, and nothing that holds is kept back."""

import random
from datetime import date, timedelta

import pytest
from django.db import transaction

from indicators.warnings.conftest import evaluate, noon, open_warnings
from taizhang.indicators.domain.queries.counting import counting_values
from taizhang.indicators.domain.warnings import (
    acknowledge_warning,
    close_warning,
    handle_warning,
)
from taizhang.indicators.domain.warnings.acts import last_act_of
from taizhang.indicators.models import EarlyWarning, WarningAct

pytestmark = pytest.mark.django_db
ENDS = [date(2024, month, 1) - timedelta(days=1) for month in range(1, 13)]


class History:
    """One series with one goal and a rule on each, under random figures, nights and people."""

    def __init__(self, seed, series, goal, observe, owner, officer):
        self.dice = random.Random(seed)
        self.series, self.goal, self.observe = series, goal, observe
        self.owner, self.officer = owner, officer
        self.day = date(2024, 5, 5)
        self.said = {}  # the figures and target at which a rule last said something

    def step(self):
        self.dice.choice(
            [self.figure, self.figure, self.wait, self.wait, self.retarget, self.people]
        )()
        self.night()

    def figure(self):
        """A new figure, or an old one revised."""
        ended = [end for end in ENDS if end < self.day]
        end = self.dice.choice(ended[-2:])
        self.observe(self.series, {end.isoformat(): self.dice.choice((5, 9, 15, 30, 60))})

    def wait(self):
        self.day += timedelta(days=self.dice.choice((1, 9, 20)))

    def retarget(self):
        self.goal.versions.update(value=self.dice.choice((100, 120)))

    def people(self):
        """Somebody takes an open warning as far as it goes."""
        for warning in open_warnings()[:1]:
            for act, actor, words in (
                (acknowledge_warning, self.owner, {}),
                (handle_warning, self.owner, {"text": "已办理"}),
                (close_warning, self.officer, {"text": "属实"}),
            ):
                seen = last_act_of(warning.pk)
                act(warning.pk, seen=seen, actor=actor, as_of=noon(str(self.day)), **words)

    def night(self):
        before = set(WarningAct.objects.values_list("pk", flat=True))
        evaluate(str(self.day))
        ground = self.ground()
        for act in WarningAct.objects.exclude(pk__in=before).select_related("warning"):
            place = act.warning.rule_key
            if act.kind in ("raised", "changed"):
                assert self.said.get(place) != ground, f"{place} said twice on {self.day}"
                self.said[place] = ground
            elif act.kind == "recovered":
                self.said.pop(place)  # the same figures may come back
        again = evaluate(str(self.day))
        assert (again.raised, again.changed, again.recovered) == (0, 0, 0)
        self.check_nothing_kept_back()

    def ground(self):
        target = self.goal.versions.get().value
        seen = counting_values([self.series.pk], until=self.day).get(self.series.pk, [])
        return target, tuple((each.day, each.value) for each in seen)

    def check_nothing_kept_back(self):
        seen = counting_values([self.series.pk], until=self.day).get(self.series.pk, [])
        low = bool(seen) and seen[-1].value < 10
        rows = EarlyWarning.objects.filter(rule_key="low").order_by("-pk")
        last = rows.first()
        if low:
            assert last is not None
            figures = [[seen[-1].day.isoformat(), f"{seen[-1].value:f}".rstrip("0").rstrip(".")]]
            assert last.evidence["figures"] == figures
        elif last is not None and last.is_open:
            assert last.has_recovered


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(3))
def test_nothing_is_said_twice_and_nothing_kept_back(
    make_series, observe, aim, only, liaison, officer, science, batch
):
    only('{level: {value: "< 10"}}', key="low")
    only('{level: {lag: ">= 10"}}', key="lag")
    series = make_series(office=science, accumulation="level")
    goal = aim(series, 100)
    for seed in range(8):
        with transaction.atomic():
            history = History(f"{batch}-{seed}", series, goal, observe, liaison, officer)
            for _ in range(9):
                history.step()
            transaction.set_rollback(True)


def test_an_evaluation_asks_no_more_for_more_series(make_series, observe, aim, statements_of):
    counts, all_series = [], []
    for number in (1, 3):
        for _ in range(number):
            series = make_series(expected_from=date(2024, 1, 1))
            observe(series, {"2024-05-31": 20, "2024-06-30": 25})
            aim(series, 100)
            all_series.append(series)
        counts.append([statements_of(lambda: evaluate("2024-07-10"))])  # raised
        for value in (24, 90, 25):  # changed, recovered, back
            for each in all_series:
                observe(each, {"2024-06-30": value})
            counts[-1].append(statements_of(lambda: evaluate("2024-07-11")))
    assert counts[0] == counts[1]
