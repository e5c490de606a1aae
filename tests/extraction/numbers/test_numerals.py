"""Numbers as documents print them."""

import pytest

from taizhang.extraction.numbers.numerals import FOLD, chinese_integer, fold_width, number
from taizhang.extraction.numbers.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("三千五百", 3500),
        ("两万", 20000),
        ("百", 100),
        ("万", 10000),
        ("十万", 100000),
        ("三亿二千万", 320000000),
        ("二〇二四", 2024),
        ("推进", None),
        ("", None),
    ],
)
def test_chinese_numerals_are_read(text: str, value: int | None) -> None:
    assert chinese_integer(text) == value


@pytest.mark.parametrize(
    ("digits", "letters", "value"),
    [("8.82", "万", 88200), ("1,200", "", 1200), ("0.3", "亿", 30000000), ("4.66", "", 4.66)],
)
def test_digits_and_their_multiplier_are_exact(
    digits: str, letters: str, value: int | float
) -> None:
    assert number(digits, letters) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("培育140家", [(140, None, "家", "=")]),
        ("不少于3500亩", [(3500, None, "亩", ">=")]),
        ("5000家以上", [(5000, None, "家", ">=")]),
        ("突破160亿元", [(16000000000, None, "元", ">")]),
        ("600万美元", [(6000000, None, "美元", "=")]),
        ("控制在3.5%以内", [(3.5, None, "%", "<=")]),
        ("6个左右", [(6, None, "个", "~")]),
        ("约2500个", [(2500, None, "个", "~")]),
        ("3-5名", [(3, 5, "名", "range")]),
        ("1～3个百分点", [(1, 3, "个百分点", "range")]),
        ("2至3家", [(2, 3, "家", "range")]),
        ("10-20万平方米", [(100000, 200000, "平方米", "range")]),
        ("１２０家", [(120, None, "家", "=")]),
        ("千家", [(1000, None, "家", "=")]),
        ("超万名", [(10000, None, "名", ">")]),
        ("两万平方米", [(20000, None, "平方米", "=")]),
        ("一半以上", [(50, None, "%", ">=")]),
        ("八成", [(80, None, "%", "=")]),
        ("三分之二", [(66.666667, None, "%", "=")]),
        ("百分之五", [(5, None, "%", "=")]),
        ("翻两番", [(2, None, "番", "=")]),
        ("翻番", [(1, None, "番", "=")]),
        ("1200幢", [(1200, None, "幢", "=")]),
        ("200张", [(200, None, "张", "=")]),
        ("2.5万场(次)以上", [(25000, None, "场(次)", ">=")]),
        ("35微克/立方米以下", [(35, None, "微克/立方米", "<=")]),
        ("29微克每立方米", [(29, None, "微克每立方米", "=")]),
        ("230万元/亩以上", [(2300000, None, "元/亩", ">=")]),
        ("800万标箱", [(8000000, None, "标箱", "=")]),
        ("达到500只羊", [(500, None, "只", "=")]),
        ("达到60桌以上", [(60, None, "桌", ">=")]),
        ("指数达到98以上", [(98, None, "", ">=")]),
        ("解决10万群众", [(100000, None, "群众", "=")]),
        ("解决10万农村人口的饮水", [(100000, None, "", "=")]),
        ("≥90%", [(90, None, "%", ">=")]),
        ("低于5%", [(5, None, "%", "<")]),
        ("1.5百分点", [(1.5, None, "个百分点", "=")]),
        ("三至五家", [(3, 5, "家", "range")]),
        ("五至三家", []),
        ("一个百分点", [(1, None, "个百分点", "=")]),
        ("增长一倍", [(1, None, "倍", "=")]),
        ("不突破6亿立方米", [(600000000, None, "立方米", "<=")]),
        ("不超50家", [(50, None, "家", "<=")]),
        ("将近50家", [(50, None, "家", "~")]),
        ("50年一遇", [(50, None, "年一遇", "=")]),
        ("1200延米", [(1200, None, "延米", "=")]),
        ("审批时间由15天压缩至3天", [(3, None, "天", "=")]),
        ("粮食播种面积\n万亩\n0.7", []),
        ("文化进万家", []),
        ("12345热线", []),
        ("百强县前100强", []),
        ("3A级", []),
        ("两个月", []),
        ("达到5星级", []),
        ("5000千瓦", [(5000, None, "千瓦", "=")]),
        ("1.2亿千瓦", [(120000000, None, "千瓦", "=")]),
        ("30个工作日", []),
        ("15分钟", []),
        ("2024年", []),
        ("第三届", []),
        ("二次开发", []),
        ("27号", []),
    ],
)
def test_quantities_are_read_with_unit_and_operator(
    text: str, expected: list[tuple[object, ...]]
) -> None:
    fold = text.translate(FOLD)
    found = find_quantities(fold, 0, len(fold))
    assert [(q.value, q.value_max, q.unit, q.op) for q in found] == expected


def test_fold_width_folds_what_the_table_folds() -> None:
    text = "（２０２６年）：Ａ～Ｚ　〜“中文”，100％。"
    assert fold_width(text) == text.translate(FOLD)
