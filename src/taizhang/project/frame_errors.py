"""What people see when a request fails: a sentence, never a bare code.

The sentence also goes into the header `X-Sentence` (percent-encoded UTF-8), which the script of
the frame shows when the request was one of htmx.
"""

import sys
from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

_TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
_FILES_A_REQUEST = 10


def answer_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when too much was sent."""
    return _answer(request, 413 if isinstance(exception, _TOO_LARGE) else 400)


def answer_permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the sentence of the exception where it has one."""
    return _answer(request, 403, str(exception))


def answer_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the same whether something does not exist or may not be seen."""
    return _answer(request, 404)


def answer_server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database does not answer; asks neither database nor session."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if away else 500
    response = HttpResponse(render_to_string(f"{status}.html"), status=status)
    if away:
        response["Retry-After"] = "60"
    return response


def answer_forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the token of the page is missing or older than the log-in."""
    sentence = _("页面已过期，没有保存任何东西。请刷新页面后再试；浏览器须允许 Cookie。")
    return _answer(request, 403, sentence)


def _answer(request: HttpRequest, status: int, sentence: str = "") -> HttpResponse:
    response = render(request, f"{status}.html", {"sentence": sentence}, status=status)
    if sentence:
        response["X-Sentence"] = quote(sentence)
    return response


class RequestLimitMiddleware:
    """Refuses, before reading it, a request larger than ten files of the upload limit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        size = request.META.get("CONTENT_LENGTH") or "0"
        if size.isdigit() and int(size) > settings.UPLOAD_LIMIT_BYTES * _FILES_A_REQUEST:
            return HttpResponse(render_to_string("413.html"), status=413)
        return self._get_response(request)
