from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.ledger.exchange.target_text import (
    TargetParts,
    TargetTextError,
    format_quantity,
    format_target,
    parse_target,
)

D = Decimal


def parts(indicator, op, value, value_max=None, unit="", deadline=None):
    return TargetParts(
        indicator, op, D(value), None if value_max is None else D(value_max), unit, deadline
    )


FORMS = [
    (
        "培育高新技术企业 ≥140 家（2024-06-30）",
        parts("培育高新技术企业", ">=", 140, None, "家", date(2024, 6, 30)),
    ),
    ("培育高新技术企业 140 家", parts("培育高新技术企业", "=", 140, None, "家")),
    ("接待游客 8.82万人次", parts("接待游客", "=", 88200, None, "人次")),
    ("完成投资 >20亿元", parts("完成投资", ">", 2_000_000_000, None, "元")),
    ("开工率 ≥70%", parts("开工率", ">=", 70, None, "%")),
    ("PM2.5 浓度 ≤35 微克/立方米", parts("PM2.5 浓度", "<=", 35, None, "微克/立方米")),
    ("引进博士 3—5 名", parts("引进博士", "range", 3, 5, "名")),
    ("新增就业 约1.5万人", parts("新增就业", "~", 15000, None, "人")),
    ("单位能耗下降 ≥-0.5 个百分点", parts("单位能耗下降", ">=", "-0.5", None, "个百分点")),
    ("完成投资 1,234.5678万元", parts("完成投资", "=", 12_345_678, None, "元")),
    ("进出口总额 ≥1.23456789亿美元", parts("进出口总额", ">=", 123_456_789, None, "美元")),
    ("补助资金 9999—9999.5 元", parts("补助资金", "range", 9999, "9999.5", "元")),
    ("接待游客 12345678 人次", parts("接待游客", "=", 12_345_678, None, "人次")),
    ("≥140 家", parts("", ">=", 140, None, "家")),
    ("签订合同约 5 份", parts("签订合同约", "=", 5, None, "份")),
    ("~0 =-1 家", parts("~0", "=", -1, None, "家")),
]


@pytest.mark.parametrize(("text", "target"), FORMS)
def test_a_target_has_one_text_form(text, target):
    assert format_target(target) == text
    assert parse_target(text) == target


@pytest.mark.parametrize(
    ("typed", "same_as"),
    [
        ("培育高新技术企业>=140家(2024-6-30)", FORMS[0][0]),
        ("培育高新技术企业 ≧ １４０ 家（2024年6月30日）", FORMS[0][0]),
        ("培育高新技术企业140家", FORMS[1][0]),
        ("接待游客 88,200人次", FORMS[2][0]),
        ("完成投资＞20亿元", FORMS[3][0]),
        ("开工率≥70％", FORMS[4][0]),
        ("引进博士3-5名", FORMS[6][0]),
        ("引进博士 3至5名", FORMS[6][0]),
        ("新增就业 ≈15000人", FORMS[7][0]),
    ],
)
def test_what_people_type_is_read_as_meant(typed, same_as):
    assert format_target(parse_target(typed)) == same_as


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("增速居全省前列", "form"),
        ("", "form"),
        ("引进博士 3 — 名", "form"),
        ("培育 ≥140 家（2024-02-30）", "date"),
        ("培育 ≥140 家（年底）", "date"),
        ("培育 ≥0.0000001 家", "too_precise"),
        ("培育 ≥" + "9" * 30, "too_precise"),
        ("培" * 257 + " ≥1 家", "too_long"),
    ],
)
def test_what_is_no_target_is_refused_with_a_sentence(typed, code):
    with pytest.raises(TargetTextError) as refused:
        parse_target(typed)
    assert refused.value.code == code
    assert refused.value.message.endswith("。")


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (9999, "人", "9999 人"),
        (10000, "人", "1万人"),
        (88234, "人", "88234 人"),
        (2_000_000_000, "元", "20亿元"),
        (5, "万元", "5万元"),
        ("0.050000", "元", "0.05 元"),
    ],
)
def test_round_numbers_are_written_with_ten_thousands(value, unit, text):
    assert format_quantity(D(value), unit=unit) == text


indicators = st.text(
    st.one_of(
        st.sampled_from("培育企业约至到（）()≥≤<>=—-~0159 .,家"), st.characters(codec="utf-8")
    ),
    max_size=20,
).map(lambda text: " ".join(text.split()))
units = st.sampled_from(["家", "元", "人次", "%", "个百分点", "", "微克/立方米", "m³", "件次"])
values = st.one_of(
    st.integers(-(10**12), 10**12).map(Decimal),
    st.decimals(-(10**9), 10**9, places=6, allow_nan=False, allow_infinity=False),
    st.integers(1, 10**6).map(lambda number: Decimal(number) * 10_000),
)


@st.composite
def targets(draw):
    op = draw(st.sampled_from([">=", "<=", "=", "~", "range", ">", "<"]))
    deadline = draw(st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)))
    value_max = draw(values) if op == "range" else None
    return TargetParts(draw(indicators), op, draw(values), value_max, draw(units), deadline)


@given(targets())
def test_parsing_the_text_form_gives_the_target_back(target):
    assert parse_target(format_target(target)) == target


@given(st.text(max_size=60))
def test_any_line_is_read_stably_or_refused(line):
    try:
        read = parse_target(line)
    except TargetTextError:
        return
    assert parse_target(format_target(read)) == read
