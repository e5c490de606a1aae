"""Giving a task on to counties, bureaus, townships (分解)."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.accounts.access import actor_of
from taizhang.ledger.domain.errors import LedgerError
from taizhang.ledger.views.access import ledger_page
from taizhang.ledger.views.task_page import open_task_page

from ..domain.parts.closing import waive_open_parts
from ..domain.parts.decomposing import decompose_task
from .decompose_page import DecomposePage, open_decompose_page


@require_http_methods(["GET", "HEAD", "POST"])
@ledger_page
def decompose(request: HttpRequest, number: str) -> HttpResponse:
    """The table of units and shares: shown, filled with proposals, or saved."""
    now = timezone.now()
    page = open_decompose_page(request, number, now=now)
    if request.method != "POST":
        page.propose()
    elif "fill" in request.POST:
        page.fill(request.POST["fill"])
    elif _save(request, page, now):
        return redirect(f"{reverse('ledger:list')}?parent={page.task.number}")
    context = {"page": page, "form": page.form}
    return render(request, "supervision/decompose.html", context, status=page.status)


def _save(request: HttpRequest, page: DecomposePage, now: datetime) -> bool:
    """Make the parts; False with the errors in the form."""
    form = page.bind()
    if not form.is_valid():
        return False
    try:
        tasks = decompose_task(page.task, form.decomposition(), actor=actor_of(request), as_of=now)
    except LedgerError as error:
        page.refuse(error)
        return False
    messages.success(request, _("已分解为 %(count)s 项任务，请交办。") % {"count": len(tasks)})
    return True


@require_POST
@ledger_page
def waive_parts(request: HttpRequest, number: str) -> HttpResponse:
    """Let a task be closed ahead of its parts."""
    now = timezone.now()
    task = open_task_page(request, number, now=now).task
    reason = request.POST.get("reason", "")
    try:
        waive_open_parts(task, reason=reason, actor=actor_of(request), as_of=now)
    except LedgerError as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, _("已注明，本任务可以先行办结。"))
    return redirect(task)
