"""What always holds of employment subsidies and of guarantees."""

import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemes.scheme_runs import results, run_rows
from taizhang.schemes import InputRefusedError
from taizhang.schemes.exact import half_up

FLEXIBLE = "flexible-employment-subsidies"
LOANS, LOSSES = "guaranteed-loan-eligibility", "guarantee-loss-sharing"
PLACEMENTS = ("placement_poor", "placement_agency")
CATEGORIES = ("", "poor_labour", "hard_to_employ", "poor_family_child", "rural_transfer")
DAYS = st.dates(date(2015, 1, 1), date(2025, 12, 31))
CENTS = st.one_of(st.integers(0, 100), st.integers(0, 10**14), st.integers(0, 10**15 - 1)).map(
    lambda cents: Decimal(cents).scaleb(-2)
)
INSURED = st.fixed_dictionaries(
    {
        "months_paid_before": st.integers(0, 40),
        "months": st.one_of(st.integers(1, 40), st.integers(1, 10**9 - 1)),
        "contribution_yuan": CENTS,
    }
)
PERSONAL = st.fixed_dictionaries(
    {
        "person_id": st.sampled_from("pq"),
        "kind": st.sampled_from(("training_travel", *PLACEMENTS)),
        "year": st.integers(2021, 2022),
        "category": st.sampled_from(CATEGORIES),
        "out_of_city": st.sampled_from(("是", "否")),
        "placed_months": st.integers(2, 7),
    }
)
FEW = settings(max_examples=12, deadline=None)  # of many claims each


def _insured(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    days = {"graduated_on": "2022-06-30", "claimed_on": "2023-06-30"}
    kind = {"kind": "social_insurance", "person_id": "p"}
    return [{"claim_id": f"C{at}", **kind, **days, **row} for at, row in enumerate(found)]


def _subsidies(rows: list[dict[str, Any]], **changed: str) -> list[Decimal]:
    return [Decimal(row["subsidy_yuan"]) for row in results(FLEXIBLE, rows, changed)]


@FEW
@given(st.lists(INSURED, min_size=10, max_size=30))
def test_two_thirds_of_the_months_that_are_left_are_paid_exactly(
    found: list[dict[str, Any]],
) -> None:
    for row, subsidy in zip(found, _subsidies(_insured(found)), strict=True):
        paid = min(row["months"], max(0, 36 - row["months_paid_before"]))
        share = Fraction(2 * paid, 3 * row["months"])
        assert subsidy == half_up(Fraction(row["contribution_yuan"]) * share, 2)
        assert subsidy <= row["contribution_yuan"]


@FEW
@given(INSURED, st.integers(1, 10**6))
def test_more_contribution_never_pays_less_and_more_months_before_never_pay_more(
    row: dict[str, Any], cents: int
) -> None:
    more = min(row["contribution_yuan"] + Decimal(cents).scaleb(-2), Decimal(10) ** 13 - 1)
    later = row["months_paid_before"] + 1
    plain, richer, older = _subsidies(
        _insured([row, row | {"contribution_yuan": more}, row | {"months_paid_before": later}])
    )
    assert older <= plain
    assert richer >= plain or more < row["contribution_yuan"]


@FEW
@given(st.lists(st.tuples(DAYS, st.integers(-3, 800)), min_size=5, max_size=20))
def test_a_claim_is_in_time_from_graduation_to_the_same_day_two_years_later(
    found: list[tuple[date, int]],
) -> None:
    near = [(day, _two_years_later(day) + timedelta(after)) for day, _ in found for after in (0, 1)]
    claims = [(day, day + timedelta(after)) for day, after in found] + near
    rows = _insured([{"months": 1, "contribution_yuan": 3}] * len(claims))
    for row, (graduated, claimed) in zip(rows, claims, strict=True):
        row |= {"graduated_on": graduated.isoformat(), "claimed_on": claimed.isoformat()}
    for (graduated, claimed), subsidy in zip(claims, _subsidies(rows), strict=True):
        assert (subsidy > 0) is (graduated <= claimed <= _two_years_later(graduated))


def _two_years_later(day: date) -> date:
    year = day.year + 2
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


@FEW
@given(st.lists(PERSONAL, min_size=10, max_size=24), st.permutations(range(24)))
def test_of_a_persons_claims_only_the_first_that_is_due_is_paid(
    found: list[dict[str, Any]], names: list[int]
) -> None:
    rows = [{"claim_id": f"C{name}", **row} for name, row in zip(names, found, strict=False)]
    paid = dict(zip((row["claim_id"] for row in rows), _subsidies(rows), strict=True))
    strangers = [row | {"person_id": f"s{at}"} for at, row in enumerate(rows)]
    alone = dict(zip(paid, _subsidies(strangers), strict=True))
    taken = set()
    for row in sorted(rows, key=lambda row: row["claim_id"]):
        year = row["year"] if row["kind"].startswith("placement") else None
        turn = (row["person_id"], row["kind"], year)
        due = alone[row["claim_id"]]
        assert paid[row["claim_id"]] == (0 if turn in taken else due)
        taken |= {turn} if due else set()


@FEW
@given(st.lists(PERSONAL, min_size=10, max_size=30))
def test_counting_placements_together_never_pays_more(found: list[dict[str, Any]]) -> None:
    rows = [{"claim_id": f"C{at}", **row} for at, row in enumerate(found)]
    together = _subsidies(rows, placement_once_covers="both")
    assert sum(together) <= sum(_subsidies(rows))
    years = [
        (row["person_id"], row["year"])
        for row, yuan in zip(rows, together, strict=True)
        if yuan and row["kind"] != "training_travel"
    ]
    assert len(years) == len(set(years))


@FEW
@given(st.lists(st.one_of(PERSONAL, INSURED), min_size=5, max_size=20))
def test_nothing_is_refused_or_cut_without_a_reason(found: list[dict[str, Any]]) -> None:
    rows = _insured(found)
    for row, got in zip(rows, results(FLEXIBLE, rows), strict=True):
        left = 36 - row.get("months_paid_before", 0)
        insured = row["kind"] == "social_insurance"
        less = insured and row["months"] > left
        assert bool(got["reason"]) is (less or Decimal(got["subsidy_yuan"]) == 0)


def test_the_explanation_names_the_turn_the_bounds_and_the_amount() -> None:
    person = {"person_id": "p", "kind": "placement_poor", "year": 2021, "category": "poor_labour"}
    rows = [
        {"claim_id": "B", **person, "placed_months": 6},
        {"claim_id": "A", **person, "placed_months": 7},
        *_insured([{"months": 12, "contribution_yuan": "12345.6", "months_paid_before": 30}]),
    ]
    steps = run_rows(FLEXIBLE, rows).outcome.explain()
    found = {(s["subject"], s["criterion"]): s for s in steps.to_dicts()}
    assert list(found)[:4] == [
        ("B", "category"),
        ("B", "placed_months"),
        ("B", "once"),
        ("B", "subsidy_yuan"),
    ]
    assert found["B", "once"]["points"] == "已享受"
    assert found["B", "once"]["input"].endswith("这是第 2 件，最早是 A")
    assert found["B", "subsidy_yuan"]["points"] == "0.00 元"
    assert "最早是申领 A" in found["B", "subsidy_yuan"]["rule"]
    assert found["C0", "claim_period"]["rule"] == "毕业后 2 年内，到 2024-06-30 为止（含当日）"
    assert "12,345.60 元，12 个月，可补 6 个月" in found["C0", "subsidy_yuan"]["input"]
    assert found["C0", "subsidy_yuan"]["rule"].startswith("缴费 × 2/3 × 6 ÷ 12，")
    assert found["C0", "subsidy_yuan"]["points"] == "4,115.20 元"
    assert found["C0", "months_left"]["source"] == "驻政办〔2020〕58号附件6（二）"


@pytest.mark.slow
def test_spark_pays_what_memory_pays_in_any_order_of_rows() -> None:
    pytest.importorskip("pyspark", reason="Spark is an extra: pip install 'taizhang[spark]'")
    rows = _many(3000)
    local = run_rows(FLEXIBLE, rows)
    random.Random(7).shuffle(rows)
    spark = run_rows(FLEXIBLE, rows, engine="spark")
    assert spark.outcome.frame.schema == local.outcome.frame.schema
    frames = [run.outcome.frame.sort("claim_id") for run in (spark, local)]
    assert frames[0].equals(frames[1])
    assert frames[0].filter(frames[0]["subsidy_yuan"] > 10**14).height > 20  # near the limit
    assert spark.outcome.explain().equals(run_rows(FLEXIBLE, rows).outcome.explain())


def _many(count: int) -> list[dict[str, Any]]:
    """Claims of few people, close to every bound, amounts of every size."""
    dice = random.Random(1)
    kinds = ("social_insurance", "training_living", "training_travel", *PLACEMENTS)
    return [
        {
            "claim_id": f"C{dice.randrange(10)}{at}",
            "person_id": f"p{dice.randrange(200)}",
            "kind": dice.choice(kinds),
            "year": dice.choice((2021, 2022)),
            "months_paid_before": dice.choice((0, 30, 34, 35, 36, 37)),
            "months": dice.choice((1, 3, 7, 12, 37, 999_999_999)),
            "contribution_yuan": Decimal(dice.randrange(10 ** dice.choice((1, 2, 7, 16)))).scaleb(
                -2
            ),
            "graduated_on": "2020-02-29",
            "claimed_on": dice.choice(("2020-02-28", "2020-02-29", "2022-02-28", "2022-03-01")),
            "category": dice.choice(CATEGORIES),
            "training_days": dice.randrange(60),
            "out_of_city": dice.choice(("是", "否")),
            "placed_months": dice.choice((2, 3, 5, 6)),
        }
        for at in range(count)
    ]


def test_everything_that_a_claim_lacks_is_named_at_once() -> None:
    rows = [
        {"claim_id": "A", "kind": "social_insurance"},
        {"claim_id": "B", "kind": "placement_agency"},
        {"claim_id": "C", "kind": "training_living"},
    ]
    with pytest.raises(InputRefusedError) as refused:
        run_rows(FLEXIBLE, rows)
    assert sorted((p.row, p.column) for p in refused.value.problems) == [
        (2, "claimed_on"),
        (2, "contribution_yuan"),
        (2, "graduated_on"),
        (2, "months"),
        (3, "year"),
    ]


@FEW
@given(st.lists(st.tuples(st.integers(1, 300), st.integers(0, 60)), min_size=1, max_size=20))
def test_a_firm_is_eligible_from_its_bound_on(found: list[tuple[int, int]]) -> None:
    rows = [
        {"firm_id": f"F{at}", "staff": staff, "new_eligible_hires": hires}
        for at, (staff, hires) in enumerate(found)
    ]
    for (staff, hires), got in zip(found, results(LOANS, rows), strict=True):
        assert got["eligible"] == str(hires * 100 >= staff * (8 if staff > 100 else 15)).lower()
        assert Decimal(got["share_pct"]) == half_up(Fraction(hires * 100, staff), 4)


@FEW
@given(st.lists(st.tuples(CENTS, st.integers(0, 10**6)), min_size=1, max_size=12))
def test_the_parts_of_a_loss_add_up_and_grow_with_the_share(
    found: list[tuple[Decimal, int]],
) -> None:
    shares = [(loss, Decimal(share).scaleb(-4)) for loss, share in found]
    rows = [
        {"loan_id": f"L{at}", "loss_yuan": loss, "force_majeure": "是", "fund_share_pct": share}
        for at, (loss, share) in enumerate(shares)
    ]
    rows += [row | {"loan_id": f"M{at}", "fund_share_pct": 100} for at, row in enumerate(rows)]
    got = results(LOSSES, rows)
    for at, (loss, share) in enumerate(shares):
        fund, bank = Decimal(got[at]["fund_yuan"]), Decimal(got[at]["bank_yuan"])
        assert fund == half_up(Fraction(loss) * Fraction(share) / 100, 2)
        assert fund + bank == loss
        assert min(fund, bank) >= 0
        assert Decimal(got[len(shares) + at]["fund_yuan"]) == loss >= fund


def test_the_explanation_of_a_loss_says_whose_share_was_taken() -> None:
    rows = [
        {"loan_id": "A", "loss_yuan": "1234.5", "force_majeure": "是", "fund_share_pct": 60},
        {"loan_id": "B", "loss_yuan": "1234.5", "force_majeure": "是"},
        {"loan_id": "C", "loss_yuan": "1234.5"},
    ]
    steps = run_rows(LOSSES, rows).outcome.explain()
    fund = steps.filter(steps["criterion"] == "fund_yuan")
    assert fund["rule"].to_list() == [
        "按协议约定，担保基金 60%，四舍五入到分",
        "协议没有约定，担保基金 80%，四舍五入到分",
        "不是因不可抗力造成的损失，不按本条分担",
    ]
    assert fund["points"].to_list() == ["740.70 元", "987.60 元", "0.00 元"]


def test_the_explanation_of_a_firm_names_the_bound_of_its_size() -> None:
    rows = [
        {"firm_id": "A", "staff": 100, "new_eligible_hires": 14},
        {"firm_id": "B", "staff": 101, "new_eligible_hires": 14},
    ]
    steps = run_rows(LOANS, rows).outcome.explain()
    judged = steps.filter(steps["criterion"] == "eligible")
    assert judged["rule"].to_list() == [
        "职工不超过 100 人，占比不低于 15%",
        "职工超过 100 人，占比不低于 8%",
    ]
    assert judged["input"].to_list() == ["14%", "13.8614%"]
    assert judged["points"].to_list() == ["否", "是"]
