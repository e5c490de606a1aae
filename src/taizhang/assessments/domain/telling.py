"""Who hears of what happens to a run (消息)."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.calendars import local_day
from taizhang.messages.domain import send_messages
from taizhang.organisations.domain.acting import people_acting_for

from ..enums import ObjectionState
from ..models import Objection, ResultRow, SchemeRun
from ..permissions import may_approve
from .locking import makers_of

MESSAGE = "assessment"  # the kind of all messages of the room


def tell_units(run: SchemeRun, subject: str, body: str, *, at: datetime) -> None:
    """A message to everybody who acts for a unit that the run speaks of."""
    rows = ResultRow.objects.filter(revision=run.current_id, unit__isnull=False)
    units = set(rows.values_list("unit_id", flat=True))
    acting = people_acting_for(units, on=local_day(at))
    people = [person for persons in acting.values() for person in persons]
    _send(people, subject, body, run.get_absolute_url(), at)


def tell_approvers(run: SchemeRun, subject: str, *, at: datetime) -> None:
    """A message to everybody who may approve this run."""
    wanted = (Role.ASSESSMENT_OFFICER, Role.HEAD)
    people = Person.objects.filter(is_active=True, roles__overlap=list(wanted))
    makers = makers_of(run)
    fitting = [person for person in people if may_approve(person, makers)]
    _send(fitting, subject, "", run.get_absolute_url(), at)


def tell_runner(run: SchemeRun, subject: str, body: str, url: str, *, at: datetime) -> None:
    """A message to whoever began the run."""
    _send([run.started_by], subject, body, url, at)


def tell_objector(objection: Objection, run: SchemeRun, *, at: datetime) -> None:
    """A message to whoever entered an objection: how it was answered."""
    words = {
        "name": objection.name,
        "state": ObjectionState(objection.state).label,
        "title": run.title,
    }
    subject = _("异议已答复（%(state)s）：%(title)s") % words
    url = reverse("assessments:objection", args=[run.pk, objection.pk])
    _send([objection.raised_by], subject, objection.answer, url, at)


def _send(people: Iterable[Person], subject: str, body: str, url: str, at: datetime) -> None:
    send_messages(people, kind=MESSAGE, subject=subject, body=body, url=url, as_of=at)
