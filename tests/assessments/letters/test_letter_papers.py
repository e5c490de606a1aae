"""The words and tables of a letter, as Word and as PDF."""

import io
from dataclasses import replace
from datetime import date

import docx
import pypdfium2
import pytest

from assessments.letters.conftest import STARS, stars_csv
from plugins.pdf_pages import lines_of, needs_pdf
from taizhang.assessments.domain.letters.facts import (
    Change,
    Given,
    Issue,
    Letter,
    Line,
    Origin,
    Redone,
)
from taizhang.assessments.domain.letters.files import pdf_bytes, word_bytes
from taizhang.assessments.domain.letters.tables import given_tables, steps_table
from taizhang.assessments.domain.letters.wording import file_name, printed
from taizhang.schemes import STEP_COLUMNS, Column, Kind, Step, run_scheme

MONEY = Column("a_yuan", "甲", Kind.MONEY, unit="元")


@pytest.fixture(scope="module")
def letter(tmp_path_factory):
    """The letter to A1, with the steps as the scheme gives them; no database is needed."""
    path = tmp_path_factory.mktemp("stars") / "stars.csv"
    path.write_text(stars_csv(), encoding="utf-8")
    steps = run_scheme(STARS, path, as_of=date(2026, 5, 31)).outcome.explain()
    own = steps.filter(steps["subject"] == "A1").select(STEP_COLUMNS[1:])
    return Letter(
        title="2026年星级工业企业评定",
        scheme="星级工业企业评定",
        document="驻政办〔2020〕58号",
        clause="附件1",
        as_of=date(2026, 5, 31),
        made_on=date(2026, 6, 1),
        settings=(),
        place=1,
        subject="A1",
        name="青石县精密铸造厂",
        results=(Line("名次", "2"), Line("星级", "5 星")),
        given=(Given("", (Line("年营业收入", "600,000,000.00 元"), Line("年税收", "—"))),),
        steps=tuple(Step(*row) for row in own.iter_rows()),
        redone=None,
        issue=Issue(date(2026, 6, 1), date(2026, 6, 8), "云岭市人民政府办公室"),
        origin=Origin(6, 1, "a" * 64, "b" * 64, "c" * 64, "d" * 64),
    )


def read(letter) -> tuple[str, list[list[list[str]]]]:
    """The text of the Word file and its tables."""
    paper = docx.Document(io.BytesIO(word_bytes(letter)))
    tables = [[[cell.text for cell in row.cells] for row in t.rows] for t in paper.tables]
    return "\n".join(p.text for p in paper.paragraphs), tables


def test_it_is_addressed_says_the_clause_and_where_to_object_until_when(letter):
    text, tables = read(letter)
    assert text.startswith("2026年星级工业企业评定结果通知书\n")
    assert "青石县精密铸造厂：" in text
    assert "根据驻政办〔2020〕58号附件1" in text
    assert "按2026年5月31日的规定" in text
    assert "2026年6月8日（含当日）以前向云岭市人民政府办公室提出" in text
    assert "云岭市人民政府办公室\n2026年6月1日" in text
    assert tables[-1][0][1] == f"评定 {letter.origin.run} 第 1 轮"
    assert tables[-1][3] == ["结果哈希", letter.origin.result]


def test_each_step_has_a_row_and_rank_and_next_star_stand_in_words(letter):
    text, tables = read(letter)
    steps = next(table for table in tables if table[0][0] == "项目" and len(table[0]) == 5)
    assert steps[0] == ["项目", "依据的数", "适用的规则", "得分/金额", "条款"]
    labels = [row[0] for row in steps[1:]]
    assert len(labels) == len(letter.steps) - 2
    assert "名次" not in labels
    revenue = steps[1 + labels.index("营业收入")]
    assert revenue[3:] == ["2", "附件1-1一、规模效益"]
    assert "条款都出自驻政办〔2020〕58号。" in text
    assert "名次和前后的对象" in text
    assert "怎样升到上一档" in text


def test_what_the_run_set_otherwise_is_said_before_the_steps(letter):
    text, _tables = read(replace(letter, settings=(Line("五星奖励", "400000 元"),)))
    assert "本次评定另行给出的参数：五星奖励为400000 元。" in text


