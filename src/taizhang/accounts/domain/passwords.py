"""Passwords that administrators hand out (重置密码)."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ..enums import SubjectKind
from ..models import Person
from ..permissions import may_reset_password
from ..registry import announce
from .changes import ChangeNote, record_changes
from .errors import PersonError

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else on paper


@transaction.atomic
def reset_password(person: Person, *, actor: Person | None, as_of: datetime) -> str:
    """Give the person a new temporary password, shown once, and end the person's sessions.

    The person has to choose an own one at the next log-in, and finds a message about the reset:
    an administrator who uses it to look around cannot do so unnoticed.
    """
    if actor is not None and not may_reset_password(actor, person):
        raise PersonError("not_allowed", _("只有系统管理员可以重置他人的密码。"))
    password = new_password()
    person = Person.objects.select_for_update().get(pk=person.pk)
    person.set_password(password)
    person.password_is_temporary = True
    person.save(update_fields=["password", "password_is_temporary"])
    note = ChangeNote(SubjectKind.PERSON, person.pk, person.name, "password", None, "reset")
    record_changes([note], actor=actor, as_of=as_of)
    announce(
        [person],
        kind="password",
        subject=_("您的密码已被重置"),
        body=_("操作人：%(actor)s。如非您本人要求，请联系审计员。")
        % {"actor": actor.name if actor else _("命令行")},
        as_of=as_of,
    )
    return password


def new_password() -> str:
    """Four groups of four letters or digits, about 79 bits, easy to read out."""
    groups = ("".join(secrets.choice(ALPHABET) for _letter in range(4)) for _group in range(4))
    return "-".join(groups)
