"""Who may do what in reporting (通报、公开): predicates used by page, template and operation."""

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.permissions import may_see_all


def may_read_public_marks(actor: Person) -> bool:
    """See what is public, and who made it so: who reads all tasks."""
    return may_see_all(actor)


def may_publish(actor: Person) -> bool:
    """Make something public and withdraw it: the head of the supervision office."""
    return actor.has_role(Role.HEAD)
