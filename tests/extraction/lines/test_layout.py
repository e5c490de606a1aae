"""Paragraphs run across page breaks; what the page put there is named."""

from hypothesis import given
from hypothesis import strategies as st

from taizhang.extraction import read_layout

_BROKEN = (
    "1. 完善平台。积极参加省级重点实验室第\n\n— 3 —\n\n二批优化重组，确保入列。\n\n2. 提升能力。"
)


def test_paragraph_broken_by_a_page_is_one_and_the_page_number_is_noise():
    layout = read_layout(_BROKEN)
    assert [_BROKEN[s:e] for s, e in layout.noise] == ["— 3 —"]
    first, second = layout.paragraphs
    assert _BROKEN[slice(*first)].startswith("1. 完善")
    assert _BROKEN[slice(*first)].endswith("确保入列。")
    assert _BROKEN[slice(*second)] == "2. 提升能力。"


def test_page_number_between_paragraphs_is_a_paragraph_of_its_own():
    text = "一、加强领导。\n— 1 —\n二、落实责任。"
    layout = read_layout(text)
    assert [text[s:e] for s, e in layout.paragraphs] == [
        "一、加强领导。",
        "— 1 —",
        "二、落实责任。",
    ]


@given(
    st.lists(st.sampled_from(["一、加强领导。", "— 1 —", "- 2 -", "承担任务的", "单位", "", " \t"]))
)
def test_every_character_that_is_not_blank_stands_in_one_paragraph(lines):
    text = "\n".join(lines)
    paragraphs = read_layout(text).paragraphs
    covered = [at for start, end in paragraphs for at in range(start, end)]
    assert len(covered) == len(set(covered))
    assert {at for at, character in enumerate(text) if not character.isspace()} <= set(covered)
