"""One's own digests (每日提醒)."""

from taizhang.accounts.models import Person

from ...models import Digest


def digest_for(person: Person, pk: int) -> Digest | None:
    """A digest of the person with its message; None when it is somebody else's or not there."""
    return (
        Digest.objects.filter(person=person, pk=pk)
        .select_related("message")
        .prefetch_related("items")
        .first()
    )
