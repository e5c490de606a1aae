"""Any text gives a report whose quotes are the text; time grows with the length."""

import pytest
from bulletins_read import NAMES, clean
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.growth import assert_linear
from taizhang.extraction.checking import check_bulletin, codes

SHORT, LONG = 500, 5_000
PIECES = (
    "17项，占7.7%；",
    "共17项，其中3项、4项，",
    "由5%提高到6%，增长5%，",
    "合计\t7\t8%\n",
    "甲县 7 8 9\n",
    "甲、乙等3个县，",
    "目标3件，完成2件，还差5件，",
    "从行业看，3件，平均每个3件，",
    "12:30:40:",
    "办结3件，办结率5%，",
    "甲县3%、最高与最低相差9%、",
    "计划5件，其中完成2件，占年度计划的90%，",
    "3%，5%，相差9个百分点，分别增长3%和4%（去年2件、3件），",
    "单位\t办结\n甲县\t17\n乙县\t18\n丙县\t19\n办结最高的是甲县。\n",
)
_WORDS = st.sampled_from(
    [
        *(
            "共",
            "其中",
            "占",
            "分别",
            "比上年",
            "增长",
            "下降",
            "提高",
            "合计",
            "办结",
            "率",
            "序时进度",
        ),
        *(
            "、",
            "，",
            "；",
            "。",
            "：",
            "（",
            "）",
            "\n",
            "\t",
            " ",
            "|",
            "-",
            "：",
            "青石县",
            "全市",
        ),
        *(
            "7项",
            "12.5%",
            "3个百分点",
            "1,234件",
            "１２家",
            "8.2亿元",
            "三个",
            "6月31日",
            "100",
            "0",
        ),
    ]
)


@given(st.lists(_WORDS | st.characters(), max_size=60).map("".join))
@settings(max_examples=100, deadline=None)
def test_any_text_gives_findings_that_quote_it(text: str) -> None:
    for finding in check_bulletin(text).findings:
        assert finding.code in codes()
        assert finding.quote == text[finding.span[0] : finding.span[1]]


@pytest.mark.parametrize("piece", PIECES)
def test_ten_times_the_text_takes_about_ten_times_as_long(piece: str) -> None:
    text = (piece * (LONG // len(piece) + 1))[:LONG]
    assert_linear(lambda: check_bulletin(text[:SHORT]), lambda: check_bulletin(text))


def test_wide_digits_and_marks_change_nothing() -> None:
    """Full-width digits and points, as some offices type them."""
    table = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789%"}
    wide = {name: check_bulletin(clean(name).translate(table)).findings for name in NAMES}
    assert {name: found for name, found in wide.items() if found} == {}
