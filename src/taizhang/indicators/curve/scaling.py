"""Amounts of money drawn in the scale that people read (图表单位): a chart in 亿元, not in 元."""

from collections.abc import Iterable
from dataclasses import fields, replace
from decimal import Decimal

from taizhang.extraction import MONEY
from taizhang.ledger.exchange.target_text import scale_of

from ..domain.projections import Projection
from .points import Curve, Point

_ESTIMATES = ("value", "low", "high", "observed")


def drawn_unit(values: Iterable[Decimal], unit: str) -> tuple[str, Decimal]:
    """In what unit these are drawn, and by what they are divided; others than money as they are."""
    largest = max((abs(value) for value in values), default=Decimal(0))
    scale, power = scale_of([largest], unit) if unit in MONEY else ("", Decimal(1))
    return scale + unit, power


def draw_points(points: list[Point], unit: str) -> tuple[list[Point], str]:
    """Figures in the unit they are drawn in."""
    drawn, power = drawn_unit((value for _day, value in points), unit)
    return _points(points, power), drawn


def draw_curve(curve: Curve, unit: str) -> tuple[Curve, str]:
    """A curve in the unit it is drawn in."""
    values = [value for _day, value in (*curve.this_year, *curve.last_year, *curve.needed)]
    drawn, power = drawn_unit([*values, curve.target or Decimal(0)], unit)
    low, high = curve.band or ([], [])
    return replace(
        curve,
        this_year=_points(curve.this_year, power),
        last_year=_points(curve.last_year, power),
        target=_divided(curve.target, power),
        ceiling=_divided(curve.ceiling, power),
        needed=_points(curve.needed, power),
        band=(_points(low, power), _points(high, power)) if curve.band else None,
        path=[_step(step, power) for step in curve.path],
    ), drawn


def _step(step: Projection, power: Decimal) -> Projection:
    parts = {name: _divided(getattr(step, name), power) for name in _ESTIMATES}
    known = {field.name: getattr(step, field.name) for field in fields(step)}
    return Projection(**{**known, **parts})


def _points(points: list[Point], power: Decimal) -> list[Point]:
    return [(day, value / power) for day, value in points] if power != 1 else points


def _divided(value: Decimal | None, power: Decimal) -> Decimal | None:
    return None if value is None else value / power
