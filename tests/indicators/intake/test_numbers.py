"""Figures as people and workbooks write them: exact, or refused with a sentence."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.indicators.domain.intake.numbers import (
    NumberError,
    Written,
    check_unit,
    read_float,
    read_number,
    same_unit,
)

EXACT = st.decimals(-(10**12), 10**12, places=6)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("88200", "88200", ""),
        (" 88,200.50 ", "88200.5", ""),
        ("８８２００．５", "88200.5", ""),
        ("-3.2", "-3.2", ""),
        ("−3.2", "-3.2", ""),
        (".5", "0.5", ""),
        ("98％", "98", "%"),
        ("1,234万元", "1234", "万元"),
        ("88 200.5 家", "88200.5", "家"),
        ("- 3.2 \n万 元", "-3.2", "万元"),
        ("1 234", "1234", ""),
        ("100 m²", "100", "m²"),
        ("5²", "5", "²"),
    ],
)
def test_number_is_read_with_what_stands_behind_it(text, value, unit):
    assert read_number(text) == Written(Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_a_number"),
        ("未统计", "not_a_number"),
        ("1,23", "not_a_number"),
        ("--5", "not_a_number"),
        ("1 2", "not_a_number"),
        ("12 345 6", "not_a_number"),
        ("2026 123", "not_a_number"),
        ("①", "not_a_number"),
        ("½", "not_a_number"),
        ("NaN", "not_a_number"),
        ("0.1234567", "too_many_places"),
        ("1" * 23, "too_large"),
    ],
)
def test_what_is_no_number_is_refused_by_code(text, code):
    with pytest.raises(NumberError) as refused:
        read_number(text)
    assert refused.value.code == code
    assert refused.value.message.endswith("。")


def test_a_power_is_no_unit_and_a_square_metre_is_one():
    assert not same_unit("²", "")
    assert same_unit("m²", "㎡")


def test_scientific_notation_is_not_taken_for_a_number():
    assert read_number("1e3").unit == "e3"
    assert not same_unit("e3", "")


@given(EXACT)
def test_exact_number_survives_writing_and_reading(value):
    assert read_number(f"{value:f}").value == value


@given(st.integers(-(10**11), 10**11), st.integers(0, 4))
def test_cell_of_a_workbook_is_the_number_it_shows(whole, places):
    assert read_float(whole / 10**places) == Decimal(whole).scaleb(-places)


def test_noise_of_binary_arithmetic_is_taken_off():
    assert read_float(0.1 + 0.2) == Decimal("0.3")


@pytest.mark.parametrize(
    ("cell", "code"),
    [(1 / 3, "too_many_places"), (float("nan"), "not_a_number"), (1e300, "too_large")],
)
def test_cell_that_cannot_be_kept_exactly_is_refused(cell, code):
    with pytest.raises(NumberError) as refused:
        read_float(cell)
    assert refused.value.code == code


def test_width_and_blanks_of_a_unit_do_not_matter():
    assert same_unit("％", "%")
    assert same_unit("万 元", "万元")
    assert not same_unit("元", "万元")


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("5", "家", ""),
        ("5 家", "家", ""),
        ("5万家", "家", "other_unit"),
        ("1e3", "", "other_unit"),
        ("5%", "个百分点", ""),
        ("5个百分点", "%", ""),
        ("5%", "家", "other_unit"),
    ],
)
def test_figure_in_another_unit_is_refused_unless_it_is_asked_about(text, unit, code):
    try:
        check_unit(read_number(text), unit)
        refused = ""
    except NumberError as error:
        refused = error.code
    assert refused == code
