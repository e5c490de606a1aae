"""Amounts, days and totals that the text gives a row."""

import pytest
from drafts import grave

TITLE = "青石县某项工作实施方案\n"


@pytest.mark.parametrize(
    "text",
    [
        "二、任务\n城关镇负责改造130户。\n改造任务分配表\n乡镇\t改造户数（户）\n城关镇\t120\n柳林镇\t80\n石桥镇\t110\n合计\t310",
        "一、奖项设置\n一等奖2名，奖金3000元；二等奖4名，奖金2000元；三等奖6名，奖金1000元。\n附表\n奖项\t名额（名）\t奖金（元）\n一等奖\t2\t3000\n二等奖\t5\t2000\n三等奖\t6\t1000",
        "一、平时考核占40%，年终考核占60%。\n考核类别\t权重\n平时考核\t30%\n年终考核\t70%",
        "二、时间安排\n7月31日前完成数据下发，9月30日前完成档案核查。\n工作环节\t完成时间\n数据下发\t7月31日前\n档案核查\t10月31日前",
        "一、面向社会公开招聘工作人员20名。\n二、招聘岗位\n单位\t岗位\t人数\n县医院\t医生\t10\n县中医院\t护士\t8\n合计\t\t18",
    ],
)
def test_row_claims_that_do_not_fit_are_found(text: str) -> None:
    found = grave(TITLE + text)
    assert {finding.code for finding in found} == {"article_table_disagree"}


@pytest.mark.parametrize(
    "text",
    [
        "一、任务\n城关镇80户，柳林镇60户。\n改造任务表\n乡镇\t改造户数（户）\t其中困难户（户）\n城关镇\t120\t80\n柳林镇\t80\t60\n合计\t200\t140",
        "一、名额\n全县推荐先进个人30名、先进集体10个。\n二、名额分配表\n单位\t先进个人（名）\t先进集体（个）\n甲\t20\t6\n乙\t10\t4\n合计\t30\t10",
        "二、时间安排\n7月底前完成数据下发，9月30日前完成档案核查。\n工作环节\t完成时间\n数据下发\t7月31日前\n档案核查\t9月30日前",
    ],
)
def test_row_claims_that_fit_are_silent(text: str) -> None:
    assert grave(TITLE + text) == []
