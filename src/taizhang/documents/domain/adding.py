"""Adding a row by hand (增加草稿行), from a passage of the text or from nothing."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ..enums import CorrectionKind, RowKind
from ..models import Draft, DraftRow
from .errors import FieldValueError
from .locking import lock_open_draft, record_correction
from .passages import passage_of
from .snapshots import snapshot_of
from .values import clean_title


def add_row(
    draft: Draft,
    *,
    span: tuple[int, int] | None = None,
    title: str = "",
    actor: Person,
    as_of: datetime,
) -> DraftRow:
    """Add a row; with a span its text is that passage, and it stands where the passage stands.

    Raises:
        FieldValueError: neither a title nor a passage with words, or a span outside the document.
        ClosedDraftError: the draft is no longer open.
    """
    with transaction.atomic():
        draft = lock_open_draft(draft.pk, actor=actor)
        title = clean_title(title)
        text, start, end = _passage(draft, span) if span else ("", None, None)
        if not (title or text):
            raise FieldValueError("title", _("请写任务名称，或在原文里选中一段文字再增加。"))
        row = DraftRow(
            draft=draft,
            kind=RowKind.ADDED,
            position=_make_room(draft, start),
            title=title,
            text=text,
            span_start=start,
            span_end=end,
        )
        row.save()
        record_correction(
            draft.pk,
            row,
            CorrectionKind.ADD,
            before=None,
            after=snapshot_of(row),
            actor=actor,
            as_of=as_of,
        )
    return row


def make_room_after(row: DraftRow) -> int:
    """The position right behind a row, freed by moving the later ones."""
    return _free(row.draft_id, row.position + 1)


def _passage(draft: Draft, span: tuple[int, int]) -> tuple[str, int, int]:
    """The words of a span without blanks around them."""
    start, end = span
    if not draft.span_start <= start < end <= draft.span_end:
        raise FieldValueError("span", _("选中的文字不在这份文件的原文里，请重新选择。"))
    text = passage_of(draft.source_id, start, end)
    start += len(text) - len(text.lstrip())
    return text.strip(), start, start + len(text.strip())


def _make_room(draft: Draft, start: int | None) -> int:
    rows = DraftRow.objects.filter(draft=draft)
    if start is None:
        last = rows.order_by("position").last()
        return last.position + 1 if last else 1
    before = rows.exclude(kind=RowKind.DUTY).filter(span_start__lte=start).last()
    return make_room_after(before) if before else _free(draft.pk, 1)


def _free(draft_id: int, position: int) -> int:
    DraftRow.objects.filter(draft=draft_id, position__gte=position).update(
        position=F("position") + 1
    )
    return position
