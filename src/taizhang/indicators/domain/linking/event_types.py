"""The events of links (挂接事件): the task itself stays as it is; what people read."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.ledger.domain.event_types import existing
from taizhang.ledger.domain.snapshot import Act, Snapshot
from taizhang.ledger.registry import EventType, register_event_type

from ...enums import Method
from .state import LINKED, UNLINKED


def _stays(before: Snapshot | None, act: Act) -> Snapshot:
    return existing(before, act)


def _say_linked(payload: Mapping[str, Any]) -> str:
    said = _("目标“%(target)s”挂接指标“%(indicator)s”（%(code)s，%(region_name)s）") % payload
    if payload["baseline"] is not None:
        said += _("，基数%(baseline)s") % payload
    if payload["starts"]:
        day = date.fromisoformat(payload["starts"])
        said += _("，自%(year)s年%(month)s月%(day)s日起算") % {
            "year": day.year,
            "month": day.month,
            "day": day.day,
        }
    if payload["method"]:
        said += _("，按%(method)s衡量") % {"method": Method(payload["method"]).label}
    return said


def _say_unlinked(payload: Mapping[str, Any]) -> str:
    said = _("目标“%(target)s”不再挂接指标“%(indicator)s”（%(code)s，%(region_name)s）")
    return said % payload


def register_event_types() -> None:
    """Register both; called once when the application starts."""
    register_event_type(EventType(LINKED, gettext_lazy("挂接指标"), _stays, _say_linked))
    register_event_type(EventType(UNLINKED, gettext_lazy("取消挂接指标"), _stays, _say_unlinked))
