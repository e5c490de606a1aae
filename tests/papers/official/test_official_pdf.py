"""The PDF of an official paper: the page measured, what the file holds, equal bytes."""

import hashlib
import os
import subprocess
import sys
from ctypes import create_string_buffer
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw
from sample_papers import ISSUED, bulletin, paper, table

from plugins.pdf_pages import box_of, edges_of, lines_of, needs_pdf
from taizhang.extraction import extract, read_bytes, to_json
from taizhang.papers.official import (
    Align,
    Head,
    Heading,
    Imprint,
    Paragraph,
    Piece,
    Signature,
    write_paper,
    write_pdf,
)

pytestmark = needs_pdf
HERE = Path(__file__).parent
CHARACTER = 156 / 28  # millimetres
SITE = "https://tz.yunling.example"
LONG = "云岭市各县区各部门要认真落实重点工作任务台账管理"
MIXED = "".join(
    f"截至{month}月30日，重点工作共{month}22项，滞后{month}7项，占7.{month}%；正常{month}62项，占7{month}.0%。"
    for month in range(6, 10)
)
IMPRINT = Imprint(("市委办公室",), "云岭市人民政府办公室", ISSUED)

PAPERS = {
    "bulletin": bulletin(
        addressee="嵖岈山管委会，㙍头村项目部",
        body=(
            Paragraph(["滞后", Piece("17项", link=SITE + "/a?b=1"), "。"]),
            Heading(1, "一、总体情况"),
            Heading(2, "（一）县区。", then="新建幼儿园5所。"),
            table(60, caption="办理情况"),
        ),
    ),
    "lines": paper(
        Paragraph(MIXED),
        Paragraph(LONG * 60),
        Paragraph("居右", Align.RIGHT),
        head=Head("云岭市人民政府文件", "云政发〔2026〕3号", signer="李明"),
        signature=Signature("云岭市教育局", ISSUED, sealed=False),
    ),
    # 44 lines fill two pages: the imprint has no room on the second
    "full": paper(*[Paragraph("甲")] * 42, title="通报", imprint=IMPRINT),
    "odd": paper(table(lines=[["1", "龘" * 1_200, "", ""]]), imprint=IMPRINT),
}


@pytest.fixture(scope="module")
def written():
    return {name: write_pdf(made) for name, made in PAPERS.items()}


@pytest.fixture(scope="module")
def drawn(written):
    opened = {name: pypdfium2.PdfDocument(data) for name, data in written.items()}
    yield opened
    for document in opened.values():
        document.close()


def page_with(document, words):
    """The first page that says the words."""
    return next(page for page in document if words in "".join(lines_of(page)))


def test_full_page_has_22_lines_of_28_characters(drawn):
    *body, number = lines_of(drawn["lines"][1])
    assert [len(line) for line in body] == [28] * 22
    assert number == "— 2 —"


def test_text_stands_within_156_by_225_millimetres(drawn):
    left, bottom, right, top = edges_of(drawn["lines"][1], 28 * 22)
    assert left >= 27.5
    assert right <= 184.5
    assert bottom >= 35
    assert top <= 260


def test_lines_with_digits_reach_the_right_edge_like_the_others(drawn):
    page = drawn["lines"][0]
    lines = lines_of(page)
    at = next(at for at, line in enumerate(lines) if line.startswith("截至"))
    assert len({len(line) for line in lines[at : at + 4]}) > 1
    ends = [box_of(page, line)[2] for line in lines[at : at + 4]]
    assert ends == pytest.approx([184] * 4, abs=0.5)


def test_page_numbers_stand_outside_seven_millimetres_under_the_text(drawn):
    odd, even = (box_of(drawn["lines"][at], f"— {at + 1} —") for at in (0, 1))
    assert odd[2] == pytest.approx(210 - 26 - CHARACTER, abs=1)
    assert even[0] == pytest.approx(28 + CHARACTER, abs=1)
    assert (even[1] + even[3]) / 2 == pytest.approx(35 - 7, abs=1.5)


def test_issuers_mark_begins_35_millimetres_under_the_text_areas_edge(drawn):
    top = box_of(drawn["bulletin"][0], "云岭市人民政府办公室文件", loose=False)[3]
    assert 297 - 37 - top == pytest.approx(35, abs=2)


def test_signer_stands_right_of_the_number_on_one_line(drawn):
    page = drawn["lines"][0]
    number, signer = box_of(page, "云政发〔2026〕3号"), box_of(page, "签发人：李明")
    assert number[1] == pytest.approx(signer[1], abs=0.5)
    assert signer[2] == pytest.approx(184 - CHARACTER, abs=1)


def test_sealed_name_and_date_have_one_middle(drawn):
    page = page_with(drawn["bulletin"], "联系人：督查室")
    for words in ("云岭市人民政府办公室", "2026年11月23日"):
        box = box_of(page, words)
        assert (box[0] + box[2]) / 2 == pytest.approx(184 - 7.5 * CHARACTER, abs=1)


def test_unsealed_date_begins_two_characters_after_the_name(drawn):
    page = page_with(drawn["lines"], "云岭市教育局")
    name, date = box_of(page, "云岭市教育局"), box_of(page, "2026年11月23日")
    assert date[0] - name[0] == pytest.approx(2 * CHARACTER, abs=1)


