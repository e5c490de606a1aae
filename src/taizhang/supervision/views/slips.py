"""Slips: the lists, issuing, the page of a task's slip, Word, Excel, print (督查单)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import only
from taizhang.ledger.views.access import ledger_page, supervises_tasks
from taizhang.ledger.views.refusals import perform
from taizhang.ledger.views.task_page import open_task_page
from taizhang.ledger.views.tasks import MomentForm

from .page_acts import IN_THE_WAY, REFUSED, Returned, open_again, page_panels, perform_act
from .slip_acts import SLIP_ACTS
from .slip_issuing import Issue
from .slip_lists import DueList, SlipList
from .slip_page import SlipPage


@require_safe
@ledger_page
def list_slips(request: HttpRequest) -> HttpResponse:
    """The slips: all of them, or those that wait for this person."""
    context = {"list": SlipList(request, now=timezone.now())}
    return render(request, "supervision/slips.html", context)


@require_safe
@only(supervises_tasks)
def list_due_slips(request: HttpRequest) -> HttpResponse:
    """The slips that should go out, to be ticked."""
    context = {"list": DueList(request, now=timezone.now())}
    return render(request, "supervision/slips_due.html", context)


@require_POST
@only(supervises_tasks)
def issue_selected(request: HttpRequest) -> HttpResponse:
    """Show what the ticked slips will say; with `confirm`, issue all of them or none."""
    try:
        issue = Issue(request, now=timezone.now())
    except ValueError as error:
        raise Http404 from error
    if not issue.inputs:
        messages.error(request, _("没有选中任何督查单，请先勾选。"))
        return redirect("supervision:slips-due")
    sent = "confirm" in request.POST and issue.form.is_valid()
    if sent and perform(issue.form, issue.send):
        said = _("已发出 %(number)d 张督查单，责任单位会收到消息。")
        messages.success(request, said % {"number": len(issue.inputs)})
        return redirect("supervision:slips-due")
    return _show_issue(request, issue)


@require_safe
@only(supervises_tasks)
def issue_by_hand(request: HttpRequest, number: str) -> HttpResponse:
    """One slip for a task, of any colour."""
    page = SlipPage(open_task_page(request, number, now=timezone.now()))
    if not page.standing.supervises:
        raise PermissionDenied
    if not page.may_issue:
        messages.error(request, _("这项任务现在不能发督查单：没有在办、正在挂账，或已是红色。"))
        return redirect("supervision:slip", number=number)
    return _show_issue(request, Issue.by_hand(request, page))


def _show_issue(request: HttpRequest, issue: Issue) -> HttpResponse:
    status = REFUSED if issue.form.errors else 200
    return render(request, "supervision/slip_issue.html", {"issue": issue}, status=status)


@require_safe
@ledger_page
def show_slip(request: HttpRequest, number: str) -> HttpResponse:
    """The slips of a task, now or with `as_of` in the address as of a past moment."""
    now = timezone.now()
    moment = MomentForm(request, now=now).moment
    return _show(request, SlipPage(open_task_page(request, number, now=now, moment=moment)))


@require_POST
@ledger_page
def act_on_slip(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Answer, sign, lift, return; what is not open any more answers 409."""
    if (act := SLIP_ACTS.get(name)) is None:
        raise Http404
    page = SlipPage(open_task_page(request, number, now=timezone.now()))
    if page.slip is None:
        messages.error(request, _("这项任务现在没有未销的督查单，可能已由他人销号。"))
        return _show(request, page, status=IN_THE_WAY)
    if name == "answer" and not page.may_answer:
        return _in_the_way(request, page)
    form = perform_act(act, page, request)
    if form.errors:
        page = SlipPage(open_task_page(request, number, now=timezone.now()))
        returned, status = open_again(act, page, name, form, request)
        return _show(request, page, returned, status=status)
    messages.success(request, str(act.done))
    return redirect("supervision:slip", number=number)


def _in_the_way(request: HttpRequest, page: SlipPage) -> HttpResponse:
    """No file is kept for an answer that cannot be given: 403 where it never could."""
    if page.slip is not None and page.slip.answered_at is None:
        raise PermissionDenied
    messages.error(request, _("这张督查单已经答复，正在等待审核。"))
    return _show(request, page, status=IN_THE_WAY)


def _show(
    request: HttpRequest,
    page: SlipPage,
    returned: Returned = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"page": page, "panels": page_panels(SLIP_ACTS, page, returned)}
    return render(request, "supervision/slip.html", context, status=status)
