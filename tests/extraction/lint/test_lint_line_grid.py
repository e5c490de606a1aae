"""Tables with one cell a line."""

import pytest
from drafts import grave, grave_codes

POINTS = (
    "白河县绩效评价说明\n指标和权重列表如下。\n指标名称\n评价单位\n权重（%）\n履职效能\n县委督查室\n40\n"
    "依法行政\n县司法局\n{}\n机关党建\n县直机关工委\n20\n合计\n{}100\n评价数据以评价单位提供的为准。\n"
)
TIERS = (
    "青石县救助细则\n救助标准分档确定：\n档次\n直接经济损失\n救助金额（元）\n第一档\n1万元以上不足5万元\n3000\n"
    "第二档\n5万元以上不足10万元\n8000\n第三档\n{}以上\n20000\n本细则自2026年5月15日起施行。\n"
)
GRADES = (
    "白河县考评办法\n一、等次划分\n等次\n得分区间\n系数\n优秀\n80分（含）以上\n1.2\n"
    "良好\n60分（含）至80分（{}）\n1.0\n较差\n60分（不含）以下\n0.6\n二、结果运用\n通报结果。\n"
)


@pytest.mark.parametrize("blank", ["", "—\n", "\n"])
def test_columns_are_added_up_also_where_the_total_row_lost_a_cell(blank: str) -> None:
    assert grave_codes(POINTS.format("40", blank)) == []
    (finding,) = grave(POINTS.format("45", blank))
    assert (finding.code, finding.quote) == ("weights_sum", "100")


def test_tiers_in_a_column_are_compared() -> None:
    assert grave_codes(TIERS.format("10万元")) == []
    assert grave_codes(TIERS.format("15万元")) == ["bracket_gap"]


def test_a_boundary_that_both_tiers_say_they_include_is_an_overlap() -> None:
    assert grave_codes(GRADES.format("不含")) == []
    assert grave_codes(GRADES.format("含")) == ["bracket_overlap"]


def test_lines_without_the_rhythm_of_a_table_are_none() -> None:
    names = "\n".join(["报送单位", "联系人", "电话", "青石县", "白河县", "临江县", "100", "200"])
    assert grave_codes(f"关于报送名单的通知\n请报送。\n{names}\n") == []
