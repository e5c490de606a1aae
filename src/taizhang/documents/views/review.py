"""The review page (核对页) and what concerns the draft as a whole."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import actor_of, only

from ..domain.errors import DocumentError
from ..domain.reviewing import discard_draft, edit_draft_fields, restore_draft
from ..forms import DraftForm
from ..models import Draft
from ..permissions import may_read_documents, may_upload
from .fragments import find_draft, review_context
from .sides import has_pages, window_of


@require_safe
@only(may_read_documents)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The original on the left, the proposed rows on the right."""
    draft = find_draft(pk)
    context = review_context(request, draft) | {"draft_form": DraftForm.of(draft)}
    window = window_of(request, context["review"])
    context |= {"window": window, "has_pages": has_pages(context["review"], window)}
    return render(request, "documents/review.html", context)


@require_POST
@only(may_upload)
def edit_facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct title, number, date of issue …"""
    draft = get_object_or_404(Draft, pk=pk)
    form = DraftForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
        return redirect("documents:review", pk)

    def save() -> str:
        edit_draft_fields(
            draft, form.values, was=form.was, actor=actor_of(request), as_of=timezone.now()
        )
        return _("文件信息已保存。")

    return _do(request, pk, save)


@require_POST
@only(may_upload)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the draft aside."""
    draft = get_object_or_404(Draft, pk=pk)

    def save() -> str:
        discard_draft(draft, actor=actor_of(request), as_of=timezone.now())
        return _("草稿已弃用，不会入账。需要时可以恢复。")

    return _do(request, pk, save)


@require_POST
@only(may_upload)
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the draft up again."""
    draft = get_object_or_404(Draft, pk=pk)

    def save() -> str:
        restore_draft(draft, actor=actor_of(request), as_of=timezone.now())
        return _("草稿已恢复。")

    return _do(request, pk, save)


def _do(request: HttpRequest, pk: int, save: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, save())
    except DocumentError as error:
        messages.error(request, error.message)
    return redirect("documents:review", pk)
