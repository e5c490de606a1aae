"""What the office uses from a day on: its light regime, its mechanism (督查口径)."""

from datetime import date, datetime
from functools import cache
from importlib.resources import files

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.calendars import local_day

from ...models import MechanismVersion, Practice, RegimeVersion
from ...permissions import may_edit_practice
from ..errors import MechanismMissingError, PracticeError
from .regime_versions import regime_in_force
from .versioning import version_in_force


def practice_on(day: date, *, known_at: datetime | None = None) -> Practice:
    """What the office uses on a day; as far as it was entered at `known_at`.

    The one that begins last; of two for one day the one entered later. The product's own
    (`practice.yaml`) as long as the office has entered none.
    """
    rows = Practice.objects.filter(valid_from__lte=day)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    return rows.select_related("recorded_by").first() or shipped_practice()


@cache
def shipped_practice() -> Practice:
    """The product's own; it stands in no table."""
    text = (files("taizhang.supervision") / "practice.yaml").read_text("utf-8")
    return Practice(**yaml.safe_load(text))


def regime_on(day: date, *, known_at: datetime | None = None) -> RegimeVersion:
    """The light regime that the office uses on a day."""
    key = practice_on(day, known_at=known_at).regime
    return regime_in_force(key, on=day, known_at=known_at)


def default_mechanism(
    day: date, *, known_at: datetime | None = None
) -> tuple[MechanismVersion, str]:
    """The mechanism and kind of a dispatch that names none.

    Raises `MechanismMissingError` where the mechanism has ended.
    """
    practice = practice_on(day, known_at=known_at)
    return version_in_force(practice.mechanism, on=day, known_at=known_at), practice.kind


@transaction.atomic
def record_practice(
    *,
    valid_from: date,
    regime: str,
    mechanism: str,
    kind: str,
    actor: Person,
    as_of: datetime,
) -> Practice:
    """Use a light regime and a mechanism from a day on, today or later: lights that people have
    seen do not change afterwards.

    Raises `PracticeError`: the actor may not, the day is past, nothing changes, or there is no
    such regime, mechanism or kind on that day.
    """
    if not may_edit_practice(actor):
        raise PracticeError("not_allowed", _("只有督查室主任可以修改督查口径。"))
    if valid_from < local_day(as_of):
        raise PracticeError(
            "in_the_past", _("启用日期不能早于今天：已经公布的灯色不因改口径而变。"), "valid_from"
        )
    new = Practice(
        valid_from=valid_from,
        regime=regime,
        mechanism=mechanism,
        kind=kind,
        recorded_at=as_of,
        recorded_by=actor,
    )
    _check(new)
    new.save(force_insert=True)
    return new


def _check(new: Practice) -> None:
    held = practice_on(new.valid_from)
    if (held.regime, held.mechanism, held.kind) == (new.regime, new.mechanism, new.kind):
        raise PracticeError("unchanged", _("那天用的就是这些，不用另存。"))
    if not RegimeVersion.objects.filter(key=new.regime).exists():
        raise PracticeError(
            "regime", _("没有亮灯办法“%(key)s”，请先录入。") % {"key": new.regime}, "regime"
        )
    try:
        version = version_in_force(new.mechanism, on=new.valid_from)
    except MechanismMissingError as error:
        raise PracticeError("mechanism", str(error), "mechanism") from None
    if new.kind not in {kind.key for kind in version.mechanism.kinds}:
        message = _("督办机制“%(name)s”没有事项类别“%(kind)s”，请另选。")
        words = {"name": version.name, "kind": new.kind}
        raise PracticeError("kind", message % words, "kind")
