"""What waits for a person: drafts to review, bulletins to answer (待办)."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.organisations.domain.acting import answer_once

from ...enums import BulletinActKind, BulletinState
from ...models import Bulletin, NamedUnit
from ...permissions import may_draft_for, may_review, may_review_any
from ..places import place_of

_DRAFTING = {BulletinActKind.DRAFTED, BulletinActKind.REDRAFTED}


def bulletins_to_review(person: Person, *, now: datetime) -> list[Bulletin]:
    """The drafts that a person can review, the oldest first: nobody their own, and none that is
    with its drafters because it was sent back."""
    place = place_of(person, on=timezone.localdate(now))
    if not may_review_any(place):
        return []
    drafts = Bulletin.objects.filter(state=BulletinState.DRAFT).order_by("pk")
    rows = list(drafts.defer("numbers", "blocks").prefetch_related("acts"))
    return [row for row in rows if _waits(row) and may_review(place, row.keeper_id, _of(row))]


def _waits(row: Bulletin) -> bool:
    return [*row.acts.all()][-1].kind != BulletinActKind.RETURNED


def _of(row: Bulletin) -> frozenset[int]:
    return frozenset(act.actor_id for act in row.acts.all() if act.kind in _DRAFTING)


def waiting_for_answer(person: Person, *, now: datetime) -> list[NamedUnit]:
    """What the units of a person are still to answer, the most urgent first."""
    units = place_of(person, on=timezone.localdate(now)).units
    return [row for row in _unanswered(person, now=now) if row.unit_id in units]


def late_answers(person: Person, *, now: datetime) -> list[NamedUnit]:
    """Answers to the bulletins a person's office issues that are late, the latest first."""
    today = timezone.localdate(now)
    oversight = place_of(person, on=today).oversight
    rows = [row for row in _unanswered(person, now=now) if row.answer_by < today]
    return [row for row in rows if may_draft_for(oversight, row.bulletin.keeper_id)]


def _unanswered(person: Person, *, now: datetime) -> list[NamedUnit]:
    """Answers that somebody's units owe or their office waits for: one query a request."""
    place = place_of(person, on=timezone.localdate(now))
    theirs = Q(unit__in=place.units) | Q(bulletin__keeper__in=place.oversight.units)
    if may_draft_for(place.oversight, None):
        theirs |= Q(bulletin__keeper=None)
    rows = NamedUnit.objects.filter(
        theirs, answered_at=None, bulletin__state=BulletinState.ISSUED
    ).select_related("bulletin", "unit")
    rows = rows.defer("bulletin__numbers", "bulletin__blocks").order_by("answer_by", "pk")
    return answer_once(("unanswered", person.pk), lambda: list(rows))
