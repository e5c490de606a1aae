"""A small city in June 2024 whose numbers can be counted by hand."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.snapshot import Answer, Goal
from taizhang.ledger.models import Task
from taizhang.organisations.models import Region, Unit
from taizhang.reporting.domain.periods import read_period

HALF = read_period("2024-H1")
END = date(2024, 12, 31)


@dataclass
class City:
    """Units, people, and small ways to give and report."""

    make: Any
    people: Any
    counties: dict[str, Unit]
    science: Unit
    industry: Unit
    noon: datetime

    def task(self, *goals, units=None, title="加大创新主体培育力度", **more) -> Task:
        """A task with (indicator, op, target[, deadline]) numbers, of 市科技局."""
        targets = tuple(
            Goal(key, name, op, Decimal(value), unit="家", deadline=more_of[0] if more_of else END)
            for key, (name, op, value, *more_of) in enumerate(goals, start=1)
        )
        answers = units or (Answer(self.science.pk, "responsible", "市科技局"),)
        return self.make(units=answers, targets=targets, title=title, **more)

    def start(self, task, *by) -> Task:
        """Dispatch it and sign for it; by 市科技局 where nobody is named."""
        dispatch_tasks([task], actor=self.people["clerk"], as_of=self.noon)
        for person in by or (self.people["liaison"],):
            sign_for_task(task, actor=person, as_of=self.noon)
        return task

    def report(self, task, *values, by=None, on=date(2024, 6, 30)) -> None:
        """Figures of its targets in their order; None: nothing of that one."""
        figures = [
            FigureInput(key, Decimal(value), on)
            for key, value in enumerate(values, start=1)
            if value is not None
        ]
        said = ReportInput("填报", figures=figures)
        when = datetime(on.year, on.month, on.day, 4, 0, tzinfo=UTC) + timedelta(hours=1)
        report_progress(task, said, actor=by or self.people["liaison"], as_of=when)


@pytest.fixture
def city(make_task, make_unit, science, industry, clerk, liaison, region, noon) -> City:
    counties = {}
    for name in ("青石县", "白河县"):
        place = Region.objects.get_or_create(name=name, defaults={"level": "县", "parent": region})[
            0
        ]
        counties[name] = Unit.objects.create(
            region=place, name=f"{name}人民政府", kind="government", position=2000
        )
    people = {"clerk": clerk, "liaison": liaison}
    return City(make_task, people, counties, science, industry, noon)
