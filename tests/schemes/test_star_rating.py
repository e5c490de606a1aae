"""The star rating over random tables: caps, order, monotone points, conserved rewards."""

import random
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from schemes.scheme_runs import run_rows
from taizhang.schemes import Run, scheme_named
from taizhang.schemes.exact import POINT

SCHEME = scheme_named("star-enterprise-rating")
NAMES = [column.name for column in SCHEME.definition.columns]

MOST = {
    **{"revenue": 10, "tax": 20, "tax_growth": 10, "quality": 7, "standards": 3, "platforms": 5},
    **{"strategic": 2, "high_tech": 1, "new_products": 2, "awards": 5, "patents_valid": 3},
    **{"patents_granted": 2, "integration": 5, "smart": 5, "green": 5, "tech_upgrade": 5},
    **{"listing": 5, "tax_credit": 2, "quality_credit": 3},
}
MOST_BONUS = {
    **{"employees": 3, "education_aid": 1, "disability_aid": 1, "disaster": 3},
    "poverty_relief": 2,
}
RISING = {
    "revenue_yuan": "revenue",
    "tax_yuan": "tax",
    "tax_growth_pct": "tax_growth",
    "quality_award_points": "quality",
    "platform_municipal": "platforms",
    "new_product_share_pct": "new_products",
    "award_provincial": "awards",
    "other_patents_valid": "patents_valid",
    "invention_patents_granted": "patents_granted",
    "green_provincial": "green",
    "employees": "employees",
}
"""Columns of which more never gives less, and the criterion that they count for."""

_COUNT = st.sampled_from(["", "0", "1", "2", "7", "40"])
_FLAG = st.sampled_from(["", "是", "否"])
_MONEY = st.sampled_from(["100000000", "499999999.99", "500000000", "2000000000.01", "99999999.99"])
_RATE = st.sampled_from(["-3", "0", "4.999999", "5", "30", "49.99", "50"])
_KINDS = {"count": _COUNT, "flag": _FLAG, "points": _COUNT, "percent": _RATE, "money": _MONEY}


def run_stars(rows: list[dict[str, str]], changes: dict[str, str] | None = None) -> Run:
    """A star rating over rows."""
    return run_rows(SCHEME.name, rows, changes)


def _cell(column: Any) -> st.SearchStrategy[str]:
    if column.choices:
        return st.sampled_from(["", *column.choices])
    if column.name in {"registered_in_city", "above_scale"}:
        return st.just("是")
    if column.name == "new_product_share_pct":
        return st.sampled_from(["", "29.999999", "30", "50"])
    if column.name == "wage_arrears":
        return st.sampled_from(["", "", "", "是"])
    if column.name in NAMES[-8:]:
        return st.just("")
    return _KINDS[column.kind.value]


_ROW = st.fixed_dictionaries({c.name: _cell(c) for c in SCHEME.definition.columns[2:]})


@st.composite
def _tables(draw: st.DrawFn) -> list[dict[str, str]]:
    rows = draw(st.lists(_ROW, min_size=1, max_size=6))
    rows += [dict(row) for row in rows[: draw(st.integers(0, 2))]]  # equal totals
    ids = draw(st.permutations([f"E{n}" for n in range(len(rows))]))
    return [{**row, "enterprise_id": key} for row, key in zip(rows, ids, strict=True)]


@settings(max_examples=25, deadline=None)
@given(_tables(), st.randoms())
def test_points_keep_their_caps_and_ranks_the_stated_order(
    rows: list[dict[str, str]], rnd: random.Random
) -> None:
    frame = run_stars(rows).outcome.frame
    found = {row["enterprise_id"]: row for row in frame.iter_rows(named=True)}
    scored = [row for row in rows if found[row["enterprise_id"]]["eligible"]]
    for row in scored:
        _check_sums(found[row["enterprise_id"]])
    order = sorted(scored, key=lambda row: _falling(row, found))
    ranks = [found[row["enterprise_id"]]["rank"] for row in order]
    assert ranks == list(range(1, len(scored) + 1))
    assert frame["reward_yuan"].sum() == sum(
        {5: 30_000_000, 4: 20_000_000, 3: 10_000_000}.get(row["star"], 0) for row in found.values()
    )
    rnd.shuffle(rows)
    assert run_stars(rows).outcome.frame.sort("enterprise_id").equals(frame.sort("enterprise_id"))


def _check_sums(row: dict[str, Any]) -> None:
    for part, most in (("base_score", MOST), ("bonus_score", MOST_BONUS)):
        points = {code: row[f"points_{code}"] for code in most}
        assert all(0 <= points[code] <= most[code] * 10**POINT for code in most), points
        assert row[part] == sum(points.values())
    assert row["total_score"] == row["base_score"] + row["bonus_score"]


def _falling(row: dict[str, str], found: dict[str, Any]) -> tuple[Any, ...]:
    total = found[row["enterprise_id"]]["total_score"]
    tax, revenue = Decimal(row["tax_yuan"]), Decimal(row["revenue_yuan"])
    return -total, -tax, -revenue, row["enterprise_id"]


@settings(max_examples=25, deadline=None)
@given(_ROW, st.sampled_from(sorted(RISING)), st.sampled_from(["0.01", "1", "600000000"]))
def test_more_never_gives_fewer_points(row: dict[str, str], column: str, more: str) -> None:
    whole = column not in {"revenue_yuan", "tax_yuan", "tax_growth_pct", "new_product_share_pct"}
    step = Decimal(1) if whole else Decimal(more)
    low = {**row, "enterprise_id": "A", "revenue_yuan": "500000000", "wage_arrears": ""}
    high = {**low, "enterprise_id": "B", column: str(Decimal(low[column] or 0) + step)}
    points = run_stars([low, high]).outcome.frame[f"points_{RISING[column]}"]
    assert points[1] >= points[0]


def test_a_bad_mark_costs_everything_whatever_was_scored() -> None:
    row = {"registered_in_city": "是", "above_scale": "是", "revenue_yuan": "500000000"}
    row |= {"tax_yuan": "1", "tax_growth_pct": "1"}
    for mark in NAMES[-8:]:
        rows = [{**row, "enterprise_id": "A", mark: "是"}, {**row, "enterprise_id": "B"}]
        bad, good = run_stars(rows).outcome.frame.iter_rows(named=True)
        assert (bad["eligible"], bad["rank"], bad["star"], bad["reward_yuan"]) == (
            False,
            None,
            0,
            0,
        )
        assert good["rank"] == 1
