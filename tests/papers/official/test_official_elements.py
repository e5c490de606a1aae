"""Elements of an official paper: head, title, addressee, attachments, signature, imprint."""

import contextlib
import datetime as dt

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from sample_papers import ISSUED, bulletin, found, opened, paper, png, table, texts

from taizhang.papers import PaperError
from taizhang.papers.official import (
    Annex,
    Head,
    Heading,
    Imprint,
    Paragraph,
    Picture,
    Signature,
    chinese_date,
    chinese_moment,
)
from taizhang.papers.official._ending import sealed_places, unsealed_places
from taizhang.papers.official._text import text_width


def inset(paragraph, side):
    return int(paragraph._p.xpath(f"string(w:pPr/w:ind/@w:{side}Chars)")) / 100


def test_elements_stand_in_the_order_of_the_standard():
    said = [text for text in texts(opened(bulletin())) if text]
    expected = [
        "加急",
        "云岭市人民政府办公室文件",
        "云政办发〔2026〕31号",
        "关于重点工作进展情况的通报",
        "各县（区）人民政府，市政府各部门：",
        "现将有关情况通报如下。",
        "附件：1.\t滞后任务清单",
        "2.\t各县（区）进展情况表",
        "云岭市人民政府办公室",
        "2026年11月23日",
        "（联系人：督查室）",
        "附件1",
        "滞后任务清单",
        "附件2",
        "各县（区）进展情况表",
    ]
    assert [text for text in said if text in expected] == expected


def test_mark_is_red_and_as_large_as_one_line_takes():
    document = opened(bulletin())
    [mark] = found(document, "云岭市人民政府办公室文件").runs
    assert str(document.styles["发文机关标志"].font.color.rgb) == "FF0000"
    assert 30 <= mark.font.size.pt <= 442 / 12


def test_mark_of_a_very_long_name_stays_readable():
    [mark] = found(opened(paper(head=Head("云岭市" * 60))), "云岭市" * 60).runs
    assert mark.font.size.pt == 24


def test_number_has_a_red_rule_under_it():
    number = found(opened(bulletin()), "云政办发〔2026〕31号")
    assert number._p.xpath("string(w:pPr/w:pBdr/w:bottom/@w:color)") == "FF0000"


def test_signer_stands_right_of_the_number_in_kai():
    head = Head("云岭市人民政府文件", "云政发〔2026〕3号", signer="李明")
    number = found(opened(paper(head=head)), "　云政发〔2026〕3号\t签发人：李明")
    assert number.runs[-1].text == "李明"
    assert number.runs[-1]._r.xpath("string(w:rPr/w:rFonts/@w:eastAsia)") == "楷体_GB2312"


def test_paper_without_a_head_begins_with_its_title():
    assert texts(opened(paper()))[0] == "关于重点工作进展情况的通报"


def test_line_feed_in_the_title_breaks_its_line():
    document = opened(paper(title="云岭市人民政府办公室\n关于进展情况的通报"))
    assert texts(document)[0] == "云岭市人民政府办公室\n关于进展情况的通报"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于重点工作进展情况的通报", 1),
        ("云岭市人民政府办公室关于重点工作督查情况的通报", 2),
        ("云岭市人民政府办公室关于重点工作\n督查情况的通报", 2),
        (
            "关于" + "重点工作" * 10 + "的通报",
            1,
        ),  # nothing before 关于: the word processor breaks it
    ],
)
def test_long_title_is_broken_before_its_matter(title, lines):
    document = opened(paper(title=title))
    [said] = [one.text.split("\n") for one in document.paragraphs if one.style.name == "Title"]
    assert len(said) == lines
    assert "".join(said) == title.replace("\n", "")


def test_addressee_ends_with_one_colon():
    assert "市教育局：" in texts(opened(paper(addressee="市教育局：")))


def test_one_attachment_has_no_number():
    assert "附件：任务清单" in texts(opened(paper(attachments=("任务清单",))))


def test_names_of_attachments_hang_under_their_first_character():
    document = opened(paper(attachments=[f"清单{at}" for at in range(1, 11)]))
    first, tenth = found(document, "附件：1.\t清单1"), found(document, "10.\t清单10")
    assert (inset(first, "left"), inset(first, "hanging")) == (6.5, 4.5)
    assert (inset(tenth, "left"), inset(tenth, "hanging")) == (7.0, 2.0)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("市教育局", 13.0),  # 28 − 4 − 3.5 = 20.5 is the middle of the room from 13 to 28
        ("云岭市人民政府办公室", 13.0),
        ("云岭市" * 7, 6.0),  # a longer name moves the date instead of passing the edge
        ("云岭市" * 70, 0.0),
    ],
)
def test_sealed_name_stands_over_the_middle_of_the_date(name, expected):
    assert sealed_places(name, "2026年11月23日") == (expected, expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("市教育局", (17.0, 19.0)),  # the date is longer: it ends two from the edge
        ("云岭市人民政府办公室", (16.0, 18.0)),  # the name ends two from the edge
        ("云岭市" * 70, (0.0, 2.0)),
    ],
)
def test_unsealed_date_begins_two_characters_after_the_name(name, expected):
    assert unsealed_places(name, "2026年11月23日") == expected


