"""Rules of early warning: which hold on a day, how a new version is entered (预警规则版本)."""

from collections.abc import Collection
from datetime import date, datetime
from itertools import groupby
from typing import Any

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
from taizhang.organisations.models import Unit

from ...models import IndicatorVersion, WarningRuleVersion
from ...permissions import may_define
from ...warnings import Applies, load_rule, shipped_rules

_LOCK = 0x696E6472  # "indr"


def rules_in_force(*, on: date) -> list[WarningRuleVersion]:
    """Of every rule the version that holds on a day, by key; a rule that has ended holds no
    more."""
    return [found for group in _by_key() if (found := in_force(group, on)) is not None]


def rules_listed(*, on: date) -> list[tuple[WarningRuleVersion, bool]]:
    """Of every rule the version that holds on a day, else its newest, and whether it holds."""
    found = []
    for group in _by_key():
        holds = in_force(group, on)
        found.append((holds or newest_of(group), holds is not None))
    return found


def versions_of(key: str) -> list[WarningRuleVersion]:
    """All versions of a rule, the one that begins last first."""
    rows = WarningRuleVersion.objects.filter(key=key).select_related("recorded_by")
    return list(rows.order_by("-valid_from", "-pk"))


@transaction.atomic
def record_rule(
    body: str, *, actor: Person, as_of: datetime, base: WarningRuleVersion | None = None
) -> WarningRuleVersion:
    """Enter a rule (`base` None), or a new version of one after its newest, `base`.

    Raises:
        RuleError: the text is no rule, or one that can never hold, or always does.
        VersionError: the actor may not, it names indicators or units that are not there, or the
            text may not follow (`check_place`).
    """
    if not may_define(actor):
        sentence = _("您无权录入预警规则，请由指标管理员或督查室主任办理。")
        raise VersionError("not_allowed", sentence)
    new = _read(body)
    _check_named(load_rule(body).applies)
    wait_for_turn(_LOCK)
    versions = list(WarningRuleVersion.objects.filter(key=new.key))
    check_place(new, base=base, newest=newest_of(versions) if versions else None)
    return add_version(WarningRuleVersion, new, actor=actor, as_of=as_of)


def record_shipped_rules(*, as_of: datetime) -> list[WarningRuleVersion]:
    """Enter what came with the product and is not there yet; a corrected text is a new version."""
    if not missing_texts(WarningRuleVersion, shipped_rules()):
        return []
    with transaction.atomic():
        wait_for_turn(_LOCK)
        texts = missing_texts(WarningRuleVersion, shipped_rules())
        rows = [_read(text) for text in texts]
        return [add_version(WarningRuleVersion, new, actor=None, as_of=as_of) for new in rows]


def _by_key() -> list[list[WarningRuleVersion]]:
    rows = WarningRuleVersion.objects.select_related("recorded_by").order_by("key", "pk")
    return [list(group) for _key, group in groupby(rows, key=lambda version: version.key)]


def _read(body: str) -> NewText:
    rule = load_rule(body)
    what = gettext_lazy("预警规则")
    return NewText(what, rule.key, rule.name, body, rule.valid_from, rule.valid_to)


def _check_named(applies: Applies) -> None:
    """A rule for what is not there would never hold: say so instead of keeping quiet."""
    _check_known("unknown_office", applies.offices, _known_offices(applies.offices))
    known = set(
        IndicatorVersion.objects.filter(
            indicator__code__in=applies.codes, until__isnull=True
        ).values_list("indicator__code", flat=True)
    )
    _check_known("unknown_code", applies.codes, known)
    if applies.codes and not _fitting(applies).exists():
        sentence = _(
            "写明的指标都不是所写的方向、频度或累计方式，规则永远不会成立，请核对适用范围。"
        )
        raise VersionError("never", sentence)


def _fitting(applies: Applies) -> Any:
    found = IndicatorVersion.objects.filter(indicator__code__in=applies.codes, until__isnull=True)
    for field, words in (
        ("direction", applies.directions),
        ("frequency", applies.frequencies),
        ("accumulation", applies.accumulations),
    ):
        if words:
            found = found.filter(**{f"{field}__in": words})
    return found


def _known_offices(names: Collection[str]) -> set[str]:
    return set(Unit.objects.filter(name__in=names).values_list("name", flat=True))


def _check_known(code: str, asked: Collection[str], known: Collection[str]) -> None:
    if unknown := sorted(set(asked) - set(known)):
        sentence = _("适用范围里的“%(names)s”查不到，规则永远不会成立，请核对指标代码和单位名称。")
        raise VersionError(code, sentence % {"names": "、".join(unknown)})
