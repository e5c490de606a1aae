"""Single statements: the same slip in many wordings, and what looks like a slip and is none."""

import pytest
from bulletins_read import codes_of, findings


@pytest.mark.parametrize(
    "text",
    [
        "145个目标分解为222项，其中：滞后17项，占比7.7%；正常162项，占比72.9%。",
        "全县222项任务中，17项滞后（7.7%）、162项正常（72.9%）、10项超前（4.5%）。",
        "共222项，滞后17项、正常162项、超前10项，分别占7.7%、72.9%、4.5%。",
        "滞后、正常、超前的分别为17、162、10项，分别占222项的7.7%、72.9%和4.5%。",
        "222项任务中，达到序时进度的占72.9%（162项），滞后的占7.7%（17项）。",
        "正常（162项，72.9%）、滞后（17项，7.7%）、超前（10项，4.5%），共222项。",
        "在222项任务中，有162项达到序时进度，占全部任务的72.9%。",
        "222个目标任务：\n（一）滞后17个，占7.7%。\n（二）正常162个，占72.9%。",
        "共２２２项，正常１６２项，占７２．９％。",
        "共222项，正常162项，占百分之七十二点九。",
        "类别\t数量\t占比\n滞后\t17\t7.7%\n正常\t162\t72.9%\n其他\t43\t19.4%\n合计\t222\t100%",
        "类别|数量|占比|\n滞后|17|7.7%|\n正常|162|72.9%|\n其他|43|19.4%|\n合计|222|100%|",
    ],
)
def test_a_share_that_was_cut_is_found_however_it_is_said(text: str) -> None:
    found = [finding for finding in findings(text) if finding.code == "share_cut"]
    assert len(found) == 1
    assert "73.0%" in found[0].message
    assert "截去" in found[0].message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("信访事项624件，已化解238件，未化解26件。", "parts_sum"),
        ("落实资金918.4亿元，其中省级资金61.2亿元、市级资金137.2亿元。", "parts_sum"),
        ("检查26家，已整改11家，正常推进13家，进度滞后12家。", "parts_sum"),
        (
            "全市收粮14.83万吨。\n二、分县区情况\n青石县4.26万吨、白河县6.95万吨、临江县3.98万吨。",
            "parts_sum",
        ),
        ("共64条，按期办结55条，逾期办结3条，未办结6条，按期办结率95.9%。", "rate_mismatch"),
        ("满意率95.7%（满意604件、不满意14件）。", "rate_mismatch"),
        ("普及率达到81.7%（农户32.6万户，已有28.4万户）。", "rate_mismatch"),
        ("甲4.26万吨、乙3.98万吨、丙3.75万吨，分别占全市的35.5%、32.9%、31.3%。", "share_mismatch"),
        ("年末企业612家，净增64家（上年末578家）。", "difference_mismatch"),
        ("招生3.02万人，比上年减少0.13万人，上年招生3.33万人。", "difference_mismatch"),
        ("松山区过半率91.2%；白河县过半率66.7%，比松山区低25.4个百分点。", "difference_mismatch"),
        ("甲90.2%、乙85.1%、丙75.3%，最高与最低相差19.4个百分点。", "difference_mismatch"),
        ("5月份受理18642件，日均610件。", "average_mismatch"),
        ("1—10月完成投资241.7亿元，月均26.17亿元。", "average_mismatch"),
        ("合格率由85%提高到90%，提高5%。", "points_not_percent"),
        ("工业增速6.5%，比全省平均水平5.8%低0.7个百分点。", "difference_mismatch"),
        ("工业增速6.5%，高于全省平均1.7个百分点（全省5.8%）。", "difference_mismatch"),
        ("去年同期办结100件，今年办结150件，增加40件。", "difference_mismatch"),
        ("2024年完成投资100.0亿元，2025年完成投资120.0亿元，增长25%。", "growth_mismatch"),
        ("外资1860万美元，是去年同期（1550万美元）的1.5倍。", "growth_mismatch"),
        ("企业由50家增加到80家，实现翻番。", "growth_mismatch"),
        ("截至5月底，序时进度为50%。", "time_share"),
        ("前三季度（1—6月）完成投资120亿元。", "period_mismatch"),
        ("截至6月31日，任务全部完成。", "period_mismatch"),
        ("全市共办理提案120件。有关单位要抓紧。全市共办理提案121件。", "said_twice"),
        ("三次产业结构为12.3:40.1:48.6。", "shares_sum"),
        ("工业占35%，农业占30%，其他占25%。", "shares_sum"),
        ("对青石县、白河县、临江县2个县予以通报。", "count_mismatch"),
        ("对青石县、白河县、临江县等4个县区予以通报。", "count_mismatch"),
        ("存在以下4个问题：一是进度慢。二是缺资金。三是缺人手。", "count_mismatch"),
        ("完成率居前三位的是甲县（96.5%）、乙县（94.2%）、丙县（95.1%）。", "rank_mismatch"),
        ("4个县区共办理诉求120件，平均每个县区28件。", "average_mismatch"),
        ("全县1200户，发放补贴360万元，户均3500元。", "average_mismatch"),
    ],
)
def test_a_statement_that_its_own_numbers_refute_has_its_code(text: str, code: str) -> None:
    assert codes_of(text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "共30项，完成18项，占60%，占全省的8%。",
        "近100家企业中，约20家停产，占30%。",
        "企业500余家，其中规上100家，占25%。",
        "新增企业100家，其中高新技术企业60家、规上企业50家。",
        "党员500人，其中女党员200人，少数民族党员50人，大专以上350人。",
        "受理120件，办结118件，满意115件。",
        "受理120件（其中网上80件），同比增加20件，增长20%；环比减少5件，下降4%。",
        "地区生产总值320.5亿元，按可比价格计算，比上年的300亿元增长5.8%。",
        "完成投资120.4亿元，同比增长12.5%，占年度计划的60%。",
        "存款余额2860.5亿元，比年初增加186.3亿元，同比增长8.6%。",
        "建设学校12所，计划竣工3所，其中幼儿园7所、小学4所、初中1所。",
        "（多选）希望缩短间隔的占56%，希望增加线路的占41%，其他占19%。",
        "新增就业12.2万人，困难人员就业0.38万人，毕业生登记就业率达92.4%。",
        "每高出一个百分点加0.5分，最多加5分，每低于一个百分点减0.5分。",
        "合格率由38.42%提高到41.05%，年均提高0.53个百分点。",
        "培育企业5—10家，奖励1—3万元。",
        "重点项目30个、亿元以上项目20个、开工项目25个。",
        "甲县、乙县、丙县等12个县区参加。",
        "时间：2025年7月8日 08:54:33",
        "某文〔2025〕17号第3条规定，第1名奖励5万元。",
    ],
)
def test_what_its_numbers_do_not_refute_is_silent(text: str) -> None:
    assert findings(text) == []


