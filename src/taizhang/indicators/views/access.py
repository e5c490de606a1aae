"""Who opens the pages on which figures come in (报数页面的访问)."""

from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.ledger.domain.standing import oversight_of
from taizhang.ledger.permissions import may_supervise
from taizhang.organisations.domain.acting import unit_ids_for

from ..permissions import may_define, may_enter_all, may_link_at_all


def has_entry(person: Person) -> bool:
    """Whether the tab is for them at all: asked with every page, so without a query."""
    return may_enter_all(person) or not person.roles


def enters_figures(person: Person) -> bool:
    """Gives figures for every series, or acts for a unit today."""
    return may_enter_all(person) or bool(unit_ids_for(person, on=timezone.localdate()))


def links_targets(person: Person) -> bool:
    """Ties targets to series: officers, and who supervises tasks today."""
    return may_link_at_all(person, oversight_of(person, on=timezone.localdate()))


def has_links(person: Person) -> bool:
    """Whether the tab is for them at all: asked with every page, so without a query. County
    clerks find the page on their tasks."""
    return may_define(person) or may_supervise(person)
