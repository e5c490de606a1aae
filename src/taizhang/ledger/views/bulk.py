"""Acts on many tasks at once (批量办理)."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from taizhang.accounts.access import actor_of, only
from taizhang.accounts.models import Person

from ..domain.dispatching import dispatch_tasks
from ..domain.errors import LedgerError
from ..domain.queries.versions import versions_for
from ..forms.dispatch import DispatchForm
from ..models import Task
from .access import supervises_tasks
from .addresses import own_address


@require_POST
@only(supervises_tasks)
def dispatch_selected(request: HttpRequest) -> HttpResponse:
    """Dispatch the ticked tasks: all of them, or none with the reason."""
    now, person = timezone.now(), actor_of(request)
    tasks = _ticked(request, person, now)
    form = DispatchForm(request.POST, tasks=tasks, now=now)
    if not form.is_valid():
        messages.error(request, _sentences(form))
        return redirect(own_address(request, "ledger:list"))
    try:
        done = dispatch_tasks(tasks, actor=person, as_of=now, choices=form.choices())
    except LedgerError as error:
        messages.error(request, str(error))
    else:
        said = _("已交办 %(number)d 项任务，责任单位会收到消息。") % {"number": len(done)}
        messages.success(request, said)
    return redirect(own_address(request, "ledger:list"))


def _ticked(request: HttpRequest, person: Person, now: datetime) -> list[Task]:
    """The ticked tasks that this person may see."""
    ids = [int(value) for value in request.POST.getlist("task") if value.isdecimal()][:1000]
    seen = versions_for(person, on=timezone.localdate(now)).filter(task_id__in=ids)
    return list(Task.objects.filter(pk__in=seen.values("task_id")))


def _sentences(form: DispatchForm) -> str:
    """What is wrong with the choices, each under the name of its field."""
    return "；".join(
        f"{form[name].label}：{error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
    )
