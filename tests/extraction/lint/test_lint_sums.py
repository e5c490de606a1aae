"""Figures of bulletins that contradict each other."""

import pytest
from drafts import grave, grave_codes


def bulletin(sentence: str) -> str:
    return f"云岭市2026年督查情况通报\n一、总体情况\n{sentence}\n二、下步工作\n要抓好整改。"


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("全市三次产业结构为12.3:40.1:48.6。", "shares_sum"),
        ("第一、二、三产业分别占12%、40%、45%。", "shares_sum"),
        ("优秀、良好、一般的单位分别占40%、45%、25%。", "shares_sum"),
        ("工业用地占35%，居住用地占30%，其他占25%。", "shares_sum"),
        ("共交办任务30项，已办结18项，占65%。", "share_mismatch"),
        ("共交办任务30项，其中按期办结18项，办结率65%。", "share_mismatch"),
        ("30项任务中，已完成24项，占总数的75%。", "share_mismatch"),
        ("完成投资120亿元，比上年同期的100亿元增长25%。", "growth_mismatch"),
        ("高新技术企业由100家增加到140家，增长45%。", "growth_mismatch"),
        ("受理投诉80件，同比减少20件，下降25%。", "growth_mismatch"),
        ("参保率由85%提高到90%，提高6个百分点。", "growth_mismatch"),
        ("全市共排查隐患100处，其中重大隐患60处、一般隐患50处。", "parts_sum"),
        ("预算收入85.6亿元，其中税收收入62.3亿元，占预算收入的82.8%。", "share_mismatch"),
        ("全市共排查隐患100处，分别为重大隐患40处、一般隐患50处。", "parts_sum"),
    ],
)
def test_figures_that_contradict_each_other_are_errors(sentence: str, code: str) -> None:
    (finding,) = grave(bulletin(sentence))
    assert (finding.code, finding.severity) == (code, "error")
    assert finding.quote in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "全市三次产业结构为12.3:40.1:47.6。",
        "三次产业结构由14.2:38.5:47.3调整为12.3:40.1:47.6。",
        "生成日期：2026-03-02 08:54:33",
        "发布时间：2026年3月2日 18:54:33",
        "收入按6:4分享，第6年起按3:7分享。",
        "第一、二、三产业分别占12%、40%、48%。",
        "工业、建筑业分别占32%、8%。",
        "女性代表占52%，大专以上学历占60%。",
        "工业用地占35%，居住用地占30%，其他占35%。",
        "共交办任务30项，已办结18项，占60%。",
        "共交办任务30项，已办结18项，办结率60%，群众满意率95%。",
        "共交办任务27项，已办结18项，占66.7%。",
        "全市共有企业500家，规上企业100家，占全省的8%。",
        "完成投资120亿元，占年度计划的60%。",
        "预算收入85.6亿元，其中税收收入62.3亿元，占预算收入的72.8%。",
        "完成投资120亿元，比上年同期的100亿元增长20%。",
        "完成投资120.4亿元，同比增长12.5%。",
        "高新技术企业由100家增加到140家，增长40%。",
        "受理投诉80件，同比减少20件，下降20%。",
        "参保率由85%提高到90%，提高5个百分点。",
        "全市共排查隐患100处，其中重大隐患40处、一般隐患60处。",
        "全市共排查隐患100处，其中重大隐患40处，已整改95处。",
        "近100家企业中，约20家停产，占30%。",
        "培育企业100家，其中规上企业30家、带动就业5000人。",
    ],
)
def test_figures_that_fit_are_silent(sentence: str) -> None:
    assert grave_codes(bulletin(sentence)) == []


def test_a_rate_that_its_row_contradicts_is_an_error() -> None:
    text = bulletin("情况见附表。") + "\n" + TABLE.replace("18\t9\t50%", "18\t9\t55%")
    (finding,) = grave(text)
    assert (finding.code, finding.quote) == ("share_mismatch", "55%")
    assert "应为 50%" in finding.message


def test_rates_of_something_else_are_silent() -> None:
    table = TABLE.replace("办结率", "群众满意率").replace("75%", "91%").replace("60%", "93.3%")
    assert grave_codes(bulletin("情况见附表。") + "\n" + table) == []


TABLE = (
    "附表\n县区\t任务（项）\t办结（项）\t办结率\n"
    "青石县\t12\t9\t75%\n白河县\t18\t9\t50%\n合计\t30\t18\t60%\n"
)


def test_columns_that_make_their_total_are_silent() -> None:
    assert grave_codes(bulletin("情况见附表。") + "\n" + TABLE) == []


def test_a_column_that_misses_its_total_is_an_error() -> None:
    text = bulletin("情况见附表。") + "\n" + TABLE.replace("合计\t30", "合计\t32")
    (finding,) = grave(text)
    assert (finding.code, finding.quote) == ("table_total", "32")
    assert "各行相加是 30" in finding.message


def test_tables_with_part_totals_are_left_alone() -> None:
    table = TABLE.replace("白河县", "小计").replace("合计\t30\t18", "合计\t60\t36")
    assert grave_codes(bulletin("情况见附表。") + "\n" + table) == []


AUDIT = "审计公告\n一、审计发现的问题\n{}\n二、整改情况\n持续跟踪。\n"


@pytest.mark.parametrize(
    ("sentence", "right", "wrong"),
    [
        ("发现问题{}个，其中：预算方面48个，资产方面35个，采购方面27个。", 110, 96),
        ("总投资{}亿元，其中：财政资金30亿元，企业自筹60亿元，银行贷款20亿元。", 110, 100),
    ],
)
def test_parts_of_one_division_may_stand_between_commas(
    sentence: str, right: int, wrong: int
) -> None:
    assert grave_codes(AUDIT.format(sentence.format(right))) == []
    assert grave_codes(AUDIT.format(sentence.format(wrong))) == ["parts_sum"]


@pytest.mark.parametrize(
    "sentence",
    [
        "共有企业100家，其中：规上企业60家，高新技术企业50家。",
        "建设学校12所，计划竣工3所，其中幼儿园7所、小学4所、初中1所。",
        "（多选）希望缩短间隔的占56%，希望增加线路的占41%，其他占19%。",
    ],
)
def test_parts_that_overlap_or_belong_further_ahead_are_silent(sentence: str) -> None:
    assert grave_codes(AUDIT.format(sentence)) == []


def test_a_rate_of_what_is_due_is_computed() -> None:
    sentence = "应检企业240家，已检216家，检查率{}%。"
    assert grave_codes(AUDIT.format(sentence.format(90))) == []
    assert grave_codes(AUDIT.format(sentence.format(95))) == ["share_mismatch"]


def test_rows_of_a_table_make_their_sum() -> None:
    text = (
        "云岭市通知\n任务如下：\n县名\t新建（个）\t改造（个）\t合计（个）\n青石县\t5\t7\t12\n"
        "白河县\t6\t4\t{}\n临江县\t3\t5\t8\n请认真落实。\n"
    )
    assert grave_codes(text.format(10)) == []
    assert grave_codes(text.format(12)) == ["table_total"]
