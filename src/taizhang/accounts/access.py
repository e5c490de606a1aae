"""Who gets to a page at all: a log-in, and the predicate of the page holds (访问)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from .models import Person

View = Callable[..., HttpResponseBase]


def actor_of(request: HttpRequest) -> Person:
    """The person who asks; pages behind `only` always have one."""
    assert isinstance(request.user, Person)
    return request.user


def only(may: Callable[[Person], bool]) -> Callable[[View], View]:
    """Open a page to those for whom the predicate holds; 403 for others, log-in for strangers."""

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may(actor_of(request)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate
