"""A regime as one SQL expression, for lights of a million tasks at once (亮灯的 SQL)."""

from __future__ import annotations

from decimal import Decimal

from .facts import BEYOND, all_facts
from .numbers import NumberSet
from .types import Regime, Rule, Test

# The same as `facts.complete_facts`, over columns named as the facts.
_OVER = "CASE WHEN clock = 'overdue' THEN greatest(days_over, 1) ELSE days_over END"
_COLUMNS = {
    "days_over": f"({_OVER})",
    "days_to_due": (
        "(CASE WHEN clock = 'overdue' THEN -greatest(days_over, 1) ELSE coalesce(days_to_due,"
        f" CASE WHEN days_over > 0 THEN -days_over ELSE {BEYOND} END) END)"
    ),
    "lag_pct": "(CASE WHEN pace = 'behind' THEN greatest(lag_pct, 0.01) ELSE lag_pct END)",
    "highest_open_slip": "coalesce(nullif(highest_open_slip, ''), 'none')",
    "quality": "coalesce(nullif(quality, ''), 'fair')",
}
Params = list[object]


def sql_case(regime: Regime) -> tuple[str, Params]:
    """`CASE … END` that gives the index of the deciding rule (smallint), and its parameters.

    Over columns named as the facts: words as text, `assigned` boolean, counts integer, `lag_pct`
    numeric. NULL where no rule holds, which a checked regime rules out.
    """
    params: Params = []
    arms = []
    for index, rule in enumerate(regime.rules):
        condition = _condition(rule, params)
        arms.append(f"WHEN {condition} THEN {index}")
    return f"(CASE {' '.join(arms)} END)::smallint", params


def _condition(rule: Rule, params: Params) -> str:
    groups = []
    for group in rule.when:
        tests = [_test(test, params) for test in group]
        groups.append(f"({' AND '.join(tests)})" if tests else "TRUE")
    return f"({' OR '.join(groups)})"


def _test(test: Test, params: Params) -> str:
    column = _COLUMNS.get(test.fact, test.fact)
    if test.numbers is not None:
        return _numbers(column, test.numbers, params)
    if all_facts()[test.fact].kind == "flag":
        column = f"CASE WHEN {column} THEN 'true' ELSE 'false' END"
    params.append(sorted(test.words))
    return f"({column}) = ANY(%s)"


def _numbers(column: str, numbers: NumberSet, params: Params) -> str:
    pieces = []
    for first, last in numbers.spans():
        bounds = []
        if first is not None:
            bounds.append(f"{column} {'>' if first[1] else '>='} %s")
            params.append(Decimal(first[0]))
        if last is not None:
            bounds.append(f"{column} {'<=' if last[1] else '<'} %s")
            params.append(Decimal(last[0]))
        pieces.append(f"({' AND '.join(bounds)})" if bounds else "TRUE")
    return f"({' OR '.join(pieces)})" if pieces else "FALSE"
