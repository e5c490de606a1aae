"""Who opens the pages on which figures come in (报数页面的访问)."""

from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.organisations.domain.acting import unit_ids_for

from ..permissions import may_enter_all


def has_entry(person: Person) -> bool:
    """Whether the tab is for them at all: asked with every page, so without a query."""
    return may_enter_all(person) or not person.roles


def enters_figures(person: Person) -> bool:
    """Gives figures for every series, or acts for a unit today."""
    return may_enter_all(person) or bool(unit_ids_for(person, on=timezone.localdate()))