@pytest.mark.parametrize(("name", "pages"), [("bulletin", 8), ("odd", 4), ("full", 4)])
def test_imprint_ends_at_the_foot_of_an_even_last_page(drawn, name, pages):
    assert len(drawn[name]) == pages
    last = drawn[name][pages - 1]
    assert 35 <= box_of(last, "2026年11月23日印发")[1] <= 40
    assert last.get_width() < last.get_height()  # upright, also behind a turned annex


def test_imprint_behind_a_blank_page_has_no_number_and_neither_has_the_blank_one(drawn):
    numbers = [any("—" in line for line in lines_of(page)) for page in drawn["full"]]
    assert numbers == [True, True, False, False]
    assert lines_of(drawn["full"][2]) == [""]


def test_turned_annex_has_a_turned_page(drawn):
    page = page_with(drawn["bulletin"], "各县（区）进展情况表序号")
    assert [round(side / 72 * 25.4) for side in page.get_size()] == [297, 210]
    assert box_of(page, "附件2")[0] == pytest.approx(35, abs=0.5)


def test_head_of_a_table_stands_on_each_of_its_pages(drawn):
    texts = ["".join(lines_of(page)) for page in drawn["bulletin"]]
    found = [text for text in texts if "项任务" in text and "附件" not in text[:3]]
    assert len(found) == 3
    assert all("按期 逾期" in text for text in found)


def test_row_higher_than_a_page_goes_on_over_the_next_ones_and_loses_nothing(drawn):
    found = [page.get_textpage().get_text_bounded().count("龘") for page in drawn["odd"]]
    assert sum(found) == 1_200
    assert sum(count > 0 for count in found) == 2


def test_every_font_is_in_the_file_and_every_character_is_drawn(drawn):
    for document in drawn.values():
        for page in document:
            fonts = [raw.FPDFTextObj_GetFont(found) for found in page.get_objects([1])]
            assert all(raw.FPDFFont_GetIsEmbedded(font) == 1 for font in fonts)
    assert "嵖岈山管委会，㙍头村项目部：" in lines_of(drawn["bulletin"][0])


def test_link_leads_to_its_address(drawn):
    page = drawn["bulletin"][0]
    left, bottom, right, top = (side / 25.4 * 72 for side in box_of(page, "17项"))
    link = raw.FPDFLink_GetLinkAtPoint(page, (left + right) / 2, (bottom + top) / 2)
    assert link
    assert not raw.FPDFLink_GetLinkAtPoint(page, left - 9, (bottom + top) / 2)
    action = raw.FPDFLink_GetAction(link)
    address = create_string_buffer(100)
    raw.FPDFAction_GetURIPath(drawn["bulletin"], action, address, 100)
    assert address.value.decode() == SITE + "/a?b=1"


def test_headings_are_the_outline_of_the_file(drawn):
    outline = [(mark.get_title(), mark.level) for mark in drawn["bulletin"].get_toc()]
    assert outline == [
        ("关于重点工作进展情况的通报", 0),
        ("一、总体情况", 1),
        ("（一）县区。", 2),
        ("滞后任务清单", 1),
        ("各县（区）进展情况表", 1),
    ]


def test_file_says_of_itself_what_was_given(drawn):
    about = drawn["bulletin"].get_metadata_dict()
    assert (about["Title"], about["Author"]) == ("关于重点工作进展情况的通报", "督查室")
    assert about["CreationDate"].startswith("D:20261123090000+08")


def test_equal_papers_give_equal_bytes_in_another_process_and_time_zone(written):
    program = (
        "import hashlib, sample_papers as s; from taizhang.papers.official import write_pdf;"
        "print(hashlib.sha256(write_pdf(s.paper(s.table(lines=[['1', '龘' * 1_200, '', '']]),"
        " imprint=s.Imprint(('市委办公室',), '云岭市人民政府办公室', s.ISSUED)))).hexdigest())"
    )
    paths = os.pathsep.join([str(HERE), *sys.path])
    surroundings = os.environ | {"PYTHONPATH": paths, "TZ": "America/Lima", "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(written["odd"]).hexdigest()


def test_extraction_reads_the_same_out_of_the_pdf_and_the_word_file():
    notice = bulletin(
        annexes=(),
        imprint=None,
        title="云岭市人民政府办公室关于加快学前教育发展的通知",
        head=Head("云岭市人民政府办公室文件", "云政办发〔2026〕31号", signer="李明"),
        body=(Paragraph("一、新建幼儿园。2026年12月31日前新建公办幼儿园12所。（市教育局负责）"),),
    )
    read = []
    for name, data in (("通知.pdf", write_pdf(notice)), ("通知.docx", write_paper(notice))):
        [document] = to_json(extract(read_bytes(name, data)))["documents"]
        units = [unit["name"] for unit in document["items"][0]["units"]]
        keys = ("title", "issuer", "document_number", "issued")
        read.append([*(document[key] for key in keys), units])
    assert read[0] == read[1]
    assert read[0][2] == "云政办发〔2026〕31号"
    assert read[0][4] == ["市教育局"]
