"""Operators are looked for only behind letters that their words end with."""

from pathlib import Path

import pytest

from taizhang.extraction.lines.stream import open_stream
from taizhang.extraction.numbers import operators
from taizhang.extraction.numbers.operators import find_operator

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
WORDS = {
    "<=": ["≤", "最多", "至多", "不超过", "不得高于", "不能大于", "控制在"],
    ">=": ["≥", "不少于", "不低", "至少", "最低", "不少于达到", "不低于为"],
    ">": [">", "超过", "超出", "超", "突破", "高于", "逾", "过"],
    "<": ["<", "低于", "小于"],
    "~": ["大约", "约", "近", "接近"],
}


@pytest.mark.parametrize(
    ("op", "word"), [(op, word) for op, words in WORDS.items() for word in words]
)
def test_operator_before_a_number_is_read(op: str, word: str) -> None:
    text = f"数量{word}20家"
    assert find_operator(text, len(text) - 3, len(text), 0) == (op, 2, len(text))


def test_words_that_are_operators_end_with_the_letters_looked_for() -> None:
    for path in EXAMPLES.rglob("*.txt"):
        fold = open_stream(path.read_text(encoding="utf-8")).fold
        for at in range(1, len(fold)):
            window = fold[max(0, at - 8) : at]
            if operators._operator_before(window)[1]:
                assert window[-1] in operators._ENDS
