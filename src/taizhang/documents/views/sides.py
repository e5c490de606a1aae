"""Which side of the original the review page shows (原文版面 / 文字): the address says it."""

from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict

from ..domain.queries.pages import PageWindow, pages_of, show_window
from ..domain.queries.review import Review

TEXT = "text"


def window_of(request: HttpRequest, review: Review) -> PageWindow | None:
    """The pages to show, or None where the text is: it was asked for, or there are no pages."""
    query = _query(request)
    if query.get("view") == TEXT:
        return None
    pages = pages_of(review.draft)
    if not pages:
        return None
    return show_window(review.draft, review.paragraphs, pages, first=_number(query.get("page")))


def has_pages(review: Review, window: PageWindow | None) -> bool:
    """Whether there is a choice between both sides."""
    return window is not None or bool(pages_of(review.draft))


def _query(request: HttpRequest) -> QueryDict:
    """What the address of the page says; a fragment is asked for from another address."""
    current = request.headers.get("HX-Current-URL", "")
    return QueryDict(urlsplit(current).query) if current else request.GET


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 6 else 0
