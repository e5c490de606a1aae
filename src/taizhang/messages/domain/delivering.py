"""Bringing digests out of the house (投递).

Each attempt is claimed in a short transaction, made outside any, then entered. A worker that dies
between making and entering leaves a claim that runs out, and the digest goes out once more: outside
channels get a digest at least once, with the same token each time. The inbox gets it exactly once.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ..channels import (
    ChannelDownError,
    DeliveryRefusedError,
    Outcome,
    Outgoing,
    post_digests,
    send_mails,
    webhook_format,
)
from ..enums import Channel, DeliveryState
from ..models import Delivery
from .outgoing import write_outgoing

logger = logging.getLogger(__name__)

CLAIM = timedelta(minutes=10)  # longer than the slowest batch
BATCH = 20
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120))
ATTEMPTS = len(PAUSES) + 1


def deliver_batch(channel: Channel, *, as_of: datetime, most: int = BATCH) -> int:
    """Try the deliveries of a channel that are due, at most a batch; how many were tried.

    0 means: nothing is due, or the other side cannot be reached.
    """
    give_up_deliveries(as_of=as_of)
    claimed = _claim(channel, as_of=as_of, most=min(most, BATCH))
    left = {delivery.token.hex: delivery for delivery in claimed}
    try:
        for outcome in _send(channel, write_outgoing(claimed), as_of):
            _enter(left.pop(outcome.token), outcome, as_of)
    except ChannelDownError as error:
        for delivery in left.values():
            _enter(delivery, Outcome(delivery.token.hex, error), as_of)
        return 0
    return len(claimed)


def most_per_run(channel: Channel) -> int | None:
    """The most deliveries of a channel in a minute; None where the other side names no limit."""
    if channel == Channel.EMAIL or settings.WEBHOOK is None:
        return None
    return webhook_format(settings.WEBHOOK.format).per_minute


def give_up_deliveries(*, as_of: datetime) -> int:
    """Mark what is not delivered by the end of its day as failed; the number.

    Later it would come beside the digest of the next day: nobody gets two a day.
    """
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING, next_at__lte=as_of)
    is_old = Q(digest__day__lt=timezone.localdate(as_of))
    is_tired = Q(attempts__gte=ATTEMPTS)
    late = waiting.filter(is_old | is_tired)
    unsaid = late.filter(error="").update(
        state=DeliveryState.FAILED, error=_("投递中断，没有结果；到当天结束仍未送达。")
    )
    return unsaid + late.update(state=DeliveryState.FAILED)


def _claim(channel: Channel, *, as_of: datetime, most: int) -> list[Delivery]:
    with transaction.atomic():
        due: QuerySet[Delivery] = Delivery.objects.filter(
            state=DeliveryState.WAITING, channel=channel, next_at__lte=as_of
        ).order_by("next_at", "id")
        ids = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:most])
        claimed = Delivery.objects.filter(pk__in=ids)
        claimed.update(attempts=F("attempts") + 1, next_at=as_of + CLAIM)
    return list(claimed.select_related("digest__person").order_by("pk"))


def _send(channel: Channel, digests: Sequence[Outgoing], as_of: datetime) -> Iterator[Outcome]:
    if not digests:
        return iter(())
    if channel == Channel.EMAIL and settings.MAIL_SERVER:
        return send_mails(settings.MAIL_SERVER, digests, as_of=as_of)
    if channel == Channel.WEBHOOK and settings.WEBHOOK:
        return post_digests(settings.WEBHOOK, digests, as_of=as_of)
    raise ChannelDownError(_("这个渠道现在没有设置。"))


def _enter(delivery: Delivery, outcome: Outcome, as_of: datetime) -> None:
    if outcome.error is None:
        Delivery.objects.filter(pk=delivery.pk).update(
            state=DeliveryState.SENT, sent_at=as_of, error=""
        )
        return
    again = _next_attempt(delivery, outcome, as_of)
    # Of two attempts at once (a claim ran out) the later one speaks, and a success stands.
    mine = Delivery.objects.filter(
        pk=delivery.pk, attempts=delivery.attempts, state=DeliveryState.WAITING
    )
    mine.update(
        state=DeliveryState.WAITING if again else DeliveryState.FAILED,
        next_at=again or as_of,
        error=str(outcome.error)[:400],
    )
    logger.warning(
        "delivery failed",
        extra={"delivery": delivery.pk, "channel": delivery.channel, "again": again},
    )


def _next_attempt(delivery: Delivery, outcome: Outcome, as_of: datetime) -> datetime | None:
    """When to try again; None when it is of no use or the day would be over."""
    if isinstance(outcome.error, DeliveryRefusedError) or delivery.attempts >= ATTEMPTS:
        return None
    again = as_of + PAUSES[delivery.attempts - 1]
    return again if timezone.localdate(again) == delivery.digest.day else None
