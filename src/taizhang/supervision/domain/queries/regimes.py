"""Light regimes as pages show them: conditions in words, what a change would do (亮灯办法)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from taizhang.indicators.domain.queries.statements import Scope, Statement

from ...models import RegimeVersion
from ...regimes import Fact, Outcome, Regime, Test, all_facts
from ...regimes.facts import BEYOND
from ...regimes.numbers import Cut
from .lights import lights_sql, outcome_of

_OPEN = """) b ON b.task_id = a.task_id
JOIN supervision_supervisedtask s ON s.task_id = a.task_id
WHERE s.until IS NULL AND s.closed_at IS NULL GROUP BY 1, 2"""


@dataclass(frozen=True)
class RuleLine:
    """A rule in words: the conditions, any of which will do, and what it gives."""

    number: int
    conditions: list[list[str]]  # any of these; in each all hold; an empty one: whatever is left
    then: Outcome


def rule_lines(regime: Regime) -> list[RuleLine]:
    """The rules in their order: the first that holds decides."""
    return [
        RuleLine(number, [[_test_words(test) for test in group] for group in rule.when], rule.then)
        for number, rule in enumerate(regime.rules, 1)
    ]


def _test_words(test: Test) -> str:
    fact = all_facts()[test.fact]
    if test.numbers is None:
        return _word_words(fact, test.words)
    spans = [_span_words(fact, first, last) for first, last in test.numbers.spans()]
    return fact.label + _("，或").join(spans)


def _word_words(fact: Fact, words: frozenset[str]) -> str:
    chosen = [label for word, label in fact.values.items() if word in words]
    others = [label for word, label in fact.values.items() if word not in words]
    if others and len(others) < len(chosen) and len(others) <= 2:
        return _("%(fact)s不是%(words)s") % {"fact": fact.label, "words": "、".join(others)}
    return _("%(fact)s：%(words)s") % {"fact": fact.label, "words": _("或").join(chosen)}


def _span_words(fact: Fact, first: Cut | None, last: Cut | None) -> str:
    if fact.least is not None and first == (fact.least, 0):
        first = None
    if first is not None and first[0] >= BEYOND:
        return _("：没有")
    if last is not None and last[0] >= BEYOND:
        last = None
    if fact.kind == "integer":
        return _whole_words(fact, first, last)
    low = "" if first is None else (_(" 超过 ") if first[1] else _(" 不低于 ")) + _said(first[0])
    high = "" if last is None else (_(" 不超过 ") if last[1] else _(" 低于 ")) + _said(last[0])
    return f"{low}{high} {fact.unit}" if low or high else _("：任何数")


def _whole_words(fact: Fact, first: Cut | None, last: Cut | None) -> str:
    low = None if first is None else int(first[0]) + first[1]
    high = None if last is None else int(last[0]) - 1 + last[1]
    if low is None and high is None:
        return _("：任何数")
    words = {"low": low, "high": high, "unit": fact.unit}
    if low is None:
        least = int(fact.least) if fact.least is not None else None
        if high == least:
            return _(" %(high)s %(unit)s") % words
        return _(" 不超过 %(high)s %(unit)s") % words
    if high is None:
        return _(" %(low)s %(unit)s以上") % words
    return (_(" %(low)s %(unit)s") if low == high else _(" %(low)s 至 %(high)s %(unit)s")) % words


def _said(number: Decimal) -> str:
    return f"{number.normalize():f}"


@dataclass(frozen=True)
class Comparison:
    """How today's open tasks fall under one regime and under another."""

    now: list[tuple[Outcome, int]]  # under the one in force, by its rules
    then: list[tuple[Outcome, int]]
    moves: list[tuple[Outcome, Outcome, int]]  # those whose colour would change, most first
    total: int


def compare_regimes(held: Regime, other: Regime, *, moment: datetime) -> Comparison:
    """The open tasks under both regimes: one statement."""
    every = Scope()
    asked = (
        Statement("SELECT a.rule, b.rule, count(*) FROM (")  # noqa: S608 - built from constants
        + lights_sql(held, every, moment=moment)
        + ") a JOIN ("
        + lights_sql(other, every, moment=moment)
        + _OPEN
    )
    now: Counter[Outcome] = Counter()
    then: Counter[Outcome] = Counter()
    moves: Counter[tuple[Outcome, Outcome]] = Counter()
    for held_rule, other_rule, number in asked.rows():
        before, after = outcome_of(held, held_rule), outcome_of(other, other_rule)
        now[before] += number
        then[after] += number
        if before.colour != after.colour:
            moves[before, after] += number
    return Comparison(
        _in_order(held, now),
        _in_order(other, then),
        [(before, after, number) for (before, after), number in moves.most_common()],
        sum(now.values()),
    )


def _in_order(regime: Regime, counts: Counter[Outcome]) -> list[tuple[Outcome, int]]:
    outcomes = dict.fromkeys(rule.then for rule in regime.rules)
    return [(outcome, counts[outcome]) for outcome in outcomes if counts[outcome]]


def regime_versions_of(key: str) -> list[RegimeVersion]:
    """All versions of a regime, the newest first."""
    versions = RegimeVersion.objects.select_related("recorded_by").filter(key=key)
    return sorted(versions, key=lambda one: (one.valid_from, one.pk), reverse=True)
