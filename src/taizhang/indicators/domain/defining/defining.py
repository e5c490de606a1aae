"""Define indicators and change what they mean (指标的建立与修订): every version is kept."""

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import Person

from ...models import GoalPlan, GoalVersion, Indicator, IndicatorVersion, Observation, Series
from ...permissions import may_define
from ..errors import IndicatorError
from ..measures import base_of, is_points_of, same_measure
from ..moments import recorded_now
from ..observing.changes import tell_changed
from ..types import IndicatorInput
from .cleaning import clean_definition
from .codes import clean_code, lock_codes, next_code

# What figures are in: with other ones the figures given before would mean something else.
_FIXED = {"unit": gettext_lazy("计量单位"), "accumulation": gettext_lazy("累计方式")}


def define_indicator(
    data: IndicatorInput,
    *,
    code: str = "",
    expected_from: date | None = None,
    actor: Person,
    as_of: datetime,
) -> Indicator:
    """Make an indicator, and its series in its own region; `code` empty: the next one.

    `expected_from`: since when figures are due; None: none are.
    Raises `IndicatorError`: `not_allowed`, or what does not fit.
    """
    check_may(actor)
    return make_indicator(data, code=code, expected_from=expected_from, actor=actor, as_of=as_of)


@transaction.atomic
def make_indicator(
    data: IndicatorInput,
    *,
    code: str = "",
    expected_from: date | None = None,
    actor: Person,
    as_of: datetime,
) -> Indicator:
    """As `define_indicator`, for who accepts the indicator that a target proposes: what they may
    is checked with the target."""
    lock_codes()
    cleaned = clean_definition(data)
    indicator = Indicator.objects.create(
        code=clean_code(code) if code.strip() else next_code(), created_at=as_of, created_by=actor
    )
    _write(indicator, cleaned, actor=actor, since=recorded_now())
    Series.objects.create(
        indicator=indicator, region_id=cleaned.region_id, expected_from=expected_from
    )
    return indicator


@transaction.atomic
def change_indicator(
    indicator: Indicator, data: IndicatorInput, *, actor: Person, as_of: datetime
) -> IndicatorVersion:
    """What the indicator means from now on; what it meant before is kept.

    Raises `IndicatorError`: `not_allowed`, `unchanged`, `figures_exist` where measure or
    accumulation would change although figures were given, `goals_exist` where the measure would
    change under a goal that says something in it, or what does not fit.
    """
    check_may(actor)
    lock_codes()
    locked = Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)
    current = IndicatorVersion.objects.at(None).get(indicator=locked)
    cleaned = clean_definition(data, besides=locked.pk)
    if all(getattr(current, name) == value for name, value in asdict(cleaned).items()):
        raise IndicatorError("unchanged", _("指标的内容没有变化，不需要保存。"))
    _check_fixed(locked, current, cleaned)
    since = recorded_now(after=current.since)
    current.until = since
    current.save(update_fields=["until"])
    version = _write(locked, cleaned, actor=actor, since=since)
    Series.objects.get_or_create(indicator=locked, region_id=cleaned.region_id)
    tell_changed(locked.series.values_list("pk", flat=True), as_of=as_of)
    return version


def check_may(actor: Person) -> None:
    """`IndicatorError` for who may not define indicators."""
    if not may_define(actor):
        raise IndicatorError(
            "not_allowed", _("您无权建立或修改指标，请由指标管理员或督查室主任办理。")
        )


def _check_fixed(indicator: Indicator, current: IndicatorVersion, data: IndicatorInput) -> None:
    changed = [name for name in _FIXED if getattr(current, name) != getattr(data, name)]
    if changed and Observation.objects.filter(series__indicator=indicator).exists():
        raise IndicatorError(
            "figures_exist",
            _("指标已有数，“%(label)s”不能再改，否则旧数的意思就变了；请另建一个指标。")
            % {"label": _FIXED[changed[0]]},
            field=changed[0],
        )
    if "unit" in changed:
        _check_goals(indicator, data.unit)


def _check_goals(indicator: Indicator, measure: str) -> None:
    """Baselines, plans and goals without a unit are numbers in the unit there was; a goal in
    another scale of the new one fits still."""
    goals = GoalVersion.objects.at(None).filter(goal__series__indicator=indicator)
    stays = GoalPlan.objects.filter(goal__in=goals.values("goal")).exists() or any(
        baseline is not None or not base_of(unit).name or not _fits(unit, measure)
        for unit, baseline in goals.values_list("unit", "baseline")
    )
    if stays:
        raise IndicatorError(
            "goals_exist",
            _(
                "指标已有目标，其目标值、基数或计划以原单位计，计量单位不能再改；"
                "请先取消挂接或结束目标，或另建一个指标。"
            ),
            field="unit",
        )


def _fits(unit: str, measure: str) -> bool:
    return same_measure(unit, measure) or is_points_of(unit, measure)


def _write(
    indicator: Indicator, data: IndicatorInput, *, actor: Person, since: datetime
) -> IndicatorVersion:
    return IndicatorVersion.objects.create(
        indicator=indicator, since=since, recorded_by=actor, **asdict(data)
    )
