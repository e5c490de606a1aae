"""Headings that name the office which answers for the points below them."""

import pytest

from taizhang.extraction import extract


def owners(text: str) -> list[list[tuple[str, str]]]:
    (document,) = extract(text, name="例.txt").documents
    return [[(unit.name, unit.role) for unit in item.units] for item in document.items]


def test_headings_that_are_names_side_by_side_answer_for_their_points() -> None:
    text = (
        "（三）青石县政府\n1、取缔非法选矿企业。\n2、建设污水处理厂。\n"
        "（四）白河县政府\n1、关停落后的水泥生产线。\n2、建设供热管网。"
    )
    first, second = [("青石县政府", "responsible")], [("白河县政府", "responsible")]
    assert owners(text) == [first, first, second, second]


def test_a_heading_that_says_who_leads_answers_alone() -> None:
    text = "一、县教育局牵头工作（2项）\n1.新建幼儿园3所。\n2.改造食堂。（配合单位：县财政局）"
    lead = ("县教育局", "lead")
    assert owners(text) == [[lead], [lead, ("县财政局", "support")]]


@pytest.mark.parametrize(
    "heading",
    [
        "一、加强政务服务中心",
        "一、建设云岭市博物院",
        "一、市教育局",
        "一、工作任务",
    ],
)
def test_a_single_heading_that_ends_like_an_office_names_nobody(heading: str) -> None:
    text = f"{heading}\n1.新建展厅2个。\n2.完成布展。\n二、保障措施\n1.加强领导。\n2.落实经费。"
    assert not any(owners(text))
