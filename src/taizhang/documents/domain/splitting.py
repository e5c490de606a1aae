"""Splitting a row in two (拆分草稿行)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ..enums import CorrectionKind, RowState
from ..models import Draft, DraftRow
from .adding import make_room_after
from .errors import FieldValueError, RowStateError
from .locking import lock_row, record_correction, save_row
from .passages import printed_passage
from .snapshots import CONTENT_FIELDS, snapshot_of

_LISTS = ("units", "targets", "deadlines")


def split_row(
    row: DraftRow,
    at: int,
    version: int,
    *,
    actor: Person,
    as_of: datetime,
    share_units: bool = False,
) -> tuple[DraftRow, DraftRow]:
    """Split a row before the character `at` of its text.

    Units, targets and deadlines go to the part whose span they stand in; what was typed by hand
    stays with the first. With `share_units` both parts keep all units: a responsibility clause at
    the end of an item speaks of the whole of it.

    Raises:
        FieldValueError: `at` leaves one part without words.
        StaleRowError, ClosedDraftError, RowStateError: nothing was changed.
    """
    with transaction.atomic():
        row = lock_row(row, version, actor=actor)
        if row.state == RowState.DROPPED:
            raise RowStateError(_("这一行已经删除，不能拆分。需要时请先恢复。"))
        if not (row.text[:at].strip() and row.text[at:].strip() and 0 < at < len(row.text)):
            raise FieldValueError("at", _("请在文字中间选择拆分的位置，两边都要有内容。"))
        before = snapshot_of(row)
        second = _cut(row, at, share_units=share_units)
        save_row(row, *CONTENT_FIELDS, "state")
        second.save()
        _record(row, second, before, actor=actor, as_of=as_of)
    return row, second


def _cut(row: DraftRow, at: int, *, share_units: bool) -> DraftRow:
    """Shorten the row to its first part; the unsaved second part."""
    head, tail = row.text[:at].rstrip(), row.text[at:]
    start = at + len(tail) - len(tail.lstrip())
    is_printed = printed_passage(Draft.objects.get(pk=row.draft_id), row) == row.text
    border = (row.span_start or 0) + start if is_printed else None
    second = DraftRow(
        draft_id=row.draft_id,
        kind=row.kind,
        position=make_room_after(row),
        path=row.path,
        text=tail.strip(),
        first=row.first,
        span_start=border,
        span_end=border + len(tail.strip()) if border is not None else None,
    )
    for field in _LISTS:
        first_part, second_part = _divide(getattr(row, field), border)
        if field == "units" and share_units:
            first_part = second_part = getattr(row, field)
        setattr(row, field, first_part)
        setattr(second, field, second_part)
    if is_printed and row.span_start is not None:
        row.span_end = row.span_start + len(head)
    row.text, row.state = head, RowState.PROPOSED
    return second


def _divide(
    entries: Iterable[dict[str, Any]], border: int | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    first: list[dict[str, Any]] = []
    second: list[dict[str, Any]] = []
    for entry in entries:
        behind = border is not None and entry["span"] and entry["span"][0] >= border
        (second if behind else first).append(entry)
    return first, second


def _record(
    row: DraftRow,
    second: DraftRow,
    before: dict[str, Any],
    *,
    actor: Person,
    as_of: datetime,
) -> None:
    after = [snapshot_of(row), snapshot_of(second)]
    for part in (row, second):
        record_correction(
            row.draft_id,
            part,
            CorrectionKind.SPLIT,
            before=before,
            after=after,
            actor=actor,
            as_of=as_of,
        )
