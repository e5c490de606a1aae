"""Numbers said again."""

import pytest
from drafts import grave, grave_codes

NOTICE = (
    "关于印发《云岭市2026年改造工作方案》的通知\n各县（区）人民政府：\n"
    "{}现将《云岭市2026年改造工作方案》印发给你们。\n云岭市人民政府办公室\n2026年3月18日\n"
    "云岭市2026年改造工作方案\n一、工作目标\n2026年11月底前，完成适老设施改造任务1200户。\n"
    "二、改造内容\n（一）室内改造。安装扶手。\n"
)
FUNDS = (
    "关于做好白河县危房改造工作的通知\n各乡镇人民政府：\n一、资金安排\n"
    "2026年，安排危房改造专项资金3000万元，直接发放到户。\n二、监督管理\n"
    "要管好用好今年安排的{}万元专项资金，严禁挪用。\n2026年4月20日\n"
)


def test_a_notice_that_gives_the_target_otherwise_is_a_warning() -> None:
    sentence = "今年全市计划完成适老设施改造任务{}户。"
    assert grave_codes(NOTICE.format(sentence.format(1200))) == []
    (finding,) = grave(NOTICE.format(sentence.format(1260)))
    assert (finding.code, finding.severity) == ("indicator_two_numbers", "warning")
    assert "1260户" in finding.message


@pytest.mark.parametrize(
    "sentence",
    [
        "去年全市完成适老设施改造任务900户。",
        "2025年全市计划完成适老设施改造任务900户。",
        "截至目前，全市已完成适老设施改造任务300户。",
    ],
)
def test_what_the_notice_says_of_other_years_is_silent(sentence: str) -> None:
    assert grave_codes(NOTICE.format(sentence)) == []


def test_a_sum_that_is_pointed_back_to_must_be_the_one_said() -> None:
    assert grave_codes(FUNDS.format(3000)) == []
    (finding,) = grave(FUNDS.format(3200))
    assert (finding.code, finding.quote) == ("indicator_two_numbers", "3200万元专项资金")


def test_a_sum_that_points_to_nothing_is_silent() -> None:
    text = FUNDS.format(3200).replace("危房改造专项资金3000万元", "补助3000万元")
    assert grave_codes(text) == []
