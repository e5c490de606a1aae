"""Reading the inbox (阅读消息)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, QuerySet
from django.db.models.lookups import IsNull

from taizhang.accounts.models import Person

from ..models import Message


def inbox_for(person: Person) -> QuerySet[Message]:
    """The person's messages: unread first, then the newest first."""
    unread_first = IsNull(F("read_at"), True).desc()
    return Message.objects.filter(recipient=person).order_by(unread_first, "-sent_at", "-id")


def unread_count(person: Person) -> int:
    """How many messages the person has not read."""
    return Message.objects.filter(recipient=person, read_at__isnull=True).count()


def mark_read(person: Person, *, as_of: datetime, message_ids: Iterable[int] | None = None) -> int:
    """Mark the person's own unread messages read, all or those named; how many there were.

    Somebody else's messages are left alone, and the first moment of reading is kept.
    """
    unread = Message.objects.filter(recipient=person, read_at__isnull=True)
    if message_ids is not None:
        unread = unread.filter(pk__in=list(message_ids))
    return unread.update(read_at=as_of)
