"""What the words of a target say about its indicator."""

from datetime import date

import pytest

from taizhang.indicators.domain.linking.naming import (
    accumulation_of,
    direction_of,
    frequency_of,
    plain_name,
)
from taizhang.indicators.domain.measures import is_points_of, same_measure


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("全市完成新增城镇就业总数", "新增城镇就业"),
        ("力争实现规上工业增加值增速达到", "规上工业增加值增速"),
        ("培育“专精特新”企业", "培育专精特新企业"),
        ("新增 5G 基站", "新增5G基站"),
        ("完成", "完成"),
        ("新增城镇就业", "新增城镇就业"),
    ],
)
def test_a_name_loses_its_frame_and_nothing_else(said: str, name: str) -> None:
    assert plain_name(said) == name
    assert plain_name(name) == name


@pytest.mark.parametrize(
    ("op", "direction"),
    [
        (">=", "more"),
        (">", "more"),
        ("=", "more"),
        ("~", "more"),
        ("<=", "less"),
        ("<", "less"),
        ("range", "within"),
    ],
)
def test_the_operator_says_what_is_good(op: str, direction: str) -> None:
    assert direction_of(op) == direction


@pytest.mark.parametrize(
    ("name", "unit", "accumulation"),
    [
        ("污水集中处理率", "%", "level"),
        ("空气质量优良天数比例", "%", "level"),
        ("PM2.5平均浓度", "微克/立方米", "level"),
        ("各项贷款余额", "亿元", "level"),
        ("研发投入增长", "个百分点", "level"),
        ("固定资产投资", "亿元", "cumulative"),
        ("新增城镇就业", "人", "cumulative"),
    ],
)
def test_rates_and_stocks_stand_at_a_moment(name: str, unit: str, accumulation: str) -> None:
    assert accumulation_of(name, unit) == accumulation


@pytest.mark.parametrize(
    ("days", "frequency"),
    [
        ([], "month"),
        ([date(2024, 6, 30)], "month"),
        ([date(2024, 6, 30), date(2024, 12, 31)], "half_year"),
        ([date(2024, 3, 31), date(2024, 6, 30), date(2024, 12, 31)], "quarter"),
        ([date(2024, 12, 31), date(2025, 12, 31)], "year"),
        ([date(2024, 5, 31), date(2024, 6, 30), date(2024, 12, 31)], "month"),
    ],
)
def test_the_distance_of_deadlines_says_how_often_it_is_counted(
    days: list[date], frequency: str
) -> None:
    assert frequency_of(days) == frequency


def test_spellings_of_a_measure_are_one() -> None:
    assert same_measure("％", "%")
    assert same_measure("㎡", "平方米")
    assert not same_measure("万元", "万人")


def test_points_move_an_indicator_in_percent() -> None:
    assert is_points_of("个百分点", "％")
    assert not is_points_of("个百分点", "个百分点")
    assert not is_points_of("%", "%")
