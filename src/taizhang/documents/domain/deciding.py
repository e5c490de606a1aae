"""Deciding on rows (核对、删除、恢复)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ..enums import CorrectionKind, RowState
from ..models import Correction, Draft, DraftRow
from .errors import RowStateError
from .locking import lock_row, lock_rows, record_correction, save_row


def accept_row(row: DraftRow, version: int, *, actor: Person, as_of: datetime) -> DraftRow:
    """Say that a row is right as it stands.

    Raises:
        RowStateError: it is dropped. StaleRowError, ClosedDraftError: nothing was changed.
    """
    return accept_rows(row.draft, [(row.pk, version)], actor=actor, as_of=as_of)[0]


def accept_rows(
    draft: Draft, seen: Sequence[tuple[int, int]], *, actor: Person, as_of: datetime
) -> list[DraftRow]:
    """Accept the rows named by (id, version as seen), all or none.

    Raises:
        RowStateError: one is dropped. StaleRowError, ClosedDraftError: nothing was changed.
    """
    with transaction.atomic():
        rows = lock_rows(draft.pk, seen, actor=actor)
        if any(row.state == RowState.DROPPED for row in rows):
            raise RowStateError(_("已经删除的行不能核对。需要时请先恢复。"))
        changed = [row for row in rows if row.state == RowState.PROPOSED]
        for row in changed:
            row.state, row.version = RowState.ACCEPTED, row.version + 1
        DraftRow.objects.bulk_update(changed, ["state", "version"], batch_size=500)
        Correction.objects.bulk_create(
            Correction(
                draft=draft,
                row=row,
                kind=CorrectionKind.ACCEPT,
                field="state",
                before=RowState.PROPOSED,
                after=RowState.ACCEPTED,
                actor=actor,
                corrected_at=as_of,
            )
            for row in changed
        )
    return rows


def drop_row(row: DraftRow, version: int, *, actor: Person, as_of: datetime) -> DraftRow:
    """Take a row out of the draft; it stays listed and can be restored.

    Raises:
        RowStateError: it is dropped already. StaleRowError, ClosedDraftError: as they say.
    """
    return _set_state(row, version, RowState.DROPPED, CorrectionKind.DROP, actor, as_of)


def restore_row(row: DraftRow, version: int, *, actor: Person, as_of: datetime) -> DraftRow:
    """Put a dropped row back, or take back that a row was accepted: it is to be checked again.

    Raises:
        RowStateError: it waits to be checked anyway, or lives on in another row after a merge.
        StaleRowError, ClosedDraftError: as they say.
    """
    return _set_state(row, version, RowState.PROPOSED, CorrectionKind.RESTORE, actor, as_of)


def _set_state(
    row: DraftRow,
    version: int,
    state: RowState,
    kind: CorrectionKind,
    actor: Person,
    as_of: datetime,
) -> DraftRow:
    with transaction.atomic():
        row = lock_row(row, version, actor=actor)
        if row.merged_into_id is not None:
            raise RowStateError(
                _("这一行已经并入另一行，不能单独恢复。需要时请拆分合并后的那一行。")
            )
        if row.state == state:
            raise RowStateError(_("这一行现在就是“%(label)s”，不必重复。") % {"label": state.label})
        before, row.state = row.state, state
        save_row(row, "state")
        record_correction(
            row.draft_id,
            row,
            kind,
            field="state",
            before=before,
            after=state.value,
            actor=actor,
            as_of=as_of,
        )
    return row
