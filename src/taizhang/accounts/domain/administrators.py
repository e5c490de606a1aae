"""There is always somebody who can let people in (最后一名管理员)."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ..enums import Role
from ..models import Person
from .errors import PersonError


def lock_administrators() -> None:
    """Of two administrators who remove each other at once, the second waits and sees the first."""
    list(_active().select_for_update().order_by("pk"))


def refuse_to_lose_the_last(person: Person) -> None:
    """Raise PersonError `last_administrator` if no other active administrator is left."""
    if person.has_role(Role.ADMINISTRATOR) and not _active().exclude(pk=person.pk).exists():
        raise PersonError(
            "last_administrator",
            _("%(name)s 是最后一名启用的系统管理员；请先指定另一名系统管理员。")
            % {"name": person.name},
        )


def _active() -> QuerySet[Person]:
    return Person.objects.filter(is_active=True, roles__contains=[Role.ADMINISTRATOR])
