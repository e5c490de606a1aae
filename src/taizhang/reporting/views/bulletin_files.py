"""The files of a bulletin (通报下载): as issued, or of the draft; the PDF and where it stands."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import only
from taizhang.documents.domain.storing import open_file
from taizhang.documents.models import StoredFile

from ..domain.bulletins.drawing import request_pdf
from ..domain.bulletins.rebuilding import printed_of
from ..domain.errors import BulletinNotAllowedError, BulletinStateError
from ..domain.papers.files import FORMATS, Format
from ..permissions import may_list_bulletins
from .bulletin_page import BulletinPage


@require_safe
@only(may_list_bulletins)
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The kept bytes; of a draft Word and the annex are written anew. 404 for a kind that there
    is not; back to the page where there is no PDF yet."""
    page = BulletinPage(request, pk, now=timezone.now())
    if kind not in FORMATS:
        raise Http404
    form = FORMATS[kind]
    name = f"{page.bulletin.title}{'' if page.bulletin.number else '（稿）'}{form.suffix}"
    kept: StoredFile | None = getattr(page.bulletin, kind)
    if kept is not None:
        file = open_file(kept)
        return FileResponse(file, content_type=form.media_type, as_attachment=True, filename=name)
    if kind != "pdf":
        return _attached(form.write(printed_of(page.bulletin)), form, name)
    if page.draft_pdf is None:
        messages.error(request, _("这份通报还没有 PDF，生成以后才能下载。"))
        return redirect(page.bulletin)
    return _attached(page.draft_pdf, form, name)


@require_safe
@only(may_list_bulletins)
def show_pdf_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the PDF stands, as a part of the page; it asks again while it is being drawn."""
    page = BulletinPage(request, pk, now=timezone.now())
    return render(request, "reporting/parts/bulletin_pdf.html", {"page": page})


@require_POST
@only(may_list_bulletins)
def ask_for_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the PDF drawn."""
    page = BulletinPage(request, pk, now=timezone.now())
    try:
        request_pdf(page.bulletin, actor=page.person, as_of=page.now)
    except BulletinNotAllowedError as error:
        raise PermissionDenied(error.message) from error
    except BulletinStateError as error:  # somebody was faster
        messages.info(request, error.message)
    return redirect(page.bulletin)


def _attached(data: bytes, form: Format, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=form.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer
