"""Goals that no task asks for (数列的目标): from a plan, entered by the officer."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.ledger.enums import Operator

from ..enums import Method
from ..models import GoalVersion, Series, SeriesGoal
from ..permissions import may_define
from .errors import IndicatorError
from .measures import base_of, convert, is_points_of, same_measure
from .moments import recorded_now
from .observing.changes import tell_changed
from .queries.series import known_series
from .types import EARLIEST, GoalInput

_LARGEST = 10**22
_PARTS = tuple(GoalInput.__dataclass_fields__)


@transaction.atomic
def set_goal(
    series: Series,
    data: GoalInput,
    *,
    actor: Person,
    as_of: datetime,
    goal: SeriesGoal | None = None,
) -> GoalVersion:
    """Hold a series to a number; `goal`: one of its goals without a task that asks for this from
    now on. What it asked for before is kept.

    Raises `IndicatorError`: `not_allowed`, `of_a_task`, `unchanged`, or what does not fit.
    """
    _check_may(actor)
    known = known_series([series.pk], lock=True)[series.pk]
    _check(data, known.unit)
    current = None
    if goal is None:
        goal = SeriesGoal.objects.create(series=series)
    else:
        current = _end(goal, series)
        if current and all(getattr(current, name) == getattr(data, name) for name in _PARTS):
            raise IndicatorError("unchanged", _("目标没有变化，不需要保存。"))
    since = recorded_now(after=current.since if current else None)
    if current:
        GoalVersion.objects.filter(pk=current.pk).update(until=since)
    version = GoalVersion.objects.create(goal=goal, since=since, recorded_by=actor, **asdict(data))
    tell_changed({series.pk}, as_of=as_of)
    return version


@transaction.atomic
def end_goal(goal: SeriesGoal, *, actor: Person, as_of: datetime) -> None:
    """The series is not held to this any more. Raises `IndicatorError`: `not_allowed`,
    `of_a_task`, `ended`."""
    _check_may(actor)
    known_series([goal.series_id], lock=True)
    current = _end(goal, goal.series)
    if current is None:
        raise IndicatorError("ended", _("这个目标已经结束，不需要再结束。"))
    until = recorded_now(after=current.since)
    GoalVersion.objects.filter(pk=current.pk).update(until=until)
    tell_changed({goal.series_id}, as_of=as_of)


def _check_may(actor: Person) -> None:
    if not may_define(actor):
        raise IndicatorError(
            "not_allowed", _("您无权设定数列的目标，请由指标管理员或督查室主任办理。")
        )


def _end(goal: SeriesGoal, series: Series) -> GoalVersion | None:
    """The version that holds now, of a goal that is the officer's to change."""
    if goal.task_id is not None or goal.series_id != series.pk:
        raise IndicatorError(
            "of_a_task", _("这个目标来自任务，请到任务页更正目标或改挂接，不能在这里修改。")
        )
    return GoalVersion.objects.at(None).filter(goal=goal).first()


def _check(data: GoalInput, measure: str) -> None:
    """What does not fit, on its field."""
    for field, holds, sentence in (
        ("op", data.op in Operator.values, _("算符请从列表中选择。")),
        ("method", data.method in ("", *Method.values), _("进度方法请从列表中选择。")),
        ("value", _fits(data), _("目标值应为数字，整数部分最多22位，请更正。")),
        ("value_max", _range_fits(data), _("区间目标要有不小于下限的上限，其他目标不能有上限。")),
        ("reference", bool(data.reference.strip()), _("没有填写依据，请写明哪个计划或文件。")),
        ("deadline", data.deadline >= EARLIEST, _("日期早于 1949-10-01，请核对年份。")),
        ("starts", (data.starts or EARLIEST) >= EARLIEST, _("日期早于 1949-10-01，请核对年份。")),
        ("starts", not data.starts or data.starts <= data.deadline, _("起算日期在时限之后。")),
        ("unit", _measure_fits(data.unit, measure), _("目标的计量单位与指标的不一致，请更正。")),
        ("baseline", _baseline_fits(data, measure), _baseline_said(data)),
    ):
        if not holds:
            raise IndicatorError(f"bad_{field}", sentence, field=field)


def _fits(data: GoalInput) -> bool:
    numbers = (data.value, data.value_max, data.baseline)
    return all(n is None or (n.is_finite() and abs(n) < _LARGEST) for n in numbers)


def _range_fits(data: GoalInput) -> bool:
    if (data.op == Operator.RANGE) != (data.value_max is not None):
        return False
    return data.value_max is None or data.value_max >= data.value


def _measure_fits(unit: str, measure: str) -> bool:
    return not base_of(unit).name or same_measure(unit, measure) or is_points_of(unit, measure)


def _baseline_fits(data: GoalInput, measure: str) -> bool:
    if is_points_of(data.unit, measure):
        return data.baseline is not None
    unit = data.unit if base_of(data.unit).name else measure
    if data.baseline is None or data.op in ("<", "<=") or not same_measure(unit, measure):
        return True
    return data.baseline != convert(data.value, unit, measure)


def _baseline_said(data: GoalInput) -> str:
    if data.baseline is None:
        return _("目标以个百分点计，请填写基数，即起算时指标的数值，目标值才能折算。")
    return _("基数与目标值相同，没有路程可算；请核对基数。")
