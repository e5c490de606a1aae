"""Measures as base and power of ten; numbers carried from one to another."""

from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.extraction import SCALE_POWERS
from taizhang.indicators.domain.measures import (
    base_of,
    convert,
    is_points_of,
    kept_in,
    other_writings,
    same_measure,
)
from taizhang.indicators.domain.queries.units import base_sql, compared_sql

SCALES = ["", *SCALE_POWERS]
BASES = ["元", "人次", "亩", "吨", "千瓦时", "m2", "美元"]
UNITS = [
    *(scale + base for scale in ("", "万", "亿", "万亿", "百") for base in BASES),
    *[
        "",
        " ",
        "％",
        "%",
        "个百分点",
        "百分点",
        "百分比",
        "千米",
        "KM",
        "㎡",
        "万㎡",
        "亿 元",
        "千克",
    ],
    *["亿元以上项目", "人民币元", "亿元人民币", "万", "户", "O'个"],
    *other_writings(),
]
figures = st.decimals(
    min_value=Decimal(-(10**21)), max_value=Decimal(10**21), places=6, allow_nan=False
)


@settings(max_examples=60)
@given(figures, st.sampled_from(SCALES), st.sampled_from(SCALES), st.sampled_from(BASES))
def test_a_number_comes_back_from_any_scale_as_it_was(value, first, second, base):
    there = convert(value, first + base, second + base)
    assert convert(there, second + base, first + base) == value
    tens = base_of(second + base).power - base_of(first + base).power
    assert there * Decimal(10) ** tens == value or abs(value) > 10**15  # beyond the context


def test_another_measure_is_not_converted():
    with pytest.raises(ValueError, match="万人 is no 元"):
        convert(Decimal(1), "万人", "元")


@pytest.mark.parametrize(
    ("first", "second"),
    [("元", "亿元"), ("万元", "亿元"), ("万㎡", "平方米"), ("千米", "km"), ("亿元人民币", "元")],
)
def test_scales_and_writings_of_one_measure_are_the_same(first, second):
    assert same_measure(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [("千瓦", "瓦"), ("元", "美元"), ("人", "人次"), ("", "个"), ("%", "个百分点")],
)
def test_other_measures_are_not(first, second):
    assert not same_measure(first, second)


def test_points_of_a_rate_are_known_in_any_writing():
    assert is_points_of("百分点", "％")
    assert not is_points_of("%", "个百分点")


@pytest.mark.parametrize(
    ("unit", "value", "kept"),
    [
        ("元", 10**8, "亿元"),
        ("元", -(10**8) + 1, "万元"),
        ("元", 9999, "元"),
        ("美元", 6_400_000, "万美元"),
        ("万元", 5 * 10**4, "万元"),  # the office has said in what
        ("人次", 88_200, "人次"),
        ("百分点", 2, "%"),
    ],
)
def test_an_amount_is_kept_as_people_keep_it(unit, value, kept):
    assert kept_in(unit, Decimal(value)) == kept


@pytest.mark.django_db
def test_the_database_takes_every_unit_apart_alike():
    pairs = [(first, second) for first in UNITS for second in UNITS[::3]]
    asked = f"""SELECT b.name, u.given = u.wanted, c.kind, c.ratio
        FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY u (given, wanted, place)
        CROSS JOIN LATERAL {base_sql("u.given")} b
        {compared_sql("u.given", "u.wanted", alias="c")} ORDER BY u.place"""
    with connection.cursor() as cursor:
        cursor.execute(asked, [list(each) for each in zip(*pairs, strict=True)])
        found = cursor.fetchall()
    for (first, second), (name, alike, kind, ratio) in zip(pairs, found, strict=True):
        here, there = base_of(first), base_of(second)
        assert name == here.name
        if alike:
            assert (kind, ratio) == (None, None)
        elif not here.name or not there.name:
            assert (kind, ratio) == ("plain", 1)
        elif same_measure(first, second):
            assert (kind, ratio) == ("plain", Decimal(10) ** (here.power - there.power))
        else:
            assert (kind == "points", ratio) == (is_points_of(first, second), None)
