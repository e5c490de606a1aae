"""Amounts of money as people read them, on every page of an indicator that is kept in yuan."""

import doctest
import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest
from django.test import Client

from indicators.pace.given import give_figures, give_goal
from taizhang.accounts.models import Person
from taizhang.indicators.curve import writing
from taizhang.indicators.curve.writing import estimate_text, estimate_with_unit, figure_text
from taizhang.indicators.domain import measures
from taizhang.indicators.models import Series, SeriesGoal
from taizhang.ledger.exchange import target_text
from taizhang.organisations.models import Unit

FIGURES = {
    date(2025, 6, 30): 1_810_000_000,
    date(2025, 12, 31): 36_900_000_000,
    date(2026, 6, 30): 22_712_345_600,
}


@pytest.fixture
def series(make_series: Callable[..., Series], science: Unit) -> Series:
    kept = make_series("完成投资", unit="元", office=science, code="Z0001", expected_from=FIRST)
    give_figures(kept, FIGURES)
    return kept


FIRST = date(2026, 1, 1)


@pytest.fixture
def goal(series: Series) -> SeriesGoal:
    """Set from a plan, without a unit: in that of the indicator."""
    return give_goal(series, 42_000_000_000)


@pytest.fixture
def show(client: Client, officer: Person) -> Callable[[str], str]:
    def answer(address: str) -> str:
        client.force_login(officer)
        response = client.get(address)
        assert response.status_code == 200
        return response.content.decode()

    return answer


def _texts(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<script.*?</script>|<[^>]+>", " ", html, flags=re.DOTALL))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/indicators/", ["227.123456亿元"]),
        ("/indicators/Z0001/?as_of=2026-07-01", ["≥420亿元", "227.123456亿元", "208.3亿元"]),
        ("/indicators/Z0001/goals/", ["≥420亿元"]),
        (
            "/indicators/goals/{goal}/?as_of=2026-06-30",
            ["420亿元", "208.274亿元", "227.123456亿元"],
        ),
        ("/indicators/entry/?series={series}", ["227.123456亿元"]),
    ],
)
def test_an_amount_of_yuan_is_written_in_its_scale(
    goal: SeriesGoal, show: Callable[[str], str], address: str, said: list[str]
) -> None:
    text = _texts(show(address.format(goal=goal.pk, series=goal.series_id)))
    assert [each for each in said if each not in text] == []
    assert "22712345600" not in text


@pytest.mark.django_db
def test_a_curve_of_yuan_is_drawn_in_its_scale(
    goal: SeriesGoal, show: Callable[[str], str]
) -> None:
    html = show("/indicators/Z0001/?as_of=2026-07-01")
    found = re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', html)
    assert found
    option: dict[str, Any] = json.loads(found[1])
    lines = {line["name"]: line["data"] for line in option["series"]}
    assert option["yAxis"]["name"] == "亿元"
    assert lines["本年"] == [["2026-06-30", 227.123456]]
    assert lines["目标"][0][1] == 420
    assert "本年（亿元）" in html
    assert "目标420亿元" in html


@pytest.mark.parametrize(
    ("value", "unit", "exact", "about"),
    [
        ("38200000000", "元", "382亿元", "382亿元"),
        ("12345678.9", "元", "1,234.56789万元", "1235万元"),
        ("-12345678", "美元", "-1,234.5678万美元", "-1235万美元"),
        ("9999.5", "元", "9999.5", "10000"),
        ("382.123", "亿元", "382.123", "382.1"),
        ("88200", "人次", "88200", "88200"),
    ],
)
def test_exact_figures_keep_their_digits_and_estimates_few(
    value: str, unit: str, exact: str, about: str
) -> None:
    assert figure_text(Decimal(value), unit) == exact
    assert estimate_text(Decimal(value), unit) == about


def test_an_estimate_has_its_unit_once() -> None:
    assert estimate_with_unit(Decimal("38200000000"), "元") == "382亿元"
    assert estimate_with_unit(Decimal("5.62"), "%") == "5.62%"
    assert estimate_with_unit(None, "元") == "—"


@pytest.mark.parametrize("module", [writing, measures, target_text])
def test_the_examples_in_the_code_are_true(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert (found.failed, found.attempted > 3) == (0, True)
