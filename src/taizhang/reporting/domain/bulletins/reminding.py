"""Remind named units of their answers (催办回复): by the office, and once a day by the digest."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import Person
from taizhang.calendars import local_day
from taizhang.messages.domain import send_messages
from taizhang.messages.domain.gathering import Notice, add_notices
from taizhang.organisations.domain.acting import people_acting_for

from ...enums import BulletinActKind, BulletinState
from ...models import Bulletin, BulletinAct, NamedUnit
from ...permissions import may_draft_for
from ..errors import BulletinNotAllowedError, BulletinStateError
from ..places import place_of
from .drafting import check_state, locked_bulletin
from .reviewing import MESSAGE, record_act

KIND = "bulletin-answer"
DIGEST_KINDS = {KIND: gettext_lazy("通报回复")}
NEAR = timedelta(days=3)  # from then on the digest speaks of it
_ISSUED = frozenset({BulletinState.ISSUED})


@transaction.atomic
def remind_units(bulletin: Bulletin, *, actor: Person, as_of: datetime) -> list[str]:
    """Send a message to whoever acts for the units that have not answered; their names.

    Raises BulletinNotAllowedError, BulletinStateError; `reminded_today` the second time a day.
    """
    locked = locked_bulletin(bulletin.pk)
    if not may_draft_for(place_of(actor, on=local_day(as_of)).oversight, locked.keeper_id):
        message = _("您不负责这个单位的督办，不能催办它的通报。")
        raise BulletinNotAllowedError("not_allowed", message)
    check_state(locked, _ISSUED)
    _refuse_twice_a_day(locked, as_of)
    rows = list(unanswered().filter(bulletin=locked))
    _send(locked, rows, as_of)
    names = [row.unit.name for row in rows]
    record_act(locked, BulletinActKind.REMINDED, actor, as_of, "、".join(names))
    return names


def unanswered() -> QuerySet[NamedUnit, NamedUnit]:
    """Every named unit whose answer is waited for, the most urgent first."""
    rows = NamedUnit.objects.filter(answered_at=None, bulletin__state=BulletinState.ISSUED)
    return rows.select_related("unit").order_by("answer_by", "pk")


def remind_of_answers(as_of: datetime) -> None:
    """What the digest of the day says: to units from three days before the last day until they
    have answered; to who issued a bulletin, the units that are late."""
    today = local_day(as_of)
    rows = unanswered().filter(answer_by__lte=today + NEAR).select_related("bulletin")
    rows = rows.defer("bulletin__numbers", "bulletin__blocks")
    acting = people_acting_for({row.unit_id for row in rows}, on=today)
    notices = [_notice(row, person) for row in rows for person in acting[row.unit_id]]
    late = [row for row in rows if row.answer_by < today]
    add_notices([*notices, *_to_issuers(late)], as_of=as_of)


def _refuse_twice_a_day(bulletin: Bulletin, as_of: datetime) -> None:
    last = BulletinAct.objects.filter(bulletin=bulletin, kind=BulletinActKind.REMINDED).last()
    if last and local_day(last.recorded_at) == local_day(as_of):
        raise BulletinStateError("reminded_today", _("今天已经催办过，一天催办一次。"))


def _send(bulletin: Bulletin, rows: Iterable[NamedUnit], as_of: datetime) -> None:
    named = {row.unit_id: row for row in rows}
    for unit_id, people in people_acting_for(named, on=local_day(as_of)).items():
        words = {"number": bulletin.number, "day": named[unit_id].answer_by}
        send_messages(
            people,
            kind=MESSAGE,
            subject=_("催办：请回复通报：%(title)s") % {"title": bulletin.title},
            body=_("%(number)s要求%(day)s前回复，督查机构还没有收到。") % words,
            url=bulletin.get_absolute_url(),
            as_of=as_of,
        )


def _notice(row: NamedUnit, person: Person) -> Notice:
    words = {"title": row.bulletin.title, "unit": row.unit.name, "day": row.answer_by}
    subject = _("%(unit)s请于%(day)s前回复：%(title)s") % words
    url = row.bulletin.get_absolute_url()
    return Notice(person.pk, KIND, subject, f"{KIND}-{row.pk}", url=url)


def _to_issuers(rows: Iterable[NamedUnit]) -> Iterable[Notice]:
    late: dict[int, list[NamedUnit]] = defaultdict(list)
    for row in rows:
        late[row.bulletin_id].append(row)
    acts = BulletinAct.objects.filter(bulletin__in=late, kind=BulletinActKind.ISSUED)
    for bulletin_id, actor_id in acts.values_list("bulletin_id", "actor_id"):
        own = late[bulletin_id]
        names = "、".join(row.unit.name for row in own)
        words = {"names": names, "title": own[0].bulletin.title}
        subject = _("%(names)s逾期没有回复：%(title)s") % words
        url = own[0].bulletin.get_absolute_url()
        yield Notice(actor_id, KIND, subject, f"{KIND}-late-{bulletin_id}", url=url)
