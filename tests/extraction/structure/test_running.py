"""Points that run on in one paragraph."""

import pytest

from taizhang.extraction import Item, extract


def items(text: str) -> tuple[Item, ...]:
    (document,) = extract(text, name="例.txt").documents
    return document.items


def test_points_behind_the_first_of_a_paragraph_are_items() -> None:
    text = (
        "一、推动发展\n（一）编制规划。（二）引进企业20家。加强服务。；（三）实现能耗下降2%；"
        "总量控制在2.5%以下。（四）做好评估。"
    )
    found = items(text)
    assert [item.path for item in found] == [("一", f"（{number}）") for number in "一二三四"]
    assert [len(item.targets) for item in found] == [0, 1, 2, 0]
    assert found[1].text == "（二）引进企业20家。加强服务。；"


@pytest.mark.parametrize(
    "text",
    [
        "（一）编制规划，落实第（二）项要求。（四）项另行安排。",
        "（一）编制规划，（二）组织评估，（三）公开结果。",
        "1.投资增长12%。3.5万人参加培训。2.5亿元到位。",
    ],
)
def test_numbers_that_skip_or_stand_inside_a_sentence_cut_nothing(text: str) -> None:
    assert len(items(text)) == 1
