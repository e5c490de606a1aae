"""Letters of one subject (通知书): listed, as Word, as PDF."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import only
from taizhang.documents.domain.storing import open_file

from ..domain.errors import RunError, RunNotAllowedError
from ..domain.letters.archiving import kept_letter
from ..domain.letters.drawing import letter_of
from ..domain.letters.files import PDF, WORD, word_bytes
from ..domain.letters.issuing import request_pdf
from ..domain.letters.wording import file_name
from ..permissions import may_open_assessments
from .letter_page import LetterPage


@require_safe
@only(may_open_assessments)
def show_letters(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """The letters of a subject, one a revision."""
    page = LetterPage(request, pk, row, now=timezone.now())
    return render(request, "assessments/letters.html", {"page": page})


@require_safe
@only(may_open_assessments)
def download_word(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """The kept Word file; before it is kept the letter is written anew."""
    page = LetterPage(request, pk, row, now=timezone.now())
    try:
        data = kept_letter(page.row) or word_bytes(letter_of(page.row))
    except RunError as error:
        messages.error(request, error.message)
        return redirect("assessments:letter", pk, row)
    answer = HttpResponse(data, content_type=WORD)
    answer["Content-Disposition"] = content_disposition_header(True, _name(page, ".docx")) or ""
    return answer


@require_safe
@only(may_open_assessments)
def download_pdf(request: HttpRequest, pk: int, row: int) -> HttpResponseBase:
    """The drawn PDF; back to the page where there is none yet."""
    page = LetterPage(request, pk, row, now=timezone.now())
    drawing = page.letter.drawing
    if drawing is None or drawing.pdf is None:
        messages.error(request, _("这份通知书还没有 PDF，生成以后才能下载。"))
        return redirect("assessments:letter", pk, row)
    name, file = _name(page, ".pdf"), open_file(drawing.pdf)
    return FileResponse(file, content_type=PDF, as_attachment=True, filename=name)


@require_safe
@only(may_open_assessments)
def show_state(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Where the PDF stands, as a part of the page; it asks again while it is being drawn."""
    page = LetterPage(request, pk, row, now=timezone.now())
    found = {"page": page, "letter": page.letter}
    return render(request, "assessments/parts/letter_pdf.html", found)


@require_POST
@only(may_open_assessments)
def draw_pdf(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Have the PDF drawn."""
    page = LetterPage(request, pk, row, now=timezone.now())
    try:
        request_pdf(page.row, actor=page.person, at=page.now)
    except RunNotAllowedError as error:
        raise PermissionDenied(error.message) from error
    except RunError as error:  # somebody was faster
        messages.info(request, error.message)
    return redirect("assessments:letter", pk, row)


def _name(page: LetterPage, suffix: str) -> str:
    revision, row = page.row.revision, page.row
    return file_name(row.place, revision.subjects or row.place, row.name, suffix)
