"""What always holds when a project's tax is shared."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemes.scheme_runs import results, run_rows
from taizhang.schemes import BadSettingError

NAME = "enclave-tax-sharing"
CENTS = st.integers(0, 10**9).map(lambda cents: Decimal(cents).scaleb(-2))
ROW = st.fixed_dictionaries(
    {"year": st.integers(2021, 2030), "local_tax_yuan": CENTS},
    optional={"source_share_pct": st.integers(0, 10**4).map(lambda n: Decimal(n).scaleb(-2))},
)


def _rows(found: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{"project_id": f"P{at}", "first_tax_year": 2021, **row} for at, row in enumerate(found)]


@settings(max_examples=50, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=8))
def test_the_parts_add_up_to_the_tax_to_the_cent(found: list[dict[str, object]]) -> None:
    rows = _rows(found)
    for row, got in zip(rows, results(NAME, rows), strict=True):
        source, park = Decimal(got["source_yuan"]), Decimal(got["park_yuan"])
        assert source + park == row["local_tax_yuan"]
        assert min(source, park) >= 0


@settings(max_examples=30, deadline=None)
@given(CENTS)
def test_the_county_never_gets_more_in_a_later_year(tax: Decimal) -> None:
    rows = [
        {"project_id": "P", "first_tax_year": 2021, "year": year, "local_tax_yuan": tax}
        for year in range(2021, 2030)
    ]
    parts = [Decimal(row["source_yuan"]) for row in results(NAME, rows)]
    assert parts == sorted(parts, reverse=True)


def test_the_explanation_says_which_year_it_is_and_which_bracket_holds() -> None:
    rows = [
        {"project_id": "P", "first_tax_year": 2021, "year": year, "local_tax_yuan": "0.05"}
        for year in (2023, 2024, 2026)
    ]
    steps = run_rows(NAME, rows).outcome.explain()
    shares = steps.filter(steps["criterion"] == "share")
    assert shares["subject"].to_list() == ["P/2023", "P/2024", "P/2026"]
    assert shares["rule"].to_list() == ["第 1 年至第 3 年", "第 4 年至第 5 年", "第 6 年起"]
    assert "是第 3 年" in shares["input"][0]
    assert shares["points"].to_list()[1] == "引资县区 60%，产业园 40%"
    assert steps["points"].to_list()[4:6] == ["0.03 元", "0.02 元"]


def test_the_explanation_of_an_agreed_share_says_that_it_was_agreed() -> None:
    row = {"project_id": "P", "first_tax_year": 2021, "year": 2021, "local_tax_yuan": 1}
    steps = run_rows(NAME, [row | {"source_share_pct": "12.50", "source_county": "青石县"}])
    found = steps.outcome.explain()
    assert "一事一议" in found["rule"][0]
    assert "12.5%" in found["points"][0]
    assert found["label"][1] == "引资县区分享（青石县）"


def test_a_year_before_the_first_bracket_gives_the_county_nothing_and_says_so() -> None:
    row = {"project_id": "P", "first_tax_year": 2021, "year": 2021, "local_tax_yuan": 1}
    later = {"source_share.3.bound": "2"}
    (shared,) = results(NAME, [row], later)
    assert (Decimal(shared["source_yuan"]), Decimal(shared["park_yuan"])) == (0, 1)
    steps = run_rows(NAME, [row], later).outcome.explain()
    assert steps["rule"][0] == "第 2 年以前不分享给引资县区"


@pytest.mark.parametrize("share", ["-1", "100.5"])
def test_a_share_beyond_the_whole_cannot_be_set(share: str) -> None:
    row = {"project_id": "P", "first_tax_year": 2021, "year": 2021, "local_tax_yuan": 1}
    with pytest.raises(BadSettingError):
        run_rows(NAME, [row], {"source_share.1.value": share})
