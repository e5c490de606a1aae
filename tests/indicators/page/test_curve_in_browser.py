"""The curve of an indicator as a browser draws it: lines, bands, keyboard, no barrier."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from indicators.projections.stored import give_goal, give_history
from indicators.projections.years import steady
from taizhang.accounts.models import Person
from taizhang.indicators.models import Series
from taizhang.organisations.models import Unit

pytestmark = pytest.mark.browser


@pytest.fixture
def curve(
    make_series: Callable[..., Series],
    science: Unit,
    officer: Person,
    page: Any,
    log_in: Callable[[Any], None],
) -> Any:
    """The page of an indicator with five years and a goal, the charts drawn."""
    series = make_series(office=science, code="Z0001")
    rows = steady(range(2020, 2025), (100, 110, 90, 120, 200))
    give_history(series, [row for row in rows if row.day <= date(2024, 6, 30)])
    give_goal(series, value=150)
    log_in(officer)
    page.goto("/indicators/Z0001/?as_of=2024-07-10")
    page.wait_for_selector(".chart-drawn svg")
    return page


def test_curve_is_drawn_walked_and_open_to_all(
    curve: Any, find_barriers: Callable[[Any], list[str]]
) -> None:
    words = curve.locator(".chart-drawn svg").first.text_content()
    assert all(word in words for word in ("本年", "上年", "应达", "目标", "预计", "容差范围"))
    drawing = curve.locator(".chart-drawn").first
    drawing.focus()
    for key in ("ArrowRight", "ArrowUp"):  # the last line that says something, not a band
        curve.keyboard.press(key)
    spoken = curve.locator(".chart [aria-live]").first.text_content()
    assert spoken == "预计 2024-06-30 82"
    assert find_barriers(curve) == []


def test_curve_needs_no_sideways_scrolling_on_a_telephone(curve: Any) -> None:
    curve.set_viewport_size({"width": 390, "height": 844})
    width = curve.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
