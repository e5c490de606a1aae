"""Reading a document anew after its date of issue or level was corrected (重新识读)."""

from typing import Any

from django.utils.translation import gettext as _

from ..enums import ReadingState, RowState
from ..models import Correction, Draft, DraftRow, Source
from .errors import ReadingStateError
from .proposing import ROW_FIELDS, documents_of, propose_rows, reading_of, row_values
from .reading import decode_source, extract_text

Json = dict[str, Any]
OFFERED_FIELDS = ("units", "targets", "deadlines")


def reread_draft(draft: Draft) -> None:
    """Read the document of a locked draft with its own date of issue and level.

    Rows that nobody accepted or changed say what is read now. A row that somebody decided on
    stays as it is, and what reads differently than at first is kept as its `offer`.

    Raises:
        ReadingStateError: the text no longer splits into the same documents.
    """
    document = _read_document(draft)
    rows, touched = list(draft.rows.all()), _touched_rows(draft)
    if touched:
        _read_rows_anew(rows, touched, document)
    else:
        draft.rows.all().delete()
        DraftRow.objects.bulk_create(propose_rows(draft, document), batch_size=500)
    draft.reading |= reading_of(document)
    draft.save(update_fields=["reading"])


def _read_document(draft: Draft) -> Json:
    source = Source.objects.select_related("file").get(pk=draft.source_id)
    if source.state != ReadingState.READ:
        raise ReadingStateError(_("文件正在重新识读，请等它完成后再改成文日期或层级。"))
    decoded = decode_source(source)
    extraction = extract_text(source, decoded, issued=draft.issued, level=draft.level)
    for document in documents_of(extraction):
        if document["span"] == [draft.span_start, draft.span_end]:
            return document
    raise ReadingStateError(
        _("重新识读后文件的划分与原来不同，无法对应到这份草稿。请撤回修改，或重新识读整个原件。")
    )


def _touched_rows(draft: Draft) -> set[int]:
    """The rows that somebody accepted, dropped, added or changed."""
    decided = draft.rows.exclude(state=RowState.PROPOSED).values_list("pk", flat=True)
    changed = Correction.objects.filter(draft=draft, row__isnull=False)
    return {*decided, *changed.values_list("row_id", flat=True)}


def _read_rows_anew(rows: list[DraftRow], touched: set[int], document: Json) -> None:
    parts = {tuple(part["span"]): part for part in [*document["items"], *document["duties"]]}
    readable = [row for row in rows if row.first]  # not those added by hand
    for row in readable:
        part = parts.get(tuple(row.first["span"]))
        if row.pk in touched:
            row.offer = _difference(row, part)
        elif part is not None:
            row.first = part
            for field, value in row_values(part).items():
                setattr(row, field, value)
        row.version += 1
    fields = ["first", *ROW_FIELDS, "offer", "version"]
    DraftRow.objects.bulk_update(readable, fields, batch_size=200)


def _difference(row: DraftRow, part: Json | None) -> Json | None:
    """The fields that read otherwise than at first and than the row says now."""
    if part is None:
        return None
    new, first = row_values(part), row_values(row.first)
    offer = {
        field: new[field]
        for field in OFFERED_FIELDS
        if new[field] not in (first[field], getattr(row, field))
    }
    return offer or None
