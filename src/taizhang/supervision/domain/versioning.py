"""Versions of mechanisms: which holds on a day, and how a new one is entered (机制版本)."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ..mechanisms import Mechanism, load_mechanism, shipped_texts
from ..models import MechanismVersion
from ..permissions import may_edit_mechanisms
from .errors import MechanismMissingError, VersionError

_LOCK = 8_132_711  # any number, the same for all processes of the product


def version_in_force(key: str, *, on: date, known_at: datetime | None = None) -> MechanismVersion:
    """The version of a mechanism that holds on a day: the one that begins last.

    `known_at`: as far as was recorded then. What came with the product counts as known from the
    beginning, until a later release corrects it. Of two that begin on the same day the one
    recorded later holds, and what the office entered before what was shipped.

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


def in_force(
    versions: Iterable[MechanismVersion], on: date, known_at: datetime | None = None
) -> MechanismVersion | None:
    """Of all versions of one mechanism, the one that holds on a day: see `version_in_force`."""
    known = _known(sorted(versions, key=lambda version: version.pk), known_at)
    begun = [version for version in known if version.valid_from <= on]
    last = max(begun, key=_rank, default=None)
    if last is None or (last.valid_to is not None and last.valid_to < on):
        return None
    return last


def _rank(version: MechanismVersion) -> tuple[date, bool, int]:
    """Later days before earlier ones, what the office entered before what was shipped."""
    return version.valid_from, not version.is_shipped, version.pk


def _known(versions: list[MechanismVersion], known_at: datetime | None) -> list[MechanismVersion]:
    if known_at is None:
        return versions
    first = next((version.pk for version in versions if version.is_shipped), None)
    return [one for one in versions if one.pk == first or one.recorded_at <= known_at]


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
        VersionError: the actor may not, the key is taken or another, somebody was faster, the new
            version begins before the one before it, or nothing is changed.
    """
    if not may_edit_mechanisms(actor):
        raise VersionError("not_allowed", _("只有督查室主任可以录入督办机制。"))
    mechanism = load_mechanism(body)
    _wait_for_turn()
    _check_place(mechanism, body, base)
    return _add(mechanism, body, actor, as_of)


def newest_version(key: str) -> MechanismVersion | None:
    """The version that begins last, whether it has begun or not."""
    versions = list(MechanismVersion.objects.filter(key=key))
    return newest_of(versions) if versions else None


def newest_of(versions: Iterable[MechanismVersion]) -> MechanismVersion:
    """Of the versions of one mechanism (at least one), the one that begins last."""
    return max(versions, key=_rank)


def _check_place(mechanism: Mechanism, body: str, base: MechanismVersion | None) -> None:
    newest = newest_version(mechanism.key)
    words = {"key": mechanism.key}
    if base is None:
        if newest is not None:
            message = _("督办机制“%(key)s”已经有了，请打开它修改，或换一个代号。")
            raise VersionError("key_taken", message % words)
        return
    if mechanism.key != base.key:
        message = _("代号不能改：原来是“%(old)s”，现在是“%(key)s”。另一个机制请新建。")
        raise VersionError("other_key", message % (words | {"old": base.key}))
    if newest is None or newest.pk != base.pk:
        raise VersionError("not_newest", _("有人刚录入了新版本，请刷新页面，在新版本上修改。"))
    if mechanism.valid_from < newest.valid_from:
        message = _("生效日期不能早于上一版的 %(day)s。")
        raise VersionError("too_early", message % {"day": newest.valid_from.isoformat()})
    if _digest(body) == newest.sha256:
        raise VersionError("unchanged", _("内容没有变化，不用保存新版本。"))


def _add(
    mechanism: Mechanism, body: str, actor: Person | None, as_of: datetime
) -> MechanismVersion:
    return MechanismVersion.objects.create(
        key=mechanism.key,
        name=mechanism.name,
        body=body,
        sha256=_digest(body),
        valid_from=mechanism.valid_from,
        valid_to=mechanism.valid_to,
        recorded_at=as_of,
        recorded_by=actor,
    )


def _digest(body: str) -> str:
    return sha256(body.encode("utf-8")).hexdigest()


def record_shipped(*, as_of: datetime) -> list[MechanismVersion]:
    """Enter what came with the product and is not there yet; a corrected text is a new version.

    What the office entered with the same or a later day of validity stays in force.
    """
    if not _missing_texts():
        return []
    with transaction.atomic():
        _wait_for_turn()
        return [_add(load_mechanism(text), text, None, as_of) for text in _missing_texts()]


def _missing_texts() -> list[str]:
    shipped = MechanismVersion.objects.filter(recorded_by=None)
    known = set(shipped.values_list("sha256", flat=True))
    return [text for text in shipped_texts().values() if _digest(text) not in known]


def _wait_for_turn() -> None:
    """One at a time until the transaction ends, so that the newest stays the newest."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def record_shipped_after_migrate(**_signal: Any) -> None:
    """Receiver of `post_migrate`: the shipped mechanisms are there wherever their table is."""
    if MechanismVersion._meta.db_table in connection.introspection.table_names():
        record_shipped(as_of=timezone.now())
