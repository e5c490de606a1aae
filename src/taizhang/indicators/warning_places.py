"""Where warnings stand (预警的位置): tab, desk, digest; who is told that series changed."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.ledger import registry
from taizhang.ledger.tabs import Tab, register_tab
from taizhang.messages.registry import register_digest_kinds

from .domain.observing.changes import register_queuer
from .domain.queries.warnings import (
    Warnings,
    warning_rows,
    warnings_to_close,
    warnings_to_handle,
)
from .domain.warnings.queueing import queue_evaluation
from .domain.warnings.telling import DIGEST_KINDS
from .permissions import may_close_warnings, may_read_all, may_read_indicators

_SHOWN = 12
_ROWS = "indicators/parts/desk_warnings.html"


def register_warnings() -> None:
    """Register it all; called once when the application starts."""
    register_digest_kinds(DIGEST_KINDS)
    registry.register_desk_list(_HANDLE)
    registry.register_desk_list(_CLOSE)
    register_tab(_TAB)
    register_queuer(queue_evaluation)


def _listed(
    found: Warnings, person: Person, now: datetime, empty: object, state: str
) -> registry.DeskRows | None:
    """The first of a list; no list where nothing waits."""
    if not (count := found.count()):
        return None
    first = found.select_related("rule", "series")[:_SHOWN]
    rows = warning_rows(first, person=person, on=timezone.localdate(now))
    url = f"{reverse('indicators:warnings')}{state}"
    return registry.DeskRows(rows, count, str(empty), url)


def _handle(person: Person, *, now: datetime) -> registry.DeskRows | None:
    found = warnings_to_handle(person, on=timezone.localdate(now))
    return _listed(found, person, now, _("没有等您处置的预警。"), "")


def _close(person: Person, *, now: datetime) -> registry.DeskRows | None:
    found = warnings_to_close(person)
    return _listed(found, person, now, _("没有等您销号的预警。"), "?state=handled")


_HANDLE = registry.DeskList(
    "warnings",
    _("预警，待我处置"),
    lambda person: not may_read_all(person),
    _handle,
    55,
    _ROWS,
)
_CLOSE = registry.DeskList(
    "warnings-close", _("预警，等我销号"), may_close_warnings, _close, 445, _ROWS
)
_TAB = Tab(
    "warnings",
    _("预警"),
    "indicators:warnings",
    may_read_indicators,
    position=50,
    pages=("indicators:warning-rules",),
    group="indicators",
)
