"""One's own digest of a day, and the ways it comes (每日提醒、接收方式)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from taizhang.accounts.access import actor_of

from ..domain.composing import group_items
from ..domain.preferences import choose_channels, preference_of
from ..domain.queries import digest_for
from ..domain.queueing import is_reachable, open_channels
from ..enums import Channel
from ..forms import PreferenceForm
from .inbox import everybody


@everybody
def show_digest(request: HttpRequest, pk: int) -> HttpResponse:
    """The matters of one's own digest by kind, each leading to its page."""
    digest = digest_for(actor_of(request), pk)
    if digest is None:
        raise Http404
    context = {"digest": digest, "groups": group_items(digest.items.all())}
    return render(request, "inbox/digest.html", context)


@everybody
def show_preferences(request: HttpRequest) -> HttpResponse:
    """By which ways the digest comes; saved for the next one on."""
    actor = actor_of(request)
    preference = preference_of(actor)
    initial = {"email": preference.email, "webhook": preference.webhook}
    form = PreferenceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        choose_channels(actor=actor, **form.cleaned_data)
        messages.success(request, _("已保存，从下一次每日提醒起生效。"))
        return redirect("inbox:preferences")
    channels = open_channels()
    ways = [
        (form[channel.value], channel in channels, is_reachable(actor, channel))
        for channel in Channel
    ]
    return render(request, "inbox/preferences.html", {"ways": ways})
