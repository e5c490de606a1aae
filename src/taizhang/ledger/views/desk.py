"""The desk: what waits for this person (工作台)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from taizhang.accounts.access import actor_of, only
from taizhang.accounts.enums import Role
from taizhang.documents.enums import DraftState
from taizhang.documents.models import Draft

from ..enums import Grade
from ..permissions import may_confirm_draft, may_see_all, may_see_chain
from .access import supervises_tasks, works_with_tasks
from .desk_lists import assets_of, desk_counts, shown_lists


@require_safe
@only(lambda person: True)
def show_desk(request: HttpRequest) -> HttpResponse:
    """Lists for who acts, numbers for who reads; who keeps people and units goes to the units."""
    person, now = actor_of(request), timezone.now()
    today = timezone.localdate(now)
    if not works_with_tasks(person):
        if person.has_role(Role.ADMINISTRATOR):
            return redirect("organisations:units")
        return render(request, "ledger/desk_empty.html")
    reads_only = may_see_all(person) and not supervises_tasks(person)
    lists = shown_lists(person, now=now)
    context = {
        "lists": lists,
        "styles": assets_of(lists, ".css"),
        "scripts": assets_of(lists, ".js"),
        "counts": desk_counts(person, on=today) if reads_only else [],
        "may_see_chain": may_see_chain(person),
        "drafts": _open_drafts() if may_confirm_draft(person) else 0,
        "today": today,
        "grades": Grade.choices,
        "nothing": not any(each.count for each in lists),
    }
    return render(request, "ledger/desk.html", context)


def _open_drafts() -> int:
    return Draft.objects.filter(state=DraftState.OPEN).count()