@given(st.text("云岭市督查", min_size=1, max_size=200), st.dates())
def test_signature_never_passes_an_edge(name, on):
    date = chinese_date(on)
    for name_at, date_at in (sealed_places(name, date), unsealed_places(name, date)):
        assert 0 <= name_at <= 28 - min(text_width(name), 28)
        assert 0 <= date_at <= 28 - text_width(date)


def test_signature_is_kept_on_one_page_with_its_date():
    document = opened(bulletin())
    name, date = (found(document, text) for text in ("云岭市人民政府办公室", "2026年11月23日"))
    assert name.paragraph_format.keep_with_next
    assert inset(name, "left") == inset(date, "left") == 13
    assert {name._p.xpath("string(w:pPr/w:jc/@w:val)")} == {"center"}


def test_date_has_no_zero_before_a_single_digit():
    assert chinese_date(dt.date(2026, 3, 8)) == "2026年3月8日"
    assert chinese_moment(dt.datetime(2026, 3, 8, 9, 5)) == "2026年3月8日9时5分"
    assert chinese_moment(dt.datetime(2026, 3, 8, 18, 0)) == "2026年3月8日18时"


def test_annex_begins_a_page_with_its_label_and_title_on_the_third_line():
    document = opened(paper(annexes=[Annex("任务清单", [Paragraph("甲。")])]))
    lines = texts(document)
    at = lines.index("附件")
    assert lines[at : at + 3] == ["附件", "", "任务清单"]
    assert document.paragraphs[at].paragraph_format.page_break_before


def test_imprint_hangs_at_the_foot_of_the_text_between_thick_rules():
    imprint = opened(bulletin()).tables[-1]
    [place] = imprint._tbl.tblPr.xpath("w:tblpPr")
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    lines = [row.cells[0].text for row in imprint.rows]
    assert lines == ["抄送：市委办公室，市政协办公室。", "云岭市人民政府办公室\t2026年11月23日印发"]
    assert imprint._tbl.xpath(".//w:tcBorders/w:top/@w:sz") == ["8", "6"]
    assert imprint._tbl.xpath(".//w:tcBorders/w:bottom/@w:sz") == ["8"]


def test_imprint_without_copies_has_one_line():
    imprint = opened(paper(imprint=Imprint(printed_by="督查室", printed_on=ISSUED))).tables[-1]
    assert [row.cells[0].text for row in imprint.rows] == ["督查室\t2026年11月23日印发"]


def test_empty_imprint_draws_nothing():
    assert opened(paper(imprint=Imprint())).tables == []


def test_unsealed_signature_leaves_one_line_free():
    lines = texts(opened(paper(signature=Signature("督查室", ISSUED, sealed=False))))
    assert lines[-4:] == ["各项工作按计划推进。", "", "督查室", "2026年11月23日"]


def test_text_after_a_heading_goes_on_in_the_letters_of_the_body():
    block = Heading(2, "（一）教育。", then="新建5所。")
    line = found(opened(paper(block)), "（一）教育。新建5所。")
    fonts = [run._r.xpath("string(w:rPr/w:rFonts/@w:eastAsia)") for run in line.runs]
    assert (line.style.name, fonts) == ("Body Text", ["楷体_GB2312", ""])


def test_line_feeds_in_a_paragraph_begin_another():
    assert texts(opened(paper(Paragraph("甲。\r\n\n乙。"))))[-2:] == ["甲。", "乙。"]


def test_fifth_level_of_heading_is_refused_by_a_sentence():
    with pytest.raises(PaperError, match="层次是 5") as caught:
        opened(paper(Heading(5, "①教育")))
    assert caught.value.code == "bad_heading_level"


def test_picture_has_words_for_the_blind_and_keeps_its_shape():
    document = opened(paper(Picture(png(40, 20), "柱状图", width_mm=100)))
    [shape] = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "柱状图"
    assert round(shape.width / 36_000) == 100
    assert shape.width == pytest.approx(2 * shape.height, rel=0.01)


@pytest.mark.parametrize("size", [(4000, 10), (10, 4000)])
def test_picture_never_leaves_the_text_area(size):
    [shape] = opened(paper(Picture(png(*size), "图", width_mm=900))).inline_shapes
    assert shape.width <= 156.1 * 36_000
    assert shape.height <= 225 * 36_000


@pytest.mark.parametrize("data", [b"", b"GIF89a", png()[:20], png(0, 5), b"%PDF-1.7"])
def test_broken_picture_is_refused_by_a_sentence(data):
    with pytest.raises(PaperError, match="进度图") as caught:
        opened(paper(Picture(data, "进度图")))
    assert caught.value.code == "bad_picture"


@given(st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", png()[:33]]), st.binary(max_size=80))
def test_any_bytes_are_a_picture_or_refused(beginning, rest):
    with contextlib.suppress(PaperError):
        assert len(opened(paper(Picture(beginning + rest, "进度图"))).inline_shapes) == 1


def test_body_of_an_annex_may_hold_everything_a_body_may():
    blocks = [Heading(1, "一、说明"), table(), Picture(png(), "图")]
    document = opened(paper(annexes=[Annex("附表", blocks)]))
    assert len(document.tables) == 1
    assert len(document.inline_shapes) == 1
