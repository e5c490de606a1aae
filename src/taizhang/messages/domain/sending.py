"""Sending messages (发送消息)."""

from collections.abc import Iterable
from datetime import datetime

from taizhang.accounts.models import Person

from ..models import Message


def send_messages(
    recipients: Iterable[Person],
    *,
    kind: str,
    subject: str,
    as_of: datetime,
    body: str = "",
    url: str = "",
) -> list[Message]:
    """Put one message into the inbox of each active recipient, in one statement.

    A person named twice gets one. `kind` is a word of the room that sends, `url` an address inside
    the product. Written in the caller's transaction: what is rolled back is never sent.
    """
    people = {person.pk: person for person in recipients if person.is_active}
    return Message.objects.bulk_create(
        Message(
            recipient=person,
            kind=kind,
            subject=subject[: Message.SUBJECT_LENGTH],
            body=body,
            url=url,
            sent_at=as_of,
        )
        for person in people.values()
    )
