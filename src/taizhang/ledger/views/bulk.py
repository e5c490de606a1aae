"""Acts on many tasks at once (批量办理)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from taizhang.accounts.access import actor_of, only

from ..domain.dispatching import dispatch_tasks
from ..domain.errors import LedgerError
from ..domain.queries.versions import versions_for
from ..models import Task
from .access import supervises_tasks
from .addresses import own_address


@require_POST
@only(supervises_tasks)
def dispatch_selected(request: HttpRequest) -> HttpResponse:
    """Dispatch the ticked tasks: all of them, or none with the reason."""
    now, person = timezone.now(), actor_of(request)
    ids = [int(value) for value in request.POST.getlist("task") if value.isdecimal()][:1000]
    seen = versions_for(person, on=timezone.localdate(now)).filter(task_id__in=ids)
    try:
        done = dispatch_tasks(
            Task.objects.filter(pk__in=seen.values("task_id")), actor=person, as_of=now
        )
    except LedgerError as error:
        messages.error(request, str(error))
    else:
        said = _("已交办 %(number)d 项任务，责任单位会收到消息。") % {"number": len(done)}
        messages.success(request, said)
    return redirect(own_address(request, "ledger:list"))
