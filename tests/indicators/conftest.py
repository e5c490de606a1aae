"""People, units, tasks and series of the fictional city for the tests of indicators."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from ledger.conftest import (  # noqa: F401 - fixtures
    appoint,
    clerk,
    county,
    county_clerk,
    industry,
    liaison,
    make_draft,
    make_file,
    make_person,
    make_row,
    make_task,
    make_unit,
    noon,
    other_liaison,
    region,
    science,
)
from supervision.asking import head, leader, mayor, underway  # noqa: F401 - fixtures
from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.indicators.models import Indicator, IndicatorVersion, Series
from taizhang.organisations.models import Region, Unit

BEGUN = datetime(2023, 12, 1, tzinfo=UTC)  # when the indicators were made


@pytest.fixture
def officer(make_person: Callable[..., Person]) -> Person:  # noqa: F811
    return make_person("sunli", Role.INDICATOR_OFFICER, name="孙丽")


@pytest.fixture
def make_series(officer: Person, region: Region) -> Callable[..., Series]:  # noqa: F811
    """A series of an indicator: that of a code already there, in another region."""
    numbers = iter(range(1, 10_000))

    def make(
        name: str = "高新技术企业",
        *,
        unit: str = "家",
        office: Unit | None = None,
        place: Region | None = None,
        code: str = "",
        frequency: str = "month",
        accumulation: str = "cumulative",
        direction: str = "more",
        release_days: int = 15,
        **more: object,
    ) -> Series:
        known = Indicator.objects.filter(code=code).first() if code else None
        if known is None:
            known = Indicator.objects.create(
                code=code or f"Z{next(numbers):04d}", created_at=BEGUN, created_by=officer
            )
            IndicatorVersion.objects.create(
                indicator=known,
                since=BEGUN,
                name=name,
                unit=unit,
                direction=direction,
                frequency=frequency,
                accumulation=accumulation,
                office=office,
                release_days=release_days,
                region=region,
                recorded_by=officer,
            )
        return Series.objects.create(indicator=known, region=place or region, **more)

    return make
