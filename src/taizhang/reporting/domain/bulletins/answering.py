"""Answer a bulletin for a unit that it names (整改回复)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.calendars import local_day

from ...enums import BulletinActKind, BulletinState
from ...models import Bulletin, NamedUnit
from ...permissions import may_answer
from ..errors import BulletinError, BulletinNotAllowedError, BulletinStateError
from ..places import place_of
from .drafting import check_state, locked_bulletin
from .reviewing import clean_words, record_act

_ISSUED = frozenset({BulletinState.ISSUED})


@transaction.atomic
def answer_bulletin(
    bulletin: Bulletin, unit_id: int, *, text: str, actor: Person, as_of: datetime
) -> Bulletin:
    """Answer for a unit, once; when all named units have answered the bulletin is answered.

    Raises BulletinNotAllowedError, BulletinStateError; BulletinError `text_missing`, `not_named`.
    """
    if not may_answer(place_of(actor, on=local_day(as_of)), unit_id):
        raise BulletinNotAllowedError("not_allowed", _("您不代表这个单位，不能替它回复通报。"))
    locked = locked_bulletin(bulletin.pk)
    named = NamedUnit.objects.filter(bulletin=locked, unit=unit_id).first()
    if named is None:
        raise BulletinError("not_named", _("这份通报没有点名该单位，不用回复。"))
    if named.answered_at is not None:
        raise BulletinStateError("already_answered", _("该单位已经回复过，请刷新页面。"))
    check_state(locked, _ISSUED)
    named.answer, named.answered_by, named.answered_at = clean_words(text), actor, as_of
    named.save(update_fields=["answer", "answered_by", "answered_at"])
    record_act(locked, BulletinActKind.ANSWERED, actor, as_of, named.answer, unit_id)
    if not NamedUnit.objects.filter(bulletin=locked, answered_at=None).exists():
        locked.state = BulletinState.ANSWERED
        locked.save(update_fields=["state"])
    return locked
