"""What is to be seen in a curve, in a sentence (图表说明)."""

from django.utils.translation import gettext as _

from ..domain.projections import Projection
from .points import Curve
from .writing import amount, estimate_with_unit


def describe_curve(curve: Curve, *, unit: str) -> str:
    """Where it stands, what was asked for, where it will end: for whoever cannot see the chart."""
    if not curve.this_year:
        return _("本年还没有数。")
    day, value = curve.this_year[-1]
    words = {"day": day.isoformat(), "value": estimate_with_unit(value, unit)}
    parts = [_("截至%(day)s为%(value)s") % words]
    if curve.target is not None:
        parts.append(_("目标%(value)s") % {"value": estimate_with_unit(curve.target, unit)})
    if curve.path:
        parts.append(_projected(curve.path[-1], unit))
    return _("，").join(parts) + _("。")


def _projected(last: Projection, unit: str) -> str:
    return _("预计%(day)s为%(value)s（%(low)s—%(high)s）") % {
        "day": last.end.isoformat() if last.end else "",
        "value": estimate_with_unit(last.value, unit),
        "low": amount(last.low),
        "high": amount(last.high),
    }
