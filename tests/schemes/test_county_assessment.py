"""Counties scored on their industry: what holds for any table, and how it is explained."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemes.scheme_runs import results, run_rows
from taizhang.schemes import InputRefusedError, scheme_named
from taizhang.schemes.types import Kind

NAME = "county-industry-assessment"
CITY = {"city_va_growth_pct": "5", "city_tax_growth_pct": "4", "city_power_growth_pct": "3"}
COLUMNS = scheme_named(NAME).definition.columns
BASE = {
    "va_growth": 15,
    "new_firms": 10,
    "tax_total": 15,
    "tax_growth": 15,
    "mfg_va_growth": 5,
    "mfg_va_share": 5,
    "upgrade_growth": 5,
    "upgrade_share": 5,
    "emerging_growth": 4,
    "emerging_share": 4,
    "hightech_growth": 4,
    "hightech_share": 4,
    "rd_growth": 3,
    "rd_share": 3,
    "new_product_share": 3,
}
BONUS = ("power", "high_growth", "green", "smart", "innovation", "listing")
PHASES = ("routine", "year_end")

growth = st.integers(-80, 120).map(lambda tenths: Decimal(tenths).scaleb(-1))
shares = st.integers(0, 30)
counts = st.integers(0, 4)
CELLS = {
    column.name: {
        Kind.COUNT: counts,
        Kind.FLAG: st.booleans(),
        Kind.MONEY: shares,
    }.get(column.kind, shares if column.least is not None else growth)
    for column in COLUMNS[3:]
}
county = st.tuples(st.booleans(), st.fixed_dictionaries(CELLS), st.fixed_dictionaries(CELLS))
tables = st.lists(county, min_size=1, max_size=5)


def _rows(table: list[Any]) -> list[dict[str, Any]]:
    return [
        {"county": f"县{at}", "phase": phase, "ranked": ranked, **cells}
        for at, (ranked, *both) in enumerate(table)
        for phase, cells in zip(PHASES, both, strict=True)
    ]


def _plain(name: str, **cells: Any) -> list[dict[str, Any]]:
    """A county with 0 in every cell but those that are given, in both phases."""
    zeros = dict.fromkeys(CELLS, 0)
    return [{"county": name, "phase": p, "ranked": "是", **zeros, **cells} for p in PHASES]


def _steps(rows: list[dict[str, Any]], county: str, **chosen: str) -> dict[str, Any]:
    steps = run_rows(NAME, rows, CITY | chosen).outcome.explain().to_dicts()
    return {step["criterion"]: step for step in steps if step["subject"] == county}


@settings(max_examples=20, deadline=None)
@given(tables)
def test_points_ranks_and_outcomes_keep_their_bounds_and_order(table: list[Any]) -> None:
    rows = _rows(table)
    got = results(NAME, rows, CITY)
    for row in got:
        _assert_bounds_and_sums(row)
    _assert_best_get_all(rows, {row["county"]: row for row in got})
    _assert_order_and_outcomes(rows, got)


def _assert_bounds_and_sums(got: dict[str, str]) -> None:
    for phase in PHASES:
        points = {c: Decimal(got[f"points_{c}_{phase}"]) for c in (*BASE, *BONUS)}
        assert all(0 <= points[code] <= most for code, most in BASE.items())
        assert all(0 <= points[code] <= 5 for code in BONUS)
        assert min(points["va_growth"], points["tax_growth"]) >= 5
        apart = abs(sum(points.values()) - Decimal(got[f"{phase}_score"]))
        assert apart < Decimal("0.002")  # each is rounded when written
    total = Decimal(got["routine_score"]) * 7 + Decimal(got["year_end_score"]) * 3
    assert abs(total / 10 - Decimal(got["total_score"])) <= Decimal("0.0001")


def _assert_best_get_all(rows: list[dict[str, Any]], got: dict[str, dict[str, str]]) -> None:
    columns = {"new_firms": "new_firms", "tax_total": "tax_total_yuan"}
    for code in BASE.keys() - {"va_growth", "tax_growth"}:
        for phase in PHASES:
            own = [row for row in rows if row["phase"] == phase]
            best = max(own, key=lambda row: row[columns.get(code, f"{code}_pct")])
            assert Decimal(got[best["county"]][f"points_{code}_{phase}"]) == BASE[code]


def _assert_order_and_outcomes(rows: list[dict[str, Any]], got: list[dict[str, str]]) -> None:
    ranked = sorted((r for r in got if r["rank"]), key=lambda row: int(row["rank"]))
    assert [int(row["rank"]) for row in ranked] == list(range(1, len(ranked) + 1))
    assert {r["county"] for r in ranked} == {r["county"] for r in rows if r["ranked"]}
    totals = [Decimal(row["total_score"]) for row in ranked]
    assert totals == sorted(totals, reverse=True)
    slow = {r["county"] for r in rows if r["phase"] == "year_end" and r["va_growth_pct"] < 5}
    last = {ranked[-1]["county"]} & slow if ranked else set()
    assert {row["county"] for row in got if row["outcome"] == "criticised"} == last
    first = {row["county"] for row in ranked[:3]}
    assert {row["county"] for row in got if row["outcome"] == "commended"} == first - last


@settings(max_examples=20, deadline=None)
@given(tables, st.data())
def test_a_county_never_loses_by_a_better_number(table: list[Any], data: st.DataObject) -> None:
    column = data.draw(st.sampled_from(sorted(CELLS)), label="column")
    more = data.draw(st.integers(1, 40), label="more")
    rows = _rows(table)
    before = results(NAME, rows, CITY)[0]
    for row in rows[:2]:
        row[column] = True if isinstance(row[column], bool) else row[column] + more
    after = results(NAME, rows, CITY)[0]
    assert Decimal(after["total_score"]) >= Decimal(before["total_score"])
    if before["rank"]:
        assert int(after["rank"]) <= int(before["rank"])


@settings(max_examples=10, deadline=None)
@given(tables, st.integers(2, 1000))
def test_only_proportions_count_against_the_best(table: list[Any], times: int) -> None:
    rows = _rows(table)
    larger = [row | {"tax_total_yuan": row["tax_total_yuan"] * times} for row in rows]
    assert results(NAME, larger, CITY) == results(NAME, rows, CITY)


def test_a_share_that_no_decimal_holds_is_kept_until_it_is_written() -> None:
    rows = _plain("甲县", new_firms=3) + _plain("乙县", new_firms=1) + _plain("丙县", new_firms=2)
    got = {row["county"]: row for row in results(NAME, rows, CITY)}
    assert got["乙县"]["points_new_firms_routine"] == "3.3333"
    assert got["丙县"]["points_new_firms_routine"] == "6.6667"
    assert got["丙县"]["total_score"] == "81.6667"  # 5 + 8 + 60 + 20/3 + 2


def test_the_city_the_steps_and_the_best_county_are_named() -> None:
    rows = _plain("青石县", va_growth_pct="5.35", tax_total_yuan=300) + _plain(
        "白河县", va_growth_pct="-8", tax_total_yuan=100, green_national=3
    )
    steps = _steps(rows, "青石县")
    assert steps["va_growth_routine"]["input"] == "本县区 5.35%，全市平均 5%，高于全市平均，计 3 步"
    assert steps["va_growth_routine"]["points"] == "11.5 分"
    assert steps["va_growth_routine"]["source"] == "驻政办〔2020〕58号附件3第五条第1项（1）"
    steps = _steps(rows, "白河县")
    assert "低于全市平均，计 130 步" in steps["va_growth_routine"]["input"]
    assert steps["tax_total_routine"]["input"] == "本县区 100.00 元，最高 青石县（300.00 元）"
    assert steps["tax_total_routine"]["rule"].endswith("15 × 100 ÷ 300")
    assert steps["green_routine"]["input"].endswith("3 × 2 分 = 6 分，按最多 5 分计")
    assert steps["listing_routine"]["input"] == "没有可以加分的"
    assert "平时 " in steps["total_score"]["input"]


def test_the_explained_points_are_those_of_the_result() -> None:
    rows = _plain("青石县", new_firms=7, cloud_done="是") + _plain("白河县", new_firms=3)
    got = {row["county"]: row for row in results(NAME, rows, CITY)}
    for name, row in got.items():
        steps = _steps(rows, name)
        assert len(steps) == 2 * (len(BASE) + len(BONUS) + 1) + 3
        for column, text in row.items():
            if column.startswith("points_") or column.endswith("_score"):
                step = steps[column.removeprefix("points_")]
                assert Decimal(step["points"].removesuffix(" 分")) == Decimal(text)


def test_a_rank_is_explained_with_its_neighbours_and_what_decided() -> None:
    rows = (
        _plain("青石县", new_firms=1_000_000)
        + _plain("白河县", new_firms=999_999)
        + _plain("临江县", new_firms=999_999)
        + _plain("示范区", ranked="否")
    )
    rank = _steps(rows, "白河县")["rank"]
    assert rank["points"] == "第 3 名"
    assert "总成绩相同，按县区名称的字符编码从小到大" in rank["rule"]
    assert "后一名" not in rank["rule"]
    rank = _steps(rows, "临江县")["rank"]["rule"]
    assert "前一名 青石县（85 分，相差不到 0.0001 分）" in rank
    assert "后一名 白河县" in rank
    outside = _steps(rows, "示范区")
    assert outside["rank"]["points"] == "没有名次"
    assert outside["rank"]["source"] == "驻政办〔2020〕58号附件3第四条"


def test_what_a_rank_leads_to_is_explained_with_the_growth_that_decided() -> None:
    rows = (
        _plain("青石县", new_firms=2, va_growth_pct=4)
        + _plain("白河县", new_firms=1, va_growth_pct="4.9")
        + _plain("示范区", ranked="否")
    )
    first, last = _steps(rows, "青石县"), _steps(rows, "白河县")
    assert "后一名 白河县（84.5 分，相差 0.5 分）" in first["rank"]["rule"]
    assert "前一名" not in first["rank"]["rule"]
    assert first["outcome"]["points"] == "表彰"
    assert last["outcome"]["points"] == "通报批评"
    assert last["outcome"]["input"] == "第 2 名（共 2 名），年终增加值增速 4.9%，全市 5%"
    assert last["outcome"]["source"].endswith("第八条；驻政办〔2020〕58号附件3第九条")
    assert _steps(rows, "示范区")["outcome"]["input"].startswith("没有名次")


def test_many_best_counties_are_counted_and_the_first_named() -> None:
    rows = [row for at in range(4) for row in _plain(f"县{at}", rd_share_pct=9, new_firms=3 - at)]
    steps = _steps(rows, "县3")
    assert steps["rd_share_routine"]["input"] == "本县区 9%，最高 县0、县1、县2等 4 个县区"
    assert steps["rd_share_routine"]["rule"].endswith("与最高相同，得满分")
    assert steps["new_firms_routine"]["input"] == "本县区 0 家，最高 县0（3 家）"
    assert steps["new_firms_routine"]["rule"].endswith("不高于 0 的不得分")
    for row in rows[:6]:
        row["va_growth_pct"] = 5
        row["rd_share_pct"] = 10
    steps = _steps(rows, "县3")
    assert steps["rd_share_routine"]["input"] == "本县区 9%，最高 县0、县1、县2（10%）"
    assert "与全市平均相同" in _steps(rows, "县0")["va_growth_routine"]["input"]


def test_growing_firms_and_listings_are_explained_part_by_part() -> None:
    cells = {"cultivated_growth_pct": 31, "listed_high_growth": 2, "top_tax_high_growth": 2}
    rows = _plain("青石县", listing_main=1, **cells)
    steps = _steps(rows, "青石县")
    assert steps["high_growth_routine"]["input"] == (
        "年增幅 31%，达到 25% 并高出 1 步，得 2 分；入名录 2 家，得 1 分；"
        "其中税收前三名 2 家，得 1 分"
    )
    assert steps["high_growth_routine"]["points"] == "4 分"
    assert steps["listing_routine"]["input"] == "主板等上市 1 × 5 分 = 5 分"
    each = _steps(rows, "青石县", top_tax_once="false")["high_growth_routine"]
    assert "每家都加" in each["rule"]
    assert each["points"] == "5 分"


def test_equal_totals_name_the_taxes_that_decided() -> None:
    rows = _plain("青石县", tax_total_yuan=300) + _plain(
        "白河县", tax_total_yuan=200, clean_production=5
    )
    assert [row["rank"] for row in results(NAME, rows, CITY)] == ["1", "2"]
    assert "总成绩相同，年终税收总额多的在前" in _steps(rows, "白河县")["rank"]["rule"]
    named = _steps(rows, "青石县", tie_break="county")
    assert named["rank"]["points"] == "第 2 名"
    assert "总成绩相同，按县区名称" in named["rank"]["rule"]


def test_a_county_with_one_phase_is_refused_with_the_phase_it_lacks() -> None:
    with pytest.raises(InputRefusedError, match="白河县缺少平时考核的一行"):
        run_rows(NAME, _plain("青石县") + _plain("白河县")[1:], CITY)
    other = _plain("青石县")
    other[0]["ranked"] = "否"
    with pytest.raises(InputRefusedError, match="与第 2 行不一致"):
        run_rows(NAME, other, CITY)
