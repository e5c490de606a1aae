"""Words of scale before a measure."""

import pytest

from taizhang.extraction import SCALE_POWERS, split_scale
from taizhang.extraction.numbers.numerals import multiplier
from taizhang.extraction.numbers.quantity import base_unit


@pytest.mark.parametrize(
    ("unit", "scale", "base"),
    [
        ("亿元", "亿", "元"),
        ("万亿元", "万亿", "元"),
        ("百万吨", "百万", "吨"),
        ("千万千瓦时", "千万", "千瓦时"),
        ("千人", "千", "人"),
        ("万元/亩", "万", "元/亩"),
    ],
)
def test_a_scale_is_taken_off_a_measure(unit, scale, base):
    assert split_scale(unit) == (scale, base)


@pytest.mark.parametrize(
    "unit",
    [
        "",
        "元",
        "千瓦",
        "千瓦时",
        "千米",
        "千克",
        "千伏安",
        "百分点",
        "万",
        "亿元以上项目",
        "万吨级泊位",
    ],
)
def test_what_is_a_measure_itself_stays_whole(unit):
    assert split_scale(unit) == ("", unit)


def test_every_scale_has_its_power():
    assert all(10**power == multiplier(scale) for scale, power in SCALE_POWERS.items())
    assert SCALE_POWERS["万亿"] == 12


def test_a_quantity_is_read_in_the_base_unit():
    assert base_unit("百万吨") == ("吨", 1_000_000)
    assert base_unit("万元") == ("元", 10_000)
    assert base_unit("百分点") == ("个百分点", 1)
    assert base_unit("千瓦") == ("千瓦", 1)
