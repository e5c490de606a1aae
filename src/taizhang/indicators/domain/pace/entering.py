"""Enter how pace is judged from a day on (录入进度口径)."""

from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ...enums import Frequency, Method
from ...models import PaceRuleVersion
from ...permissions import may_define
from ..errors import IndicatorError
from ..moments import recorded_now
from ..refreshing import enqueue_refresh
from .rules import PaceRule, rule_of

_MOST_POINTS, _MOST_DAYS = Decimal(100), 3660


@transaction.atomic
def record_pace_rule(rule: PaceRule, *, actor: Person, as_of: datetime) -> PaceRuleVersion:
    """Judge by this rule from its day on; what held before stays on record. Where it has begun
    already all paces are written anew after the commit.

    Raises `IndicatorError`: `not_allowed`, `unchanged`, or what does not fit, with its field.
    """
    if not may_define(actor):
        message = _("您无权录入进度口径，请由指标管理员或督查室主任办理。")
        raise IndicatorError("not_allowed", message)
    _check(rule)
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE indicators_paceruleversion IN SHARE ROW EXCLUSIVE MODE")
    last = PaceRuleVersion.objects.order_by("-valid_from", "-pk").first()
    if last is not None and rule_of(last) == rule:
        raise IndicatorError("unchanged", _("口径没有变化，不用保存。"))
    if rule.valid_from <= timezone.localdate(as_of):
        enqueue_refresh(as_of=as_of)
    return PaceRuleVersion.objects.create(
        valid_from=rule.valid_from,
        tolerance_pct=rule.tolerance_pct,
        stale_days=rule.stale_days,
        grace_days=dict(rule.grace_days),
        methods=list(rule.methods),
        reference=rule.reference,
        recorded_at=recorded_now(),
        recorded_by=actor,
    )


def _check(rule: PaceRule) -> None:
    known = set(rule.methods) <= set(Method.values)
    single = len(set(rule.methods)) == len(rule.methods)
    graces = rule.grace_days
    fitting = all(0 <= days <= _MOST_DAYS for days in graces.values())
    whole = set(graces) == set(Frequency.values)
    for field, holds, sentence in (
        ("tolerance_pct", 0 < rule.tolerance_pct <= _MOST_POINTS, _("容差应大于 0、不超过 100。")),
        ("stale_days", 0 < rule.stale_days <= _MOST_DAYS, _("过期天数应为 1 至 3660 的整数。")),
        ("grace_days", whole and fitting, _("宽限天数应为 0 至 3660 的整数，每种频度一个。")),
        ("methods", rule.methods and known and single, _("进度方法请从列表中选择。")),
        ("reference", rule.reference.strip(), _("没有填写依据，请写明哪个文件或会议。")),
    ):
        if not holds:
            raise IndicatorError(f"bad_{field}", sentence, field=field)
