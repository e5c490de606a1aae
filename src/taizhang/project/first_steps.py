"""A fresh installation says what to do first, on every page that needs to know its city
(首次使用)."""

from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.organisations.domain.errors import NoRegionError

_OK, _CONFLICT = 200, 409


class FirstStepsMiddleware:
    """Answers NoRegionError: a page that was opened with the first steps, what would have changed
    something, or a part of a page, with 409."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """None: the exception is another one and goes its way."""
        if not isinstance(error, NoRegionError):
            return None
        status = _OK if _is_opened(request) else _CONFLICT
        response = render(request, "first_steps.html", status=status)
        if status == _CONFLICT:
            response["X-Sentence"] = quote(error.message)
        return response


def _is_opened(request: HttpRequest) -> bool:
    """Whether a whole page was asked for, and nothing else."""
    return request.method in ("GET", "HEAD") and "HX-Request" not in request.headers
