"""Lists counted by another word: projects in headings, steps, names of places and offices."""

import pytest
from drafts import grave, grave_codes, mutate

HELD = "市民政局每季度通报进展。"
PROJECTS = (
    "白河县文化行动方案\n一、主要任务\n三年内，组织实施{}大工程。\n"
    "（一）阵地提升工程。整合村级活动室。\n（二）文艺惠民工程。送戏下乡。\n"
    "（三）遗产保护工程。登记传统村落。\n二、保障措施\n县文广旅局统筹协调。\n"
)
STEPS = (
    "白河县盘活方案\n一、实施步骤\n工作分{}步推进：\n第一步，清查登记（4月至6月）。逐宗核实。\n"
    "第二步，分类处置（7月至12月）。公开招租。\n二、工作要求\n规范操作。\n"
)


def test_headings_that_carry_the_counted_word_are_counted() -> None:
    assert grave_codes(PROJECTS.format("三")) == []
    (finding,) = grave(PROJECTS.format("五"))
    assert (finding.code, finding.quote) == ("count_mismatch", "五大工程")
    assert "列出的是 3 个" in finding.message


def test_a_heading_may_count_what_stands_below_it() -> None:
    text = PROJECTS.replace("主要任务\n三年内，组织实施{}大工程。", "实施{}大工程")
    assert grave_codes(text.format("三")) == []
    assert grave_codes(text.format("四")) == ["count_mismatch"]


def test_headings_of_another_kind_are_not_what_was_counted() -> None:
    assert grave_codes(PROJECTS.format("五").replace("惠民工程", "惠民活动")) == []


def test_an_excerpt_that_ends_in_its_list_is_silent() -> None:
    assert grave_codes(PROJECTS.format("五").split("二、保障措施")[0]) == []


def test_steps_are_counted_by_their_ordinals() -> None:
    assert grave_codes(STEPS.format("两")) == []
    (finding,) = grave(STEPS.format("三"))
    assert (finding.code, finding.quote) == ("count_mismatch", "分三步推")


@pytest.mark.parametrize(
    ("sentence", "right", "wrong"),
    [
        ("对城关镇、柳林镇、石桥镇、双河乡{}个乡镇予以表扬。", "4", "5"),
        ("由市教育局、市财政局和市民政局{}个部门办理。", "三", "四"),
        ("先在{}个街道（东关街道、西关街道、南关街道）试点。", "3", "2"),
        ("试点范围是青石县、白河县、临江县{}个县。", "3", "4"),
    ],
)
def test_names_are_counted_by_their_endings(sentence: str, right: str, wrong: str) -> None:
    assert grave_codes(mutate("plan", (HELD, sentence.format(right)))) == []
    assert grave_codes(mutate("plan", (HELD, sentence.format(wrong)))) == ["count_mismatch"]


@pytest.mark.parametrize(
    "sentence",
    [
        "对城关镇、柳林镇、石桥镇等6个乡镇予以表扬。",
        "在城关镇、柳林镇选择6个村试点。",
        "在城关镇、柳林镇的6个乡镇卫生院试点。",
        "全市12个县区、乡镇、街道全部覆盖。",
    ],
)
def test_counts_of_other_things_than_the_names_are_silent(sentence: str) -> None:
    assert grave_codes(mutate("plan", (HELD, sentence))) == []


def test_names_that_end_like_the_counted_word_are_counted() -> None:
    sentence = "领导小组下设{}个工作组：综合协调组、宣传教育组、督导检查组。"
    assert grave_codes(mutate("plan", (HELD, sentence.format("三")))) == []
    assert grave_codes(mutate("plan", (HELD, sentence.format("四")))) == ["count_mismatch"]


def test_stages_in_headings_are_counted() -> None:
    text = (
        "云岭市方案\n一、步骤\n整治工作分{}个阶段进行。\n（一）动员部署阶段（4月）。召开会议。\n"
        "（二）集中整治阶段（5月至9月）。开展整治。\n二、要求\n认真落实。\n"
    )
    assert grave_codes(text.format("两")) == []
    assert grave_codes(text.format("三")) == ["count_mismatch"]


@pytest.mark.parametrize(
    ("sentence", "right", "wrong"),
    [
        ("坚持“{}看”：一看责任，二看措施，三看成效。", "三", "四"),
        ("包括以下{}类：一般企业、规上企业、外资企业。", "三", "四"),
        ("严格执行“{}不准”：（一）不准收礼；（二）不准吃请；（三）不准泄密。", "三", "五"),
    ],
)
def test_lists_of_short_phrases_are_counted(sentence: str, right: str, wrong: str) -> None:
    assert grave_codes(mutate("plan", (HELD, sentence.format(right)))) == []
    assert grave_codes(mutate("plan", (HELD, sentence.format(wrong)))) == ["count_mismatch"]


def test_rows_with_numbers_are_counted() -> None:
    text = (
        "云岭市通知\n一、范围\n对以下{}个项目进行检查：\n序号\t项目\n1\t水库\n2\t公路\n3\t学校\n"
        "二、要求\n认真落实。\n"
    )
    assert grave_codes(text.format(3)) == []
    assert grave_codes(text.format(4)) == ["count_mismatch"]
