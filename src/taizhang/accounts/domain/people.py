"""Creating, changing and deactivating people (人员)."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..enums import SubjectKind
from ..models import Person
from ..permissions import may_deactivate, may_manage_people
from .administrators import lock_administrators, refuse_to_lose_the_last
from .changes import ChangeNote, record_changes
from .errors import PersonError
from .roles import check_roles

CONTACT_FIELDS = ("name", "phone", "email")


@transaction.atomic
def create_person(
    username: str,
    *,
    name: str,
    actor: Person | None,
    as_of: datetime,
    roles: Iterable[str] = (),
    password: str | None = None,
    phone: str = "",
    email: str = "",
    temporary: bool = False,
) -> Person:
    """Create a person who may log in once there is a password.

    A `temporary` password has to be replaced at the first log-in. `actor` is None for the command
    line. Raises PersonError `not_allowed`, `roles_exclude`,
    `unit_role`, or `person_invalid` with all that is wrong with the fields.
    """
    if actor is not None and not may_manage_people(actor):
        raise PersonError("not_allowed", _("只有系统管理员可以新增人员。"))
    person = Person(username=username, name=name, phone=phone, email=email)
    person.roles = check_roles(person, roles, as_of=as_of)
    person.set_password(password)
    person.password_is_temporary = temporary
    _validate(person, password)
    person.save()
    notes = [_note(person, "created", None, person.username), _note(person, "name", None, name)]
    notes.append(_note(person, "roles", [], person.roles))
    record_changes(notes, actor=actor, as_of=as_of)
    return person


@transaction.atomic
def change_contact(
    person: Person, *, name: str, phone: str, email: str, actor: Person, as_of: datetime
) -> Person:
    """Change name, telephone and e-mail, by an administrator or by the person."""
    if not (may_manage_people(actor) or actor.pk == person.pk):
        raise PersonError("not_allowed", _("只有系统管理员和本人可以修改联系方式。"))
    person = Person.objects.select_for_update().get(pk=person.pk)
    after = {"name": name.strip(), "phone": phone.strip(), "email": email.strip()}
    notes = [_note(person, field, getattr(person, field), after[field]) for field in after]
    for field, value in after.items():
        setattr(person, field, value)
    _validate(person, None)
    person.save(update_fields=CONTACT_FIELDS)
    record_changes(notes, actor=actor, as_of=as_of)
    return person


@transaction.atomic
def set_active(person: Person, active: bool, *, actor: Person, as_of: datetime) -> Person:
    """Deactivate a person (sessions end at once) or let the person in again.

    Raises PersonError `not_allowed` (also for oneself) or `last_administrator`.
    """
    if not may_deactivate(actor, person):
        raise PersonError("not_allowed", _("只有系统管理员可以停用或启用人员，且不能停用自己。"))
    lock_administrators()
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not active:
        refuse_to_lose_the_last(person)
    note = _note(person, "is_active", person.is_active, active)
    person.is_active = active
    person.save(update_fields=["is_active"])
    record_changes([note], actor=actor, as_of=as_of)
    return person


def _validate(person: Person, password: str | None) -> None:
    try:
        person.full_clean(exclude=["password"])
        if password is not None:
            validate_password(password, person)
    except ValidationError as error:
        wrong = "；".join(message.rstrip("。.") for message in error.messages)
        raise PersonError(
            "person_invalid", _("人员信息有误：%(wrong)s。") % {"wrong": wrong}
        ) from error


def _note(person: Person, field: str, before: object, after: object) -> ChangeNote:
    return ChangeNote(SubjectKind.PERSON, person.pk, person.name, field, before, after)
