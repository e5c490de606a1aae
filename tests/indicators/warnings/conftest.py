"""Series with figures and goals, and what the rules of early warning say of them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.accounts.models import Person
from taizhang.calendars import TIME_ZONE
from taizhang.indicators.domain.warnings import Evaluated, evaluate_warnings
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import (
    EarlyWarning,
    GoalVersion,
    Observation,
    Series,
    SeriesGoal,
    Submission,
    WarningAct,
    WarningRuleVersion,
)
from taizhang.organisations.models import Region

SET = datetime(2024, 1, 2, tzinfo=UTC)  # when goals were set


def noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day} 12:00").replace(tzinfo=TIME_ZONE)


@pytest.fixture
def observe(officer: Person) -> Callable[..., None]:
    """Figures of a series by day, as if they had been recorded long ago."""

    def record(series: Series, values: dict[str, object], source: int = Source.OFFICE) -> None:
        submission = Submission.objects.create(
            way=Way.PAGE, source=source, submitted_by=officer, recorded_at=SET
        )
        Observation.objects.bulk_create(
            Observation(
                series=series,
                day=date.fromisoformat(day),
                value=Decimal(str(value)),
                source=source,
                submission=submission,
                recorded_at=SET,
            )
            for day, value in values.items()
        )

    return record


@pytest.fixture
def aim(officer: Person) -> Callable[..., SeriesGoal]:
    """Hold a series to a number by the end of 2024."""

    def make(series: Series, value: object, *, op: str = ">=", **more: object) -> SeriesGoal:
        goal = SeriesGoal.objects.create(series=series)
        parts = {"unit": "", "deadline": date(2024, 12, 31), "reference": "计划"} | more
        GoalVersion.objects.create(
            goal=goal, since=SET, op=op, value=Decimal(str(value)), recorded_by=officer, **parts
        )
        return goal

    return make


@pytest.fixture
def only(db: None, officer: Person) -> Callable[..., WarningRuleVersion]:
    """From now on only this rule holds: what came with the product has ended."""

    def hold(on: str, *, key: str = "one", applies: str = "all", **more: object) -> object:
        for version in WarningRuleVersion.objects.filter(recorded_by=None, valid_to=None):
            _end(version)
        return enter(on, key=key, applies=applies, **more)

    def enter(on: str, *, key: str, applies: str, **more: object) -> object:
        facts = {"valid_from": date(2020, 1, 1), "name": "测试规则", "valid_to": None} | more
        body = rule_text(on, key=key, applies=applies, **facts)
        return WarningRuleVersion.objects.create(
            key=key,
            name=facts["name"],
            body=body,
            sha256=f"{key}{body}"[:64],
            valid_from=facts["valid_from"],
            valid_to=facts["valid_to"],
            recorded_at=SET,
            recorded_by=officer,
        )

    def _end(version: WarningRuleVersion) -> None:
        """A version of the same key that ended the day it began."""
        WarningRuleVersion.objects.create(
            key=version.key,
            name=version.name,
            body=version.body,
            sha256="ended",
            valid_from=date(2019, 1, 1),
            valid_to=date(2019, 1, 1),
            recorded_at=SET,
            recorded_by=officer,
        )

    return hold


def rule_text(
    on: str,
    *,
    key: str = "one",
    name: str = "测试规则",
    applies: str = "all",
    severity: str = "yellow",
    valid_from: date = date(2020, 1, 1),
    valid_to: date | None = None,
    days: int = 5,
) -> str:
    """A rule as it is written; `on` in flow style."""
    ends = f"valid_to: {valid_to}\n" if valid_to else ""
    return (
        f"key: {key}\nname: {name}\nreference: 测试\nvalid_from: {valid_from}\n{ends}"
        f"severity: {severity}\napplies: {applies}\non: {on}\n"
        f"then: {{advice: 查明原因, days_to_answer: {days}}}\n"
    )


def evaluate(day: str, series: Series | None = None) -> Evaluated:
    """Put the rules to all series at noon of a day."""
    return evaluate_warnings(as_of=noon(day), series_ids=[series.pk] if series else None)


def open_warnings() -> list[EarlyWarning]:
    return list(EarlyWarning.objects.filter(closed_at__isnull=True).order_by("pk"))


def kinds_of(warning: EarlyWarning) -> list[str]:
    return list(WarningAct.objects.filter(warning=warning).values_list("kind", flat=True))


@pytest.fixture
def places(region: Region) -> list[Region]:
    """Three counties of the city."""
    names = ("青石县", "白河县", "松山区")
    return [Region.objects.create(name=name, level=name[-1], parent=region) for name in names]


@pytest.fixture
def statements_of() -> Callable[..., int]:
    """How many statements something takes."""

    def count(work: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as queries:
            work()
        return len(queries)

    return count
