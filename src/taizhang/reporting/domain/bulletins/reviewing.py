"""Review a draft or send it back (审核通报). Nobody reviews what they drafted."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.calendars import local_day
from taizhang.messages.domain import send_messages

from ...enums import BulletinActKind, BulletinState
from ...models import Bulletin, BulletinAct
from ...permissions import may_review
from ..errors import BulletinChangedError, BulletinError, BulletinNotAllowedError
from ..places import place_of
from .drafting import DRAFTED, check_state, drafters_of, locked_bulletin

MESSAGE = "bulletin"  # the kind of all messages about bulletins
_DRAFT = frozenset({BulletinState.DRAFT})
MOST_CHARACTERS = 2_000


@transaction.atomic
def review_bulletin(
    bulletin: Bulletin, *, seen: str, actor: Person, as_of: datetime, text: str = ""
) -> Bulletin:
    """Approve a draft; `seen`: the digest of what the reviewer's page showed.

    Raises BulletinNotAllowedError, BulletinStateError, BulletinChangedError.
    """
    locked = locked_bulletin(bulletin.pk)
    _check_may_review(locked, actor, as_of)
    check_state(locked, _DRAFT)
    check_seen(locked, seen)
    locked.state = BulletinState.REVIEWED
    locked.save(update_fields=["state"])
    record_act(locked, BulletinActKind.REVIEWED, actor, as_of, text)
    return locked


@transaction.atomic
def return_bulletin(
    bulletin: Bulletin, *, text: str, seen: str, actor: Person, as_of: datetime
) -> Bulletin:
    """Send a draft back to its drafters, with what is to be changed.

    Raises BulletinNotAllowedError, BulletinStateError, BulletinChangedError; BulletinError
    `text_missing`.
    """
    locked = locked_bulletin(bulletin.pk)
    _check_may_review(locked, actor, as_of)
    check_state(locked, DRAFTED)
    check_seen(locked, seen)
    locked.state = BulletinState.DRAFT
    locked.save(update_fields=["state"])
    said = clean_words(text)
    record_act(locked, BulletinActKind.RETURNED, actor, as_of, said)
    send_messages(
        Person.objects.filter(pk__in=drafters_of(locked)),
        kind=MESSAGE,
        subject=_("通报稿被退回：%(title)s") % {"title": locked.title},
        body=said,
        url=locked.get_absolute_url(),
        as_of=as_of,
    )
    return locked


def clean_words(text: str) -> str:
    """What somebody says, without blanks around it. Raises BulletinError `text_missing`,
    `text_too_long`."""
    said = text.strip()
    if not said:
        raise BulletinError("text_missing", _("请写明内容。"), field="text")
    if len(said) > MOST_CHARACTERS:
        message = _("内容有 %(n)d 个字，最多 %(most)d 个，请精简。")
        words = {"n": len(said), "most": MOST_CHARACTERS}
        raise BulletinError("text_too_long", message % words, field="text")
    return said


def check_seen(bulletin: Bulletin, seen: str) -> None:
    """Raises BulletinChangedError where it is not what the person's page showed."""
    if seen != bulletin.digest:
        raise BulletinChangedError(
            "bulletin_changed",
            _("这份通报在您打开页面以后已重新生成，请刷新页面，看过以后再办理。"),
        )


def record_act(
    bulletin: Bulletin,
    kind: BulletinActKind,
    actor: Person,
    as_of: datetime,
    text: str = "",
    unit_id: int | None = None,
) -> BulletinAct:
    """Note what was done."""
    return BulletinAct.objects.create(
        bulletin=bulletin,
        kind=kind,
        actor=actor,
        unit_id=unit_id,
        text=text,
        digest=bulletin.digest,
        recorded_at=as_of,
    )


def _check_may_review(bulletin: Bulletin, actor: Person, as_of: datetime) -> None:
    place = place_of(actor, on=local_day(as_of))
    if not may_review(place, bulletin.keeper_id, drafters_of(bulletin)):
        raise BulletinNotAllowedError(
            "not_allowed",
            _(
                "通报由起草人以外的督查室主任、市领导（县区为单位负责人、督查员）审核，您不能审核这一份。"
            ),
        )
