"""Acts on the rows of the desk, one or all that are ticked: what is refused is said, the rest is
done (工作台办理)."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from taizhang.accounts.access import actor_of, only

from ..domain.closing import accept_closure
from ..domain.errors import LedgerError
from ..domain.signing import sign_for_task
from ..models import Task
from .access import acts_on_tasks, supervises_tasks
from .addresses import own_address

MOST = 200


@require_POST
@only(acts_on_tasks)
def sign_selected(request: HttpRequest) -> HttpResponse:
    """Sign for the ticked tasks."""
    person, now = actor_of(request), timezone.now()
    done = do_each(request, _ticked(request), lambda t: sign_for_task(t, actor=person, as_of=now))
    if done:
        messages.success(request, _("已签收 %(number)d 项任务。") % {"number": done})
    return redirect(own_address(request, "ledger:desk"))


@require_POST
@only(supervises_tasks)
def accept_selected(request: HttpRequest) -> HttpResponse:
    """Close the ticked tasks with one grade."""
    person, now, grade = actor_of(request), timezone.now(), request.POST.get("grade", "")
    done = do_each(
        request,
        _ticked(request),
        lambda task: accept_closure(task, grade=grade, actor=person, as_of=now),
    )
    if done:
        messages.success(request, _("已办结 %(number)d 项任务。") % {"number": done})
    return redirect(own_address(request, "ledger:desk"))


def do_each(request: HttpRequest, things: Iterable[Any], operation: Callable[[Any], object]) -> int:
    """Do it to each on its own, say what is refused; how many were done."""
    things = list(things)
    if not things:
        messages.warning(request, _("没有勾选任何一项，请先勾选。"))
    done, refused = 0, dict[str, None]()
    for thing in things:
        try:
            operation(thing)
        except LedgerError as error:
            refused[str(error)] = None
        else:
            done += 1
    for sentence in refused:
        messages.warning(request, sentence)
    return done


def _ticked(request: HttpRequest) -> list[Task]:
    """The ticked tasks that are there; whether they may be touched the operation says."""
    ids = [int(value) for value in request.POST.getlist("task") if value.isdecimal()]
    return list(Task.objects.filter(pk__in=[pk for pk in ids if pk < 2**62][:MOST]).order_by("pk"))
