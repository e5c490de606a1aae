"""Draft a bulletin, and draft it again (起草通报)."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.calendars import local_day

from ...enums import BulletinActKind, BulletinState
from ...models import Bulletin, BulletinAct, NamedUnit
from ...permissions import may_draft_for
from ..asked import Asked, asked_at
from ..errors import BulletinError, BulletinNotAllowedError, BulletinStateError
from ..figures.gathering import canonical
from ..figures.keeping import keep_rows
from ..papers.composing import Chosen, Composed, compose
from ..periods import Period, read_period
from ..places import place_of
from ..wording.template_versions import template_on

_LOCK = 8_132_732  # one draft is begun at a time
DRAFTED = frozenset({BulletinState.DRAFT, BulletinState.REVIEWED})  # not issued yet


@transaction.atomic
def draft_bulletin(
    period: Period,
    *,
    keeper_id: int | None,
    actor: Person,
    as_of: datetime,
    chosen: Chosen | None = None,
) -> Bulletin:
    """Draft the bulletin of an office (None: the city's) on a period, from what is known now.

    Raises PeriodError; BulletinNotAllowedError; BulletinError `draft_exists` where the office has
    a draft on that period; TemplateRefusedError.
    """
    _check_may_draft(actor, keeper_id, as_of)
    asked = asked_at(period, as_of=as_of, keeper_id=keeper_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    _refuse_second_draft(asked)
    bulletin = Bulletin(kind=period.kind, period=period.code, keeper_id=keeper_id)
    _write(bulletin, asked, chosen)
    _record(bulletin, BulletinActKind.DRAFTED, actor, as_of)
    return bulletin


@transaction.atomic
def redraft_bulletin(
    bulletin: Bulletin, *, actor: Person, as_of: datetime, chosen: Chosen | None = None
) -> Bulletin:
    """Gather and write a draft anew, from what is known now; it has to be reviewed again.

    Raises BulletinNotAllowedError, BulletinStateError, TemplateRefusedError.
    """
    _check_may_draft(actor, bulletin.keeper_id, as_of)
    locked = locked_bulletin(bulletin.pk)
    check_state(locked, DRAFTED)
    asked = asked_at(read_period(locked.period), as_of=as_of, keeper_id=locked.keeper_id)
    _write(locked, asked, chosen)
    _record(locked, BulletinActKind.REDRAFTED, actor, as_of)
    return locked


def locked_bulletin(pk: int) -> Bulletin:
    """The bulletin, held until the transaction ends."""
    return Bulletin.objects.select_for_update(of=("self",)).select_related("template").get(pk=pk)


def check_state(bulletin: Bulletin, wanted: frozenset[BulletinState]) -> None:
    """Raises BulletinStateError where it stands elsewhere."""
    if bulletin.state not in wanted:
        raise BulletinStateError(
            "bulletin_state",
            _("这份通报现在是“%(state)s”，不能这样办理，请刷新页面。")
            % {"state": BulletinState(bulletin.state).label},
        )


def drafters_of(bulletin: Bulletin) -> frozenset[int]:
    """Everybody who ever drafted it."""
    kinds = (BulletinActKind.DRAFTED, BulletinActKind.REDRAFTED)
    return frozenset(
        BulletinAct.objects.filter(bulletin=bulletin, kind__in=kinds).values_list(
            "actor_id", flat=True
        )
    )


def _check_may_draft(actor: Person, keeper_id: int | None, as_of: datetime) -> None:
    place = place_of(actor, on=local_day(as_of))
    if not may_draft_for(place.oversight, keeper_id):
        raise BulletinNotAllowedError(
            "not_allowed", _("您不负责这个单位的督办，不能起草或印发它的通报。")
        )


def _refuse_second_draft(asked: Asked) -> None:
    drafts = Bulletin.objects.filter(state__in=DRAFTED, keeper=asked.keeper_id)
    found = drafts.filter(period=asked.period.code).first()
    if found is not None:
        message = _("%(period)s已有一份通报正在起草（%(title)s），请打开它重新生成。")
        words = {"period": asked.period.name, "title": found.title}
        raise BulletinError("draft_exists", message % words, field="period")


def _write(bulletin: Bulletin, asked: Asked, chosen: Chosen | None) -> None:
    """Fill a draft with what is known, and name its units."""
    template = template_on(asked.period.kind, asked.day, known_at=asked.known_at)
    composed = compose(asked, template, chosen)
    bulletin.day, bulletin.known_at, bulletin.template = asked.day, asked.known_at, template
    bulletin.title = composed.words["title"][:256]
    bulletin.numbers = canonical(composed.numbers)
    bulletin.blocks = canonical(composed.words)
    bulletin.digest, bulletin.state = composed.digest, BulletinState.DRAFT
    bulletin.save()
    keep_rows(bulletin, composed.rows)
    _name_units(bulletin, composed)


def _name_units(bulletin: Bulletin, composed: Composed) -> None:
    given = composed.numbers["given"]
    NamedUnit.objects.filter(bulletin=bulletin).delete()
    NamedUnit.objects.bulk_create(
        NamedUnit(bulletin=bulletin, unit_id=pk, reason=why, answer_by=given["answer_by"])
        for pk, _name, why in given["named"]
    )


def _record(bulletin: Bulletin, kind: BulletinActKind, actor: Person, as_of: datetime) -> None:
    BulletinAct.objects.create(
        bulletin=bulletin, kind=kind, actor=actor, digest=bulletin.digest, recorded_at=as_of
    )
