"""The road to closing: one address an act (办理)."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from ..domain.errors import ActNotAllowedError, LedgerError
from ..domain.scenes import check_act, look_at
from ..exchange.corrections import CellError
from .access import ledger_page
from .act_forms import act_form, act_panels
from .refusals import add_refusal
from .task_page import TaskPage, open_task_page

_REFUSED, _IN_THE_WAY = 422, 409


@require_POST
@ledger_page
def do_act(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Do one act on a task this person may see; errors come back with the form."""
    if (act := act_form(name)) is None:
        raise Http404
    page = open_task_page(request, number, now=timezone.now())
    if (refusal := _refusal(page, name)) is not None:
        messages.error(request, str(refusal))
        return _show(request, page, None, status=_IN_THE_WAY)
    form = act.build(page, request.POST, request.FILES)
    if not form.is_valid() or not _perform(page, name, form):
        return _show(request, page, (name, form), status=_REFUSED)
    messages.success(request, str(act.done))
    return redirect(page.task)


@transaction.atomic
def _refusal(page: TaskPage, name: str) -> LedgerError | None:
    """Why the act cannot be done now, before any file is kept for it; 403 where it never can."""
    try:
        check_act(name, page.task.pk, look_at([page.task.pk], actor=page.person, as_of=page.now))
    except ActNotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    except LedgerError as error:
        return error
    return None


def _perform(page: TaskPage, name: str, form: forms.Form) -> bool:
    act = act_form(name)
    assert act is not None
    try:
        act.perform(page, form, page.now)
    except (LedgerError, CellError) as error:
        add_refusal(form, error)
    return not form.errors


def _show(
    request: HttpRequest,
    page: TaskPage,
    returned: tuple[str, forms.Form] | None,
    *,
    status: int,
) -> HttpResponse:
    context = {"page": page, "acts": act_panels(page, returned)}
    return render(request, "ledger/task.html", context, status=status)
