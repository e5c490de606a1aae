"""What I owe, on one screen (报告): see it, answer one or all of it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import actor_of, only
from taizhang.accounts.models import Person

from ..domain.queries.owed import OwedPlace, owed_places
from .owed_items import OwedItem, Sent, items_of, repeated_words, save_sent
from .report_access import opens_reports, owes_reports, reviews_reports

PAGE = 30
_REFUSED = 422


@require_safe
@only(opens_reports)
def list_owed(request: HttpRequest) -> HttpResponse:
    """Everything the person's units owe; who owes nothing goes to what waits for review."""
    person = actor_of(request)
    if not owes_reports(person) and reviews_reports(person):
        return redirect("supervision:report-reviews")
    return render(request, "supervision/reports.html", _context(request, person))


@require_safe
@only(owes_reports)
def list_of_task(request: HttpRequest, number: str) -> HttpResponse:
    """What is owed of one task."""
    return redirect(f"{reverse('supervision:reports')}?{urlencode({'task': number})}")


@require_POST
@only(owes_reports)
def send_reports(request: HttpRequest) -> HttpResponse:
    """Save one thing (`only`) or all that was entered; what is wrong comes back, the rest stays."""
    person, now = actor_of(request), timezone.now()
    sent = save_sent(request, person, now)
    if request.htmx and request.POST.get("only"):  # type: ignore[attr-defined]
        return _show_one(request, sent)
    if sent.saved:
        messages.success(request, _say_saved(sent.saved))
    for sentence in sent.gone:
        messages.warning(request, sentence)
    if not sent.returned:
        if not sent.saved and not sent.gone:
            messages.warning(request, _("没有填写任何一项，请填写后再提交。"))
        return redirect(f"{reverse('supervision:reports')}?{request.GET.urlencode()}")
    context = _context(request, person, returned=sent.returned)
    return render(request, "supervision/reports.html", context, status=_REFUSED)


@require_POST
@only(owes_reports)
def check_words(request: HttpRequest) -> HttpResponse:
    """What repeats of the words typed so far: a sentence beside the form, or nothing."""
    person, now = actor_of(request), timezone.now()
    found = [p for p in owed_places(person, now=now, ahead=True) if p.key == request.POST["only"]]
    context = {"sentences": repeated_words(found, person, now, request.POST)}
    return render(request, "supervision/parts/doubts.html", context)


def _say_saved(saved: list[OwedItem]) -> str:
    named = "、".join(f"{item.row.version.task.number} {item.row.owed.name}" for item in saved)
    return _("已报 %(count)d 项：%(named)s。") % {"count": len(saved), "named": named}


def _show_one(request: HttpRequest, sent: Sent) -> HttpResponse:
    context = {"item": next(iter(sent.saved + sent.returned), None), "gone": sent.gone}
    status = 200 if sent.saved else _REFUSED
    return render(request, "supervision/parts/owed_item.html", context, status=status)


def _context(
    request: HttpRequest, person: Person, *, returned: list[OwedItem] | None = None
) -> dict[str, object]:
    now = timezone.now()
    task_id = _task_id(request.GET.get("task", ""))
    ahead = "ahead" in request.GET or task_id is not None
    places = owed_places(person, now=now, ahead=ahead, task_id=task_id)
    shown = Paginator(places, PAGE).get_page(request.GET.get("page"))
    return {
        "page": shown,
        "items": _items(list(shown), person, returned or []),
        "count": len(places),
        "late": sum(place.owed.is_late(now) for place in places),
        "ahead": ahead,
        "task": task_id,
        "returned": returned or [],
        "reviews": reviews_reports(person),
    }


def _items(places: list[OwedPlace], person: Person, returned: list[OwedItem]) -> list[OwedItem]:
    """What came back stands first, as it was entered; the first of the rest is open."""
    back = {item.key for item in returned}
    rest = items_of([p for p in places if p.key not in back], person, timezone.now())
    if rest and not returned:
        rest[0].is_open = True
    return returned + rest


def _task_id(text: str) -> int | None:
    digits = text.strip().lstrip("Tt")
    return int(digits) if digits.isdecimal() and len(digits) <= 18 else None
