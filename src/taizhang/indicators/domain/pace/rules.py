"""How pace is judged on a day (进度口径): dated versions, the first of them from `pace.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files

import yaml
from django.db import connection, transaction
from django.utils.translation import gettext as _

from taizhang.organisations.domain.acting import answer_once

from ...enums import Frequency
from ...models import PaceRuleVersion
from ...models.rule import no_grace
from ..errors import IndicatorError


@dataclass(frozen=True, slots=True)
class PaceRule:
    """From how many percentage points a number is ahead or behind, when a figure says nothing any
    more, and which method judges: the first that can say.

    `grace_days`, by frequency: a figure of a series is stale so many days after the next one was
    due. `stale_days`: how old a figure may be that belongs to no series.
    """

    valid_from: date
    tolerance_pct: Decimal
    stale_days: int
    reference: str
    methods: tuple[str, ...] = ("line",)
    grace_days: Mapping[str, int] = field(default_factory=no_grace)


def pace_rule_on(day: date, *, known_at: datetime | None = None) -> PaceRule:
    """The rule in force on a day; before the first one began, that one.

    `known_at`: as far as was recorded then. What came with the product counts as known from the
    beginning. Of two that begin on the same day the one recorded later holds. One query, or none
    where the page that is read has asked before.

    Raises:
        IndicatorError: `no_pace_rule`, where the shipped one was never entered.
    """
    rules = [
        (row.valid_from, row.pk, row) for row in _versions() if _is_known(row, known_at=known_at)
    ]
    if not rules:
        raise IndicatorError("no_pace_rule", _("没有进度口径，请先执行数据库升级。"))
    begun = [rule for rule in rules if rule[0] <= day]
    return rule_of(max(begun)[2] if begun else min(rules)[2])


def _is_known(row: PaceRuleVersion, *, known_at: datetime | None) -> bool:
    return known_at is None or row.recorded_by_id is None or row.recorded_at <= known_at


def _versions() -> tuple[PaceRuleVersion, ...]:
    return answer_once("pace_rules", lambda: tuple(PaceRuleVersion.objects.all()))


def rule_of(row: PaceRuleVersion) -> PaceRule:
    """A stored version as the plain rule."""
    return PaceRule(
        row.valid_from,
        row.tolerance_pct,
        row.stale_days,
        row.reference,
        tuple(row.methods),
        dict(row.grace_days),
    )


@cache
def shipped_rules() -> tuple[PaceRule, ...]:
    """The rules that come with the product."""
    entries = yaml.safe_load((files(__package__) / "pace.yaml").read_text("utf-8"))
    return tuple(
        PaceRule(
            entry["valid_from"],
            Decimal(str(entry["tolerance_pct"])),
            entry["stale_days"],
            entry["reference"],
            tuple(entry["methods"]),
            {frequency: entry["grace_days"][frequency] for frequency in Frequency.values},
        )
        for entry in entries
    )


def record_shipped_rules(*, as_of: datetime) -> list[PaceRuleVersion]:
    """Enter what came with the product and is not there yet."""
    if not _missing():
        return []
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE indicators_paceruleversion IN SHARE ROW EXCLUSIVE MODE")
        rows = [_row(rule, as_of=as_of) for rule in _missing()]
        return PaceRuleVersion.objects.bulk_create(rows)


def _missing() -> list[PaceRule]:
    known = [rule_of(row) for row in PaceRuleVersion.objects.filter(recorded_by=None)]
    return [rule for rule in shipped_rules() if rule not in known]


def _row(rule: PaceRule, *, as_of: datetime) -> PaceRuleVersion:
    return PaceRuleVersion(
        valid_from=rule.valid_from,
        tolerance_pct=rule.tolerance_pct,
        stale_days=rule.stale_days,
        grace_days=dict(rule.grace_days),
        methods=list(rule.methods),
        reference=rule.reference,
        recorded_at=as_of,
    )