def test_a_large_amount_has_room_beside_its_step():
    steps = [Step("a", "甲", "1", "按条款", points, "甲") for points in ("1", "193,262,554.90 元")]
    narrow, wide = (steps_table([step], "甲").columns[3].share for step in steps)
    assert wide > narrow


def test_a_draft_says_so_and_is_not_signed(letter):
    text, _tables = read(replace(letter, issue=None))
    assert "结果通知书（稿）" in text
    assert "没有审核公示" in text
    assert "对结果有异议的" not in text
    assert "云岭市人民政府办公室\n" not in text


def test_a_repeated_result_begins_with_the_correction_and_the_changes(letter):
    cell = Change("年税收", "6,000,000.00 元", "7,000,000.00 元")
    redone = Redone(1, cell, (Change("名次", "2", "1"),))
    text, tables = read(replace(letter, redone=redone))
    assert "原为 6,000,000.00 元，核实后更正为 7,000,000.00 元" in text
    assert tables[0][1] == ["名次", "2", "1"]
    text, _tables = read(replace(letter, redone=Redone(1, None, ())))
    assert "你（单位）的结果没有变化" in text
    assert "其他对象的一项数据" in text


def test_a_term_that_is_over_when_the_letter_goes_out_is_not_promised(letter):
    issue = replace(letter.issue, on=date(2026, 6, 20))
    text, _tables = read(replace(letter, issue=issue))
    assert "以前向" not in text
    assert "公示期已于2026年6月8日届满" in text


def test_equal_letters_give_equal_bytes_and_others_do_not(letter):
    assert word_bytes(letter) == word_bytes(replace(letter))
    assert word_bytes(letter) != word_bytes(replace(letter, name="别的厂"))


@needs_pdf
def test_the_pdf_says_the_same(letter):
    data = pdf_bytes(letter)
    pages = pypdfium2.PdfDocument(data)
    said = "".join("".join(lines_of(page)) for page in pages).replace(" ", "")
    assert "青石县精密铸造厂：" in said
    assert letter.origin.result in said
    assert data == pdf_bytes(letter)


def test_empty_cells_are_counted_instead_of_printed():
    (table,) = given_tables([Given("", (Line("甲", "1"), Line("乙", "—"), Line("丙", "3")))])
    assert table.rows == [["甲", "1", "丙", "3"]]
    assert table.note == "另有 1 项没有填写，按 0、否或者没有计算。"


def test_many_rows_of_one_subject_are_cut_with_a_sentence():
    blocks = given_tables([Given(str(n), (Line("甲", "1"),)) for n in range(20)])
    assert len(blocks) == 13
    assert "共 20 行" in blocks[-1].text


def test_clauses_of_two_documents_keep_their_documents():
    steps = [
        Step("a", "甲", "1", "按条款", "1", "甲办〔2020〕1号第一条"),
        Step("b", "乙", "1", "按条款", "1", "乙办〔2021〕2号第二条"),
    ]
    table = steps_table(steps, "甲办〔2020〕1号")
    assert [row[4] for row in table.rows] == [step.source for step in steps]
    assert table.note == ""


@pytest.mark.parametrize(
    ("text", "column", "shown"),
    [
        ("1234567.5", MONEY, "1,234,567.50 元"),
        ("-0.5", MONEY, "-0.50 元"),
        ("", MONEY, "—"),
        ("78.5000", Column("p", "乙", Kind.POINTS, unit="分"), "78.5 分"),
        ("100", Column("n", "丙", Kind.COUNT), "100"),
        ("12.50", Column("r", "丁", Kind.PERCENT, unit="%"), "12.5%"),
        ("1", Column("f", "戊", Kind.FLAG), "是"),
        ("main", Column("c", "己", Kind.CHOICE, choices={"main": "主板"}), "主板"),
        ("主板", Column("c", "己", Kind.CHOICE, choices={"main": "主板"}), "主板"),
    ],
)
def test_cells_are_printed_for_people(text, column, shown):
    assert printed(text, column) == shown


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("松山区/化工 厂", "07-松山区_化工 厂.docx"),
        ('..\\a:"b"', "07-_a__b_.docx"),
        ("\u202e甲\n乙", "07-_甲_乙.docx"),
        ("...", "07-对象.docx"),
        ("厂" * 300, f"07-{'厂' * 60}.docx"),
    ],
)
def test_file_names_can_be_stored_on_every_system(name, stored):
    assert file_name(7, 40, name, ".docx") == stored
