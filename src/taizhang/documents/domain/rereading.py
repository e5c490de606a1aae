"""Reading a document anew after its date of issue or level was corrected (重新识读)."""

from typing import Any

from ..enums import ReadingState, RowKind, RowState
from ..models import Correction, Draft, DraftRow, Source
from .errors import ReadingStateError
from .proposing import propose_rows, reading_of, row_values
from .reading import decode_source, extract_text

Json = dict[str, Any]
OFFERED_FIELDS = ("units", "targets", "deadlines")


def reread_draft(draft: Draft) -> None:
    """Read the document of a locked draft with its own date of issue and level.

    While nobody accepted or changed a row, the rows are replaced. Otherwise every row stays, and
    what reads differently than at first is kept as the row's `offer`.

    Raises:
        ReadingStateError: the text no longer splits into the same documents.
    """
    document = _read_document(draft)
    if _is_untouched(draft):
        draft.rows.all().delete()
        DraftRow.objects.bulk_create(propose_rows(draft, document), batch_size=500)
        draft.reading |= reading_of(document)
        draft.save(update_fields=["reading"])
    else:
        _offer(draft, document)


def _read_document(draft: Draft) -> Json:
    source = Source.objects.select_related("file").get(pk=draft.source_id)
    if source.state != ReadingState.READ:
        raise ReadingStateError("文件正在重新识读，请等它完成后再改成文日期或层级。")
    decoded = decode_source(source)
    extraction = extract_text(source, decoded, issued=draft.issued, level=draft.level)
    for document in extraction["documents"]:
        if document["span"] == [draft.span_start, draft.span_end]:
            found: Json = document
            return found
    raise ReadingStateError(
        "重新识读后文件的划分与原来不同，无法对应到这份草稿。请撤回修改，或重新识读整个原件。"
    )


def _is_untouched(draft: Draft) -> bool:
    decided = draft.rows.exclude(state=RowState.PROPOSED).exists()
    return not decided and not Correction.objects.filter(draft=draft, row__isnull=False).exists()


def _offer(draft: Draft, document: Json) -> None:
    parts = {tuple(part["span"]): part for part in [*document["items"], *document["duties"]]}
    rows = list(draft.rows.exclude(kind=RowKind.ADDED).exclude(first={}))
    for row in rows:
        row.offer = _difference(row, parts.get(tuple(row.first["span"])))
        row.version += 1
    DraftRow.objects.bulk_update(rows, ["offer", "version"], batch_size=500)


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
