"""Tiers: gaps, overlaps, lost numbers; and tiers that fit."""

import pytest
from drafts import all_codes, clean, grave, grave_codes, mutate

RATE = "满意度90%以上得15分，80%—90%得10分，80%以下得3分。"


def within(sentence: str) -> str:
    return (
        f"云岭市考核办法\n第一条 计分方法如下。\n第二条 {sentence}\n第三条 本办法自印发之日起施行。"
    )


def test_a_gap_between_two_tiers_is_an_error() -> None:
    (finding,) = grave(mutate("plan", (RATE, RATE.replace("80%—90%", "80%—85%"))))
    assert (finding.code, finding.severity) == ("bracket_gap", "error")
    assert "“80%—85%”与“90%以上”" in finding.message


def test_an_overlap_of_two_tiers_is_an_error() -> None:
    (finding,) = grave(mutate("plan", (RATE, RATE.replace("80%—90%", "75%—90%"))))
    assert finding.code == "bracket_overlap"


@pytest.mark.parametrize(
    "tiers",
    [
        "年营业收入10亿元以上的得10分；5—10亿元得8分；1—5亿元得4分。",
        "投资额5亿元以上的，奖励100万元；1亿元以上不足5亿元的，奖励50万元；不足1亿元的，奖励10万元。",
        "增幅超过30%的得10分，20%—30%（含）的得8分，20%以下的得2分。",
        "得分90分以上为优秀，80—89分为良好，60—79分为合格，60分以下为不合格。",
        "得分89.9分以下为良好，90分以上为优秀。",
        "1至10名得10分；11至30名得5分；31至60名得2分。",
        "完成率达到95%的得5分，达到90%的得3分，达到85%的得1分。",
        "营业收入1—5亿元得2分；税收3000—5000万元得3分。",
        "新增企业5—8家得2分；新增专利20—30件得3分。",
        "逾期的，处1万元以上5万元以下罚款；情节严重的，处8万元以上10万元以下罚款。",
        "大型企业投资5亿元以上奖励100万元。中型企业投资1亿元以上奖励50万元。",
        "60岁至79岁给予每月100元补贴，80岁以上给予每月200元补贴。",
        "每高于1个百分点加5分，加满20分为止，每低于3个百分点扣5分，扣完为止。",
        "每增加1个百分点加0.5分，超过10个百分点的加5分。",
    ],
)
def test_tiers_that_fit_are_silent(tiers: str) -> None:
    assert grave_codes(within(tiers)) == []


@pytest.mark.parametrize(
    ("tiers", "code"),
    [
        ("年营业收入10亿元以上的得10分；6—8亿元得8分；1—6亿元得4分。", "bracket_gap"),
        ("年营业收入10亿元以上的得10分；5—12亿元得8分；1—5亿元得4分。", "bracket_overlap"),
        ("投资额5亿元以上的，奖励100万元；1亿元以上不足4亿元的，奖励50万元。", "bracket_gap"),
        ("增幅超过30%的得10分，20%以上不足30%的得8分。", "bracket_gap"),
        ("增幅低于10%的得2分，超过10%的得8分。", "bracket_gap"),
        ("1至10名得10分；15至30名得5分。", "bracket_gap"),
        ("1至10名得10分；10至30名得5分；25至60名得2分。", "bracket_overlap"),
        ("投资额5000万元至1亿元的得5分，1.5亿元至3亿元的得8分。", "bracket_gap"),
        ("分段支付：1万元以上5万元以下部分支付60%，6万元以上部分支付65%。", "bracket_gap"),
        ("占比50%以上的得2分，占比以上的得1分。", "bracket_blank"),
        ("投资额5亿元以上的得2分，亿元以上的得1分。", "bracket_blank"),
    ],
)
def test_tiers_that_do_not_fit_are_errors(tiers: str, code: str) -> None:
    assert grave_codes(within(tiers)) == [code]


def test_tiers_in_numbered_points_are_compared() -> None:
    points = (
        "（一）90分以上的，为优秀；\n（二）70分以上不满{}分的，为良好；\n（三）不满70分的，为一般。"
    )
    text = "云岭市考核办法\n第一条 考核结果分为三档：\n" + points
    assert grave_codes(text.format(90)) == []
    assert grave_codes(text.format(85)) == ["bracket_gap"]


def test_tiers_in_a_column_are_compared() -> None:
    table = "附表\n年营业收入	补助\n10亿元以上	9万元\n5—10亿元	5万元\n1—{}亿元	1万元\n"
    assert grave_codes(table.format(5)) == []
    assert grave_codes(table.format(4)) == ["bracket_gap"]
    assert grave_codes(table.format(6)) == ["bracket_overlap"]


def test_tiers_in_a_cell_are_compared() -> None:
    old = "5亿元以上得25分；2亿元以上不足5亿元得15分"
    assert grave_codes(mutate("rating", (old, old.replace("不足5", "不足4")))) == ["bracket_gap"]


def test_a_boundary_in_two_tiers_is_a_remark_unless_settled() -> None:
    assert all_codes(clean("scheme")) == ["bracket_boundary"]
    settled = mutate("scheme", ("有效期三年。", "有效期三年。所称“以上”含本数，“以下”不含本数。"))
    assert all_codes(settled) == []
    assert all_codes(clean("plan")) == []


@pytest.mark.parametrize(
    ("sentence", "right", "wrong"),
    [
        ("工龄未满5年的补助1000元；满5年未满10年的补助2000元；满{}年的补助3000元。", 10, 15),
        ("用水15吨以下的，每吨2元；超过{}吨不超过25吨的，每吨3元；超过25吨的，每吨5元。", 15, 18),
        (
            "等次划分：\n（一）优秀：90分以上；\n（二）良好：{}分以上不满90分；\n（三）一般：不满80分。",
            80,
            85,
        ),
    ],
)
def test_other_words_for_tiers_are_read(sentence: str, right: int, wrong: int) -> None:
    text = f"云岭市办法\n第一条 {sentence}\n第二条 施行。\n"
    assert grave_codes(text.format(right)) == []
    assert grave_codes(text.format(wrong)) == ["bracket_gap"]
