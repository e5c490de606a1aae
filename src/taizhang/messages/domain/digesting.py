"""Making the digests of a day: one a person, however often and by however many it is tried."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from ..models import Delivery, Digest, DigestItem, DigestRun, Message
from .composing import digest_subject, group_items
from .queueing import deliveries_for

DIGEST_KIND = "digest"

# A second worker waits here for the first, and finds nothing left to insert once that commits.
_BEGIN = """
    INSERT INTO inbox_digest (person_id, day, made_at)
    SELECT DISTINCT item.recipient_id, %(day)s::date, %(as_of)s::timestamptz
    FROM inbox_digestitem item JOIN accounts_person person ON person.id = item.recipient_id
    WHERE item.digest_id IS NULL AND person.is_active
    ORDER BY item.recipient_id
    ON CONFLICT DO NOTHING
    RETURNING id
"""
_FILL = """
    UPDATE inbox_digestitem item SET digest_id = digest.id
    FROM inbox_digest digest
    WHERE digest.id = ANY(%s) AND item.recipient_id = digest.person_id AND item.digest_id IS NULL
"""


def make_daily_digests(*, as_of: datetime) -> int:
    """Make the digests of the day once its hour (`DIGEST_HOUR`) has come; their number.

    Called every few minutes: before the hour and after the first success it does nothing. Sources
    are asked in the same transaction, so that a day is told whole or, after a crash, again.
    """
    from ..registry import ask_digest_sources

    moment = timezone.localtime(as_of)
    if moment.hour < settings.DIGEST_HOUR or DigestRun.objects.filter(day=moment.date()).exists():
        return 0
    with transaction.atomic():
        _run, is_new = DigestRun.objects.get_or_create(
            day=moment.date(), defaults={"made_at": as_of}
        )
        if not is_new:
            return 0
        ask_digest_sources(as_of=as_of)
        return len(send_digests(as_of=as_of))


@transaction.atomic
def send_digests(*, as_of: datetime) -> list[Message]:
    """Put what waits into one inbox message a person, and lay its deliveries outside ready.

    Whoever had a digest that day gets none: what waits stays for the next. A constant number of
    queries. What waits for people who have been deactivated is dropped.
    """
    DigestItem.objects.filter(digest__isnull=True, recipient__is_active=False).delete()
    digests = _begin_digests(timezone.localdate(as_of), as_of)
    if not digests:
        return []
    held: dict[int, list[DigestItem]] = defaultdict(list)
    for item in DigestItem.objects.filter(digest__in=digests):
        held[item.digest_id or 0].append(item)
    Delivery.objects.bulk_create(deliveries_for(digests, as_of=as_of))
    return Message.objects.bulk_create(
        _message(digest, held[digest.pk], as_of) for digest in digests
    )


def _begin_digests(day: date, as_of: datetime) -> Sequence[Digest]:
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, {"day": day, "as_of": as_of})
        begun = [row[0] for row in cursor.fetchall()]
        cursor.execute(_FILL, [begun])
    return list(Digest.objects.filter(pk__in=begun).select_related("person").order_by("pk"))


def _message(digest: Digest, items: Sequence[DigestItem], as_of: datetime) -> Message:
    groups = group_items(items)
    return Message(
        recipient=digest.person,
        kind=DIGEST_KIND,
        subject=digest_subject(groups)[: Message.SUBJECT_LENGTH],
        url=reverse("inbox:digest", args=[digest.pk]),
        sent_at=as_of,
        digest=digest,
    )
