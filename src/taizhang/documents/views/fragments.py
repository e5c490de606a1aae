"""Parts of the review page that are drawn again after a correction (核对页的片段)."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone

from taizhang.accounts.access import actor_of

from ..domain.errors import DocumentError, FieldValueError
from ..domain.queries.marking import Span
from ..domain.queries.pages import touched_pages
from ..domain.queries.review import Review, marks_of
from ..models import Draft, DraftRow
from ..permissions import may_correct, may_restore
from ..registry import review_steps
from .sides import window_of

LIST = "documents/parts/rows.html"
ROW = "documents/parts/row.html"


def find_draft(pk: int) -> Draft:
    """The draft with what its head shows, without the whole text of its source."""
    drafts = Draft.objects.select_related("source__uploaded_by", "region", "confirmed_by")
    return get_object_or_404(drafts.defer("source__text", "source__reading"), pk=pk)


def find_row(pk: int) -> DraftRow:
    """A row with its draft."""
    return get_object_or_404(DraftRow.objects.select_related("draft"), pk=pk)


def review_context(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    """What all templates of the page need."""
    person = actor_of(request)
    return {
        "draft": draft,
        "review": Review(draft, on=timezone.localdate()),
        "may_correct": may_correct(person, draft),
        "may_restore": may_restore(person, draft),
        "steps": review_steps(person, draft),
    }


def spans_of(*rows: DraftRow) -> list[Span]:
    """Where rows and their entries stand in the text."""
    return [(mark.start, mark.end) for mark in marks_of(rows)]


def answer_row(
    request: HttpRequest,
    row: DraftRow,
    *,
    spans: Sequence[Span] = (),
    with_findings: bool = False,
    error: DocumentError | None = None,
) -> HttpResponse:
    """One row drawn again, with the figures in the head and the paragraphs it stands in.

    `with_findings` where its units changed: what the linter says of them goes with them.
    """
    context = review_context(request, find_draft(row.draft_id))
    shown = next((each for each in context["review"].rows if each.row.pk == row.pk), None)
    if shown is None or not shown.is_live:
        return answer_list(request, row.draft_id, error=error)
    context |= {"shown": shown, "error": error.message if error else ""}
    context["with_findings"] = with_findings
    html = render_to_string(ROW, context, request)
    return _answer(request, html, context, [*spans, *spans_of(shown.row)], error)


def answer_list(
    request: HttpRequest,
    draft_id: int,
    *,
    spans: Sequence[Span] = (),
    focus: DraftRow | None = None,
    error: DocumentError | None = None,
) -> HttpResponse:
    """All rows drawn again; afterwards `focus` is the current one."""
    context = review_context(request, find_draft(draft_id))
    context["error"] = error.message if error else ""
    response = _answer(request, render_to_string(LIST, context, request), context, spans, error)
    response["HX-Retarget"] = "#rows"
    response["HX-Reswap"] = "outerHTML"
    if focus is not None:
        response["HX-Trigger-After-Settle"] = json.dumps({"review:focus": {"row": focus.pk}})
    return response


def _answer(
    request: HttpRequest,
    html: str,
    context: dict[str, Any],
    spans: Iterable[Span],
    error: DocumentError | None,
) -> HttpResponse:
    extra = {**context, **_original(request, context["review"], list(spans)), "oob": True}
    html += render_to_string("documents/parts/beside.html", extra, request)
    return HttpResponse(html, status=status_of(error) if error else 200)


def _original(request: HttpRequest, review: Review, spans: Sequence[Span]) -> dict[str, Any]:
    """What is drawn again of the original: pages or paragraphs, whichever are on the screen."""
    window = window_of(request, review)
    if window is not None:
        return {"pages": touched_pages(window, spans)}
    return {"paragraphs": review.paragraphs_in(spans)}


def status_of(error: DocumentError) -> int:
    """422 for a value that does not fit, 409 for a state that does not."""
    return 422 if isinstance(error, FieldValueError) else 409
