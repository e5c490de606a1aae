"""Who acts for a unit: appointing, ending, handing over (任职)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from taizhang.accounts.domain.changes import record_changes
from taizhang.accounts.domain.roles import LONELY_ROLES
from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.accounts.registry import announce

from ..models import Membership, Unit
from ..permissions import may_appoint
from .errors import UnitError, require
from .notes import note_membership

NOTICE = "membership"


@transaction.atomic
def appoint(
    person: Person,
    unit: Unit,
    *,
    role: str,
    starts: date,
    actor: Person | None,
    as_of: datetime,
    ends: date | None = None,
) -> Membership:
    """Let a person act for a unit in a unit role from a day on, and tell the person.

    Raises UnitError `not_allowed`, `person_inactive`, `role_against`, `ends_before_start`, or
    `appointed_already` when the same appointment overlaps.
    """
    require(may_appoint, actor)
    membership = _begin(person, unit, role, starts, ends, actor, as_of)
    _tell([person], _("您已被指定为%(unit)s的%(role)s"), membership, starts, as_of)
    return membership


@transaction.atomic
def end_membership(
    membership: Membership, *, ends: date, actor: Person | None, as_of: datetime
) -> Membership:
    """Let a membership end with a day (counted), and tell the person.

    Raises UnitError `not_allowed`, `ends_before_start` or `ended_already`.
    """
    require(may_appoint, actor)
    membership = _end(membership, ends, actor, as_of)
    _tell([membership.person], _("您不再担任%(unit)s的%(role)s"), membership, ends, as_of)
    return membership


@transaction.atomic
def hand_over(
    membership: Membership, *, to: Person, on: date, actor: Person | None, as_of: datetime
) -> Membership:
    """From a day on another person acts in this role for this unit; both are told.

    The old membership ends the day before. Tasks belong to units, so nothing else moves. Raises
    what `appoint` and `end_membership` raise.
    """
    require(may_appoint, actor)
    old = _end(membership, on - timedelta(days=1), actor, as_of)
    new = _begin(to, old.unit, old.role, on, None, actor, as_of)
    message = _("您的%(unit)s%(role)s工作移交给%(to)s")
    _tell([old.person], message, old, on, as_of, to=to.name)
    _tell([to], _("%(from_)s把%(unit)s%(role)s工作移交给您"), new, on, as_of, from_=old.person.name)
    return new


def reason_against_roles(person: Person, roles: Iterable[str], on: date) -> str:
    """Why a person with memberships may not become administrator or auditor; "" if none."""
    if not LONELY_ROLES.intersection(roles) or person.pk is None:
        return ""
    still = Membership.objects.filter(person=person).filter(Q(ends=None) | Q(ends__gte=on))
    first = still.select_related("unit").first()
    if first is None:
        return ""
    return _("%(person)s仍在%(unit)s任职；系统管理员和审计员不能代表单位，请先结束任职。") % {
        "person": person.name,
        "unit": first.unit.name,
    }


def _begin(
    person: Person,
    unit: Unit,
    role: str,
    starts: date,
    ends: date | None,
    actor: Person | None,
    as_of: datetime,
) -> Membership:
    person = Person.objects.select_for_update().get(pk=person.pk)
    _check_appointment(person, unit, role, starts, ends)
    membership = Membership.objects.create(
        person=person, unit=unit, role=role, starts=starts, ends=ends
    )
    notes = [note_membership(membership, "starts", None, starts)]
    notes.append(note_membership(membership, "ends", None, ends))
    record_changes(notes, actor=actor, as_of=as_of)
    return membership


def _check_appointment(
    person: Person, unit: Unit, role: str, starts: date, ends: date | None
) -> None:
    if not person.is_active:
        message = _("%(name)s的账号已停用；请先启用。")
        raise UnitError("person_inactive", message % {"name": person.name})
    if person.has_role(*LONELY_ROLES):
        message = _("%(name)s是系统管理员或审计员，不能代表单位；请另设账号。")
        raise UnitError("role_against", message % {"name": person.name})
    if ends is not None and ends < starts:
        raise UnitError("ends_before_start", _("结束日期早于开始日期，请改正。"))
    same = Membership.objects.filter(person=person, unit=unit, role=role)
    overlapping = same.filter(Q(ends=None) | Q(ends__gte=starts))
    if ends is not None:
        overlapping = overlapping.filter(starts__lte=ends)
    if overlapping.exists():
        message = _("%(name)s在这段时间已经担任%(unit)s的%(role)s。")
        values = {"name": person.name, "unit": unit.name, "role": Role(role).label}
        raise UnitError("appointed_already", message % values)


def _end(membership: Membership, ends: date, actor: Person | None, as_of: datetime) -> Membership:
    rows = Membership.objects.select_related("person", "unit").select_for_update(of=["self"])
    membership = rows.get(pk=membership.pk)
    if membership.ends is not None and membership.ends <= ends:
        message = _("该任职已于%(day)s结束。")
        raise UnitError("ended_already", message % {"day": date_format(membership.ends)})
    if ends < membership.starts:
        message = _("该任职从%(day)s开始，不能在此之前结束；移交最早在次日。")
        raise UnitError("ends_before_start", message % {"day": date_format(membership.starts)})
    note = note_membership(membership, "ends", membership.ends, ends)
    membership.ends = ends
    membership.save(update_fields=["ends"])
    record_changes([note], actor=actor, as_of=as_of)
    return membership


def _tell(
    people: list[Person],
    subject: str,
    membership: Membership,
    day: date,
    as_of: datetime,
    **names: str,
) -> None:
    role = Role(membership.role).label
    announce(
        people,
        kind=NOTICE,
        subject=subject % {"unit": membership.unit.name, "role": role, **names},
        body=_("日期：%(day)s。") % {"day": date_format(day)},
        url=reverse("accounts:person", args=[people[0].pk]),
        as_of=as_of,
    )
