"""City-wide roles (角色)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..enums import UNIT_ROLES, Role, SubjectKind
from ..models import Person
from ..permissions import may_change_roles
from ..registry import reasons_against
from .administrators import lock_administrators, refuse_to_lose_the_last
from .changes import ChangeNote, record_changes
from .errors import PersonError

LONELY_ROLES = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


@transaction.atomic
def change_roles(person: Person, roles: Iterable[str], *, actor: Person, as_of: datetime) -> Person:
    """Give a person exactly these city-wide roles.

    Raises PersonError `not_allowed` (also for the own roles), `unit_role`, `roles_exclude`,
    `role_against` or `last_administrator`.
    """
    if not may_change_roles(actor, person):
        raise PersonError("not_allowed", _("只有系统管理员可以调整角色，且不能调整自己的角色。"))
    lock_administrators()
    person = Person.objects.select_for_update().get(pk=person.pk)
    after = check_roles(person, roles, as_of=as_of)
    if Role.ADMINISTRATOR not in after:
        refuse_to_lose_the_last(person)
    note = ChangeNote(SubjectKind.PERSON, person.pk, person.name, "roles", person.roles, after)
    person.roles = after
    person.save(update_fields=["roles"])
    record_changes([note], actor=actor, as_of=as_of)
    return person


def check_roles(person: Person, roles: Iterable[str], *, as_of: datetime) -> list[str]:
    """The roles in a fixed order, if a person may hold them together; raises PersonError."""
    wanted = {Role(role) for role in roles}
    if wanted & UNIT_ROLES:
        raise PersonError(
            "unit_role", _("单位联络员、单位负责人和县区督查员要在任职中指定单位，不能直接授予。")
        )
    if len(wanted) > 1 and wanted & LONELY_ROLES:
        raise PersonError(
            "roles_exclude", _("系统管理员和审计员不能再兼任其他角色；请为另一项工作另设账号。")
        )
    if reasons := reasons_against(person, wanted, timezone.localdate(as_of)):
        raise PersonError("role_against", " ".join(reasons))
    return [role.value for role in Role if role in wanted]
