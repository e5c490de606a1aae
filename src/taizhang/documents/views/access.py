"""Who may see a page: a log-in, then the same predicate that templates and operations use."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from taizhang.accounts.models import Person

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def only(may: Callable[[Person], bool]) -> Callable[[View[P]], View[P]]:
    """Let a view be seen by those for whom `may` holds; others are refused with 403."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may(actor_of(request)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return login_required(guarded)  # type: ignore[return-value]

    return decorate


def actor_of(request: HttpRequest) -> Person:
    """The person who is logged in; pages here are behind a log-in."""
    assert isinstance(request.user, Person)
    return request.user
