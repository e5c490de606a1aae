"""Annexes announced, present, and named alike."""

import pytest
from drafts import all_codes, grave, grave_codes, mutate

LIST = "附件：1. 云岭市养老服务提质行动实施方案\n2. 养老服务提质行动考核办法\n"


def test_an_announced_annex_without_a_text_is_an_error() -> None:
    (finding,) = grave(mutate("plan", (LIST, LIST + "3. 养老机构名单\n")))
    assert (finding.code, finding.severity) == ("annex_missing", "error")
    assert finding.quote == "3. 养老机构名单"


SINGLE = "关于开展检查的通知\n各县区人民政府：\n请认真落实。\n附件：养老机构检查表\n"


def test_a_single_annex_missing_from_a_signed_notice_is_a_warning() -> None:
    (finding,) = grave(SINGLE + "云岭市民政局\n2026年3月2日\n")
    assert (finding.code, finding.severity) == ("annex_missing", "warning")
    assert grave_codes(SINGLE + "2026年3月2日\n附件\n养老机构检查表\n机构名称：\n") == []


@pytest.mark.parametrize(
    "text", [SINGLE, SINGLE.replace("检查表", "检查表.xlsx") + "2026年3月2日\n"]
)
def test_a_single_annex_of_an_open_text_or_in_a_file_is_a_remark(text: str) -> None:
    assert grave_codes(text) == []
    assert all_codes(text) == ["annex_missing"]


def test_a_reference_beyond_the_annexes_at_hand_needs_no_list() -> None:
    text = (
        "关于开展检查的通知\n各乡镇人民政府：\n一、检查内容。清单见附件1，样式见附件N。\n"
        "白河县民政局\n2026年3月2日\n附件1\n检查清单\n附件2\n记录表\n"
    )
    (finding,) = grave(text.replace("N", "3"))
    assert (finding.code, finding.quote) == ("annex_unlisted", "附件3")
    assert "只附到附件 2" in finding.message
    assert grave_codes(text.replace("N", "2")) == []
    assert grave_codes("一、检查内容。样式见附件3。") == []


def test_an_annex_that_is_called_otherwise_is_a_warning() -> None:
    changed = LIST.replace("考核办法", "绩效考核办法")
    (finding,) = grave(mutate("plan", (LIST, changed)))
    assert finding.code == "annex_title_differs"
    assert "正文标题是“养老服务提质行动考核办法”" in finding.message


def test_a_reference_to_an_annex_not_listed_is_a_warning() -> None:
    text = mutate("plan", ("按完成率计分。", "按完成率计分（评分表见附件3）。"))
    (finding,) = grave(text)
    assert (finding.code, finding.quote) == ("annex_unlisted", "附件3")


def test_a_reference_to_a_listed_annex_is_silent() -> None:
    text = mutate("plan", ("市民政局每季度通报进展。", "市民政局每季度按附件2通报进展。"))
    assert grave_codes(text) == []


def test_titles_may_differ_in_marks_and_line_breaks() -> None:
    changed = LIST.replace("养老服务提质行动考核办法", "《养老服务提质行动考核办法》")
    text = mutate(
        "plan",
        (LIST, changed),
        ("附件2\n\n养老服务提质行动考核办法", "附件 2\n\n养老服务提质行动\n考核办法"),
    )
    assert grave_codes(text) == []


def test_another_number_of_files_than_announced_is_an_error() -> None:
    sentence = "《云岭市养老服务提质行动实施方案》已经"
    three = mutate("plan", (sentence, "《云岭市养老服务提质行动实施方案》等3个文件已经"))
    two = mutate("plan", (sentence, "《云岭市养老服务提质行动实施方案》等2个文件已经"))
    assert (grave_codes(three), grave_codes(two)) == (["count_mismatch"], [])
