"""What people do with a warning (预警办理): sign for it, handle it, return it, close it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.organisations.domain.acting import unit_ids_for

from ...enums import WarningActKind, WarningState
from ...models import EarlyWarning, WarningAct
from ...permissions import may_close_warnings, may_handle_warning
from ..errors import IndicatorError
from .owners import owners_of

LONGEST = 2000


@transaction.atomic
def acknowledge_warning(
    warning_id: int, *, seen: int, actor: Person, as_of: datetime
) -> WarningAct:
    """Sign for a warning (签收). `seen`: the last act that the actor saw, here as below.

    Raises `IndicatorError`, here as below: `not_allowed`, `wrong_state`, `changed` since it was
    seen, or what is wrong with the text.
    """
    warning = _hold(warning_id, seen)
    _check_owner(warning, actor, as_of)
    _check_state(warning, WarningState.RAISED)
    return _do(warning, WarningActKind.ACKNOWLEDGED, WarningState.ACKNOWLEDGED, actor, as_of)


@transaction.atomic
def handle_warning(
    warning_id: int, *, text: str, seen: int, actor: Person, as_of: datetime
) -> WarningAct:
    """Say what was done about a warning (处置): the measures, for the officer to judge."""
    warning = _hold(warning_id, seen)
    _check_owner(warning, actor, as_of)
    _check_state(warning, WarningState.ACKNOWLEDGED)
    words = _needed(text, _("没有写处置措施，请写明原因、措施和预计恢复时间。"))
    return _do(warning, WarningActKind.HANDLED, WarningState.HANDLED, actor, as_of, words)


@transaction.atomic
def return_warning(
    warning_id: int, *, text: str, seen: int, actor: Person, as_of: datetime
) -> WarningAct:
    """Not enough was done (退回): the owner handles it again."""
    warning = _hold(warning_id, seen)
    _check_officer(warning, actor)
    _check_state(warning, WarningState.HANDLED)
    words = _needed(text, _("没有写退回意见，请写明还要补什么。"))
    return _do(warning, WarningActKind.RETURNED, WarningState.ACKNOWLEDGED, actor, as_of, words)


@transaction.atomic
def close_warning(
    warning_id: int, *, text: str, seen: int, actor: Person, as_of: datetime
) -> WarningAct:
    """Close a warning that was handled, or whose rule holds no longer (销号).

    The same figures raise it no more; others raise a new one.
    """
    warning = _hold(warning_id, seen)
    _check_officer(warning, actor)
    if not (warning.is_open and warning.has_recovered):
        _check_state(warning, WarningState.HANDLED)
    words = _needed(text, _("没有写销号意见，请写明依据。"))
    warning.closed_at = as_of
    return _do(warning, WarningActKind.CLOSED, WarningState.CLOSED, actor, as_of, words)


def last_act_of(warning_id: int) -> int:
    """The number of the last act, which says what somebody has seen; 0: there is no warning."""
    acts = WarningAct.objects.filter(warning=warning_id).order_by("-pk")
    return acts.values_list("pk", flat=True).first() or 0


def handlers_of(warning: EarlyWarning) -> set[int]:
    """Who handled it, at any time."""
    acts = warning.acts.filter(kind=WarningActKind.HANDLED)
    return {pk for pk in acts.values_list("actor", flat=True) if pk is not None}


def _hold(warning_id: int, seen: int) -> EarlyWarning:
    """The warning, locked: of two at once the second sees what the first one did."""
    warning = EarlyWarning.objects.select_for_update().get(pk=warning_id)
    if last_act_of(warning_id) != seen:
        raise IndicatorError("changed", _("这条预警的情况刚有变化，没有办理；请看过新情况再办。"))
    return warning


def _check_owner(warning: EarlyWarning, actor: Person, as_of: datetime) -> None:
    acting = unit_ids_for(actor, on=timezone.localdate(as_of))
    if not may_handle_warning(actor, owners_of(warning), acting):
        raise IndicatorError(
            "not_allowed", _("这条预警由数据来源单位或任务责任单位签收、处置，您不在其中。")
        )


def _check_officer(warning: EarlyWarning, actor: Person) -> None:
    if not may_close_warnings(actor):
        raise IndicatorError("not_allowed", _("预警由指标管理员或督查室主任销号、退回。"))
    if actor.pk in handlers_of(warning):
        sentence = _("这条预警是您处置的，不能由您销号、退回，请由其他管理人员办理。")
        raise IndicatorError("own_handling", sentence)


def _check_state(warning: EarlyWarning, expected: WarningState) -> None:
    if warning.state != expected:
        facts = {"state": warning.get_state_display(), "expected": expected.label}
        sentence = _("这条预警现在是“%(state)s”，要在“%(expected)s”时才能这样办理。") % facts
        raise IndicatorError("wrong_state", sentence)


def _needed(text: str, missing: str) -> str:
    words = text.strip()
    if not words:
        raise IndicatorError("no_text", missing, field="text")
    if len(words) > LONGEST:
        facts = {"number": len(words), "most": LONGEST}
        sentence = _("有 %(number)d 个字，最多 %(most)d 个，请精简。") % facts
        raise IndicatorError("long_text", sentence, field="text")
    return words


def _do(
    warning: EarlyWarning,
    kind: WarningActKind,
    state: WarningState,
    actor: Person,
    as_of: datetime,
    text: str = "",
) -> WarningAct:
    warning.state = state
    warning.save(update_fields=["state", "closed_at"])
    return WarningAct.objects.create(
        warning=warning, kind=kind, actor=actor, text=text, recorded_at=as_of
    )
