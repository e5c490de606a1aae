"""Who sees and who supplies which series."""

from collections.abc import Callable
from datetime import date

import pytest

from taizhang.accounts.models import Person
from taizhang.indicators.domain.queries.series import series_entered_by, series_for
from taizhang.indicators.models import Series
from taizhang.organisations.models import Unit

DAY = date(2024, 7, 3)


@pytest.fixture
def series(make_series: Callable[..., Series], science: Unit, industry: Unit) -> list[Series]:
    return [
        make_series("高新技术企业", office=science),
        make_series("规上工业增加值", office=industry, unit="亿元"),
        make_series("无人报的指标"),
    ]


def test_readers_of_all_see_every_series(series: list[Series], clerk: Person) -> None:
    assert list(series_for(clerk, on=DAY)) == series


def test_people_of_a_unit_see_what_it_supplies(series: list[Series], liaison: Person) -> None:
    seen = series_for(liaison, on=DAY).get()
    assert (seen, seen.name, seen.measure) == (series[0], "高新技术企业", "家")


def test_an_administrator_sees_none(
    series: list[Series], make_person: Callable[..., Person]
) -> None:
    assert not series_for(make_person("guanli", "administrator"), on=DAY)


def test_the_officer_supplies_all_a_unit_its_own(
    series: list[Series], officer: Person, liaison: Person, clerk: Person
) -> None:
    assert list(series_entered_by(officer, on=DAY)) == series
    assert list(series_entered_by(liaison, on=DAY)) == series[:1]
    assert not series_entered_by(clerk, on=DAY)


def test_a_meaning_that_ended_names_no_series_twice(
    series: list[Series], officer: Person, clerk: Person
) -> None:
    version = series[0].indicator.versions.get()
    version.until = version.since.replace(year=2024)
    version.save()
    version.pk, version.since, version.until = None, version.until, None
    version.name = "高新技术企业数"
    version.save()
    assert [each.name for each in series_for(clerk, on=DAY)] == [
        "高新技术企业数",
        "规上工业增加值",
        "无人报的指标",
    ]
