"""Correcting what a draft says of its document (更正文件信息), and putting a draft aside."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import Person
from taizhang.organisations.enums import Level

from ..enums import CorrectionKind, DraftState
from ..models import Draft
from ..permissions import may_upload
from .errors import ClosedDraftError, FieldValueError, StaleRowError
from .locking import lock_open_draft, record_correction
from .proposing import region_of
from .rereading import reread_draft
from .values import clean_date

_LABELS = {
    "title": gettext_lazy("标题"),
    "issuer": gettext_lazy("发文机关"),
    "document_number": gettext_lazy("文号"),
    "issued": gettext_lazy("成文日期"),
    "effective_until": gettext_lazy("有效期至"),
    "jurisdiction": gettext_lazy("适用地区"),
    "level": gettext_lazy("层级"),
}
_DATES = frozenset({"issued", "effective_until"})
_READ_ANEW = frozenset({"issued", "level"})  # dates and unit names hang on these


def edit_draft(
    draft: Draft, field: str, value: Any, *, was: Any, actor: Person, as_of: datetime
) -> Draft:
    """Correct one field of a draft; see `edit_draft_fields`."""
    return edit_draft_fields(draft, {field: value}, was={field: was}, actor=actor, as_of=as_of)


def edit_draft_fields(
    draft: Draft,
    values: Mapping[str, Any],
    *,
    was: Mapping[str, Any],
    actor: Person,
    as_of: datetime,
) -> Draft:
    """Correct fields of a draft, all or none; `was` are the values the actor saw.

    A new date of issue or level reads the document anew: untouched rows are replaced; where rows
    were accepted or corrected, what reads differently is offered row by row.

    Raises:
        StaleRowError: a field is no longer what the actor saw.
        ClosedDraftError, FieldValueError, ReadingStateError: nothing was changed.
    """
    with transaction.atomic():
        draft = lock_open_draft(draft.pk, actor=actor)
        changes = {
            field: after
            for field, value in values.items()
            if (after := _clean(field, value)) != _expect(draft, field, was[field])
        }
        for field, after in changes.items():
            _change(draft, field, after, actor=actor, as_of=as_of)
        if changes:
            draft.save(update_fields=[*changes, "region"])
        if not _READ_ANEW.isdisjoint(changes):
            reread_draft(draft)
    return draft


def discard_draft(draft: Draft, *, actor: Person, as_of: datetime) -> Draft:
    """Put a draft aside that shall not become tasks (弃用); it can be restored.

    Raises:
        ClosedDraftError: it is confirmed, or put aside already.
    """
    with transaction.atomic():
        draft = lock_open_draft(draft.pk, actor=actor)
        return _set_state(draft, DraftState.DISCARDED, CorrectionKind.DROP, actor, as_of)


def restore_draft(draft: Draft, *, actor: Person, as_of: datetime) -> Draft:
    """Take a draft up again that was put aside (恢复).

    Raises:
        ClosedDraftError: it was not put aside.
    """
    if not may_upload(actor):
        raise PermissionDenied
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=draft.pk)
        if draft.state != DraftState.DISCARDED:
            raise ClosedDraftError(_("这份草稿没有弃用，不需要恢复。"))
        return _set_state(draft, DraftState.OPEN, CorrectionKind.RESTORE, actor, as_of)


def _set_state(
    draft: Draft, state: DraftState, kind: CorrectionKind, actor: Person, as_of: datetime
) -> Draft:
    before, draft.state = draft.state, state
    draft.save(update_fields=["state"])
    record_correction(
        draft.pk,
        None,
        kind,
        field="state",
        before=before,
        after=state.value,
        actor=actor,
        as_of=as_of,
    )
    return draft


def _expect(draft: Draft, field: str, was: Any) -> str | None:
    """The field's value now, which must be what the actor saw."""
    now = _plain(getattr(draft, field))
    if now != _clean(field, was):
        raise StaleRowError(
            _("%(label)s刚才已被改为“%(now)s”，您的修改没有保存。请看最新内容后再改。")
            % {"label": _LABELS[field], "now": now or _("空")}
        )
    return now


def _change(draft: Draft, field: str, after: str | None, *, actor: Person, as_of: datetime) -> None:
    record_correction(
        draft.pk,
        None,
        CorrectionKind.EDIT,
        field=field,
        before=_plain(getattr(draft, field)),
        after=after,
        actor=actor,
        as_of=as_of,
    )
    setattr(draft, field, date.fromisoformat(after) if after and field in _DATES else after)
    if field in ("jurisdiction", "level"):
        draft.region = region_of(draft.jurisdiction, draft.level)


def _plain(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date) else value


def _clean(field: str, value: Any) -> str | None:
    if field not in _LABELS:
        raise FieldValueError(field, _("没有名为“%(field)s”的字段。") % {"field": field})
    if field in _DATES:
        return clean_date(field, str(_LABELS[field]), value)
    text = " ".join((value or "").replace("\0", "").split())
    if field == "level" and text and text not in Level.values:
        raise FieldValueError(field, _("层级“%(text)s”不认识，请从列表中选。") % {"text": text})
    longest = Draft._meta.get_field(field).max_length  # type: ignore[union-attr]
    if longest and len(text) > longest:
        raise FieldValueError(
            field,
            _("%(label)s有 %(length)s 个字，最多 %(longest)s 个，请缩短。")
            % {"label": _LABELS[field], "length": len(text), "longest": longest},
        )
    return text
