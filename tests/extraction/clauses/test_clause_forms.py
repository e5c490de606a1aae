"""Less usual ways to say who answers: no marks, blanks, joined keys. * leads, + supports."""

import pytest

from taizhang.extraction import extract


def units(text: str) -> str:
    (document,) = extract(f"一、推进改革。落实方案。{text}", name="例.txt", level="市").documents
    marks = {"lead": "*", "support": "+"}
    return " ".join(
        unit.name + marks.get(unit.role, "") for item in document.items for unit in item.units
    )


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("（市科技局 财政局）", "市科技局 市财政局"),
        ("（责任单位：市科技局、市财政局 配合单位：市审计局）", "市科技局 市财政局 市审计局+"),
        ("\n牵头单位 市科技局 配合单位 市财政局、各县区", "市科技局* 市财政局+ 各县区+"),
        ("\n（牵头单位）市科技局 （配合单位）市财政局", "市科技局* 市财政局+"),
        ("\n责任单位：\n市科技局、市财政局", "市科技局 市财政局"),
        ("由市科技局会同市财政局负责实施。", "市科技局 市财政局"),
        ("（市科技局具体负责）", "市科技局"),
        ("（以上由市科技局负责）", "市科技局"),
        ("（市科技局、云岭移动分公司分工负责）", "市科技局 云岭移动分公司"),
        ("（牵头单位：市发改委，数据提供单位：市统计局）", "市发改委* 市统计局"),
        ("（责任单位：青龙街办、市城管局）", "青龙街办 市城管局"),
        ("\n（市教育局、市财政局）", "市教育局 市财政局"),
        ("\n（市教育局）", "市教育局"),
        ("责任单位为：市教育局、市财政局", "市教育局 市财政局"),
        ("责任单位是市教育局、市财政局。", "市教育局 市财政局"),
        ("责任（牵头）单位：市教育局", "市教育局*"),
        ("责任单位及责任人：市教育局 张三", "市教育局"),
        ("责任单位：市教育局 张三", "市教育局"),
        ("责任单位：教育局　财政局　审计局", "市教育局 市财政局 市审计局"),
        ("责任单位：市教育局\n市财政局\n各县区", "市教育局 市财政局 各县区"),
        ("行业主管部门：市教育局", "市教育局"),
        ("责任县区：青石县、白河县", "青石县 白河县"),
        ("（各镇街）", "各镇街"),
        ("（责任单位：市教育局等12个部门）", "市教育局"),
        ("（牵头单位：市教育局，市财政局、市审计局配合）", "市教育局* 市财政局+ 市审计局+"),
        ("\n责任单位及责任人：青石县政府、市规划局主要领导。", "青石县政府 市规划局"),
        ("\n责任单位：市规划局分管负责同志", "市规划局"),
        ("（市人社局，各市（县）、区政府）", "市人社局 各市（县）、区政府"),
        ("上述项目由市商务局牵头负责。", "市商务局*"),
        (
            "由市农业农村局会同市财政局、水利局等部门具体实施增产行动。",
            "市农业农村局 市财政局 市水利局",
        ),
    ],
)
def test_units_of_a_clause_are_read(clause: str, expected: str) -> None:
    assert units(clause) == expected


@pytest.mark.parametrize(
    "text",
    ["\n（云岭市人民政府办公室）", "\n（试行）", "市教育局 张三 李四", "主管部门要加强指导。"],
)
def test_other_words_name_nobody(text: str) -> None:
    assert units(text) == ""


def test_a_place_and_its_office_with_a_blank_between_them_are_one_name() -> None:
    assert units("（责任单位：松山区 教育局、市财政局）") == "松山区教育局 市财政局"


def item_units(*lines: str) -> list[list[str]]:
    (document,) = extract("\n".join(lines), name="例.txt", level="市").documents
    return [[unit.name for unit in item.units] for item in document.items]


@pytest.mark.parametrize("between", [" ", "。", "\n", "。\n"])
def test_offices_of_the_place_alone_behind_a_task_answer_for_it(between: str) -> None:
    lines = [f"1.新建学校5所{between}市教育局、市财政局", f"2.新建公园3个{between}市城管局"]
    assert item_units(*lines) == [["市教育局", "市财政局"], ["市城管局"]]


def test_an_office_in_the_text_of_a_task_does_not_answer_for_it() -> None:
    assert item_units("1.新建学校5所，报送市教育局", "2.支持云岭市财政局") == [[], []]


def test_an_office_in_brackets_at_the_end_of_a_heading_answers_for_it() -> None:
    assert item_units("（一）新建公园（市城管局）。加快建设。", "（二）修路（试行）。修路。") == [
        ["市城管局"]
    ]


def test_key_and_names_with_blanks_on_lines_of_their_own() -> None:
    lines = ["1.新建学校5所", "   牵头单位    市教育局", "   配合单位    市财政局"]
    assert item_units(*lines) == [["市教育局", "市财政局"]]


def test_points_with_bullets_are_items_of_their_own() -> None:
    lines = ["一、任务", "◆建设平台。责任单位：市科技局", "◆培育企业。责任单位：市工信局"]
    assert item_units(*lines) == [["市科技局"], ["市工信局"]]
