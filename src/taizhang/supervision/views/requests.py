"""Extensions, send-backs and suspensions: asking, answering, the list (延期、回退、挂账)."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import actor_of
from taizhang.ledger.domain.errors import ActNotAllowedError, LedgerError
from taizhang.ledger.views.access import ledger_page
from taizhang.ledger.views.addresses import own_address
from taizhang.ledger.views.refusals import perform
from taizhang.ledger.views.task_page import open_task_page
from taizhang.ledger.views.tasks import MomentForm

from ..domain.requests.deciding import grant_requests
from ..domain.requests.requesting import open_asking
from ..enums import RequestKind
from .asking import ask_form, perform_asking, shown_effect
from .page_acts import IN_THE_WAY, REFUSED, Returned, open_again, page_panels, perform_act
from .request_acts import ANSWERS
from .request_list import RequestList
from .request_page import RequestPage, open_request_page


@require_safe
@ledger_page
def list_requests(request: HttpRequest) -> HttpResponse:
    """What waits: to decide, to sign, what the person's units asked, everything."""
    return render(request, "supervision/requests.html", {"list": RequestList(request)})


@require_safe
@ledger_page
def show_request(request: HttpRequest, number: str) -> HttpResponse:
    """The requests of a task, now or with `as_of` in the address as of a past moment."""
    now = timezone.now()
    moment = MomentForm(request, now=now).moment
    page = RequestPage(open_task_page(request, number, now=now, moment=moment))
    return _show(request, page)


@ledger_page
def ask(request: HttpRequest, number: str, kind: RequestKind) -> HttpResponse:
    """Ask for an extension, to send back, to suspend."""
    page = open_request_page(request, number, now=timezone.now())
    if (refusal := _refusal(page, kind)) is not None:
        messages.error(request, str(refusal))
        return _show(request, page, status=IN_THE_WAY)
    form = ask_form(page, kind, request)
    valid = form.is_bound and form.is_valid()
    if valid and perform(form, lambda: perform_asking(page, kind, form)):
        messages.success(request, _("申请已提交；每一步办理结果都会发消息。"))
        return redirect("supervision:request", number=number)
    context = {"page": page, "form": form, "kind": kind, **shown_effect(page, kind, form)}
    status = REFUSED if form.errors else 200
    return render(request, "supervision/ask.html", context, status=status)


@require_POST
@ledger_page
def answer_request(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Sign, grant, refuse, withdraw, resume; what is not waiting any more answers 409."""
    if name not in ANSWERS:
        raise Http404
    page, act = open_request_page(request, number, now=timezone.now()), ANSWERS[name]
    if page.row is None and name != "resume":
        messages.error(request, _("没有待处理的申请：可能已由他人处理，或已撤回。"))
        return _show(request, page, status=IN_THE_WAY)
    form = perform_act(act, page, request)
    if form.errors:
        page = open_request_page(request, number, now=timezone.now())
        returned, status = open_again(act, page, name, form, request)
        return _show(request, page, returned, status=status)
    messages.success(request, str(act.done))
    return redirect("supervision:request", number=number)


@require_POST
@ledger_page
def grant_selected(request: HttpRequest) -> HttpResponse:
    """Grant the ticked requests as they were asked: all of them, or none with the reason."""
    try:
        seen = dict(_ticked(value) for value in request.POST.getlist("request")[:1000])
        text = request.POST.get("text", "")
        done = grant_requests(seen, text=text, actor=actor_of(request), as_of=timezone.now())
    except ValueError as error:
        raise Http404 from error
    except LedgerError as error:
        messages.error(request, str(error))
    else:
        said = _("已同意 %(number)d 件申请，责任单位会收到消息。") % {"number": len(done)}
        messages.success(request, said)
    return redirect(own_address(request, "supervision:requests"))


def _ticked(value: str) -> tuple[int, datetime]:
    """A ticked request: its task, and when it was asked."""
    task_id, _at, asked_at = value.partition("@")
    return int(task_id), datetime.fromisoformat(asked_at)


@transaction.atomic
def _refusal(page: RequestPage, kind: RequestKind) -> LedgerError | None:
    """Why it cannot be asked now, before any file is kept for it; 403 where it never can."""
    try:
        open_asking(page.task, kind, actor=page.person, as_of=page.page.now)
    except ActNotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    except LedgerError as error:
        return error
    return None


def _show(
    request: HttpRequest,
    page: RequestPage,
    returned: Returned = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"page": page, "panels": page_panels(ANSWERS, page, returned)}
    return render(request, "supervision/request.html", context, status=status)
