"""Who may do what with messages (消息). Everybody reads the own inbox."""

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person


def may_see_deliveries(actor: Person) -> bool:
    """See what went out of the house, and try again: administrators only."""
    return actor.has_role(Role.ADMINISTRATOR)
