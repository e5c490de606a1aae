"""Which ways outside a digest takes (投递渠道)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.conf import settings

from taizhang.accounts.models import Person

from ..channels import webhook_format
from ..enums import Channel
from ..models import Delivery, Digest, Preference


def open_channels() -> list[Channel]:
    """The ways outside that this installation has set; nothing leaves by any other."""
    is_set = {Channel.EMAIL: settings.MAIL_SERVER, Channel.WEBHOOK: settings.WEBHOOK}
    return [channel for channel in Channel if is_set[channel] is not None]


def deliveries_for(digests: Sequence[Digest], *, as_of: datetime) -> Iterator[Delivery]:
    """The deliveries to make, each due at once; one query for all preferences."""
    channels = open_channels()
    if not channels:
        return
    wishes = {wish.pk: wish for wish in _preferences(digests)}
    for digest in digests:
        wish = wishes.get(digest.person_id, Preference())
        for channel in channels:
            if getattr(wish, channel) and is_reachable(digest.person, channel):
                address = address_of(digest.person, channel)
                yield Delivery(digest=digest, channel=channel, address=address, next_at=as_of)


def is_reachable(person: Person, channel: Channel) -> bool:
    """Whether the person has what the way needs: a mail address, for some platforms a telephone."""
    if channel == Channel.EMAIL or _platform_needs_phone():
        return bool(address_of(person, channel))
    return True


def address_of(person: Person, channel: Channel) -> str:
    """Where the person is reached on that way."""
    return person.email if channel == Channel.EMAIL else person.phone


def _platform_needs_phone() -> bool:
    return settings.WEBHOOK is not None and webhook_format(settings.WEBHOOK.format).needs_phone


def _preferences(digests: Iterable[Digest]) -> Iterable[Preference]:
    return Preference.objects.filter(pk__in=[digest.person_id for digest in digests])
