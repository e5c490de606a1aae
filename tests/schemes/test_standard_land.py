"""What is said of a parcel: its own numbers, the quotient, the bound."""

from schemes.scheme_runs import run_rows

NAME = "standard-land"
PARCEL = {
    "parcel_id": "A1",
    "area_mu": "3",
    "investment_yuan": "7000000",
    "annual_tax_yuan": "500000",
    "new_entrant": "true",
}


def test_the_explanation_divides_each_amount_by_the_area() -> None:
    steps = run_rows(NAME, [PARCEL]).outcome.explain()
    assert steps["label"].to_list() == ["亩均投资", "亩均税收"]
    assert steps["input"].to_list() == ["7000000 元 ÷ 3 亩", "500000 元 ÷ 3 亩"]
    assert steps["points"].to_list() == ["2333333.33", "166666.67"]
    assert "2300000" in steps["rule"][0]
    assert "150000" in steps["rule"][1]


def test_who_is_no_new_entrant_is_told_that_no_investment_is_demanded() -> None:
    steps = run_rows(NAME, [PARCEL | {"new_entrant": "false"}]).outcome.explain()
    assert "不作要求" in steps["rule"][0]
    assert "2300000" not in steps["rule"][0]
