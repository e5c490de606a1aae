"""What is to be seen in a curve, in a sentence (图表说明)."""

from django.utils.translation import gettext as _

from ..domain.projections import Projection
from ..domain.queries.history import HeldGoal
from .points import Curve
from .writing import amount


def describe_curve(curve: Curve, goal: HeldGoal | None) -> str:
    """Where it stands, what was asked for, where it will end: for whoever cannot see the chart."""
    if not curve.this_year:
        return _("本年还没有数。")
    day, value = curve.this_year[-1]
    words = {"day": day.isoformat(), "value": amount(value)}
    parts = [_("截至%(day)s为%(value)s") % words]
    if goal is not None and goal.target is not None:
        parts.append(_("目标%(value)s") % {"value": amount(goal.target)})
    if curve.path:
        parts.append(_projected(curve.path[-1]))
    return _("，").join(parts) + _("。")


def _projected(last: Projection) -> str:
    return _("预计%(day)s为%(value)s（%(low)s—%(high)s）") % {
        "day": last.end.isoformat() if last.end else "",
        "value": amount(last.value),
        "low": amount(last.low),
        "high": amount(last.high),
    }
