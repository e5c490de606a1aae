"""Versions of the words of bulletins: which hold on a day, how new ones are entered (模板版本)."""

from datetime import date, datetime
from functools import cache
from importlib.resources import files

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

from ...enums import PeriodKind
from ...models import BulletinTemplate
from ...permissions import may_edit_templates
from ..errors import BulletinError
from .checking import refuse_wrong

_LOCK = 8_132_731  # any number, the same for all processes of the product
SHIPPED_FROM = date(1949, 10, 1)  # they hold for any period there is


@cache
def shipped_templates() -> dict[str, str]:
    """The texts that come with the product, by kind."""
    folder = files("taizhang.reporting") / "templates_text"
    return {kind.value: (folder / f"{kind.value}.txt").read_text("utf-8") for kind in PeriodKind}


def template_on(kind: str, day: date, *, known_at: datetime | None = None) -> BulletinTemplate:
    """The words of a kind that hold on a day, as far as recorded at `known_at`.

    Raises BulletinError `no_template`.
    """
    found = in_force(BulletinTemplate.objects.filter(key=kind), day, known_at)
    if found is None:
        message = _("没有%(kind)s通报的模板，请督查室主任先在“通报模板”里录入。")
        raise BulletinError("no_template", message % {"kind": PeriodKind(kind).label})
    return found


def templates_in_force(*, on: date) -> list[BulletinTemplate]:
    """Of every kind the words that hold on a day."""
    return [template_on(kind.value, on) for kind in PeriodKind]


def versions_of(kind: str) -> list[BulletinTemplate]:
    """Every version of the words of a kind, the newest first."""
    rows = BulletinTemplate.objects.filter(key=kind).select_related("recorded_by")
    return sorted(rows, key=lambda one: (one.valid_from, one.pk), reverse=True)


@transaction.atomic
def record_template(
    body: str,
    *,
    base: BulletinTemplate,
    valid_from: date,
    actor: Person,
    as_of: datetime,
) -> BulletinTemplate:
    """Enter new words of a kind after its newest, `base`.

    Raises:
        TemplateRefusedError: the text cannot be used, with what is wrong line by line.
        VersionError: the actor may not, or the text may not follow (`check_place`).
    """
    if not may_edit_templates(actor):
        raise VersionError("not_allowed", _("只有督查室主任可以修改通报模板。"))
    text = body.replace("\r\n", "\n").strip() + "\n"
    refuse_wrong(text)
    wait_for_turn(_LOCK)
    newest = newest_of(BulletinTemplate.objects.filter(key=base.key))
    what = gettext_lazy("通报模板")
    new = NewText(what, base.key, base.name, text, valid_from)
    check_place(new, base=base, newest=newest)
    return add_version(BulletinTemplate, new, actor=actor, as_of=as_of)


def record_shipped_templates(*, as_of: datetime) -> list[BulletinTemplate]:
    """Enter what came with the product and is not there yet; a corrected text is a new version."""
    if not _missing():
        return []
    with transaction.atomic():
        wait_for_turn(_LOCK)
        return [
            add_version(
                BulletinTemplate,
                NewText("", kind, f"{PeriodKind(kind).label}通报", text, SHIPPED_FROM),
                actor=None,
                as_of=as_of,
            )
            for kind, text in _missing().items()
        ]


def _missing() -> dict[str, str]:
    missing = set(missing_texts(BulletinTemplate, shipped_templates().values()))
    return {kind: text for kind, text in shipped_templates().items() if text in missing}
