"""What always holds when the gaps of health funds are met."""

from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemes.scheme_runs import results, run_rows
from taizhang.schemes.health_fund.sharing import LARGEST_FIRST, PROPORTIONAL, share_out

NAME = "health-fund-pooling"
POOLS = ("市本级", "青石县", "白河县")
CENTS = st.integers(0, 1000).map(lambda cents: Decimal(cents).scaleb(-2))
YEAR = st.fixed_dictionaries(
    {
        "income_yuan": CENTS,
        "expenditure_yuan": CENTS,
        "opening_balance_yuan": CENTS,
        "excluded_cause": st.sampled_from(["", "", "", "2"]),
    }
)
SETTINGS = st.fixed_dictionaries(
    {
        "contribution_once": st.sampled_from(["true", "false"]),
        "reserve_sharing": st.sampled_from([PROPORTIONAL, LARGEST_FIRST]),
    }
)


@st.composite
def tables(draw: st.DrawFn) -> list[dict[str, object]]:
    """Pools of both schemes, each with its own first year and some years in a row."""
    rows = []
    for pool in POOLS:
        for scheme in ("employee", "resident"):
            first = draw(st.integers(2021, 2022))
            years = draw(st.lists(YEAR, min_size=1, max_size=3))
            rows += [
                {"pool": pool, "scheme": scheme, "year": first + at, **year}
                for at, year in enumerate(years)
            ]
    return draw(st.permutations(rows))


def _amounts(row: dict[str, str]) -> dict[str, Decimal]:
    return {name.removesuffix("_yuan"): Decimal(row[name]) for name in row if "_yuan" in name}


@settings(max_examples=50, deadline=None)
@given(tables(), SETTINGS)
def test_money_is_conserved_in_every_row_and_nothing_is_negative(
    rows: list[dict[str, object]], given_settings: dict[str, str]
) -> None:
    closing: dict[tuple[object, ...], Decimal] = {}
    drawn: dict[tuple[object, ...], Decimal] = {}
    got = list(zip(rows, results(NAME, rows, given_settings), strict=True))
    for row, found in sorted(got, key=lambda pair: str(pair[0]["year"])):
        money = _amounts(found)
        before = (row["pool"], row["scheme"], int(str(row["year"])) - 1)
        now = (row["pool"], row["scheme"], row["year"])
        opening = closing.get(before, row["opening_balance_yuan"])
        assert money["refill"] == drawn.get(before, 0)
        assert (
            opening + row["income_yuan"] + money["from_reserve"] + money["from_finance"]
            == row["expenditure_yuan"]
            + money["contribution"]
            + money["refill"]
            + money["closing_balance"]
        )
        parts = money["from_balance"] + money["from_reserve"] + money["from_finance"]
        assert parts == money["gap"]
        assert min(money.values()) >= 0
        assert money["from_balance"] in (money["gap"], opening)
        assert not (row["excluded_cause"] and money["from_reserve"])
        closing[now], drawn[now] = money["closing_balance"], money["from_reserve"]


@settings(max_examples=50, deadline=None)
@given(tables(), SETTINGS)
def test_the_reserve_of_each_scheme_is_conserved_through_the_years(
    rows: list[dict[str, object]], given_settings: dict[str, str]
) -> None:
    flows: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    after: dict[tuple[str, str], set[Decimal]] = defaultdict(set)
    starved: dict[tuple[str, str], bool] = defaultdict(bool)
    for row, found in zip(rows, results(NAME, rows, given_settings), strict=True):
        money, year = _amounts(found), (found["scheme"], found["year"])
        flows[year] += money["contribution"] + money["refill"] - money["from_reserve"]
        after[year].add(money["reserve_after"])
        starved[year] |= bool(money["from_finance"] and not row["excluded_cause"])
    for scheme in ("employee", "resident"):
        reserve = Decimal(0)
        for year in sorted(year for year in flows if year[0] == scheme):
            reserve += flows[year]
            assert after[year] == {reserve}
            assert reserve >= 0
            assert not (starved[year] and reserve)


