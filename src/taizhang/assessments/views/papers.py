"""Papers of a run (通知书和名单): all letters as one archive, the final list."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import only
from taizhang.documents.domain.storing import open_file
from taizhang.documents.models import StoredFile

from ..domain.errors import RunError, RunNotAllowedError
from ..domain.letters.files import ZIP
from ..domain.letters.issuing import request_letters
from ..domain.lists.making import FORMATS, request_list
from ..models import LetterSet
from ..permissions import may_read_runs
from .paper_page import PaperPage


@require_safe
@only(may_read_runs)
def show_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """The letters of every revision, and the final list."""
    page = PaperPage(request, pk, now=timezone.now())
    return render(request, "assessments/papers.html", {"page": page})


@require_safe
@only(may_read_runs)
def show_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Where they stand, as a part of the page; it asks again while something is being written."""
    page = PaperPage(request, pk, now=timezone.now())
    return render(request, "assessments/parts/papers.html", {"page": page})


@require_safe
@only(may_read_runs)
def download_letters(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The kept archive; back to the page where there is none yet."""
    page = PaperPage(request, pk, now=timezone.now())
    revision = page.revision(number)
    issued = LetterSet.objects.filter(revision=revision).select_related("archive").first()
    if issued is None or issued.archive is None:
        messages.error(request, _("这一轮的通知书还没有打包，生成以后才能下载。"))
        return redirect("assessments:papers", pk)
    name = _("%(title)s 第%(number)s轮通知书.zip")
    words = {"title": page.run.title, "number": revision.number}
    return _attached(issued.archive, ZIP, name % words)


@require_safe
@only(may_read_runs)
def download_list(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The kept list; 404 for a kind that there is not, back to the page where there is none."""
    page = PaperPage(request, pk, now=timezone.now())
    if kind not in FORMATS:
        raise Http404
    kept: StoredFile | None = getattr(page.final_list, kind, None)
    if kept is None:
        messages.error(request, _("结果名单还没有生成，结果确定以后才有。"))
        return redirect("assessments:papers", pk)
    suffix, media_type = FORMATS[kind]
    name = _("%(title)s 结果名单") % {"title": page.run.title}
    return _attached(kept, media_type, f"{name}{suffix}")


@require_POST
@only(may_read_runs)
def write_letters(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Have the letters written again."""
    page = PaperPage(request, pk, now=timezone.now())
    revision = page.revision(number)
    return _asked(page, lambda: request_letters(revision, actor=page.person, at=page.now))


@require_POST
@only(may_read_runs)
def write_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the final list written again."""
    page = PaperPage(request, pk, now=timezone.now())
    return _asked(page, lambda: request_list(page.run, actor=page.person, at=page.now))


def _asked(page: PaperPage, ask: Callable[[], object]) -> HttpResponse:
    try:
        ask()
    except RunNotAllowedError as error:
        raise PermissionDenied(error.message) from error
    except RunError as error:  # somebody was faster
        messages.info(page.request, error.message)
    return redirect("assessments:papers", page.run.pk)


def _attached(kept: StoredFile, media_type: str, name: str) -> FileResponse:
    file = open_file(kept)
    return FileResponse(file, content_type=media_type, as_attachment=True, filename=name)
