"""The supervision slip as a form to sign, send and answer on."""

import datetime as dt
import io

import docx
import pytest
from sample_papers import opened, slip

from taizhang.papers.official import SlipBasis, SlipColour, SlipReply, write_slips


def rows_of(document):
    """Label → value, both pairs of a row."""
    said = {}
    for row in document.tables[0].rows:
        cells = list(dict.fromkeys(cell._tc for cell in row.cells))
        words = ["\n".join(t.text or "" for t in cell.xpath(".//w:p")) for cell in cells]
        said.update(dict(zip(words[::2], words[1::2], strict=True)))
    return said


def test_slip_says_everything_its_receiver_must_know():
    said = rows_of(opened(slip()))
    assert said["承办单位"] == "市教育局"
    assert said["督查事项"] == "新建改扩建城区公办幼儿园12所，新增学位3600个"
    assert said["督查依据"] == "《重点任务分解方案》（云政发〔2026〕3号）：“新建幼儿园12所”"
    assert said["存在问题"] == "1.10月份应报进展未报。\n2.截至10月底完成5所，滞后41.6个百分点。"
    assert said["答复期限"] == "2026年11月30日18时前"
    assert said["拟办"] == "建议签发。\n王岚　2026年11月22日"
    assert said["签发单位"] == "云岭市人民政府督查室"
    assert said["签发时间"] == "2026年11月23日9时30分"


@pytest.mark.parametrize("colour", SlipColour)
def test_head_and_rule_have_the_colour_of_the_slip(colour):
    document = opened(slip(colour=colour, head="督查单"))
    head, number = document.paragraphs[:2]
    assert str(head.runs[0].font.color.rgb) == colour.value
    assert number._p.xpath("string(w:pPr/w:pBdr/w:bottom/@w:color)") == colour.value
    assert (head.text, number.text) == ("督查单", "督〔2026〕1号")


def test_unanswered_slip_leaves_room_to_write():
    document = opened(slip())
    said = rows_of(document)
    assert said["办理结果"] == said["签发"] == said["负责人\n签字"] == said["答复日期"] == ""
    heights = [int(high) for high in document.tables[0]._tbl.xpath(".//w:trHeight/@w:val")]
    assert max(heights) > 1500


def test_answered_slip_prints_its_answer():
    reply = SlipReply("已补报，年底前全部完工。", "李明", dt.date(2026, 11, 29))
    said = rows_of(opened(slip(reply=reply)))
    assert said["办理结果"] == "已补报，年底前全部完工。"
    assert said["负责人\n签字"] == "李明"
    assert said["答复日期"] == "2026年11月29日"


def test_single_unmet_thing_has_no_number():
    assert rows_of(opened(slip(unmet=("未报进展。",))))["存在问题"] == "未报进展。"


def test_rows_without_words_are_left_out():
    said = rows_of(opened(slip(basis=(), unmet=(), approvals=())))
    assert not {"督查依据", "存在问题", "拟办"} & set(said)


def test_title_marks_are_not_doubled_and_several_bases_stand_in_lines():
    basis = (SlipBasis("《政府工作报告》"), SlipBasis("市长办公会议纪要", "〔2026〕5号"))
    said = rows_of(opened(slip(basis=basis)))
    assert said["督查依据"] == "《政府工作报告》\n《市长办公会议纪要》（〔2026〕5号）"


def test_slip_without_contact_ends_with_a_line_of_no_height():
    last = opened(slip(contact="")).paragraphs[-1]
    assert last.text == ""
    assert last.paragraph_format.line_spacing.pt == 1


def test_a_term_that_ends_at_midnight_ends_at_24_hours_of_the_day_before():
    said = rows_of(opened(slip(answer_by=dt.datetime(2026, 12, 1))))
    assert said["答复期限"] == "2026年11月30日24时前"


def test_basis_that_is_no_document_is_printed_as_it_is():
    said = rows_of(opened(slip(basis=(SlipBasis("周调度会第三项", bare=True),))))
    assert said["督查依据"] == "周调度会第三项"


def test_several_slips_each_begin_a_page_of_one_file():
    slips = [slip(), slip(number="督〔2026〕2号"), slip(number="督〔2026〕3号")]
    data = write_slips(slips)
    document = docx.Document(io.BytesIO(data))
    assert len(document.tables) == 3
    heads = [p for p in document.paragraphs if p._p.xpath("w:pPr/w:pageBreakBefore")]
    assert [head.text for head in heads] == [slips[0].head] * 2
    assert write_slips(slips) == data
    with pytest.raises(ValueError, match="no slip"):
        write_slips([])
