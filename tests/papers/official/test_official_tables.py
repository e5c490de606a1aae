"""Tables in official papers: heads on every page, rows whole, widths exact."""

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from sample_papers import COLUMNS, bulletin, opened, paper, table

from plugins.growth import seconds
from taizhang.papers import PaperError
from taizhang.papers.official import Table, TableColumn, write_paper
from taizhang.papers.official._tables import share_width


def only_table(**changes):
    [made] = opened(paper(table(**changes))).tables
    return made


def test_head_is_repeated_and_no_row_is_torn_apart():
    made = only_table()
    heads = [bool(row._tr.xpath("w:trPr/w:tblHeader")) for row in made.rows]
    assert heads == [True, True, False, False, False]
    assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in made.rows)


def test_columns_of_a_group_stand_under_one_title():
    made = only_table()
    assert [cell.text for cell in made.rows[0].cells] == ["序号", "任务", "办结", "办结"]
    assert [cell.text for cell in made.rows[1].cells] == ["序号", "任务", "按期", "逾期"]


def test_table_without_groups_has_one_head_row():
    plain = Table([TableColumn("单位"), TableColumn("得分")], [["市教育局", "98.5"]])
    [made] = opened(paper(plain)).tables
    assert [[cell.text for cell in row.cells] for row in made.rows] == [
        ["单位", "得分"],
        ["市教育局", "98.5"],
    ]


def test_table_stands_in_the_middle_as_wide_as_the_text():
    made = only_table()
    widths = [int(wide) for wide in made._tbl.xpath("w:tblGrid/w:gridCol/@w:w")]
    assert sum(widths) == 8844
    assert widths[1] == max(widths)
    assert made._tbl.xpath("string(w:tblPr/w:jc/@w:val)") == "center"
    assert made._tbl.xpath("string(w:tblPr/w:tblLayout/@w:type)") == "fixed"


def test_table_of_a_turned_annex_is_as_wide_as_the_turned_text():
    document = opened(bulletin())
    wide = [sum(map(int, made._tbl.xpath("w:tblGrid/w:gridCol/@w:w"))) for made in document.tables]
    assert wide == [8844, 8844, 12756, 8844]


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=40))
def test_shares_add_up_to_the_whole_width(shares):
    widths = share_width(12756, shares)
    assert sum(widths) == 12756
    assert min(widths) >= 0


def test_cells_stand_where_their_column_says():
    row = only_table().rows[2]
    sides = [cell.paragraphs[0]._p.xpath("string(w:pPr/w:jc/@w:val)") for cell in row.cells]
    assert sides == ["center", "", "right", "right"]


def test_size_of_the_letters_reaches_head_and_cells():
    made = only_table(size=9)
    assert {
        run.font.size.pt
        for row in made.rows
        for cell in row.cells
        for run in cell.paragraphs[0].runs
    } == {9}


def test_line_feed_in_a_cell_is_a_line_break():
    made = only_table(lines=[["1", "甲\n乙", "", ""]])
    assert made.rows[2].cells[1].text == "甲\n乙"
    assert len(made.rows[2].cells[1].paragraphs) == 1


def test_caption_stands_over_the_table_and_its_note_under_it():
    document = opened(paper(table(caption="办理情况", note="注：不含延期。")))
    kinds = [child.tag for child in document.element.body]
    at = kinds.index(qn("w:tbl"))
    around = [document.element.body[at + step].xpath("string(.//w:t)") for step in (-1, 1)]
    assert around == ["办理情况", "注：不含延期。"]


def test_row_with_a_cell_too_few_is_refused_with_its_number():
    with pytest.raises(PaperError, match="第 2 行有 3 格，表头有 4 列") as caught:
        only_table(lines=[["1", "甲", "0", "0"], ["2", "乙", "0"]])
    assert (caught.value.code, caught.value.row) == ("ragged_row", 2)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"columns": ()}, "no_columns"),
        ({"size": 0.0}, "bad_table_size"),
        ({"size": float("nan")}, "bad_table_size"),
        ({"columns": (TableColumn("甲", 0),)}, "bad_column_share"),
        ({"columns": (TableColumn("甲", float("nan")),)}, "bad_column_share"),
    ],
)
def test_table_that_cannot_be_drawn_is_refused(changed, code):
    parts = {"columns": COLUMNS, "rows": (), **changed}
    with pytest.raises(PaperError) as caught:
        write_paper(paper(Table(**parts)))
    assert caught.value.code == code


def test_annex_of_200_rows_is_written_in_under_a_second():
    lines = [
        [str(at), "新建改扩建城区公办幼儿园，新增学位三千六百个", "1", "0"] for at in range(200)
    ]
    assert seconds(lambda: write_paper(paper(table(lines=lines)))) < 1
