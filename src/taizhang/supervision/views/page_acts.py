"""Acts on the page of a task's requests or slips: one address an act (办理)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise

from taizhang.ledger.views.refusals import perform

from .supervised_page import SupervisedPage

REFUSED, IN_THE_WAY = 422, 409
P = TypeVar("P", bound=SupervisedPage)
Returned: TypeAlias = tuple[str, forms.Form] | None  # the act that was refused, and its form


@dataclass(frozen=True)
class PageAct(Generic[P]):
    """One act: who may, its form, its operation, what is said when it is done."""

    label: str | Promise
    may: Callable[[P], bool]
    form: Callable[[P, HttpRequest | None], forms.Form]
    perform: Callable[[P, Any], object]
    done: str | Promise
    main: bool = False


@dataclass(frozen=True)
class PageActPanel(Generic[P]):
    """One act open to this person, with its form."""

    name: str
    act: PageAct[P]
    form: forms.Form
    is_open: bool


def page_panels(
    acts: Mapping[str, PageAct[P]], page: P, returned: Returned
) -> list[PageActPanel[P]]:
    """The acts open to this person; main ones and the one that came back refused stand open."""
    back, form = returned or ("", None)
    return [
        PageActPanel(
            name,
            act,
            form if form is not None and name == back else act.form(page, None),
            act.main or name == back,
        )
        for name, act in acts.items()
        if act.may(page)
    ]


def sent(request: HttpRequest | None) -> QueryDict | None:
    """What a form takes as its data; None for a form to be filled in."""
    return None if request is None else request.POST


def call_with_form(operation: Callable[..., object]) -> Callable[[P, forms.Form], object]:
    """An operation on the task that takes the form's fields by their names."""
    return lambda page, form: operation(
        page.task, **form.cleaned_data, actor=page.person, as_of=page.page.now
    )


def perform_act(act: PageAct[P], page: P, request: HttpRequest) -> forms.Form:
    """Do an act with what was sent; the form holds what was refused, 403 for who may not."""
    form = act.form(page, request)
    if not form.is_valid() and not act.may(page):
        raise PermissionDenied
    if not form.errors:
        perform(form, lambda: act.perform(page, form))
    return form


def open_again(
    act: PageAct[P], page: P, name: str, form: forms.Form, request: HttpRequest
) -> tuple[Returned, int]:
    """How the page shows a refused act as the task is now: its form if the act is still open,
    else only its sentences; and the status of the answer."""
    if not act.may(page):
        for sentence in form.non_field_errors():
            messages.error(request, str(sentence))
        return None, IN_THE_WAY
    return (name, form), IN_THE_WAY if form.non_field_errors() else REFUSED
