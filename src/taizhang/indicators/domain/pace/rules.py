"""How pace is judged on a day (进度口径): dated data, `pace.yaml`."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class PaceRule:
    """From how many percentage points a number is ahead or behind, and after how many days an
    observation says nothing any more."""

    valid_from: date
    tolerance_pct: Decimal
    stale_days: int
    reference: str


def pace_rule_on(day: date) -> PaceRule:
    """The rule in force on a day; before the first one began, that one."""
    rules = _all_rules()
    return max((rule for rule in rules if rule.valid_from <= day), default=rules[0], key=_begins)


def _begins(rule: PaceRule) -> date:
    return rule.valid_from


@cache
def _all_rules() -> tuple[PaceRule, ...]:
    entries = yaml.safe_load((files(__package__) / "pace.yaml").read_text("utf-8"))
    rules = (
        PaceRule(**{**entry, "tolerance_pct": Decimal(str(entry["tolerance_pct"]))})
        for entry in entries
    )
    return tuple(sorted(rules, key=_begins))
