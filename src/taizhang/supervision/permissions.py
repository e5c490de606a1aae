"""Who may do what in supervision (督查)."""

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person


def may_read_mechanisms(actor: Person) -> bool:
    """Everybody who logs in may know the rules they are supervised by."""
    return actor.is_active


def may_edit_mechanisms(actor: Person) -> bool:
    """Enter a mechanism or a new version of one: the head of the supervision office."""
    return actor.has_role(Role.HEAD)


def may_read_practice(actor: Person) -> bool:
    """Everybody who logs in may know how lights are given."""
    return actor.is_active


def may_edit_practice(actor: Person) -> bool:
    """Choose regime and mechanism, enter a regime: the head of the supervision office."""
    return actor.has_role(Role.HEAD)
