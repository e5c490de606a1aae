"""The log of changes as people read it (变更记录)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import Change
from ...registry import field_label, value_word


@dataclass(frozen=True)
class ShownChange:
    """One row of the log in words."""

    change: Change
    field: str
    before: str
    after: str


def changes_matching(
    *, q: str = "", kind: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[Change]:
    """Changes by subject or actor, by kind, from one day to another (both counted)."""
    changes = Change.objects.select_related("actor")
    if q:
        changes = changes.filter(Q(subject__icontains=q) | Q(actor__name__icontains=q))
    if kind:
        changes = changes.filter(subject_kind=kind)
    if since:
        changes = changes.filter(changed_at__gte=_start_of(since))
    if until:
        changes = changes.filter(changed_at__lt=_start_of(until + timedelta(days=1)))
    return changes


def show_changes(changes: Iterable[Change]) -> list[ShownChange]:
    """The changes in words: labels of fields and roles, yes and no, parts of a link."""
    return [
        ShownChange(change, field_label(change.field), _say(change.before), _say(change.after))
        for change in changes
    ]


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _say(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return "、".join(_say(part) for part in value if part)
    return value_word(str(value))
