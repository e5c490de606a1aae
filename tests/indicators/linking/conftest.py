"""A task of 市科技局 with one target, a series of the same measure, and short ways to act."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from taizhang.accounts.models import Person
from taizhang.indicators.domain.linking import link_target, unlink_target
from taizhang.indicators.domain.types import LinkInput
from taizhang.indicators.models import GoalVersion, Series
from taizhang.ledger.domain.chain import Appended
from taizhang.ledger.domain.correcting import Correction, correct_task
from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.models import Task
from taizhang.organisations.models import Unit

NOON = datetime(2024, 6, 3, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def series(make_series: Callable[..., Series], science: Unit) -> Series:
    return make_series("高新技术企业", office=science)


@pytest.fixture
def task(make_task: Callable[..., Task]) -> Task:
    return make_task()


@pytest.fixture
def link(officer: Person) -> Callable[..., Appended]:
    def make(task: Task, series: Series, key: int = 1, **more: object) -> Appended:
        wanted = LinkInput(key, series.pk, **more)
        return link_target(task, wanted, actor=officer, as_of=NOON)

    return make


@pytest.fixture
def unlink(officer: Person) -> Callable[..., Appended]:
    def make(task: Task, key: int = 1) -> Appended:
        return unlink_target(task, key, actor=officer, as_of=NOON)

    return make


@pytest.fixture
def retarget(clerk: Person) -> Callable[..., Appended]:
    """Correct the number of the task's first target; None: leave the target out."""

    def make(task: Task, value: int | None, as_of: datetime = NOON) -> Appended:
        [goal] = load_snapshots([task.pk])[task.pk].targets
        goals = () if value is None else (replace(goal, value=Decimal(value)),)
        correction = Correction(targets=goals)
        return correct_task(task, correction, reason="调整目标", actor=clerk, as_of=as_of)

    return make


@pytest.fixture
def recount(clerk: Person) -> Callable[..., Appended]:
    """Correct number and unit of the task's first target."""

    def make(task: Task, value: Decimal, unit: str) -> Appended:
        [goal] = load_snapshots([task.pk])[task.pk].targets
        correction = Correction(targets=(replace(goal, value=value, unit=unit),))
        return correct_task(task, correction, reason="更正单位", actor=clerk, as_of=NOON)

    return make


@pytest.fixture
def report() -> Callable[..., list[Appended]]:
    def make(
        task: Task,
        actor: Person,
        value: Decimal | int,
        day: date = date(2024, 5, 31),
        *,
        key: int = 1,
        as_of: datetime = NOON,
    ) -> list[Appended]:
        figures = [FigureInput(key, Decimal(value), day)]
        told = ReportInput(text="进展顺利", figures=figures)
        return report_progress(task, told, actor=actor, as_of=as_of)

    return make


def versions(task: Task) -> list[GoalVersion]:
    """All that the goals of a task ever asked for, in the order of time."""
    return list(
        GoalVersion.objects.filter(goal__task=task)
        .select_related("goal")
        .order_by("since", "goal__target_key", "pk")
    )
