"""Figures and times of rows against what the text says of them."""

import pytest
from drafts import grave, grave_codes

GRANTS = (
    "白河县补助办法\n第一条 制定本办法。\n第二条 {}\n"
    "等级\t补助标准（元）\t名额（家）\nA级\t8000\t5\nB级\t5000\t10\nC级\t3000\t15\n"
    "第三条 本办法自2026年4月10日起施行。\n"
)


@pytest.mark.parametrize(
    ("sentence", "right", "wrong"),
    [
        ("A级补助{}万元，B级补助0.5万元，C级补助0.3万元。", "0.8", "0.6"),
        ("A级、B级、C级分别补助{}元、5000元、3000元。", "8000", "6000"),
        ("每年评定A级{}家、B级10家、C级15家。", "5", "6"),
    ],
)
def test_a_row_that_alone_differs_from_the_text_is_an_error(
    sentence: str, right: str, wrong: str
) -> None:
    assert grave_codes(GRANTS.format(sentence.format(right))) == []
    (finding,) = grave(GRANTS.format(sentence.format(wrong)))
    assert (finding.code, finding.severity) == ("article_table_disagree", "error")


@pytest.mark.parametrize(
    "sentence",
    [
        "A级合作社作业面积9000亩，B级5000亩，C级3000亩。",
        "去年A级补助1万元，B级补助0.9万元，C级补助0.7万元。",
        "A级补助较高。",
    ],
)
def test_sentences_on_other_figures_are_silent(sentence: str) -> None:
    assert grave_codes(GRANTS.format(sentence)) == []


def test_a_table_of_one_cell_a_line_is_compared_too() -> None:
    text = (
        "白河县考核办法\n一、考核内容\n包括党建引领{}分、民生服务35分、平安建设30分，其余为评议得分。\n"
        "二、评分表\n考核内容\n考核方式\n分值\n党建引领\n查阅资料\n15\n民生服务\n实地核查\n35\n平安建设\n"
        "实地核查\n30\n居民评议\n入户调查\n20\n合计\n\n100\n三、结果运用\n考核结果与绩效挂钩。\n"
    )
    assert grave_codes(text.format(15)) == []
    assert grave_codes(text.format(20)) == ["article_table_disagree"]


def test_the_time_of_a_task_called_otherwise_is_compared() -> None:
    text = (
        "云岭市度汛方案\n一、重点工作\n（一）全面检查。对水库开展汛前检查，2026年{}月底前完成，由市水利局负责。\n"
        "（二）修订预案。修订应急预案，2026年4月底前完成，由市应急局负责。\n二、任务分解表\n"
        "序号\t任务\t责任单位\t完成时间\n1\t汛前检查\t市水利局\t2026年6月底前\n"
        "2\t应急预案\t市应急局\t2026年4月底前\n"
    )
    assert grave_codes(text.format(6)) == []
    (finding,) = grave(text.format(5))
    assert finding.code == "article_table_disagree"
    assert "2026年5月31日" in finding.message


ROADS = (
    "云岭市通知\n一、任务\n2026年全市计划改造农村公路{}公里，任务分解如下：\n"
    "县（区）\t改造任务（公里）\n青石县\t120\n白河县\t150\n临江县\t130\n合计\t400\n"
    "二、要求\n认真落实。\n"
)


def test_the_total_said_above_a_table_is_that_of_its_row() -> None:
    assert grave_codes(ROADS.format(400)) == []
    assert grave_codes(ROADS.format(420)) == ["article_table_disagree"]
    assert grave_codes(ROADS.format("400公里、新建农村公路80")) == []


def test_the_office_that_a_task_names_in_its_words_is_compared() -> None:
    text = (
        "云岭市方案\n一、重点工作\n1.修订应急预案。2026年5月底前完成，由{}负责。\n"
        "2.组织应急演练。2026年7月底前完成，由市水利局负责。\n二、分工表\n"
        "序号\t工作内容\t责任单位\t完成时限\n1\t修订应急预案\t市应急局\t2026年5月底前\n"
        "2\t组织应急演练\t市水利局\t2026年7月底前\n"
    )
    assert grave_codes(text.format("市应急局")) == []
    assert grave_codes(text.format("市教育局")) == ["article_table_disagree"]
