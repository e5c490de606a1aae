"""Who opens the pages of reports (报告页面的访问)."""

from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.ledger.permissions import may_supervise

from ..domain.reports.seats import seat_of


def owes_reports(person: Person) -> bool:
    """Acts for a unit today."""
    return seat_of(person, on=timezone.localdate()).owes


def reviews_reports(person: Person) -> bool:
    """Supervises tasks, or leads a unit today."""
    return seat_of(person, on=timezone.localdate()).reviews


def has_reports(person: Person) -> bool:
    """Whether the tab is for them at all: the office and people of units. Asked with every page,
    so without a query."""
    return may_supervise(person) or not person.roles


def opens_reports(person: Person) -> bool:
    """Who has the tab, and who acts for a unit beside another role."""
    return has_reports(person) or owes_reports(person) or reviews_reports(person)
