"""Lists as long as announced."""

import pytest
from drafts import grave, grave_codes, mutate


def test_an_inline_list_that_is_shorter_than_announced_is_an_error() -> None:
    (finding,) = grave(mutate("plan", ("以下3项内容", "以下4项内容")))
    assert (finding.code, finding.severity, finding.quote) == (
        "count_mismatch",
        "error",
        "以下4项内容",
    )
    assert "后面列出的是 3 项" in finding.message


def test_a_numbered_list_that_is_longer_than_announced_is_an_error() -> None:
    (finding,) = grave(mutate("plan", ("分为以下三项", "分为以下两项")))
    assert finding.quote == "分为以下两项"


@pytest.mark.parametrize("marks", ["（{}）", "{}是", "①"])
def test_points_of_each_style_are_counted(marks: str) -> None:
    numbers = "一二三" if marks == "{}是" else "123"
    points = [chr(0x2460 + i) if marks == "①" else marks.format(n) for i, n in enumerate(numbers)]
    text = "一、重点工作\n抓好以下N项工作：" + "；".join(f"{p}推进建设" for p in points) + "。"
    assert grave_codes(text.replace("N", "3")) == []
    assert grave_codes(text.replace("N", "4")) == ["count_mismatch"]


@pytest.mark.parametrize(
    "sentence",
    [
        "符合以下3项条件之一的，可以申请。",
        "以下3个县由市直接考核。",
        "从3个方面推进，加快建设。",
    ],
)
def test_counts_without_a_list_are_silent(sentence: str) -> None:
    assert grave_codes(mutate("plan", ("市民政局每季度通报进展。", sentence))) == []


def test_a_title_that_counts_its_measures_is_checked() -> None:
    measures = "".join(f"{i}. 支持第{i}类企业发展。\n" for i in range(1, 12))
    title = "云岭市人民政府关于支持企业发展的{}条措施\n各县区人民政府：\n"
    assert grave_codes(title.format("十一") + measures) == []
    assert grave_codes(title.format("十二") + measures) == ["count_mismatch"]


@pytest.mark.parametrize(
    ("sentence", "right", "wrong"),
    [
        ("考核分为党的建设、经济发展、平安建设{}个部分。", "三", "四"),
        ("火灾分为一般、较大、重大和特别重大{}个等级。", "四", "五"),
        ("验收分为项目验收、区域（含阶段）验收和整体验收{}个阶段。", "三", "五"),
    ],
)
def test_names_before_their_number_are_counted(sentence: str, right: str, wrong: str) -> None:
    held = "市民政局每季度通报进展。"
    assert grave_codes(mutate("plan", (held, sentence.format(right)))) == []
    assert grave_codes(mutate("plan", (held, sentence.format(wrong)))) == ["count_mismatch"]


def test_a_name_that_holds_an_and_is_one_name() -> None:
    sentence = "工作分为国土和规划、住房和建设两个板块。"
    assert grave_codes(mutate("plan", ("市民政局每季度通报进展。", sentence))) == []
