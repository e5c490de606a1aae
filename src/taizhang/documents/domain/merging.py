"""Merging a row with the next one (合并草稿行)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ..enums import CorrectionKind, RowKind, RowState
from ..models import Draft, DraftRow
from .errors import RowStateError
from .locking import lock_rows, record_correction, save_row
from .passages import passage_of, printed_passage
from .snapshots import CONTENT_FIELDS, snapshot_of

_KEYS = {
    "units": ("name",),
    "targets": ("span", "indicator", "value"),
    "deadlines": ("quote", "date"),
}


def merge_rows(
    first: DraftRow,
    second: DraftRow,
    versions: tuple[int, int],
    *,
    actor: Person,
    as_of: datetime,
) -> DraftRow:
    """Merge two neighbours into the first; the second is dropped and says where it went.

    The text runs from the beginning of the first to the end of the second as printed, where both
    are as printed. A unit named in both keeps its first role.

    Raises:
        RowStateError: the rows are not neighbours, or one of them is dropped.
        StaleRowError, ClosedDraftError: nothing was changed.
    """
    with transaction.atomic():
        seen = [(first.pk, versions[0]), (second.pk, versions[1])]
        first, second = lock_rows(first.draft_id, seen, actor=actor)
        if next_row(first) != second:
            raise RowStateError(_("只能合并相邻的两行，它们中间不能有别的行。请刷新页面后再试。"))
        before = [snapshot_of(first), snapshot_of(second)]
        _join(first, second)
        save_row(first, *CONTENT_FIELDS, "state")
        second.state, second.merged_into = RowState.DROPPED, first
        save_row(second, "state", "merged_into")
        for row in (first, second):
            record_correction(
                row.draft_id,
                row,
                CorrectionKind.MERGE,
                before=before,
                after=snapshot_of(first),
                actor=actor,
                as_of=as_of,
            )
    return first


def next_row(row: DraftRow) -> DraftRow | None:
    """The next row that is not dropped and stands in the same list (items or duties)."""
    rows = DraftRow.objects.filter(draft=row.draft_id, position__gt=row.position)
    rows = rows.exclude(state=RowState.DROPPED)
    if row.kind == RowKind.DUTY:
        return rows.filter(kind=RowKind.DUTY).first()
    return rows.exclude(kind=RowKind.DUTY).first()


def _join(first: DraftRow, second: DraftRow) -> None:
    draft = Draft.objects.get(pk=first.draft_id)
    printed = all(printed_passage(draft, row) == row.text for row in (first, second))
    if printed and first.span_start is not None and (second.span_end or 0) > first.span_start:
        first.span_end = second.span_end
        first.text = passage_of(draft.source_id, first.span_start, second.span_end or 0)
    else:
        first.text = "\n".join(text for text in (first.text, second.text) if text)
    for field, keys in _KEYS.items():
        setattr(first, field, _union(getattr(first, field), getattr(second, field), keys))
    first.state = RowState.PROPOSED


def _union(
    first: list[dict[str, Any]], second: list[dict[str, Any]], keys: tuple[str, ...]
) -> list[dict[str, Any]]:
    known = [[entry[key] for key in keys] for entry in first]
    return first + [entry for entry in second if [entry[key] for key in keys] not in known]
