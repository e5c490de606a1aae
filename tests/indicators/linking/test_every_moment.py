"""Whatever happens to a task, its goals at every moment are what its chain told by then."""

from collections.abc import Callable
from decimal import Decimal
from random import Random

import pytest

from indicators.linking.conftest import DAY, NOON
from taizhang.accounts.models import Person
from taizhang.indicators.domain.linking.projecting import PROJECTION, load_links
from taizhang.indicators.domain.queries.counting import all_values, counting_values
from taizhang.indicators.models import GoalVersion, Series, SeriesGoal
from taizhang.ledger.domain.correcting import NEW_TARGET, Correction, correct_task
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.fold import walk
from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.domain.rebuilding import rebuild_projection
from taizhang.ledger.domain.replay import act_of
from taizhang.ledger.domain.snapshot import Goal
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Event, Task

Do = Callable[..., object]
_ACTS = 14


class Walk:
    """A task to which chance does things."""

    def __init__(self, seed: int, task: Task, series: list[Series], acts: dict[str, Do]) -> None:
        self.chance, self.task, self.series, self.acts = Random(seed), task, series, acts
        self.done = 0

    def step(self) -> None:
        goals = load_snapshots([self.task.pk])[self.task.pk].targets
        key = self.chance.choice([goal.key for goal in goals] or [1])
        name = self.chance.choice(["link", "link", "unlink", "report", "report", "retarget"])
        try:
            getattr(self, name)(key, goals)
            self.done += 1
        except ActInputError:
            pass  # nothing to untie, nothing changed, no such target: refused, and nothing happened

    def link(self, key: int, goals: tuple[Goal, ...]) -> None:
        baseline = self.chance.choice([None, Decimal(5)])
        self.acts["link"](self.task, self.chance.choice(self.series), key, baseline=baseline)

    def unlink(self, key: int, goals: tuple[Goal, ...]) -> None:
        self.acts["unlink"](self.task, key)

    def report(self, key: int, goals: tuple[Goal, ...]) -> None:
        value = self.chance.randint(1, 99)
        self.acts["report"](self.task, self.acts["liaison"], value, key=key)

    def retarget(self, key: int, goals: tuple[Goal, ...]) -> None:
        kept = tuple(goal for goal in goals if goal.key != key or self.chance.random() < 0.5)
        value = Decimal(self.chance.randint(100, 200))
        new = Goal(NEW_TARGET, f"第{value}个数", ">=", value, unit="家")
        changed = kept + ((new,) if not kept or self.chance.random() < 0.6 else ())
        how = {"reason": "调整", "actor": self.acts["clerk"], "as_of": NOON}
        correct_task(self.task, Correction(targets=changed), **how)


def told_by_the_chain(task: Task) -> list[tuple[object, object]]:
    """(recorded moment, links) after each event."""
    events = list(Event.objects.filter(task=task).order_by("seq"))
    steps = walk(map(act_of, events), [PROJECTION])
    return [
        (event.recorded_at, states[PROJECTION.name])
        for event, (_, states) in zip(events, steps, strict=True)
    ]


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_goals_are_what_the_chain_told_at_every_moment(
    seed: int,
    underway: Callable[..., Task],
    make_series: Callable[..., Series],
    link: Do,
    unlink: Do,
    report: Do,
    liaison: Person,
    clerk: Person,
) -> None:
    task, series = underway(), [make_series("高新技术企业"), make_series("有效企业")]
    acts = {"link": link, "unlink": unlink, "report": report, "liaison": liaison, "clerk": clerk}
    history = Walk(seed, task, series, acts)
    for _ in range(_ACTS):
        history.step()
    assert history.done >= _ACTS // 2
    told = told_by_the_chain(task)
    assert any(links for _, links in told)
    assert [load_links([task.pk], moment)[task.pk] for moment, _ in told] == [
        links for _, links in told
    ]
    assert verify().holds
    rows = list(
        GoalVersion.objects.order_by("since", "goal__target_key").values_list(
            "since", "until", "value"
        )
    )
    GoalVersion.objects.all().delete()
    SeriesGoal.objects.all().delete()
    rebuild_projection(PROJECTION)
    again = GoalVersion.objects.order_by("since", "goal__target_key")
    assert list(again.values_list("since", "until", "value")) == rows
    assert verify().holds


def test_figures_of_units_are_known_as_they_were(
    underway: Callable[..., Task],
    make_series: Callable[..., Series],
    link: Do,
    report: Do,
    liaison: Person,
) -> None:
    task, series = underway(), make_series("高新技术企业")
    link(task, series)
    for number, value in enumerate((40, 45, 43)):
        report(task, liaison, value, as_of=NOON + number * DAY)
    values = list(all_values(series.pk).order_by("pk"))
    until = values[0].day
    for each in values:
        known = counting_values([series.pk], until=until, known_at=each.recorded_at)
        assert known[series.pk][0].value == each.value
