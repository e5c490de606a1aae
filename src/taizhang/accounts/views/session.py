"""Log in, log out, change the own password (登录、退出、修改密码)."""

from typing import Any

from axes.helpers import get_cool_off
from django.contrib import messages
from django.contrib.auth import views as auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _

from ..forms.session import LogInForm, OwnPasswordForm


class LogIn(auth.LoginView):
    """The log-in page; throttled by axes, which answers through `answer_locked_out`."""

    template_name = "accounts/login.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True


class LogOut(auth.LogoutView):
    """Ends the session; only a POST does. Leads to LOGOUT_REDIRECT_URL."""


class ChangePassword(auth.PasswordChangeView):
    """The own password; other sessions of the person end."""

    template_name = "accounts/password.html"
    form_class = OwnPasswordForm
    success_url = reverse_lazy("accounts:password")

    def form_valid(self, form: Any) -> HttpResponse:
        """Tell that it was saved."""
        messages.success(self.request, _("密码已修改，其他地方的登录已失效。"))
        return super().form_valid(form)


def answer_locked_out(
    request: HttpRequest, _response: HttpResponse | None, _credentials: dict[str, Any] | None
) -> HttpResponse:
    """Too many wrong passwords: when to try again. Every further try starts the wait anew."""
    wait = get_cool_off(request)
    assert wait is not None  # AXES_COOLOFF_TIME is set
    moment = timezone.localtime(timezone.now() + wait)
    context = {"minutes": round(wait.total_seconds() / 60), "again_at": moment}
    return render(request, "accounts/locked_out.html", context, status=429)
