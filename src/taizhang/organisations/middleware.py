"""While a page is read, whose units a person acts for is asked once (同一请求只问一次)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .domain.acting import keep_answers

Answer = Callable[[HttpRequest], HttpResponse]
_READS = frozenset({"GET", "HEAD"})


class KeepAnswersMiddleware:
    """Requests that only read keep the answers until they end; those that change things do not."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in _READS:
            return self._get_response(request)
        with keep_answers():
            return self._get_response(request)
