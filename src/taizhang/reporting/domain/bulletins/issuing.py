"""Issue a reviewed bulletin (印发通报): its number, its files, messages to the units it names."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.calendars import local_day
from taizhang.messages.domain import send_messages
from taizhang.organisations.domain.acting import people_acting_for

from ...enums import BulletinActKind, BulletinState
from ...models import Bulletin
from ...permissions import may_draft_for
from ..errors import BulletinError, BulletinNotAllowedError
from ..papers.files import keep_files
from ..places import place_of
from .drafting import check_state, locked_bulletin
from .drawing import ask_for_pdf
from .numbering import take_number
from .rebuilding import printed_of, rebuild_bulletin
from .reviewing import MESSAGE, check_seen, record_act

_REVIEWED = frozenset({BulletinState.REVIEWED})


@transaction.atomic
def issue_bulletin(bulletin: Bulletin, *, seen: str, actor: Person, as_of: datetime) -> Bulletin:
    """Issue it: from now on it never changes. Its PDF is drawn afterwards.

    It is made again first: a figure that was being recorded while it was gathered would make it
    another one, and what is printed must be what can be made again.

    Raises BulletinNotAllowedError, BulletinStateError, BulletinChangedError; BulletinError
    `outdated` where it cannot be made again as it was reviewed.
    """
    locked = locked_bulletin(bulletin.pk)
    place = place_of(actor, on=local_day(as_of))
    if not may_draft_for(place.oversight, locked.keeper_id):
        raise BulletinNotAllowedError(
            "not_allowed", _("您不负责这个单位的督办，不能印发它的通报。")
        )
    check_state(locked, _REVIEWED)
    check_seen(locked, seen)
    _check_made_again(locked)
    locked.issued_on = local_day(as_of)
    locked.number = take_number(locked.keeper_id, on=locked.issued_on)
    locked.word, locked.annex = keep_files(printed_of(locked), as_of=as_of)
    locked.state = BulletinState.ISSUED
    locked.save()
    record_act(locked, BulletinActKind.ISSUED, actor, as_of)
    ask_for_pdf(locked, as_of=as_of)
    _tell_named(locked, as_of)
    return locked


def _check_made_again(bulletin: Bulletin) -> None:
    again = rebuild_bulletin(bulletin)
    if not again.is_same:
        message = _("按起草时刻重新汇总，结果与审核的稿子不一致：%(why)s请重新生成，再次审核。")
        raise BulletinError("outdated", message % {"why": "".join(again.differences)})


def _tell_named(bulletin: Bulletin, as_of: datetime) -> None:
    """A message to everybody who acts for a named unit."""
    named = {row.unit_id: row for row in bulletin.named.all()}
    acting = people_acting_for(named, on=local_day(as_of))
    for unit_id, people in acting.items():
        row = named[unit_id]
        words = {"why": row.reason, "day": row.answer_by, "number": bulletin.number}
        send_messages(
            people,
            kind=MESSAGE,
            subject=_("请回复通报：%(title)s") % {"title": bulletin.title},
            body=_("%(number)s点名：%(why)s。请于%(day)s前回复。") % words,
            url=bulletin.get_absolute_url(),
            as_of=as_of,
        )
