"""Counties ranked on innovation: what holds for any table, and how it is explained."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemes.scheme_runs import results, run_rows
from taizhang.schemes import BadSettingError, InputRefusedError

NAME = "innovation-ranking"
PERIODS = ("2025-12", "2026-02", "2026-04")
FIRST = {"city_first_in_class_c": "true"}
NOT_FIRST = {"city_first_in_class_c": "false"}

counties = st.sampled_from(["青石县", "白河县", "临江县", "松山区"]).flatmap(
    lambda name: st.integers(1, 3).map(lambda at: f"{name}{at}")
)
fields = st.dictionaries(counties, st.integers(0, 9), min_size=6, max_size=9)


def _rows(field: dict[str, int], kind: str, period: str = "2026-12") -> list[dict[str, Any]]:
    return [{"county": c, "period": period, "kind": kind, "score": s} for c, s in field.items()]


def _steps(rows: list[dict[str, Any]], subject: str, chosen: dict[str, str]) -> dict[str, Any]:
    steps = run_rows(NAME, rows, chosen).outcome.explain().to_dicts()
    return {step["criterion"]: step for step in steps if step["subject"] == subject}


@settings(max_examples=30, deadline=None)
@given(fields)
def test_ranks_have_no_gaps_and_a_higher_score_never_stands_lower(field: dict[str, int]) -> None:
    got = results(NAME, _rows(field, "half_year"))
    assert sorted(int(row["rank"]) for row in got) == list(range(1, len(field) + 1))
    ordered = [row["county"] for row in sorted(got, key=lambda row: int(row["rank"]))]
    assert ordered == sorted(field, key=lambda county: (-field[county], county))


@settings(max_examples=30, deadline=None)
@given(fields, st.booleans(), st.booleans())
def test_what_the_last_pay_the_first_get(
    field: dict[str, int], reverse: bool, last_most: bool
) -> None:
    chosen = NOT_FIRST | {"annual_last_most": str(last_most).lower()}
    rows = _rows(field, "annual")
    got = results(NAME, rows[::-1] if reverse else rows, chosen)
    assert sum(Decimal(row["money_yuan"]) for row in got) == 0
    assert sum(row["consequence"] == "commended" for row in got) == 3
    assert sum(row["consequence"] == "criticised" for row in got) == 3
    for row in got:
        sign = {"commended": 1, "criticised": -1}.get(row["consequence"], 0)
        assert (Decimal(row["money_yuan"]) > 0) - (Decimal(row["money_yuan"]) < 0) == sign


@settings(max_examples=30, deadline=None)
@given(st.lists(fields, min_size=3, max_size=3))
def test_an_interview_needs_the_last_three_places_twice(several: list[dict[str, int]]) -> None:
    rows = [
        row
        for period, field in zip(PERIODS, several, strict=True)
        for row in _rows(field, "bimonthly", period)
    ]
    low = {
        period: set(sorted(field, key=lambda county: (-field[county], county))[-3:])
        for period, field in zip(PERIODS, several, strict=True)
    }
    expected = {
        (county, period)
        for before, period in zip(PERIODS, PERIODS[1:], strict=False)
        for county in low[before] & low[period]
    }
    got = results(NAME, rows)
    called = {(row["county"], row["period"]) for row in got if row["consequence"] == "interview"}
    assert called == expected
    assert {row["money_yuan"] for row in got} == {"0.00"}


def test_a_tie_is_explained_with_what_decided_it_and_the_neighbours() -> None:
    field = {"青石县": 5, "白河县": 5, "临江县": 7, "松山区": 4, "甲县": 3, "乙县": 2}
    rank = _steps(_rows(field, "annual"), "青石县/2026-12/annual", NOT_FIRST)["rank"]
    assert rank["points"] == "第 3 名"
    assert "前一名 白河县（5 分）" in rank["rule"]
    assert "后一名 松山区（4 分）" in rank["rule"]
    assert "与白河县得分相同，按县区名称的字符编码从小到大" in rank["rule"]
    assert rank["source"] == "驻政办〔2020〕58号附件5第十条"


def test_a_place_among_the_last_without_consequence_is_explained() -> None:
    field = {"青石县": 6, "白河县": 5, "临江县": 4, "松山区": 3, "甲县": 2, "乙县": 1}
    found = _steps(_rows(field, "annual"), "乙县/2026-12/annual", FIRST)["consequence"]
    assert found["points"] == "没有奖惩"
    assert "全市达到 C 类市第一名" in found["input"]
    assert "倒数第 1 名 20,000,000.00 元" in found["rule"]
    bimonthly = _rows(field, "bimonthly")
    found = _steps(bimonthly, "乙县/2026-12/bimonthly", {})["consequence"]
    assert "表中没有更早的两月通报" in found["input"]
    assert found["points"] == "没有奖惩"


def test_what_a_county_gets_or_pays_is_said_in_words() -> None:
    field = {"青石县": 6, "白河县": 5, "临江县": 4, "松山区": 3, "甲县": 2, "乙县": 1}
    first = _steps(_rows(field, "annual"), "青石县/2026-12/annual", NOT_FIRST)
    assert first["consequence"]["points"] == "通报表扬，奖励 20,000,000.00 元"
    assert "前一名" not in first["rank"]["rule"]
    assert "相同" not in first["rank"]["rule"]
    last = _steps(_rows(field, "annual"), "乙县/2026-12/annual", NOT_FIRST)
    assert last["consequence"]["points"] == "通报批评，扣减财力 20,000,000.00 元"
    assert "后一名" not in last["rank"]["rule"]
    third = _steps(_rows(field, "half_year"), "松山区/2026-12/half_year", {})["consequence"]
    assert third["points"] == "约谈，扣减财力 1,000,000.00 元"
    assert third["input"] == "共 6 个县区，第 4 名（倒数第 3 名）"


def test_two_periods_are_named_with_the_places_in_both() -> None:
    field = {"青石县": 6, "白河县": 5, "临江县": 4, "松山区": 3, "甲县": 2, "乙县": 1}
    rows = _rows(field, "bimonthly", "2026-02") + _rows(field, "bimonthly", "2026-06")
    found = _steps(rows, "甲县/2026-06/bimonthly", {})["consequence"]
    assert found["input"] == "2026-06 第 5 名（倒数第 2 名）；2026-02 第 5 名（倒数第 2 名）"
    assert found["points"] == "约谈"
    other = rows[1:] + _rows({"丙县": 9}, "bimonthly", "2026-02")
    found = _steps(other, "青石县/2026-06/bimonthly", {})["consequence"]
    assert found["input"].endswith("2026-02 没有参加排名")


def test_many_equal_scores_are_counted_and_the_first_named() -> None:
    rows = _rows(dict.fromkeys("甲乙丙丁戊己", 1), "half_year")
    rank = _steps(rows, "甲/2026-12/half_year", {})["rank"]["rule"]
    assert "与丁、丙、乙、己、戊得分相同" in rank
    rows = _rows(dict.fromkeys("甲乙丙丁戊己庚", 1), "half_year")
    rank = _steps(rows, "甲/2026-12/half_year", {})["rank"]["rule"]
    assert "等 6 个得分相同" in rank


def test_a_score_that_is_not_given_is_said_to_count_as_0() -> None:
    rows = _rows(dict.fromkeys("甲乙丙丁戊己", 1), "half_year")
    rows[0]["score"] = ""
    rank = _steps(rows, "甲/2026-12/half_year", {})["rank"]
    assert rank["input"] == "没有填写得分，按 0 分计，共 6 个县区"
    assert rank["points"] == "第 6 名"


def test_too_few_counties_are_refused_with_how_many_there_are() -> None:
    field = {"青石县": 6, "白河县": 5, "临江县": 4, "松山区": 3, "甲县": 2}
    with pytest.raises(InputRefusedError, match="只有 5 个县区.*至少要有 6 个"):
        run_rows(NAME, _rows(field, "bimonthly"))


def test_annual_rows_ask_for_the_place_of_the_city() -> None:
    field = dict.fromkeys("甲乙丙丁戊己", 1)
    with pytest.raises(BadSettingError, match="--set city_first_in_class_c=true"):
        run_rows(NAME, _rows(field, "annual"))
