"""Gathering what people hear of once a day (提醒事项)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from taizhang.accounts.models import Person

from ..models import DigestItem
from ..registry import digest_kinds
from .errors import UnknownKindError


@dataclass(frozen=True)
class Notice:
    """One matter for one person.

    Attributes:
        recipient: id of the person.
        kind: a registered kind, under whose name the digest lists it.
        subject: one line; longer than `DigestItem.SUBJECT_LENGTH` it is cut.
        key: says when two notices are the same: kept once a person and day.
        body: more words, or "".
        url: an address inside the product, or "".
    """

    recipient: int
    kind: str
    subject: str
    key: str
    body: str = ""
    url: str = ""


def add_notices(notices: Iterable[Notice], *, as_of: datetime) -> None:
    """Lay all notices ready for the next digests, in one statement.

    Of notices with the same person, day and key the first one stays. Written in the caller's
    transaction: what is rolled back is never told.

    Raises:
        UnknownKindError: a kind that no room has registered.
    """
    listed = list(notices)
    unknown = {notice.kind for notice in listed} - digest_kinds().keys()
    if unknown:
        raise UnknownKindError(sorted(unknown))
    day = timezone.localdate(as_of)
    DigestItem.objects.bulk_create(
        (
            DigestItem(
                recipient_id=notice.recipient,
                kind=notice.kind,
                key=notice.key,
                subject=notice.subject[: DigestItem.SUBJECT_LENGTH],
                body=notice.body,
                url=notice.url,
                day=day,
                added_at=as_of,
            )
            for notice in listed
        ),
        ignore_conflicts=True,
    )


def add_to_digest(
    recipients: Iterable[Person],
    *,
    kind: str,
    subject: str,
    as_of: datetime,
    key: str,
    body: str = "",
    url: str = "",
) -> None:
    """Tell several people of one matter in their next digests; `add_notices` says the rest."""
    people = {person.pk for person in recipients if person.is_active}
    add_notices(
        (Notice(person, kind, subject, key, body, url) for person in sorted(people)), as_of=as_of
    )