@settings(max_examples=50, deadline=None)
@given(
    st.integers(0, 300),
    st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 100), min_size=1),
    st.sampled_from([PROPORTIONAL, LARGEST_FIRST]),
)
def test_a_share_is_never_more_than_asked_and_all_of_the_reserve_is_used(
    reserve: int, asked: dict[str, int], manner: str
) -> None:
    drawn = share_out(reserve, asked, manner)
    assert sum(drawn.values()) == min(reserve, sum(asked.values()))
    assert all(0 <= drawn[pool] <= asked[pool] for pool in asked)
    backwards = share_out(reserve, dict(reversed(asked.items())), manner)
    assert backwards == drawn
    order = sorted(asked, key=lambda pool: (-asked[pool], pool))
    assert [drawn[pool] for pool in order] == sorted(drawn.values(), reverse=True)


def _rows() -> list[dict[str, object]]:
    base = {"scheme": "employee", "year": 2021, "income_yuan": 0, "opening_balance_yuan": 1}
    return [
        base | {"pool": "市本级", "income_yuan": 100, "expenditure_yuan": 0},
        base | {"pool": "白河县", "expenditure_yuan": 7},
        base | {"pool": "青石县", "expenditure_yuan": 7, "excluded_cause": "2"},
        base | {"pool": "临江县", "expenditure_yuan": 9, "excluded_cause": "基金账目不清"},
        base | {"pool": "松山区", "expenditure_yuan": 9},
        base | {"pool": "新区", "expenditure_yuan": 1, "excluded_cause": "6"},
    ]


def test_the_explanation_names_the_cause_and_how_a_small_reserve_was_shared() -> None:
    steps = run_rows(NAME, _rows()).outcome.explain()
    reserve = steps.filter(steps["criterion"] == "from_reserve")
    by_pool = {subject.split("/")[0]: rule for subject, rule in reserve["subject", "rule"].rows()}
    assert by_pool["市本级"] == by_pool["新区"] == "没有未弥补的缺口，不需要调剂"
    assert "按申请额的比例分配" in by_pool["白河县"]
    assert "未完成年度征缴任务" in by_pool["青石县"]
    assert "基金账目不清" in by_pool["临江县"]
    assert "各统筹区共申请 14.00 元，风险金有 10.00 元" in reserve["input"][1]
    assert reserve["subject"][1] == "白河县/employee/2021"
    assert "（3）" in reserve["source"][2]
    finance = steps.filter(steps["criterion"] == "from_finance")["rule"]
    assert [at for at, rule in enumerate(finance) if "不予调剂" in rule] == [2, 3]


def test_the_explanation_of_a_closing_balance_shows_what_was_left_of_the_year() -> None:
    steps = run_rows(NAME, _rows()).outcome.explain()
    closing = steps.filter(steps["criterion"] == "closing_balance")
    left = dict(closing["subject", "input"].rows())
    assert "当年结余 90.00 元" in left["市本级/employee/2021"]
    assert "当年结余 0.00 元" in left["白河县/employee/2021"]


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"contribution_once": "true"}, "以后年度不再提取"),
        ({"contribution_once": "false"}, "每年按收入的 10% 提取"),
    ],
)
def test_the_explanation_says_why_a_later_year_pays_in_or_not(
    settings: dict[str, str], word: str
) -> None:
    rows = [row | {"year": year} for year in (2021, 2022) for row in _rows()]
    steps = run_rows(NAME, rows, settings).outcome.explain()
    paid = steps.filter(
        (steps["criterion"] == "contribution") & (steps["subject"].str.ends_with("2022"))
    )
    assert all(word in rule for rule in paid["rule"])


def test_the_explanation_of_largest_first_and_of_a_full_reserve() -> None:
    steps = run_rows(NAME, _rows(), {"reserve_sharing": LARGEST_FIRST}).outcome.explain()
    assert any("先得" in rule for rule in steps["rule"])
    steps = run_rows(NAME, _rows()[:2]).outcome.explain()
    assert any("全额调剂" in rule for rule in steps["rule"])
