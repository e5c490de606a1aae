"""Who holds what while a draft is corrected: every correction locks the draft, then its row."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import Person

from ..enums import CorrectionKind, DraftState
from ..models import Correction, Draft, DraftRow
from ..permissions import may_upload
from .errors import ClosedDraftError, StaleRowError

_CLOSED = {
    DraftState.CONFIRMED: gettext_lazy(
        "这份文件已经入账，字段不能再改。请到台账里用相应的操作更正任务。"
    ),
    DraftState.DISCARDED: gettext_lazy("这份草稿已经弃用，不能再改。需要时请先恢复草稿。"),
}


def lock_open_draft(draft_id: int, *, actor: Person) -> Draft:
    """The draft, locked until the end of the transaction.

    Raises:
        PermissionDenied: the actor may not correct drafts.
        ClosedDraftError: it is confirmed or discarded.
    """
    if not may_upload(actor):
        raise PermissionDenied
    draft = Draft.objects.select_for_update().get(pk=draft_id)
    if draft.state != DraftState.OPEN:
        raise ClosedDraftError(_CLOSED[DraftState(draft.state)])
    return draft


def lock_row(row: DraftRow, version: int, *, actor: Person) -> DraftRow:
    """The row as it is now, its draft locked.

    Raises:
        StaleRowError: it is no longer the version the actor saw.
    """
    return lock_rows(row.draft_id, [(row.pk, version)], actor=actor)[0]


def lock_rows(draft_id: int, seen: Iterable[tuple[int, int]], *, actor: Person) -> list[DraftRow]:
    """The rows named by (id, version as seen), in this order, their draft locked.

    Raises:
        StaleRowError: one of them was changed since, or is gone.
    """
    lock_open_draft(draft_id, actor=actor)
    versions = dict(seen)
    rows = DraftRow.objects.filter(draft=draft_id).in_bulk(versions)
    for pk, version in versions.items():
        if pk not in rows:
            raise StaleRowError(
                _("这一行已经不在草稿里（文件被重新识读过），修改没有保存。请刷新页面。")
            )
        if rows[pk].version != version:
            raise StaleRowError(_stale_sentence(rows[pk]))
    return [rows[pk] for pk in versions]


def save_row(row: DraftRow, *fields: str) -> None:
    """Write the fields of a locked row as its next version."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def record_correction(
    draft_id: int,
    row: DraftRow | None,
    kind: CorrectionKind,
    *,
    before: Any,
    after: Any,
    actor: Person,
    as_of: datetime,
    field: str = "",
) -> None:
    """Keep who changed what, from what, to what."""
    Correction.objects.create(
        draft_id=draft_id,
        row=row,
        kind=kind,
        field=field,
        before=before,
        after=after,
        actor=actor,
        corrected_at=as_of,
    )


def _stale_sentence(row: DraftRow) -> str:
    last = row.corrections.select_related("actor").last()
    if last is None:
        return _("这一行刚才已被改过，您的修改没有保存。请看最新内容后再改。")
    moment = timezone.localtime(last.corrected_at).strftime("%H:%M")
    return _(
        "“%(heading)s”刚才（%(moment)s）已由%(name)s改过，您的修改没有保存。请看最新内容后再改。"
    ) % {"heading": row.heading, "moment": moment, "name": last.actor.name}
