"""Who opens the pages of reports (报告页面的访问)."""

from django.utils import timezone

from taizhang.accounts.models import Person

from ..domain.seats import seat_of


def owes_reports(person: Person) -> bool:
    """Acts for a unit today."""
    return seat_of(person, on=timezone.localdate()).owes


def reviews_reports(person: Person) -> bool:
    """Supervises tasks, or leads a unit today."""
    return seat_of(person, on=timezone.localdate()).reviews


def opens_reports(person: Person) -> bool:
    """Either of them."""
    seat = seat_of(person, on=timezone.localdate())
    return seat.owes or seat.reviews
