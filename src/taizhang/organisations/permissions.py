"""Who may do what with units and memberships (单位、任职)."""

from taizhang.accounts.enums import READ_ALL_ROLES, SUPERVISION_ROLES, Role
from taizhang.accounts.models import Person


def may_read_units(actor: Person) -> bool:
    """See the units, their names and who answers for them."""
    return actor.has_role(Role.ADMINISTRATOR, *READ_ALL_ROLES)


def may_manage_units(actor: Person) -> bool:
    """Register units, move them in the tree, record a reform."""
    return actor.has_role(Role.ADMINISTRATOR)


def may_name_units(actor: Person) -> bool:
    """Add and remove names, merge duplicates: whoever confirms drafts meets them first."""
    return actor.has_role(Role.ADMINISTRATOR, *SUPERVISION_ROLES)


def may_appoint(actor: Person) -> bool:
    """Say who acts for a unit, end that, hand it over."""
    return actor.has_role(Role.ADMINISTRATOR)
