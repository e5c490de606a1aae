"""Correcting the fields of a row (修改草稿行)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ..enums import CorrectionKind, RowState
from ..models import Draft, DraftRow
from .errors import FieldValueError, RowStateError
from .locking import lock_row, record_correction, save_row
from .passages import printed_passage
from .provenance import place_entries
from .values import CLEANERS

_LISTS = ("units", "targets", "deadlines")


def edit_row(
    row: DraftRow, field: str, value: Any, version: int, *, actor: Person, as_of: datetime
) -> DraftRow:
    """Correct one field of a row; see `edit_row_fields`."""
    return edit_row_fields(row, {field: value}, version, actor=actor, as_of=as_of)


def edit_row_fields(
    row: DraftRow,
    values: Mapping[str, Any],
    version: int,
    *,
    actor: Person,
    as_of: datetime,
) -> DraftRow:
    """Correct fields of a row, all or none; each that changes is kept as a correction.

    Units, targets and deadlines are whole lists in the form of the contract; spans need not be
    given: they are kept for what stays, and found again in the text for what is new.

    Raises:
        StaleRowError: the row was changed since `version`.
        ClosedDraftError, RowStateError, FieldValueError: nothing was changed.
    """
    with transaction.atomic():
        row = lock_row(row, version, actor=actor)
        if row.state == RowState.DROPPED:
            raise RowStateError(_("这一行已经删除，不能修改。需要时请先恢复。"))
        changes = _changes(row, values)
        for field, value in changes.items():
            _change(row, field, value, actor=actor, as_of=as_of)
        if changes:
            save_row(row, *changes)
    return row


def _changes(row: DraftRow, values: Mapping[str, Any]) -> dict[str, Any]:
    """The cleaned values that differ from what stands."""
    draft = Draft.objects.get(pk=row.draft_id)
    printed = printed_passage(draft, row) or ""
    changes = {}
    for field, value in values.items():
        if field not in CLEANERS:
            raise FieldValueError(field, _("没有名为“%(field)s”的字段。") % {"field": field})
        after = CLEANERS[field](value)
        if field in _LISTS:
            after = place_entries(field, after, getattr(row, field), printed, row.span_start or 0)
        if after != getattr(row, field):
            changes[field] = after
    if not (changes.get("title", row.title) or changes.get("text", row.text)):
        raise FieldValueError("title", _("任务名称和原文不能都是空的。"))
    return changes


def _change(row: DraftRow, field: str, value: Any, *, actor: Person, as_of: datetime) -> None:
    record_correction(
        row.draft_id,
        row,
        CorrectionKind.EDIT,
        field=field,
        before=getattr(row, field),
        after=value,
        actor=actor,
        as_of=as_of,
    )
    setattr(row, field, value)
