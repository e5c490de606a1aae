"""What went out of the house, for the administrator (消息投递)."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from taizhang.accounts.access import actor_of, only

from ..channels import webhook_format
from ..domain.queries import count_states, deliveries_matching
from ..domain.retrying import retry_deliveries
from ..forms import DeliveriesFilter
from ..permissions import may_see_deliveries

PAGE_SIZE = 50


@only(may_see_deliveries)
def list_deliveries(request: HttpRequest) -> HttpResponse:
    """Every delivery with its state and the reason of its last failure."""
    filters = DeliveriesFilter(request.GET)
    found = deliveries_matching(**filters.values())
    context = {
        "filters": filters,
        "page_obj": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "today": count_states(timezone.localdate()),
        "mail_server": settings.MAIL_SERVER,
        "webhook": settings.WEBHOOK,
        "platform": webhook_format(settings.WEBHOOK.format) if settings.WEBHOOK else None,
        "hour": settings.DIGEST_HOUR,
    }
    return render(request, "inbox/deliveries.html", context)


@require_POST
@only(may_see_deliveries)
def try_again(request: HttpRequest) -> HttpResponse:
    """Lay today's failed deliveries ready again."""
    number = retry_deliveries(actor=actor_of(request), as_of=timezone.now())
    messages.success(request, _("%(number)d 条将在一分钟内重新投递。") % {"number": number})
    return redirect("inbox:deliveries")
