"""Versions of mechanisms: which holds on a day, and how a new one is entered (机制版本)."""

from datetime import date, datetime
from functools import lru_cache
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import Person
from taizhang.documents.domain.errors import VersionError
from taizhang.documents.domain.versions import (
    NewText,
    add_version,
    check_place,
    in_force,
    missing_texts,
    newest_of,
    wait_for_turn,
)

from ...mechanisms import Mechanism, load_mechanism, shipped_texts
from ...models import MechanismVersion
from ...permissions import may_edit_mechanisms
from ..errors import MechanismMissingError

_LOCK = 8_132_711  # any number, the same for all processes of the product


def version_in_force(key: str, *, on: date, known_at: datetime | None = None) -> MechanismVersion:
    """The version of a mechanism that holds on a day: see `in_force`.

    Raises:
        MechanismMissingError: none holds on that day.
    """
    version = in_force(MechanismVersion.objects.filter(key=key), on, known_at)
    if version is None:
        message = _("%(day)s 没有有效的督办机制“%(key)s”，请先在督办机制中录入。")
        raise MechanismMissingError(message % {"day": on.isoformat(), "key": key})
    return version


def versions_in_force(*, on: date, known_at: datetime | None = None) -> list[MechanismVersion]:
    """The version in force on a day of every mechanism that has one, by key."""
    rows = MechanismVersion.objects.select_related("recorded_by").order_by("key")
    groups = groupby(rows, key=lambda version: version.key)
    found = (in_force(group, on, known_at) for _key, group in groups)
    return [version for version in found if version is not None]


@lru_cache(maxsize=1024)
def mechanism_of(version_id: int) -> Mechanism:
    """The mechanism of a version; versions never change, so each is read once a process."""
    return MechanismVersion.objects.get(pk=version_id).mechanism


@transaction.atomic
def record_version(
    body: str, *, actor: Person, as_of: datetime, base: MechanismVersion | None = None
) -> MechanismVersion:
    """Enter a mechanism (`base` None), or a new version of one after its newest, `base`.

    Tasks that run keep the version they started under.

    Raises:
        MechanismError: the text is no mechanism that can be kept.
        VersionError: the actor may not, or the text may not follow (`check_place`).
    """
    if not may_edit_mechanisms(actor):
        raise VersionError("not_allowed", _("只有督查室主任可以录入督办机制。"))
    new = _read(body)
    wait_for_turn(_LOCK)
    check_place(new, base=base, newest=newest_version(new.key))
    return add_version(MechanismVersion, new, actor=actor, as_of=as_of)


def newest_version(key: str) -> MechanismVersion | None:
    """The version that begins last, whether it has begun or not."""
    versions = list(MechanismVersion.objects.filter(key=key))
    return newest_of(versions) if versions else None


def _read(body: str) -> NewText:
    one = load_mechanism(body)
    what = gettext_lazy("督办机制")
    return NewText(what, one.key, one.name, body, one.valid_from, one.valid_to)


def record_shipped(*, as_of: datetime) -> list[MechanismVersion]:
    """Enter what came with the product and is not there yet; a corrected text is a new version.

    What the office entered with the same or a later day of validity stays in force.
    """
    if not _missing_texts():
        return []
    with transaction.atomic():
        wait_for_turn(_LOCK)
        texts = [_read(text) for text in _missing_texts()]
        return [add_version(MechanismVersion, new, actor=None, as_of=as_of) for new in texts]


def _missing_texts() -> list[str]:
    return missing_texts(MechanismVersion, shipped_texts().values())
