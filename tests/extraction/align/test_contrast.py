"""Two sentences side by side."""

from hypothesis import given
from hypothesis import strategies as st

from taizhang.extraction.align import contrast

WORDS = st.text(alphabet="建成幼儿园所力争必须1205，", max_size=40)


def test_what_differs_is_told_apart() -> None:
    before, after = contrast("必须新建幼儿园500所", "力争新建幼儿园40所")
    assert before == [("必须", True), ("新建幼儿园", False), ("500", True), ("所", False)]
    assert after == [("力争", True), ("新建幼儿园", False), ("40", True), ("所", False)]


def test_a_single_letter_in_common_does_not_cut_a_difference() -> None:
    before, _ = contrast("建设养老院五处", "发展医养结合五个")
    assert before == [("建设养老院五处", True)]


@given(WORDS, WORDS)
def test_the_pieces_joined_are_the_texts_and_what_is_common_is_common(a: str, b: str) -> None:
    left, right = contrast(a, b)
    assert "".join(text for text, _ in left) == a
    assert "".join(text for text, _ in right) == b
    common = ["".join(text for text, differs in side if not differs) for side in (left, right)]
    assert common[0] == common[1]


@given(WORDS)
def test_equal_texts_do_not_differ(text: str) -> None:
    assert not any(differs for side in contrast(text, text) for _, differs in side)


def test_very_long_texts_are_not_compared_letter_by_letter() -> None:
    assert contrast("甲" * 2000, "甲" * 1999 + "乙") == (
        [("甲" * 2000, True)],
        [("甲" * 1999 + "乙", True)],
    )
