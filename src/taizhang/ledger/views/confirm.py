"""Confirming a draft (确认入账)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.accounts.access import actor_of, only
from taizhang.documents.enums import DraftState
from taizhang.documents.models import Draft

from ..domain.confirming import Confirmed, confirm_draft
from ..domain.errors import LedgerError
from ..forms.confirm import ConfirmForm
from ..permissions import may_confirm_draft
from .confirm_page import ConfirmPage


@require_http_methods(["GET", "HEAD", "POST"])
@only(may_confirm_draft)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what confirming would do; on POST do it, once."""
    draft = get_object_or_404(Draft.objects.select_related("region", "confirmed_by"), pk=pk)
    if draft.state != DraftState.OPEN:
        return _not_open(request, draft)
    now = timezone.now()
    try:
        page = ConfirmPage(draft, now=now)
    except LedgerError as error:
        messages.error(request, str(error))
        return redirect("documents:review", draft.pk)
    data = request.POST if request.method == "POST" else None
    page.form = ConfirmForm(data, proposed=page.proposed, units=page.units())
    if (done := _confirmed(request, page)) is not None:
        return _finished(request, done)
    status = 422 if page.form.is_bound else 200
    return render(request, "ledger/confirm.html", {"page": page, "form": page.form}, status=status)


def _confirmed(request: HttpRequest, page: ConfirmPage) -> Confirmed | None:
    form = page.form
    assert form is not None
    if not form.is_valid():
        return None
    try:
        return confirm_draft(
            page.draft, actor=actor_of(request), as_of=timezone.now(), choices=form.choices()
        )
    except LedgerError as error:
        form.add_error(None, str(error))
        return None


def _finished(request: HttpRequest, done: Confirmed) -> HttpResponse:
    said = _("已入账 %(number)d 项任务，勾选后可以交办。") % {"number": len(done.tasks)}
    if done.superseded:
        said += _("旧文件的 %(number)d 项任务已接替或终止。") % {"number": len(done.superseded)}
    messages.success(request, said)
    return redirect(_tasks_of(done.draft))


def _not_open(request: HttpRequest, draft: Draft) -> HttpResponse:
    if draft.state == DraftState.CONFIRMED and draft.confirmed_by and draft.confirmed_at:
        said = _("这份文件已由%(name)s于 %(moment)s 确认入账。") % {
            "name": draft.confirmed_by.name,
            "moment": f"{timezone.localtime(draft.confirmed_at):%Y-%m-%d %H:%M}",
        }
        messages.info(request, said)
        return redirect(_tasks_of(draft))
    messages.error(request, _("这份草稿已经弃用，不能入账。"))
    return redirect("documents:review", draft.pk)


def _tasks_of(draft: Draft) -> str:
    return f"{reverse('ledger:list')}?document={draft.pk}"
