"""Acts on rows of the desk: open a report in its row, sign requests, urge units (工作台办理)."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import actor_of, only
from taizhang.ledger.domain.errors import LedgerError
from taizhang.ledger.models import Task
from taizhang.ledger.views.access import ledger_page, supervises_tasks
from taizhang.ledger.views.addresses import own_address
from taizhang.ledger.views.desk_acts import MOST, do_each

from ..domain.queries.owed import owed_places
from ..domain.reports.urging import urge_units
from ..domain.requests.requesting import sign_request
from .owed_items import items_of
from .report_access import owes_reports


@require_safe
@only(owes_reports)
def open_owed(request: HttpRequest, key: str) -> HttpResponse:
    """The form of one thing owed, for its row of the desk."""
    person, now = actor_of(request), timezone.now()
    task_id = key.partition("-")[0]
    if not task_id.isdecimal() or len(task_id) > 18:
        raise Http404
    places = owed_places(person, now=now, ahead=True, task_id=int(task_id))
    item = next(iter(items_of([p for p in places if p.key == key], person, now)), None)
    if item is not None:
        item.is_open = True
    gone = [] if item else [_("这一项已经报过，或者现在不用报。")]
    return render(request, "supervision/desk_owed_form.html", {"item": item, "gone": gone})


@require_POST
@ledger_page
def sign_requests(request: HttpRequest) -> HttpResponse:
    """Sign the ticked requests as they were seen; what is refused is said."""
    person, now = actor_of(request), timezone.now()
    try:
        seen = dict(_seen(value) for value in request.POST.getlist("request")[:MOST])
    except ValueError as error:
        raise Http404 from error
    tasks = Task.objects.filter(pk__in=seen).order_by("pk")
    done = do_each(
        request,
        tasks,
        lambda task: sign_request(task, seen=seen[task.pk], actor=person, as_of=now),
    )
    if done:
        messages.success(request, _("已签批 %(number)d 件申请。") % {"number": done})
    return redirect(own_address(request, "ledger:desk"))


@require_POST
@only(supervises_tasks)
def urge_selected(request: HttpRequest) -> HttpResponse:
    """Urge the units of the ticked tasks: all of them, or none with the reason."""
    ids = [int(v) for v in request.POST.getlist("task")[:MOST] if v.isdecimal() and len(v) <= 18]
    try:
        urged = urge_units(ids, actor=actor_of(request), as_of=timezone.now())
    except LedgerError as error:
        messages.error(request, str(error))
        return redirect(own_address(request, "ledger:desk"))
    if urged.done:
        said = _("已催办 %(number)d 项任务，责任单位会收到消息。")
        messages.success(request, said % {"number": len(urged.done)})
    if urged.before:
        said = _("%(number)d 项任务今天已经催办过，没有再催。")
        messages.warning(request, said % {"number": len(urged.before)})
    return redirect(own_address(request, "ledger:desk"))


def _seen(value: str) -> tuple[int, datetime]:
    """A ticked request: its task, and when it was asked."""
    task_id, _at, asked_at = value.partition("@")
    if len(task_id) > 18:
        raise ValueError(task_id)
    return int(task_id), datetime.fromisoformat(asked_at)
