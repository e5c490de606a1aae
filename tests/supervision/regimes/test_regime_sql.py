"""The database decides as Python does."""

import random
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from random_regimes import DOMAIN, as_yaml, random_facts, random_rules

from taizhang.supervision.regimes import Regime, check_file, decide_rule, shipped_regimes, sql_case

TYPES = {
    "assigned": "boolean",
    "lag_pct": "numeric",
    **dict.fromkeys(["clock", "pace", "memory", "highest_open_slip", "quality"], "text"),
}
COLUMNS = [f"{name}::{TYPES.get(name, 'integer')} AS {name}" for name in DOMAIN]


def some_facts(number: int) -> list[dict[str, Any]]:
    """Reachable facts, with nulls and raw counts as a fact query gives them."""
    chance = random.Random(number)
    rows = [random_facts(chance) for _ in range(number)]
    for row in rows:
        row["lag_pct"] = Decimal(str(row["lag_pct"]))
        if row["clock"] == "overdue":
            row["days_to_due"] = None
            row["days_over"] -= chance.random() < 0.3  # the same day, after the cut-off
        if row["clock"].startswith("closed") or chance.random() < 0.2:
            row["days_to_due"] = None
        if row["pace"] == "behind" and chance.random() < 0.2:
            row["lag_pct"] = Decimal(0)
        row["quality"] = chance.choice([row["quality"], None, ""])
        row["highest_open_slip"] = chance.choice([row["highest_open_slip"], None])
    return rows


def decided_in_sql(regimes: list[Regime], rows: list[dict[str, Any]]) -> list[tuple[int, ...]]:
    """One query: a column a regime."""
    cases = [sql_case(regime) for regime in regimes]
    values = ", ".join([f"({', '.join(['%s'] * (len(DOMAIN) + 1))})"] * len(rows))
    names = ", ".join(DOMAIN)
    query = (
        f"SELECT {', '.join(case for case, _ in cases)} FROM (SELECT row, {', '.join(COLUMNS)}"
        f" FROM (VALUES {values}) AS v (row, {names})) AS facts ORDER BY row"
    )
    params = [param for _, more in cases for param in more]
    params += [value for at, row in enumerate(rows) for value in (at, *(row[n] for n in DOMAIN))]
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return list(cursor.fetchall())


@pytest.mark.django_db
def test_sql_and_python_agree_on_every_shipped_regime() -> None:
    regimes = [shipped.regime for shipped in shipped_regimes()]
    rows = some_facts(1000)
    for row, decided in zip(rows, decided_in_sql(regimes, rows), strict=True):
        assert decided == tuple(decide_rule(regime, row) for regime in regimes), row


@pytest.mark.django_db
def test_sql_and_python_agree_on_random_regimes() -> None:
    reports = [check_file(as_yaml([*random_rules(seed), {}])) for seed in range(150)]
    regimes = [report.regime for report in reports if report.regime]
    assert len(regimes) == 150
    rows = some_facts(200)
    for row, decided in zip(rows, decided_in_sql(regimes, rows), strict=True):
        assert decided == tuple(decide_rule(regime, row) for regime in regimes), row
