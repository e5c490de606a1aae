"""The inbox: everybody sees the own messages only (消息)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from taizhang.accounts.access import actor_of, only

from ..domain import inbox_for, mark_read, unread_count

PAGE_SIZE = 50
everybody = only(lambda actor: actor.is_active)


@everybody
def show_inbox(request: HttpRequest) -> HttpResponse:
    """The own messages, unread first."""
    actor = actor_of(request)
    page = Paginator(inbox_for(actor), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "unread": unread_count(actor)}
    return render(request, "inbox/inbox.html", context)


@require_POST
@everybody
def open_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a message read and go to what it speaks of, or back to the inbox."""
    actor = actor_of(request)
    message = get_object_or_404(inbox_for(actor), pk=pk)
    mark_read(actor, message_ids=[pk], as_of=timezone.now())
    inside = url_has_allowed_host_and_scheme(message.url, allowed_hosts=None)
    return redirect(message.url if message.url and inside else "inbox:inbox")


@require_POST
@everybody
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all own messages read."""
    mark_read(actor_of(request), as_of=timezone.now())
    return redirect("inbox:inbox")
