"""What always holds for the housing measures, and how they explain themselves."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemes.scheme_runs import results, run_rows

LOAN = "housing-provident-loan"
RENT = "housing-rent-withdrawal"
FEE = "housing-fee-instalments"
GUARANTEE = "housing-presale-guarantee"
MARGIN = "housing-mortgage-margin"

FIRST, LAST = date(2023, 3, 4), date(2024, 3, 3)
ONE_DAY = timedelta(days=1)
CENTS = st.integers(0, 10**8).map(lambda cents: Decimal(cents).scaleb(-2))
SMALL = st.integers(0, 2_000_000).map(lambda cents: Decimal(cents).scaleb(-2))
DAYS = st.dates(date(2023, 1, 1), date(2024, 3, 3))

ONE_OF_EACH = {
    LOAN: {
        "applicant_id": "A",
        "months_contributed": 6,
        "contributors": 1,
        "new_ordinary_home": "是",
        "requested_yuan": 5,
    },
    RENT: {"withdrawal_id": "A", "family_id": "F", "year": 2023, "requested_yuan": 5},
    FEE: {
        "payment_id": "A",
        "project_id": "P",
        "due_yuan": 5,
        "applied_on": "2023-05-01",
        "paid_on": "2023-05-01",
        "paid_yuan": 5,
    },
    GUARANTEE: {"account_id": "A", "required_yuan": 5, "balance_yuan": 5, "guarantee_yuan": 1},
    MARGIN: {"loan_id": "A", "loan_yuan": 5, "margin_yuan": 1},
}


@pytest.mark.parametrize("name", ONE_OF_EACH)
@pytest.mark.parametrize("day", [FIRST - ONE_DAY, LAST + ONE_DAY, date(2030, 2, 28)])
def test_outside_the_year_in_force_the_run_and_each_step_say_so(name: str, day: date) -> None:
    run = run_rows(name, [ONE_OF_EACH[name]], as_of=day)
    assert [notice for notice in run.notices if "not in force" in notice]
    steps = run.outcome.explain()
    assert steps["criterion"].to_list() == ["in_force"]
    assert "2023-03-04 至 2024-03-03" in steps["rule"][0]
    assert "驻政〔2023〕9号" in steps["source"][0]


@pytest.mark.parametrize("name", ONE_OF_EACH)
@pytest.mark.parametrize("day", [FIRST, LAST])
def test_on_the_first_and_on_the_last_day_nothing_is_said(name: str, day: date) -> None:
    assert run_rows(name, [ONE_OF_EACH[name]], as_of=day).notices == ()


@pytest.mark.parametrize("name", [LOAN, RENT])
def test_the_reason_outside_says_not_in_force(name: str) -> None:
    (row,) = results(name, [ONE_OF_EACH[name]], as_of=LAST + ONE_DAY)
    assert row["granted_yuan"] == "0.00"
    assert "not in force" in row["reason"]


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 12), st.sampled_from([1, 2]), st.booleans(), CENTS)
def test_a_loan_keeps_the_cap_and_the_request_and_grows_with_months(
    months: int, contributors: int, home: bool, requested: Decimal
) -> None:
    rows = [
        {
            "applicant_id": f"A{more}",
            "months_contributed": months + more,
            "contributors": contributors,
            "new_ordinary_home": str(home).lower(),
            "requested_yuan": requested,
        }
        for more in (0, 1)
    ]
    now, later = (Decimal(row["granted_yuan"]) for row in results(LOAN, rows))
    assert 0 <= now <= later <= min(requested, {1: 400_000, 2: 500_000}[contributors])
    assert (later > 0) == (home and months + 1 >= 6 and requested > 0)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("FG"), st.sampled_from([2023, 2024]), SMALL),
        min_size=1,
        max_size=12,
    )
)
def test_a_family_and_year_gets_what_it_asks_up_to_the_cap_to_the_cent(
    asked: list[tuple[str, int, Decimal]],
) -> None:
    rows = [
        {"withdrawal_id": f"W{at:02}", "family_id": family, "year": year, "requested_yuan": money}
        for at, (family, year, money) in enumerate(asked)
    ]
    got = results(RENT, rows)
    for family in "FG":
        for year in (2023, 2024):
            mine = [row for row in got if (row["family_id"], row["year"]) == (family, str(year))]
            wanted = sum(money for *of, money in asked if of == [family, year])
            assert sum(Decimal(row["granted_yuan"]) for row in mine) == min(wanted, 12_000)
    for row, (*_, money) in zip(got, asked, strict=True):
        assert (row["reason"] == "") == (Decimal(row["granted_yuan"]) == money)


def _payments(due: Decimal, applied_on: date, paid: list[tuple[date, Decimal]]) -> list[dict]:
    return [
        {
            "payment_id": f"P{at}",
            "project_id": "A",
            "due_yuan": due,
            "applied_on": applied_on,
            "paid_on": paid_on,
            "paid_yuan": amount,
        }
        for at, (paid_on, amount) in enumerate(paid)
    ]


@settings(max_examples=50, deadline=None)
@given(SMALL, DAYS, st.lists(st.tuples(DAYS, SMALL), min_size=1, max_size=5))
def test_no_breach_ever_goes_away_but_what_was_short(
    due: Decimal, applied_on: date, paid: list[tuple[date, Decimal]]
) -> None:
    rows = _payments(due, applied_on, paid)
    seen: set[str] = set()
    for day in (date(2023, 4, 1), date(2023, 9, 1), date(2023, 12, 31), LAST):
        (row,) = results(FEE, rows, as_of=day)
        breaches = set(row["breaches"].split(";")) - {""}
        assert row["ok"] == str(not breaches).lower()
        assert seen - {"short"} <= breaches
        seen = breaches
    assert ("short" in seen) <= (sum(amount for _, amount in paid) < due)


@settings(max_examples=50, deadline=None)
@given(CENTS, CENTS, CENTS)
def test_a_guarantee_frees_no_more_than_any_of_its_bounds(
    required: Decimal, balance: Decimal, guarantee: Decimal
) -> None:
    row = {
        "account_id": "A",
        "required_yuan": required,
        "balance_yuan": balance,
        "guarantee_yuan": guarantee,
    }
    freed = Decimal(results(GUARANTEE, [row])[0]["releasable_yuan"])
    bounds = (guarantee, required * 3 / 10, balance - required * 7 / 10)
    assert freed >= 0
    assert freed == 0 or all(freed <= bound for bound in bounds)
    assert any(freed + Decimal("0.01") > bound for bound in bounds)


@settings(max_examples=50, deadline=None)
@given(CENTS, CENTS, st.booleans())
def test_margin_beyond_the_share_is_excess_and_less_margin_less_excess(
    loan: Decimal, margin: Decimal, new: bool
) -> None:
    more = margin + Decimal("0.01")
    rows = [
        {"loan_id": str(held), "loan_yuan": loan, "margin_yuan": held, "new_project": str(new)}
        for held in (margin, more)
    ]
    less, greater = (Decimal(row["excess_yuan"]) for row in results(MARGIN, rows))
    exact = max(Decimal(0), margin - (0 if new else loan / 50))
    assert abs(less - exact) <= Decimal("0.005")
    assert 0 <= less <= greater <= more


def test_the_loan_is_explained_with_each_condition_also_where_it_is_refused() -> None:
    row = ONE_OF_EACH[LOAN] | {"months_contributed": 5, "new_ordinary_home": "否"}
    steps = run_rows(LOAN, [row]).outcome.explain()
    assert steps["points"].to_list() == ["不符合", "不符合", "0.00 元"]
    assert steps["input"][0] == "正常缴存 5 个月"
    assert steps["rule"].to_list()[::2] == ["满 6 个月", "条件不全符合，不予贷款"]


def test_the_loan_is_explained_where_each_condition_is_just_met() -> None:
    steps = run_rows(LOAN, [ONE_OF_EACH[LOAN]]).outcome.explain()
    assert steps["points"].to_list() == ["符合", "符合", "5.00 元"]
    assert steps["input"][1] == "新建普通商品住房"


@pytest.mark.parametrize(
    ("new", "words"), [("是", "新上项目，不超过贷款的 0%"), ("否", "不是新上项目，不超过贷款的 2%")]
)
def test_the_margin_is_explained_by_the_kind_of_project(new: str, words: str) -> None:
    steps = run_rows(MARGIN, [ONE_OF_EACH[MARGIN] | {"new_project": new}]).outcome.explain()
    assert steps["rule"][0] == words


def test_the_withdrawal_is_explained_with_what_was_used_before() -> None:
    rows = [ONE_OF_EACH[RENT] | {"withdrawal_id": at, "requested_yuan": 7000} for at in "AB"]
    steps = run_rows(RENT, rows).outcome.explain()
    assert "编号在前的已提取 7,000.00 元" in steps["input"][1]
    assert steps["points"].to_list() == ["7,000.00 元", "5,000.00 元"]


def test_the_instalments_are_explained_with_days_and_what_is_not_yet_due() -> None:
    rows = _payments(Decimal(100), date(2023, 11, 30), [(date(2023, 12, 1), Decimal(40))])
    steps = run_rows(FEE, rows, as_of=date(2023, 12, 31)).outcome.explain()
    assert steps["points"].to_list() == ["符合", "违反", "未到期", "未到期", "未到期"]
    assert "到 2024-05-30 为止" in steps["rule"][2]
    assert "到 2023-12-31 为止" in steps["rule"][3]


def test_a_bound_finer_than_a_cent_is_shown_as_it_is_compared() -> None:
    row = ONE_OF_EACH[GUARANTEE] | {
        "required_yuan": "100.03",
        "balance_yuan": 1000,
        "guarantee_yuan": 99,
    }
    steps = run_rows(GUARANTEE, [row]).outcome.explain()
    assert steps["points"].to_list() == ["30.009 元", "929.979 元", "30.00 元"]
    row = ONE_OF_EACH[GUARANTEE] | {"required_yuan": 1000, "balance_yuan": 1000}
    steps = run_rows(GUARANTEE, [row]).outcome.explain()
    assert steps["points"].to_list() == ["300.00 元", "300.00 元", "1.00 元"]
