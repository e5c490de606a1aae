"""Whatever people do after a bulletin was issued, chosen by chance: one method an act."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from reporting.bulletins.cities import City
from taizhang.accounts.models import Person
from taizhang.indicators.domain.errors import IndicatorError
from taizhang.indicators.domain.goals import GoalInput, end_goal, set_goal
from taizhang.indicators.domain.linking import link_target, unlink_target
from taizhang.indicators.domain.observing import record_observations
from taizhang.indicators.domain.pace.entering import record_pace_rule
from taizhang.indicators.domain.pace.planning import file_plan
from taizhang.indicators.domain.pace.rules import PaceRule
from taizhang.indicators.domain.types import FigureInput, LinkInput
from taizhang.indicators.domain.warnings import close_warning, evaluate_warnings
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import EarlyWarning, Series, SeriesGoal
from taizhang.ledger.domain.chain import NewEvent, append_events
from taizhang.ledger.domain.closing import accept_closure, reopen_task, request_closure
from taizhang.ledger.domain.correcting import Correction, correct_task
from taizhang.ledger.domain.errors import LedgerError
from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.domain.reports import ReportInput
from taizhang.ledger.models import Task
from taizhang.organisations.domain.units import rename_unit

NOON = datetime(2024, 6, 30, 4, 0, tzinfo=UTC)
END = date(2024, 12, 31)
ACTS = (
    "report",
    "observe",
    "retarget",
    "link",
    "unlink",
    "hold",
    "release",
    "plan",
    "close",
    "reopen",
    "warn",
    "change_rule",
    "rename",
)


@dataclass
class Later:
    """Acts of chance on tasks and series that are there; what was refused is not counted."""

    chance: Random
    city: City
    tasks: list[Task]
    series: list[Series]
    officer: Person

    def __post_init__(self) -> None:
        self.done: Counter[str] = Counter()

    def step(self) -> None:
        name = self.chance.choice(ACTS)
        try:
            self.done[name] += getattr(self, name)()
        except (LedgerError, IndicatorError):
            return

    def moment(self) -> datetime:
        """Now, or a day before the bulletin's that somebody remembers only now."""
        return self.chance.choice(
            [timezone.now(), NOON - timedelta(days=self.chance.randint(0, 9))]
        )

    def day(self) -> date:
        return NOON.date() - timedelta(days=self.chance.randint(0, 120))

    def task(self) -> Task:
        return self.chance.choice(self.tasks)

    def number(self, top: int = 300) -> Decimal:
        return Decimal(self.chance.randint(-20, top * 4)) / 4

    def report(self) -> int:
        """Ninety reports with figures at once, as a busy week brings them."""
        unit = self.city.science
        said = {"unit": unit.pk, "name": unit.name, "text": "报", "percent": None, "files": []}
        events: list[NewEvent] = []
        underway = self.underway()
        for task in self.chance.choices(underway, k=90) if underway else ():
            figure = {"key": 1, "indicator": "甲", "unit": "家", "value": str(self.number())}
            told = {**said, "figures": [{**figure, "observed_on": self.day().isoformat()}]}
            events.append(NewEvent(task.pk, "reported", told))
        append_events(events, actor=self.city.people["liaison"], occurred_at=timezone.now())
        return len(events)

    def underway(self) -> list[Task]:
        found = load_snapshots([task.pk for task in self.tasks])
        return [task for task in self.tasks if found[task.pk].state == "underway"]

    def observe(self) -> int:
        """Revisions of what was counted, and figures that were missing."""
        days = self.chance.sample([date(2024, month, 28) for month in range(1, 7)], k=3)
        days = [NOON.date() if day.month == 6 else _end(day) for day in days]
        series = self.chance.choice(self.series)
        rows = [FigureInput(series.pk, day, self.number()) for day in days]
        source = self.chance.choice([Source.OFFICE, Source.OFFICE, Source.PROGRAMME])
        record_observations(
            rows, source=source, way=Way.PAGE, actor=self.officer, as_of=timezone.now()
        )
        return len(rows)

    def retarget(self) -> int:
        task = self.task()
        goals = load_snapshots([task.pk])[task.pk].targets
        changed = tuple(replace(goal, value=abs(self.number()) + 1) for goal in goals)
        self.correct(task, targets=changed)
        return 1

    def correct(self, task: Task, **what: Any) -> None:
        how = {"reason": "调整", "actor": self.city.people["clerk"], "as_of": self.moment()}
        correct_task(task, Correction(**what), **how)

    def link(self) -> int:
        wanted = LinkInput(1, self.chance.choice(self.series).pk, baseline=Decimal(-5))
        link_target(self.task(), wanted, actor=self.officer, as_of=self.moment())
        return 1

    def unlink(self) -> int:
        unlink_target(self.task(), 1, actor=self.officer, as_of=self.moment())
        return 1

    def goal(self) -> SeriesGoal | None:
        goals = SeriesGoal.objects.filter(task=None).order_by("pk")
        return self.chance.choice([*goals, None])

    def hold(self) -> int:
        goal = self.goal()
        series = goal.series if goal else self.chance.choice(self.series)
        said = GoalInput(">=", abs(self.number()) + 1, deadline=END, reference="调整计划")
        set_goal(series, said, goal=goal, actor=self.officer, as_of=self.moment())
        return 1

    def release(self) -> int:
        goal = self.goal()
        if goal is None:
            return 0
        end_goal(goal, actor=self.officer, as_of=self.moment())
        return 1

    def plan(self) -> int:
        goal = self.chance.choice(SeriesGoal.objects.order_by("pk"))
        nodes = {date(2024, 3, 31): Decimal(1), END: Decimal(self.chance.randint(2, 300))}
        file_plan(goal, nodes, actor=self.officer, as_of=timezone.now())
        return 1

    def close(self) -> int:
        task, moment = self.task(), self.moment()
        request_closure(task, ReportInput("完成"), actor=self.city.people["liaison"], as_of=moment)
        accept_closure(task, grade="good", actor=self.city.people["clerk"], as_of=moment)
        return 2

    def reopen(self) -> int:
        reopen_task(
            self.task(), reason="反弹", actor=self.city.people["clerk"], as_of=self.moment()
        )
        return 1

    def warn(self) -> int:
        """Rules are put to the series anew; what has recovered is closed."""
        found = evaluate_warnings(as_of=self.moment())
        for each in EarlyWarning.objects.filter(closed_at=None).order_by("pk"):
            if each.has_recovered:
                seen = each.acts.order_by("pk").last().pk
                how = {"seen": seen, "actor": self.officer, "as_of": timezone.now()}
                close_warning(each.pk, text="恢复", **how)
        return found.raised + found.changed

    def change_rule(self) -> int:
        methods = ("season", "plan", "line") if self.chance.random() < 0.5 else ("line",)
        tolerance = Decimal(self.chance.randint(1, 60))
        stale = self.chance.randint(1, 90)
        rule = PaceRule(date(2024, 1, 1), tolerance, stale, "新口径", methods)
        record_pace_rule(rule, actor=self.officer, as_of=timezone.now())
        return 1

    def rename(self) -> int:
        name = f"市科学技术局{self.chance.randint(1, 9)}"
        rename_unit(self.city.science, name, actor=None, as_of=self.moment())
        return 1


def _end(day: date) -> date:
    """The last day of its month."""
    return (day + timedelta(days=4)).replace(day=1) - timedelta(days=1)