def test_rounding_excuses_only_what_it_explains() -> None:
    assert codes_of("完成投资8.2亿元，比上年同期的7.5亿元增长9.3%。") == []
    assert codes_of("完成投资8.2亿元，比上年同期的7.5亿元增长12.3%。") == ["growth_mismatch"]
    assert codes_of("共8项，完成1项，占12.5%；未完成7项，占87.5%。") == []
    assert codes_of("共8项，完成1项，占12%。") == ["share_cut"]
    assert codes_of("共8项，完成1项，占13%。") == []


def test_shares_that_miss_100_by_rounding_must_say_so() -> None:
    parts = "共3项，完成1项，占33.3%；正常1项，占33.3%；滞后1项，占33.3%"
    assert codes_of(f"{parts}。") == ["shares_not_explained"]
    assert codes_of(f"{parts}（因四舍五入，合计不等于100%）。") == []


def test_the_same_number_in_another_unit_is_the_same() -> None:
    table = "县区\t完成投资（万元）\n青石县\t52000\n白河县\t30000\n合计\t82000"
    assert codes_of(f"全市共完成投资8.2亿元，青石县完成投资5.2亿元。\n{table}") == []
    assert codes_of(f"全市共完成投资8.2亿元，青石县完成投资5.3亿元。\n{table}") == ["table_text"]
