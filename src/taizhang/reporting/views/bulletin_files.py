"""The files of a bulletin (通报下载): as issued, or of the draft."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from taizhang.accounts.access import only
from taizhang.documents.domain.storing import open_file
from taizhang.documents.models import StoredFile
from taizhang.papers.official import PdfError

from ..domain.bulletins.files import FORMATS
from ..domain.bulletins.rebuilding import printed_of
from ..models import Bulletin
from ..permissions import may_list_bulletins
from .bulletin_page import BulletinPage


@require_safe
@only(may_list_bulletins)
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The kept bytes; a draft is written anew. 404 for a file that there is not."""
    page = BulletinPage(request, pk, now=timezone.now())
    if kind not in FORMATS:
        raise Http404
    bulletin, form = page.bulletin, FORMATS[kind]
    name = f"{bulletin.title}{'' if bulletin.number else '（稿）'}{form.suffix}"
    kept: StoredFile | None = getattr(bulletin, kind)
    if kept is not None:
        file = open_file(kept)
        return FileResponse(file, content_type=form.media_type, as_attachment=True, filename=name)
    if not page.is_draft:
        raise Http404
    try:
        return _written(bulletin, kind, name)
    except PdfError as error:
        messages.error(request, str(error))
        return redirect(bulletin)


def _written(bulletin: Bulletin, kind: str, name: str) -> HttpResponse:
    form = FORMATS[kind]
    answer = HttpResponse(form.write(printed_of(bulletin)), content_type=form.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer
