"""What facts of a subject are paid, what stands against it, and by how much a bound is missed."""

from datetime import date
from decimal import Decimal

import pytest

from schemes.entitlements.facts_about import DAY, found_for
from taizhang.schemes import InputRefusedError
from taizhang.schemes.entitlements import State, facts_of, find_entitlements

SUBSIDY = "flexible-employment-subsidies"
LOAN = "housing-provident-loan"


def test_a_recognition_is_paid_with_its_steps_and_clause() -> None:
    gazelle = found_for({"recognition": "gazelle"})["innovation-rewards/gazelle"]
    assert (gazelle.state, gazelle.amount) == (State.PAID, Decimal(300_000))
    assert gazelle.source == "驻政办〔2020〕58号附件5第五条"
    assert "300,000.00 元" in gazelle.basis
    assert gazelle.missing == ()


def test_only_schemes_of_which_facts_speak_are_found() -> None:
    assert set(found_for({"recognition": "gazelle"})) == {"innovation-rewards/gazelle"}
    assert found_for({"name": "云岭精密"}) == {}
    assert found_for({"year": 2024}) == {}  # several schemes ask for it


def test_a_fact_that_a_recognition_needs_is_named_as_facts_call_it() -> None:
    unicorn = found_for({"recognition": "unicorn"})["innovation-rewards/unicorn"]
    assert (unicorn.state, unicorn.amount) == (State.LACKING, None)
    assert [each.label for each in unicorn.missing] == ["没有填“申报、登记或成交的金额（元）”"]
    assert unicorn.missing[0].source == "驻政办〔2020〕58号附件5第五条"


@pytest.mark.parametrize(
    ("years", "state", "short"),
    [(2, State.UNMET, ["合同年限还差 1 年"]), (3, State.PAID, [])],
)
def test_a_missed_bound_says_by_how_much(years: int, state: State, short: list[str]) -> None:
    facts = {"recognition": "talent", "level": "A", "contract_years": years}
    talent = found_for(facts)["innovation-rewards/talent"]
    assert talent.state is state
    assert [each.short for each in talent.missing] == short


def test_revenue_below_the_bound_of_the_rating_says_by_how_much() -> None:
    facts = {"revenue_yuan": "99999999.99", "tax_yuan": 1, "tax_growth_pct": 0}
    star = found_for(facts | {"registered_in_city": "是", "above_scale": "是"})
    (missing,) = star["star-enterprise-rating"].missing
    assert missing.short == "年营业收入还差 0.01 元"
    assert "年营业收入不足 1 亿元" in missing.given


def test_all_kinds_of_subsidies_are_tried_with_what_is_known() -> None:
    found = found_for({"category": "poor_labour", "training_days": 10, "out_of_city": "是"})
    assert found[f"{SUBSIDY}/training_living"].amount == Decimal(300)
    assert found[f"{SUBSIDY}/training_travel"].amount == Decimal(300)
    assert found[f"{SUBSIDY}/placement_poor"].state is State.LACKING
    assert f"{SUBSIDY}/social_insurance" not in found


def test_a_failed_condition_is_unmet_although_other_facts_are_lacking() -> None:
    living = found_for({"category": "registered_unemployed"})[f"{SUBSIDY}/training_living"]
    assert living.state is State.UNMET
    assert [each.label for each in living.missing] == ["人员类别", "没有填“已参加培训的天数（天）”"]


def test_a_fact_that_is_not_given_is_not_taken_for_a_failed_condition() -> None:
    travel = found_for({"category": "poor_labour"})[f"{SUBSIDY}/training_travel"]
    assert (travel.state, travel.amount, travel.reason) == (State.LACKING, None, "")
    assert [each.label for each in travel.missing] == ["没有填“市外省内培训”"]


def test_a_loan_is_not_there_after_its_last_day() -> None:
    facts = {
        "months_contributed": 6,
        "contributors": 2,
        "new_ordinary_home": "是",
        "loan_requested_yuan": 600_000,
    }
    assert found_for(facts, as_of=date(2024, 3, 3))[LOAN].amount == Decimal(500_000)
    after = found_for(facts, as_of=date(2024, 3, 4))[LOAN]
    assert (after.state, after.amount) == (State.NOT_IN_FORCE, None)
    assert "not in force" in after.reason


def test_a_qualification_has_no_amount() -> None:
    loan = found_for({"staff": 100, "new_eligible_hires": 15})["guaranteed-loan-eligibility"]
    assert (loan.state, loan.amount) == (State.PAID, None)
    loan = found_for({"staff": 100, "new_eligible_hires": 14})["guaranteed-loan-eligibility"]
    assert loan.state is State.UNMET
    assert "占比不低于 15%" in loan.missing[0].rule


def test_limits_are_used_up_in_the_order_of_the_facts() -> None:
    traded = {"subject_id": "A", "recognition": "tech_transfer", "year": "2023"}
    rows = [traded | {"claimed_yuan": "8000000"} for _row in range(11)]
    found = find_entitlements(facts_of(rows, file="facts"), as_of=DAY)
    paid = [each.amount for each in found if each.paying.scheme.name == "innovation-rewards"]
    assert paid == [Decimal(400_000), Decimal(100_000), *[Decimal(0)] * 9]


def test_subjects_stay_in_the_order_of_the_facts() -> None:
    rows = [{"subject_id": who, "recognition": "gazelle"} for who in ("B", "A", "B")]
    found = find_entitlements(facts_of(rows, file="facts"), as_of=DAY)
    assert [(each.subject, each.line) for each in found] == [("B", 2), ("B", 4), ("A", 3)]


def test_details_without_their_recognition_are_refused_at_their_place() -> None:
    with pytest.raises(InputRefusedError, match="请写明是哪一项") as refused:
        found_for({"recognition": "gazelle"}, {"level": "national"})
    assert [(p.row, p.column) for p in refused.value.problems] == [(3, "recognition")]


def test_what_a_scheme_refuses_is_said_of_the_row_and_name_of_the_facts() -> None:
    with pytest.raises(InputRefusedError) as refused:
        found_for({"recognition": "gazelle"}, {"recognition": "star_field", "level": "城市级"})
    assert [(p.row, p.column, p.value) for p in refused.value.problems] == [(3, "level", "城市级")]
    with pytest.raises(InputRefusedError) as refused:
        found_for({"months_contributed": 9, "contributors": 3, "loan_requested_yuan": 1})
    assert [(p.row, p.column) for p in refused.value.problems] == [(2, "contributors")]
