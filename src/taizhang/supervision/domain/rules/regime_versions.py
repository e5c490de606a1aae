"""Versions of light regimes: which holds on a day, and how a new one is entered (亮灯办法版本)."""

import re
from datetime import date, datetime
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

from ...models import RegimeVersion
from ...permissions import may_edit_practice
from ...regimes import load_regime, shipped_regimes
from ..errors import RegimeMissingError

_LOCK = 8_132_712  # any number, the same for all processes of the product
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
LONGEST_NAME = 64


def regime_in_force(key: str, *, on: date, known_at: datetime | None = None) -> RegimeVersion:
    """The version of a light regime that holds on a day: see `in_force`.

    Lights never go out: before the first version begins it is that one, and after the last one
    has ended it is that one, until the office chooses another regime.

    Raises:
        RegimeMissingError: there is none of that key.
    """
    versions = sorted(RegimeVersion.objects.filter(key=key), key=lambda one: one.valid_from)
    found = in_force(versions, on, known_at)
    if found is not None:
        return found
    begun = [one for one in versions if one.valid_from <= on]
    if versions:
        return newest_of(begun) if begun else versions[0]
    raise RegimeMissingError(_("没有亮灯办法“%(key)s”，请先录入。") % {"key": key})


def regimes_in_force(*, on: date) -> list[RegimeVersion]:
    """Of every light regime the version in force on a day, else its newest, by key."""
    rows = RegimeVersion.objects.select_related("recorded_by").order_by("key")
    groups = [list(group) for _key, group in groupby(rows, key=lambda version: version.key)]
    return [in_force(group, on) or newest_of(group) for group in groups]


@transaction.atomic
def record_regime(
    body: str, *, actor: Person, as_of: datetime, base: RegimeVersion | None = None
) -> RegimeVersion:
    """Enter a light regime (`base` None), or a new version of one after its newest, `base`.

    Raises:
        RegimeError: the text is no regime, or leaves a case without one outcome.
        VersionError: the actor may not, key or name do not do, or the text may not follow
            (`check_place`).
    """
    if not may_edit_practice(actor):
        raise VersionError("not_allowed", _("只有督查室主任可以录入亮灯办法。"))
    new = _read(body, base.key if base else "")
    _check_names(new)
    wait_for_turn(_LOCK)
    check_place(new, base=base, newest=newest_regime(new.key))
    return add_version(RegimeVersion, new, actor=actor, as_of=as_of)


def _check_names(new: NewText) -> None:
    if not new.key:
        raise VersionError("key_missing", _("请在开头写一行“key: 代号”，例如 key: yunling-2026。"))
    if not _KEY.fullmatch(new.key):
        message = _("代号“%(key)s”不合适：用小写字母、数字、- 和 _，最多 32 个。")
        raise VersionError("bad_key", message % {"key": new.key})
    if len(new.name) > LONGEST_NAME:
        message = _("名称有 %(number)d 个字，最多 %(most)d 个；详细的写在 note 里。")
        raise VersionError("long_name", message % {"number": len(new.name), "most": LONGEST_NAME})


def newest_regime(key: str) -> RegimeVersion | None:
    """The version that begins last, whether it has begun or not."""
    versions = list(RegimeVersion.objects.filter(key=key))
    return newest_of(versions) if versions else None


def _read(body: str, key: str) -> NewText:
    one = load_regime(body.encode("utf-8"))
    what = gettext_lazy("亮灯办法")
    return NewText(what, one.key or key, one.name, body, one.valid_from, one.valid_to)


def record_shipped_regimes(*, as_of: datetime) -> list[RegimeVersion]:
    """Enter what came with the product and is not there yet; a corrected text is a new version."""
    if not _missing():
        return []
    with transaction.atomic():
        wait_for_turn(_LOCK)
        texts = [_read(text, key) for text, key in _missing().items()]
        return [add_version(RegimeVersion, new, actor=None, as_of=as_of) for new in texts]


def _missing() -> dict[str, str]:
    keys = {shipped.text: shipped.key for shipped in shipped_regimes()}
    return {text: keys[text] for text in missing_texts(RegimeVersion, keys)}
