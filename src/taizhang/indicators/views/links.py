"""Targets and the series they are held to (挂接): what waits, one task, what was left out."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.accounts.access import actor_of, only
from taizhang.ledger.domain.errors import ActNotAllowedError, LedgerError
from taizhang.ledger.domain.standing import standings_of
from taizhang.ledger.models import Task
from taizhang.ledger.views.addresses import own_address
from taizhang.ledger.views.task_page import open_task_page

from ..domain.linking.accepting import Accepted, accept_links, leave_out, take_back
from ..domain.linking.linking import unlink_target
from ..domain.linking.proposing import Place
from ..permissions import may_link
from .access import links_targets
from .links_page import LinksPage, TaskLinks, chosen_places, read_forms

_REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@only(links_targets)
def link_waiting(request: HttpRequest) -> HttpResponse:
    """The targets that wait, each with its sentence and a proposal; one or many confirmed."""
    page = LinksPage(request, now=timezone.now())
    if request.method == "POST" and _take(request, page):
        return redirect(request.get_full_path())
    status = _REFUSED if page.sent else 200
    return render(request, "indicators/links.html", {"page": page}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@only(links_targets)
def link_task(request: HttpRequest, number: str) -> HttpResponse:
    """The targets of one task: tie, change, untie."""
    task = _find_task(request, number)
    page = TaskLinks(request, task.pk, now=timezone.now())
    if request.method == "POST" and _take(request, page):
        return redirect("indicators:links-task", number)
    context = {"page": page, "task": task}
    status = _REFUSED if page.sent else 200
    return render(request, "indicators/links_task.html", context, status=status)


@require_safe
@only(links_targets)
def list_left_out(request: HttpRequest) -> HttpResponse:
    """The targets for which no indicator is kept."""
    page = LinksPage(request, now=timezone.now(), left_out=True)
    return render(request, "indicators/links_left_out.html", {"page": page})


@require_POST
@only(links_targets)
def take_back_targets(request: HttpRequest) -> HttpResponse:
    """Ticked targets wait for an indicator again."""
    places, now = chosen_places(request), timezone.now()
    _do(request, lambda: take_back(places, actor=actor_of(request), as_of=now))
    return redirect(own_address(request, "indicators:links-left-out"))


@require_POST
@only(links_targets)
def unlink(request: HttpRequest, number: str) -> HttpResponse:
    """A target of the task is held to no series any more."""
    task, now = _find_task(request, number), timezone.now()
    key = request.POST.get("key", "")
    if not key.isdecimal() or len(key) > 9:
        raise Http404
    done = _do(request, lambda: unlink_target(task, int(key), actor=actor_of(request), as_of=now))
    if done:
        messages.success(request, _("已取消挂接；以前的数和进度仍可查。"))
    return redirect("indicators:links-task", number)


def _find_task(request: HttpRequest, number: str) -> Task:
    """A task whose targets the person may tie; 404 where they may not see it, 403 else."""
    now = timezone.now()
    page = open_task_page(request, number, now=now)
    snapshots = {page.task.pk: page.snapshot}
    standings = standings_of(actor_of(request), snapshots, on=timezone.localdate(now))
    if not may_link(standings[page.task.pk]):
        raise PermissionDenied
    return page.task


def _take(request: HttpRequest, page: LinksPage | TaskLinks) -> bool:
    """Do what was sent; False where the page has to be shown again."""
    places = chosen_places(request)
    if not places:
        messages.warning(request, _("没有勾选目标，请先勾选，或按该行的按钮。"))
        return True
    if "leave" in request.POST:
        return _do(request, lambda: _leave(request, places))
    page.sent = request.POST
    accepted = read_forms(page.rows, places)
    if accepted is None:
        messages.error(request, _("有内容要改正，还没有挂接。"))
        return False
    if not accepted:
        messages.warning(request, _("所选的目标已由他人处理或已更改，请看最新的列表。"))
        return True
    return _do(request, lambda: _link(request, accepted))


def _leave(request: HttpRequest, places: Sequence[Place]) -> None:
    person, now = actor_of(request), timezone.now()
    made = leave_out(places, actor=person, as_of=now, reason=request.POST.get("reason", ""))
    said = ngettext("%(n)d 个目标不设指标。", "%(n)d 个目标不设指标。", made)
    messages.success(request, said % {"n": made})


def _link(request: HttpRequest, accepted: Sequence[Accepted]) -> None:
    linked = accept_links(accepted, actor=actor_of(request), as_of=timezone.now())
    said = ngettext("已挂接 %(n)d 个目标。", "已挂接 %(n)d 个目标。", len(linked))
    messages.success(request, said % {"n": len(linked)})


def _do(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do it; a refusal is said above the page, 403 for who may not. Whether it was done."""
    try:
        act()
    except ActNotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    except LedgerError as error:
        messages.error(request, str(error))
        return False
    return True
