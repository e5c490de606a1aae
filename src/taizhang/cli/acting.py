"""Who acts when a command changes the ledger."""

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.domain.errors import ActInputError

SYSTEM = "system"


def acting_person(username: str) -> Person:
    """The person of a user name; the person `system`, who cannot log in, is made on demand."""
    if username == SYSTEM:
        known = Person.objects.filter(username=SYSTEM).first()
        return known or Person.objects.create_user(SYSTEM, name="系统", roles=[Role.CLERK])
    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise ActInputError(f"没有用户名为“{username}”的启用人员，请检查 --actor。", field="actor")
    return person
