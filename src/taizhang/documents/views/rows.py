"""What is done to single rows on the review page: one address an act."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.accounts.access import actor_of, only

from ..domain import reviewing
from ..domain.errors import DocumentError, FieldValueError
from ..domain.merging import next_row
from ..domain.queries.cuts import cuts_of
from ..enums import Operator, UnitRole
from ..forms import RowForm, SpanForm, SplitForm, VersionForm
from ..forms.rows import values_of
from ..models import Draft, DraftRow
from ..permissions import may_read_documents, may_upload
from .fragments import answer_list, answer_row, find_row, spans_of, status_of

Act = Callable[..., DraftRow]


@require_safe
@only(may_read_documents)
def row(request: HttpRequest, pk: int) -> HttpResponse:
    """One row as it is now (also: leave the form without saving)."""
    return answer_row(request, find_row(pk))


@require_http_methods(["GET", "POST"])
@only(may_upload)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a row; posted, the corrected row."""
    found = find_row(pk)
    if request.method == "GET":
        return _row_form(request, found, RowForm(request.GET))
    form, before = RowForm(request.POST), spans_of(found)
    if not form.is_valid():
        return _row_form(request, found, form, error=_no_version())
    try:
        changed = reviewing.edit_row_fields(
            found, form.values, form.cleaned_data["version"], **_by(request)
        )
    except FieldValueError as error:
        return _row_form(request, found, form, error=error)
    except DocumentError as error:
        return answer_row(request, found, error=error)
    renamed = changed.units != found.units
    return answer_row(request, changed, spans=before, with_findings=renamed)


@require_http_methods(["GET", "POST"])
@only(may_upload)
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Where to split a row or whether to merge it; posted, the two parts."""
    found = find_row(pk)
    form = SplitForm(request.POST)
    if request.method == "GET":
        return _split_form(request, found)
    if not form.is_valid():
        return _split_form(request, found, error=FieldValueError("at", form.sentence))
    spans = spans_of(found)
    try:
        first, _second = reviewing.split_row(found, **form.cleaned_data, **_by(request))
    except DocumentError as error:
        return answer_row(request, found, error=error)
    return answer_list(request, found.draft_id, spans=spans, focus=first)


@require_POST
@only(may_upload)
def merge(request: HttpRequest, pk: int, second_pk: int) -> HttpResponse:
    """Merge a row with the one behind it."""
    first, second = find_row(pk), get_object_or_404(DraftRow, pk=second_pk)
    spans = spans_of(first, second)
    try:
        versions = int(request.POST.get("version", 0)), int(request.POST.get("second_version", 0))
        merged = reviewing.merge_rows(first, second, versions, **_by(request))
    except DocumentError as error:
        return answer_row(request, first, error=error)
    except ValueError:
        return answer_row(request, first, error=_no_version())
    return answer_list(request, first.draft_id, spans=[*spans, *spans_of(merged)], focus=merged)


@require_POST
@only(may_upload)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """The row is right."""
    return _act(request, pk, reviewing.accept_row)


@require_POST
@only(may_upload)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """The row is to be checked again."""
    return _act(request, pk, reviewing.restore_row)


@require_POST
@only(may_upload)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the row out."""
    return _act(request, pk, reviewing.drop_row, is_list=True)


@require_POST
@only(may_upload)
def restore_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a dropped row back."""
    return _act(request, pk, reviewing.restore_row, is_list=True)


@require_POST
@only(may_upload)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what the new reading offers."""
    return _act(request, pk, reviewing.take_offer)


@require_POST
@only(may_upload)
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the row as it is."""
    return _act(request, pk, reviewing.decline_offer)


@require_POST
@only(may_upload)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a row to a draft, from the passage selected in the text or from a title."""
    draft = get_object_or_404(Draft, pk=pk)
    form = SpanForm(request.POST)
    try:
        if not form.is_valid():
            raise FieldValueError("span", _("选中的位置不对，请在原文里重新选择文字。"))
        added = reviewing.add_row(
            draft, span=form.span, title=form.cleaned_data["title"], **_by(request)
        )
    except DocumentError as error:
        return answer_list(request, pk, error=error)
    return answer_list(request, pk, spans=spans_of(added), focus=added)


@require_POST
@only(may_upload)
def accept_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept all rows in the versions that the page shows ("12:3" is row 12, version 3)."""
    draft = get_object_or_404(Draft, pk=pk)
    try:
        pairs = (each.split(":") for each in request.POST.getlist("row"))
        seen = [(int(row_id), int(version)) for row_id, version in pairs]
        reviewing.accept_rows(draft, seen, **_by(request))
    except DocumentError as error:
        return answer_list(request, pk, error=error)
    except ValueError:
        return answer_list(request, pk, error=_no_version())
    return answer_list(request, pk)


def _act(request: HttpRequest, pk: int, act: Act, *, is_list: bool = False) -> HttpResponse:
    found = find_row(pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return answer_row(request, found, error=_no_version())
    try:
        changed = act(found, form.cleaned_data["version"], **_by(request))
    except DocumentError as error:
        return answer_row(request, found, error=error)
    spans = spans_of(found)
    if is_list:
        return answer_list(request, found.draft_id, spans=spans, focus=next_row(changed))
    return answer_row(request, changed, spans=spans, with_findings=changed.units != found.units)


def _by(request: HttpRequest) -> dict[str, Any]:
    """Who acts, and when."""
    return {"actor": actor_of(request), "as_of": timezone.now()}


def _row_form(
    request: HttpRequest, found: DraftRow, form: RowForm, *, error: DocumentError | None = None
) -> HttpResponse:
    context = {
        "row": found,
        "values": form.values if error else values_of(found),
        "version": request.POST.get("version", found.version),
        "error": error.message if error else "",
        "roles": UnitRole.choices,
        "operators": Operator.choices,
    }
    status = status_of(error) if error else 200
    return render(request, "documents/parts/row_form.html", context, status=status)


def _split_form(
    request: HttpRequest, found: DraftRow, *, error: DocumentError | None = None
) -> HttpResponse:
    context = {
        "row": found,
        "cuts": cuts_of(found.text),
        "following": next_row(found),
        "error": error.message if error else "",
    }
    status = status_of(error) if error else 200
    return render(request, "documents/parts/split_form.html", context, status=status)


def _no_version() -> DocumentError:
    return FieldValueError("version", _("页面内容不完整，没有保存。请刷新页面后再试。"))
