"""Rows of the change log about units and memberships (单位、任职的变更记录)."""

from taizhang.accounts.domain.changes import ChangeNote
from taizhang.accounts.enums import SubjectKind

from ..models import Membership, Unit


def note_unit(unit: Unit, field: str, before: object, after: object) -> ChangeNote:
    """A change of a unit."""
    return ChangeNote(SubjectKind.UNIT, unit.pk, unit.name, field, before, after)


def note_membership(
    membership: Membership, field: str, before: object, after: object
) -> ChangeNote:
    """A change of a membership, under the names of the person, the unit and the role."""
    subject = f"{membership.person.name} · {membership.unit.name} · {membership.get_role_display()}"
    return ChangeNote(
        SubjectKind.MEMBERSHIP, membership.pk, subject, field, _plain(before), _plain(after)
    )


def _plain(value: object) -> object:
    return value if value is None else str(value)
