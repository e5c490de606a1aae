"""Filling in figures (填报)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.accounts.access import only

from .access import enters_figures
from .entry_page import EntryPage
from .entry_sent import Sent, take_sent

_REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@only(enters_figures)
def enter_figures(request: HttpRequest) -> HttpResponse:
    """What my units owe and their other series, to be filled in on the spot."""
    now = timezone.now()
    sent = take_sent(request, now=now) if request.method == "POST" else Sent()
    if request.method == "POST" and (sent.taken or sent.is_blank):
        _say(request, sent)
        return redirect(f"{reverse('indicators:entry')}?{request.GET.urlencode()}")
    page = EntryPage(request, now=now, sent=sent.rows)
    status = _REFUSED if sent.rows else 200
    return render(request, "indicators/entry.html", {"entry": page}, status=status)


def _say(request: HttpRequest, sent: Sent) -> None:
    if sent.is_blank:
        messages.warning(request, _("没有填写任何一个数，请填写后再提交。"))
    elif not sent.new + sent.revised:
        messages.info(request, _("填写的数与已报的相同，没有变化。"))
    else:
        facts = {"new": sent.new, "revised": sent.revised}
        messages.success(request, _("已报：新报 %(new)d 个数，修订 %(revised)d 个数。") % facts)
