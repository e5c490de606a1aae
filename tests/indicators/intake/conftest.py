"""Series that figures are expected of, and figures of the past."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.calendars import TIME_ZONE
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import (
    Indicator,
    IndicatorVersion,
    Observation,
    Series,
    Submission,
)
from taizhang.organisations.models import Region, Unit

BEGINNING = datetime(2020, 1, 1, tzinfo=TIME_ZONE)


def local(text: str) -> datetime:
    """A moment of the office's time zone."""
    return datetime.fromisoformat(text).replace(tzinfo=TIME_ZONE)


@pytest.fixture
def make_series(officer: Person, region: Region, science: Unit) -> Callable[..., Series]:
    """A series of a new indicator of 市科技局, monthly from the beginning of 2026."""
    numbers = iter(range(1, 100_000))

    def make(
        name: str = "高新技术企业数",
        *,
        code: str = "",
        place: Region | None = None,
        expected_from: date | None = date(2026, 1, 1),
        series_office: Unit | None = None,
        **meaning: object,
    ) -> Series:
        indicator = Indicator.objects.create(
            code=code or f"Z{next(numbers):04d}", created_at=BEGINNING, created_by=officer
        )
        facts = {
            "unit": "家",
            "direction": "more",
            "frequency": "month",
            "accumulation": "cumulative",
            "office": science,
            "region": region,
            "release_days": 15,
        }
        IndicatorVersion.objects.create(
            indicator=indicator, name=name, since=BEGINNING, recorded_by=officer, **facts | meaning
        )
        return Series.objects.create(
            indicator=indicator,
            region=place or region,
            office=series_office,
            expected_from=expected_from,
        )

    return make


@pytest.fixture
def record(officer: Person) -> Callable[..., Observation]:
    """A figure as it was recorded at a moment of the past, which the door itself never writes."""

    def make(
        series: Series,
        day: str,
        value: object = 1,
        *,
        at: str = "2026-01-01 09:00",
        source: int = Source.OFFICE,
        final: bool = True,
    ) -> Observation:
        submission = Submission.objects.create(
            way=Way.PAGE, source=source, submitted_by=officer, recorded_at=local(at)
        )
        return Observation.objects.create(
            series=series,
            day=date.fromisoformat(day),
            value=Decimal(str(value)),
            source=source,
            is_final=final,
            submission=submission,
            recorded_at=local(at),
        )

    return make


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Pages are asked at a moment of the office's time zone."""

    def go(text: str) -> None:
        monkeypatch.setattr(timezone, "now", lambda: local(text))

    return go


@pytest.fixture
def as_person() -> Callable[[Person], Client]:
    """A browser of a person who is logged in."""

    def enter(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return enter
