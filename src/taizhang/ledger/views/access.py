"""Who gets to a page at all: logged in, and the predicate of the page holds (访问)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.organisations.domain.acting import unit_ids_for

from ..permissions import may_see_all, may_supervise

View = Callable[..., HttpResponseBase]


def person_of(request: HttpRequest) -> Person:
    """The person who asks; views behind `allowed` always have one."""
    assert isinstance(request.user, Person)
    return request.user


def allowed(may: Callable[[Person], bool]) -> Callable[[View], View]:
    """Only people for whom the predicate holds; others get 403, strangers the log-in page."""

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
            if not may(person_of(request)):
                raise PermissionDenied
            return view(request, *args, **options)

        return checked

    return decorate


def works_with_tasks(person: Person) -> bool:
    """Reads all tasks, or acts for a unit today."""
    return may_see_all(person) or bool(unit_ids_for(person, on=timezone.localdate()))


ledger_page = allowed(works_with_tasks)


def acts_on_tasks(person: Person) -> bool:
    """Supervises tasks, or acts for a unit today."""
    return may_supervise(person) or bool(unit_ids_for(person, on=timezone.localdate()))
