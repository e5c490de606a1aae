"""Whether a target will be reached."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from taizhang.indicators.domain.projections import Outlook, Projection, Reason, judge_outlook

SAID = Projection(date(2024, 12, 31), Decimal(100), Decimal(90), Decimal(115))


@pytest.mark.parametrize(
    ("op", "value", "outlook"),
    [
        (">=", 90, Outlook.REACHED),
        (">", 90, Outlook.DOUBTFUL),
        (">=", 91, Outlook.DOUBTFUL),
        (">=", 115, Outlook.DOUBTFUL),
        (">", 115, Outlook.MISSED),
        (">=", 116, Outlook.MISSED),
        ("=", 90, Outlook.REACHED),
        ("~", 116, Outlook.MISSED),
        ("range", 90, Outlook.REACHED),
        ("<=", 115, Outlook.REACHED),
        ("<", 115, Outlook.DOUBTFUL),
        ("<=", 100, Outlook.DOUBTFUL),
        ("<=", 89, Outlook.MISSED),
    ],
)
def test_the_interval_beside_the_target(op: str, value: int, outlook: Outlook) -> None:
    assert judge_outlook(SAID, op=op, value=Decimal(value)) is outlook


@pytest.mark.parametrize(
    ("floor", "ceiling", "outlook"),
    [
        (90, 115, Outlook.REACHED),
        (91, 120, Outlook.DOUBTFUL),
        (95, 105, Outlook.DOUBTFUL),
        (50, 89, Outlook.MISSED),
        (116, 120, Outlook.MISSED),
    ],
)
def test_a_corridor_is_kept_at_both_ends(floor: int, ceiling: int, outlook: Outlook) -> None:
    found = judge_outlook(SAID, op="range", value=Decimal(floor), value_max=Decimal(ceiling))
    assert found is outlook


def test_without_a_projection_nothing_is_said() -> None:
    none = replace(SAID, value=None, low=None, high=None, reason=Reason.SHORT_YEARS)
    assert judge_outlook(none, op=">=", value=Decimal(1)) is Outlook.UNSAID
