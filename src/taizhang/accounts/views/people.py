"""The list of people and the page of a person (人员)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ..access import actor_of, only
from ..domain.errors import PersonError
from ..domain.passwords import new_password, reset_password
from ..domain.people import change_contact, create_person, set_active
from ..domain.queries import people_matching
from ..domain.roles import change_roles
from ..forms.people import ContactForm, PeopleFilter, PersonForm, RolesForm
from ..models import Person
from ..permissions import (
    may_change_roles,
    may_deactivate,
    may_manage_people,
    may_read_people,
    may_read_person,
    may_reset_password,
)
from ..registry import person_panels, posts_of

PAGE_SIZE = 50


@dataclass(frozen=True)
class PersonAct:
    """An act on the person page: who may, the form it needs, the operation it calls."""

    may: Callable[[Person, Person], bool]
    form: Callable[..., forms.BaseForm]
    perform: Callable[[Person, dict[str, Any], Person, datetime], object]


ACTS = {
    "contact": PersonAct(
        lambda actor, person: may_manage_people(actor) or actor.pk == person.pk,
        lambda data, person: ContactForm(data, instance=person),
        lambda person, data, actor, as_of: change_contact(person, actor=actor, as_of=as_of, **data),
    ),
    "roles": PersonAct(
        may_change_roles,
        lambda data, person: RolesForm(data, initial={"roles": person.roles}),
        lambda person, data, actor, as_of: change_roles(
            person, data["roles"], actor=actor, as_of=as_of
        ),
    ),
    "active": PersonAct(
        may_deactivate,
        lambda data, person: forms.Form(data),
        lambda person, data, actor, as_of: set_active(
            person, not person.is_active, actor=actor, as_of=as_of
        ),
    ),
}


@only(may_read_people)
def list_people(request: HttpRequest) -> HttpResponse:
    """Everybody who can log in, with roles and posts."""
    filters = PeopleFilter(request.GET)
    page = Paginator(people_matching(**filters.values()), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    posts = posts_of(page.object_list, timezone.localdate())
    rows = [(person, posts[person.pk]) for person in page.object_list]
    context = {"filters": filters, "page_obj": page, "rows": rows}
    context["may_manage"] = may_manage_people(actor_of(request))
    return render(request, "accounts/people.html", context)


@never_cache
@only(may_manage_people)
def add_person(request: HttpRequest) -> HttpResponse:
    """A new person, whose temporary password is shown once."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = new_password()
        try:
            person = create_person(
                **form.cleaned_data,
                password=password,
                temporary=True,
                actor=actor_of(request),
                as_of=timezone.now(),
            )
        except PersonError as error:
            form.add_error(None, error.message)
        else:
            return _show_password(request, person, password)
    status = 422 if form.errors else 200
    return render(request, "accounts/person_new.html", {"form": form}, status=status)


@only(lambda actor: actor.is_active)
def show_person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person's roles, contact and posts; whoever may not see it finds nothing there."""
    return _render_person(request, _find(request, pk))


@require_POST
@only(lambda actor: actor.is_active)
def act_on_person(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Do one of `ACTS`, then show the person again."""
    person, actor = _find(request, pk), actor_of(request)
    if act not in ACTS:
        raise Http404
    if not ACTS[act].may(actor, person):
        raise PermissionDenied
    form = ACTS[act].form(request.POST, Person.objects.get(pk=pk))
    if form.is_valid():
        try:
            ACTS[act].perform(person, form.cleaned_data, actor, timezone.now())
        except PersonError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("已保存。"))
            return redirect("accounts:person", pk)
    return _render_person(request, person, {act: form}, status=422)


@never_cache
@require_POST
@only(may_manage_people)
def give_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A new temporary password, shown once."""
    person, actor = _find(request, pk), actor_of(request)
    if not may_reset_password(actor, person):
        raise PermissionDenied
    password = reset_password(person, actor=actor, as_of=timezone.now())
    return _show_password(request, person, password)


def _find(request: HttpRequest, pk: int) -> Person:
    person = get_object_or_404(Person, pk=pk)
    if not may_read_person(actor_of(request), person):
        raise Http404
    return person


def _render_person(
    request: HttpRequest,
    person: Person,
    bound: dict[str, forms.BaseForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = actor_of(request)
    open_acts = {
        name: act.form(None, person) for name, act in ACTS.items() if act.may(actor, person)
    }
    context = {
        "person": person,
        "acts": open_acts | (bound or {}),
        "bound": next(iter((bound or {}).values()), None),
        "may_reset": may_reset_password(actor, person),
        "panels": person_panels(actor, person),
    }
    return render(request, "accounts/person.html", context, status=status)


def _show_password(request: HttpRequest, person: Person, password: str) -> HttpResponse:
    return render(request, "accounts/new_password.html", {"person": person, "password": password})
