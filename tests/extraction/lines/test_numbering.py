"""Labels of lines as printed."""

import pytest

from taizhang.extraction.lines.numbering import read_label, read_printed_label
from taizhang.extraction.numbers.numerals import FOLD

LINES = [
    "（三）加强领导",
    "３、建设",
    "３．２２个",
    "第二条 总则",
    "⑵ 其他",
    "任务一：",
    "市发改委",
    "",
]


@pytest.mark.parametrize("line", LINES)
def test_printed_label_is_the_label_of_the_folded_line(line: str) -> None:
    assert read_printed_label(line) == read_label(line.translate(FOLD))
