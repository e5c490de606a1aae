"""Who may do what with people and the change log (人员、变更记录)."""

from .enums import READ_ALL_ROLES, Role
from .models import Person


def may_manage_people(actor: Person) -> bool:
    """Create and deactivate people, give roles, reset passwords: administrators only."""
    return actor.has_role(Role.ADMINISTRATOR)


def may_read_people(actor: Person) -> bool:
    """See who works here and in which role."""
    return actor.has_role(Role.ADMINISTRATOR, *READ_ALL_ROLES)


def may_read_person(actor: Person, person: Person) -> bool:
    """See the page of a person; everybody sees the own one."""
    return actor.is_active and (actor.pk == person.pk or may_read_people(actor))


def may_change_roles(actor: Person, person: Person) -> bool:
    """Nobody gives or takes the own roles, not even an administrator."""
    return may_manage_people(actor) and actor.pk != person.pk


def may_deactivate(actor: Person, person: Person) -> bool:
    """Nobody locks themselves out."""
    return may_change_roles(actor, person)


def may_reset_password(actor: Person, person: Person) -> bool:
    """The own password is changed on the own page, with the old one."""
    return may_change_roles(actor, person)


def may_read_changes(actor: Person) -> bool:
    """Read the log of changes to people, roles, units and memberships."""
    return actor.has_role(Role.AUDITOR, Role.ADMINISTRATOR)
