"""The upload page (上传文件)."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from taizhang.accounts.access import actor_of, only
from taizhang.extraction import suffixes

from ..domain.errors import DocumentError
from ..domain.receiving import receive_source
from ..forms import UploadForm
from ..models import Source
from ..permissions import may_upload
from .memory import MemoryUploadHandler

MOST_FILES = 5  # as many of the largest size as one request may bring


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one uploaded file."""

    name: str
    source: Source | None = None
    is_new: bool = False
    error: str = ""


@csrf_exempt  # the body must not be parsed before the handler is set; `_upload` protects it
@only(may_upload)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose files; post them. What is wrong with a file is said beside the others' success."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdigit() and int(length) > MOST_FILES * settings.UPLOAD_LIMIT_BYTES:
        return _page(request, UploadForm(), [Outcome("", error=_too_much())], status=413)
    request.upload_handlers = [MemoryUploadHandler(request)]
    return _upload(request)


@csrf_protect
def _upload(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, UploadForm(), [])
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, [], status=422)
    outcomes = [_receive(request, file, form.cleaned_data) for file in form.cleaned_data["uploads"]]
    if any(outcome.error for outcome in outcomes):
        return _page(request, form, outcomes, status=422)
    return _after(request, outcomes)


def _receive(request: HttpRequest, file: Any, options: dict[str, Any]) -> Outcome:
    try:
        received = receive_source(
            file,
            name=file.name,
            actor=actor_of(request),
            as_of=timezone.now(),
            issued=options["issued"],
            level=options["level"],
        )
    except DocumentError as error:
        return Outcome(file.name, error=error.message)
    return Outcome(file.name, received.source, received.is_new)


def _after(request: HttpRequest, outcomes: list[Outcome]) -> HttpResponse:
    for outcome in outcomes:
        if outcome.source and not outcome.is_new:
            messages.info(request, _known(outcome))
    if len(outcomes) == 1 and outcomes[0].source:
        return redirect("documents:source", outcomes[0].source.pk)
    return redirect("documents:list")


def _known(outcome: Outcome) -> str:
    assert outcome.source is not None
    moment = timezone.localtime(outcome.source.uploaded_at)
    return _("“%(name)s”与 %(day)s 上传的“%(known)s”内容完全相同，没有重复存入。") % {
        "name": outcome.name,
        "day": moment.strftime("%Y-%m-%d %H:%M"),
        "known": outcome.source.name,
    }


def _too_much() -> str:
    megabytes = settings.UPLOAD_LIMIT_BYTES // 2**20
    return _(
        "一次上传的文件合计超过 %(all)s MB，没有接收。单个文件不超过 %(one)s MB，请分几次上传。"
    ) % {
        "all": MOST_FILES * megabytes,
        "one": megabytes,
    }


def _page(
    request: HttpRequest, form: UploadForm, outcomes: list[Outcome], *, status: int = 200
) -> HttpResponse:
    limit = settings.UPLOAD_LIMIT_BYTES // 2**20
    known = " ".join(suffixes())
    context = {"form": form, "outcomes": outcomes, "limit": limit, "known": known}
    return render(request, "documents/upload.html", context, status=status)
