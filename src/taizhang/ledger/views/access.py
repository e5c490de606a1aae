"""Who gets to a page at all: logged in, and the predicate of the page holds (访问)."""

from django.utils import timezone

from taizhang.accounts.access import only
from taizhang.accounts.models import Person
from taizhang.organisations.domain.acting import unit_ids_for

from ..domain.standing import oversight_of
from ..permissions import may_see_all, may_supervise


def works_with_tasks(person: Person) -> bool:
    """Reads all tasks, or acts for a unit today."""
    return may_see_all(person) or bool(unit_ids_for(person, on=timezone.localdate()))


ledger_page = only(works_with_tasks)


def acts_on_tasks(person: Person) -> bool:
    """Supervises tasks, or acts for a unit today."""
    return may_supervise(person) or bool(unit_ids_for(person, on=timezone.localdate()))


def supervises_tasks(person: Person) -> bool:
    """Supervises the city's own tasks, or those a county keeps."""
    return bool(oversight_of(person, on=timezone.localdate()))
