"""Texts that hold from a day on: which one holds, and whether a new one may follow (版本)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TypeVar

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ..models import TextVersion
from .errors import VersionError

V = TypeVar("V", bound=TextVersion)


@dataclass(frozen=True, slots=True)
class NewText:
    """A text that is to become a version; `what` is what such texts are called."""

    what: str | Promise
    key: str
    name: str
    body: str
    valid_from: date
    valid_to: date | None = None


def in_force(versions: Iterable[V], on: date, known_at: datetime | None = None) -> V | None:
    """Of all versions of one key, the one that holds on a day: the one that begins last.

    `known_at`: as far as was recorded then. What came with the product counts as known from the
    beginning, until a later release corrects it. Of two that begin on the same day the one
    recorded later holds, and what the office entered before what was shipped.
    """
    known = _known(sorted(versions, key=lambda version: version.pk), known_at)
    begun = [version for version in known if version.valid_from <= on]
    last = max(begun, key=_rank, default=None)
    if last is None or (last.valid_to is not None and last.valid_to < on):
        return None
    return last


def newest_of(versions: Iterable[V]) -> V:
    """Of the versions of one key (at least one), the one that begins last."""
    return max(versions, key=_rank)


def _rank(version: TextVersion) -> tuple[date, bool, int]:
    """Later days before earlier ones, what the office entered before what was shipped."""
    return version.valid_from, not version.is_shipped, version.pk


def _known(versions: list[V], known_at: datetime | None) -> list[V]:
    if known_at is None:
        return versions
    first = next((version.pk for version in versions if version.is_shipped), None)
    return [one for one in versions if one.pk == first or one.recorded_at <= known_at]


def check_place(new: NewText, *, base: TextVersion | None, newest: TextVersion | None) -> None:
    """Whether a text may follow `base`, or (None) be the first of its key.

    Raises `VersionError`: the key is taken or another, somebody was faster, it begins before the
    version before it, or nothing is changed.
    """
    words = {"what": new.what, "key": new.key}
    if base is None:
        if newest is not None:
            message = _("%(what)s“%(key)s”已经有了，请打开它修改，或换一个代号。")
            raise VersionError("key_taken", message % words)
        return
    if new.key != base.key:
        message = _("代号不能改：原来是“%(old)s”，现在是“%(key)s”。另一个%(what)s请新建。")
        raise VersionError("other_key", message % (words | {"old": base.key}))
    if newest is None or newest.pk != base.pk:
        raise VersionError("not_newest", _("有人刚录入了新版本，请刷新页面，在新版本上修改。"))
    if new.valid_from < newest.valid_from:
        message = _("生效日期不能早于上一版的 %(day)s。")
        raise VersionError("too_early", message % {"day": newest.valid_from.isoformat()})
    if digest_of(new.body) == newest.sha256:
        raise VersionError("unchanged", _("内容没有变化，不用保存新版本。"))


def add_version(model: type[V], new: NewText, *, actor: Person | None, as_of: datetime) -> V:
    """The row of a new version; nobody as actor: it came with the product."""
    return model._default_manager.create(
        key=new.key,
        name=new.name,
        body=new.body,
        sha256=digest_of(new.body),
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        recorded_at=as_of,
        recorded_by=actor,
    )


def missing_texts(model: type[TextVersion], shipped: Iterable[str]) -> list[str]:
    """The shipped texts that are not in the table yet."""
    rows = model._default_manager.filter(recorded_by=None)
    known = set(rows.values_list("sha256", flat=True))
    return [text for text in shipped if digest_of(text) not in known]


def digest_of(body: str) -> str:
    """What tells two texts apart."""
    return sha256(body.encode("utf-8")).hexdigest()


def wait_for_turn(lock: int) -> None:
    """One at a time until the transaction ends, so that the newest stays the newest."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
