"""Who acts when a command changes the ledger."""

from django.utils import timezone

from taizhang.accounts.domain.system import SYSTEM, system_person
from taizhang.accounts.models import Person
from taizhang.ledger.domain.errors import ActInputError


def acting_person(username: str) -> Person:
    """The person of a user name; the person `system`, who cannot log in, is made on demand."""
    if username == SYSTEM:
        return system_person(as_of=timezone.now())
    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise ActInputError(f"没有用户名为“{username}”的启用人员，请检查 --actor。", field="actor")
    return person
