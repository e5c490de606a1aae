"""A temporary password opens nothing but the page to choose an own one (临时密码)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

Answer = Callable[[HttpRequest], HttpResponse]


class TemporaryPasswordMiddleware:
    """Leads whoever came in with a password handed out by an administrator to choose an own."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not getattr(request.user, "password_is_temporary", False) or self._is_open(request):
            return self._get_response(request)
        sentence = _("您正在使用临时密码；请先在“修改密码”页设置自己的密码。")
        if request.path.startswith("/api/"):
            return HttpResponseForbidden(sentence, content_type="text/plain; charset=utf-8")
        return redirect("accounts:password")

    @staticmethod
    def _is_open(request: HttpRequest) -> bool:
        names = ("accounts:password", "accounts:logout", "set_language")
        return request.path in {reverse(name) for name in names}
