"""The document list and its export (文件清单)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from ...enums import ReadingState, RowKind, RowState
from ...models import Draft, DraftRow, Source

DOCUMENT_COLUMNS = (
    "编号",
    "标题",
    "文号",
    "发文机关",
    "成文日期",
    "有效期至",
    "适用地区",
    "层级",
    "状态",
    "条目",
    "已核对",
    "文件名",
    "哈希值",
    "上传人",
    "上传时间",
    "确认人",
    "确认时间",
)


def drafts_in_list() -> "QuerySet[Draft]":
    """Drafts with `row_count` and `accepted_count` (duties and dropped rows not counted)."""
    rows = DraftRow.objects.filter(draft=OuterRef("pk")).exclude(kind=RowKind.DUTY)
    grouped = rows.exclude(state=RowState.DROPPED).order_by().values("draft")
    accepted = Count("pk", filter=Q(state=RowState.ACCEPTED))
    return (
        Draft.objects.select_related("source__uploaded_by", "source__file", "confirmed_by")
        .defer("reading", "source__text", "source__reading")
        .annotate(
            row_count=Coalesce(Subquery(grouped.annotate(n=Count("pk")).values("n")), 0),
            accepted_count=Coalesce(Subquery(grouped.annotate(n=accepted).values("n")), 0),
        )
        .order_by("-source__uploaded_at", "-source_id", "position")
    )


def sources_in_reading() -> "QuerySet[Source]":
    """Sources that have no draft yet: waiting, being read, or failed."""
    return (
        Source.objects.exclude(state=ReadingState.READ)
        .select_related("uploaded_by")
        .defer("text", "reading")
    )


def documents_rows() -> Iterator[dict[str, Any]]:
    """All documents for the export, one dictionary a document in the order of DOCUMENT_COLUMNS."""
    for draft in drafts_in_list().order_by("pk").iterator(chunk_size=1000):
        yield dict(zip(DOCUMENT_COLUMNS, _cells(draft), strict=True))


def _cells(draft: Any) -> tuple[Any, ...]:
    source = draft.source
    return (
        draft.pk,
        draft.title,
        draft.document_number,
        draft.issuer,
        draft.issued,
        draft.effective_until,
        draft.jurisdiction,
        draft.level,
        draft.get_state_display(),
        draft.row_count,
        draft.accepted_count,
        source.name,
        source.file.sha256,
        source.uploaded_by.name,
        timezone.localtime(source.uploaded_at).replace(tzinfo=None),
        draft.confirmed_by.name if draft.confirmed_by else "",
        timezone.localtime(draft.confirmed_at).replace(tzinfo=None) if draft.confirmed_at else None,
    )
