"""Parts that exclude each other, shares of what is named, numbers left blank."""

import pytest
from drafts import grave

TITLE = "青石县某项工作实施方案\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("一、共收到意见86条，其中采纳60条，部分采纳18条，未采纳14条。", "parts_sum"),
        ("一、全市共有养老机构86家，其中公办38家，民办52家。", "parts_sum"),
        ("一、全年共接待来访320批次，其中个体访250批次，集体访80批次。", "parts_sum"),
        ("一、三次产业结构为18.5∶42.3∶41.2。", "shares_sum"),
        ("一、资金来源为：中央资金占50%，省级资金占30%，市县资金占25%。", "shares_sum"),
        ("一、共需征收240户，已签约156户，占总户数的56.0%。", "share_mismatch"),
        ("一、发出问卷500份，收回450份，回收率85%。", "share_mismatch"),
        ("一、2026年计划新建口袋公园××个。", "number_blank"),
        ("一、本办法自______起施行。", "effective_date_blank"),
        ("一、本办法自2026年（  ）月（  ）日起实施。", "effective_date_blank"),
    ],
)
def test_what_cannot_be_so_is_found(text: str, code: str) -> None:
    assert {finding.code for finding in grave(TITLE + text)} == {code}


@pytest.mark.parametrize(
    "text",
    [
        "一、全县共有党员500人，其中女党员200人，少数民族党员50人，大专以上学历党员350人。",
        "一、共接待群众1200人次，其中咨询800人次，投诉400人次，满意1150人次，满意率95.8%。",
        "一、共检查仓库12座，其中达标9座，需整改3座，达标率75%。",
        "一、新增就业12.2万人，困难人员就业0.38万人，离校毕业生实名登记就业率达92.4%。",
        "一、共收到意见92条，其中采纳60条，部分采纳18条，未采纳14条。",
        "一、小微企业占58.4%，个体户占27.8%，中型企业占10.3%，大型企业占3.4%，合计不等于100%。",
        "一、由×××同志负责。",
    ],
)
def test_what_can_be_so_is_silent(text: str) -> None:
    assert grave(TITLE + text) == []
