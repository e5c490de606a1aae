"""What is and was public, for those who look after it (公开目录)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from taizhang.documents.enums import DraftState
from taizhang.documents.models import Draft
from taizhang.indicators.models import IndicatorVersion
from taizhang.ledger.models import TaskVersion

from ...enums import PublicKind
from ...models import PublicMark
from .public_indicators import public_indicators
from .public_tasks import public_tasks


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A mark with what it is on (公开目录的一行). `code`: number or code; `is_due`: the words have
    changed since the review; `open_url`: where anybody reads it; `review_url`: where it is
    reviewed."""

    mark: PublicMark
    title: str
    code: str
    is_due: bool
    open_url: str
    review_url: str


def current_marks(kind: str = "") -> QuerySet[PublicMark]:
    """What is public, the latest first."""
    return _of_kind(PublicMark.objects.at(None), kind).order_by("-since", "-id")


def ended_marks(kind: str = "") -> QuerySet[PublicMark]:
    """What was public once, the latest withdrawn first."""
    return _of_kind(PublicMark.objects.exclude(until=None), kind).order_by("-until", "-id")


def _of_kind(marks: QuerySet[PublicMark], kind: str) -> QuerySet[PublicMark]:
    people = marks.select_related("marked_by", "withdrawn_by")
    return people.filter(kind=kind) if kind else people


def rows_of(marks: Iterable[PublicMark]) -> list[MarkRow]:
    """The marks with their things: a constant number of queries."""
    marks = list(marks)
    ids = {kind: [m.subject_id for m in marks if m.kind == kind] for kind in PublicKind}
    names = {
        PublicKind.DOCUMENT: _documents(ids[PublicKind.DOCUMENT]),
        PublicKind.TASK: _tasks(ids[PublicKind.TASK]),
        PublicKind.INDICATOR: _indicators(ids[PublicKind.INDICATOR]),
    }
    due = {
        PublicKind.DOCUMENT: set[int](),
        PublicKind.TASK: {t.id for t in public_tasks(ids[PublicKind.TASK]) if t.is_changed},
        PublicKind.INDICATOR: {
            each.id for each in public_indicators(ids[PublicKind.INDICATOR]) if each.is_changed
        },
    }
    return [_row(mark, names[PublicKind(mark.kind)], due[PublicKind(mark.kind)]) for mark in marks]


def _row(mark: PublicMark, names: Mapping[int, tuple[str, str]], due: set[int]) -> MarkRow:
    code, title = names[mark.subject_id]
    return MarkRow(
        mark,
        title,
        code,
        mark.until is None and mark.subject_id in due,
        reverse(f"reporting:open-{mark.kind}", args=[code]),
        reverse(f"reporting:public-{mark.kind}", args=[code]),
    )


def _documents(ids: list[int]) -> dict[int, tuple[str, str]]:
    rows = Draft.objects.filter(pk__in=ids).values_list("pk", "title")
    return {pk: (str(pk), title) for pk, title in rows}


def _tasks(ids: list[int]) -> dict[int, tuple[str, str]]:
    rows = TaskVersion.objects.at(None).filter(task__in=ids).values_list("task_id", "title")
    return {pk: (f"T{pk:06d}", title) for pk, title in rows}


def _indicators(ids: list[int]) -> dict[int, tuple[str, str]]:
    versions = IndicatorVersion.objects.at(None).filter(indicator__in=ids)
    rows = versions.values_list("indicator_id", "indicator__code", "name")
    return {pk: (code, name) for pk, code, name in rows}


def documents_to_publish() -> QuerySet[Draft]:
    """Confirmed documents, the latest issued first."""
    return Draft.objects.filter(state=DraftState.CONFIRMED).order_by("-issued", "-id")
