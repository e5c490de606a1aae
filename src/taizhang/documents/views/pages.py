"""Pictures of the pages of a source (页面图)."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from taizhang.accounts.access import only

from ..domain.errors import DocumentError
from ..domain.picturing import page_picture
from ..models import SourcePage
from ..permissions import may_read_documents


@require_safe
@only(may_read_documents)
def picture(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """A page of the source as a picture; the browser asks again whether it may still show it."""
    pages = SourcePage.objects.select_related("source__file").defer("places", "source__text")
    page = get_object_or_404(pages, source=pk, number=number)
    etag = quote_etag(f"{page.source.file.sha256}-{number}")
    if (unchanged := get_conditional_response(request, etag=etag)) is not None:
        return unchanged
    try:
        path = page_picture(page.source, number)
    except DocumentError as error:
        return HttpResponse(error.message, status=409, content_type="text/plain; charset=utf-8")
    response = FileResponse(path.open("rb"), content_type="image/png")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response
