"""Who acts when a command changes the ledger."""

from django.utils import timezone

from taizhang.accounts.domain.people import create_person
from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.domain.errors import ActInputError

SYSTEM = "system"


def acting_person(username: str) -> Person:
    """The person of a user name; the person `system`, who cannot log in, is made on demand."""
    if username == SYSTEM:
        known = Person.objects.filter(username=SYSTEM).first()
        return known or create_person(
            SYSTEM, name="系统", roles=[Role.CLERK], actor=None, as_of=timezone.now()
        )
    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise ActInputError(f"没有用户名为“{username}”的启用人员，请检查 --actor。", field="actor")
    return person
