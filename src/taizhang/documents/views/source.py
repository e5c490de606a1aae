"""The page of a source file (原件): progress of its reading, its documents, the file itself."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from taizhang.accounts.access import actor_of, only

from ..domain.errors import DocumentError
from ..domain.queries.documents import drafts_in_list
from ..domain.reading import is_decided, reread_source
from ..enums import ReadingState
from ..models import Source
from ..permissions import may_read_documents, may_upload
from ..serving import file_response

_BUSY = (ReadingState.QUEUED, ReadingState.READING)


@only(may_read_documents)
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """A source file and how far its reading is."""
    return render(request, "documents/source.html", _context(request, pk))


@only(may_read_documents)
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that is polled; leads on once there is one draft to review."""
    context = _context(request, pk)
    response = render(request, "documents/parts/progress.html", context)
    drafts = context["drafts"]
    if not context["is_busy"] and len(drafts) == 1:
        response["HX-Redirect"] = reverse("documents:review", args=[drafts[0].pk])
    return response


@require_POST
@only(may_upload)
def reread(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the file again."""
    found = get_object_or_404(_sources(), pk=pk)
    try:
        reread_source(found, actor=actor_of(request), as_of=timezone.now())
    except DocumentError as error:
        messages.error(request, error.message)
    return redirect("documents:source", pk)


@only(may_read_documents)
def source_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it was uploaded, to be saved."""
    found = get_object_or_404(_sources(), pk=pk)
    return file_response(found.file, name=found.name)


def _sources() -> "QuerySet[Source]":
    return Source.objects.select_related("file", "uploaded_by").defer("text")


def _context(request: HttpRequest, pk: int) -> dict[str, Any]:
    found = get_object_or_404(_sources(), pk=pk)
    may = may_upload(actor_of(request))
    is_busy = found.state in _BUSY
    return {
        "source": found,
        "is_busy": is_busy,
        "is_failed": found.state == ReadingState.FAILED,
        "drafts": list(drafts_in_list().filter(source=found)),
        "may_reread": may and not is_busy and not is_decided(found),
    }
