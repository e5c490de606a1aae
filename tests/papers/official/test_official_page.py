"""The page of GB/T 9704-2012: geometry, letters, page numbers."""

from pathlib import Path

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from lxml import etree
from sample_papers import bulletin, found, opened, paper

from taizhang.papers.official import Font

MM = 36_000  # English metric units


def test_portrait_page_has_the_margins_and_text_area_of_the_standard():
    [page] = opened(paper()).sections
    width = page.page_width - page.left_margin - page.right_margin
    height = page.page_height - page.top_margin - page.bottom_margin
    measured = [page.page_width, page.page_height, page.top_margin, page.left_margin, width, height]
    assert [round(value / MM, 1) for value in measured] == [210, 297, 37, 28, 156, 225]


def test_grid_holds_22_lines_in_the_text_area_and_not_23():
    [page] = opened(paper()).sections
    [grid] = page._sectPr.xpath("w:docGrid")
    pitch = int(grid.get(qn("w:linePitch"))) * 635
    height = page.page_height - page.top_margin - page.bottom_margin
    assert grid.get(qn("w:type")) == "lines"
    assert 22 * pitch <= height < 23 * pitch


def test_28_characters_of_the_body_fit_a_line_and_29_do_not():
    document = opened(paper())
    [page] = document.sections
    [spacing] = document.styles["Body Text"].element.xpath("w:rPr/w:spacing")
    letter = 16 * 12_700 + int(spacing.get(qn("w:val"))) * 635
    width = page.page_width - page.left_margin - page.right_margin
    assert 28 * letter <= width < 29 * letter


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Body Text", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("版记", "仿宋_GB2312", 14),
        ("Footer", "宋体", 14),
    ],
)
def test_style_has_the_font_and_size_of_the_standard(style, font, points):
    style = opened(paper()).styles[style]
    [names] = style.element.xpath("w:rPr/w:rFonts")
    assert {names.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia")} == {font}
    assert style.font.size.pt == points


def test_only_the_third_heading_is_bold():
    styles = opened(paper()).styles
    bold = [level for level in (1, 2, 3, 4) if styles[f"Heading {level}"].font.bold]
    assert bold == [3]


def test_body_is_justified_with_two_characters_before_its_first_line():
    style = opened(paper()).styles["Body Text"]
    [indent] = style.element.xpath("w:pPr/w:ind")
    assert indent.get(qn("w:firstLineChars")) == "200"
    assert style.element.xpath("string(w:pPr/w:jc/@w:val)") == "both"


def test_page_number_stands_outside_on_both_sides_one_character_in():
    document = opened(bulletin())
    assert document.settings.odd_and_even_pages_header_footer
    page = document.sections[0]
    for footer, side in ((page.footer, "right"), (page.even_page_footer, "left")):
        [line] = footer.paragraphs
        assert line.text == "— 1 —"
        assert line._p.xpath("string(w:pPr/w:jc/@w:val)") == side
        assert line._p.xpath(f"string(w:pPr/w:ind/@w:{side}Chars)") == "100"
        assert "PAGE" in line._p.xpath("string(.//w:instrText)")


def test_landscape_annex_turns_its_section_and_imprint_returns_to_portrait():
    turned = [page.orientation for page in opened(bulletin()).sections]
    assert turned == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]


def test_portrait_paper_has_one_section():
    assert len(opened(bulletin(annexes=())).sections) == 1


def test_no_style_of_the_word_processors_template_is_left():
    styles = opened(bulletin()).styles
    fonts = {name for style in styles for name in style.element.xpath(".//@w:eastAsia")}
    assert fonts == {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"}
    assert [style.name for style in styles if style.type is WD_STYLE_TYPE.TABLE] == ["公文表格"]


def test_headings_are_in_the_outline_of_the_document():
    document = opened(bulletin())
    levels = {
        text: found(document, text).style.element.xpath("string(w:pPr/w:outlineLvl/@w:val)")
        for text in ("一、总体情况", "（一）县区情况", "1.青石县", "（1）教育")
    }
    assert list(levels.values()) == ["0", "1", "2", "3"]


def test_free_substitutes_are_named_for_every_font():
    path = Path(__file__).parents[3] / "docs" / "fonts" / "official-papers.conf"
    aliases = etree.parse(path).findall("alias")
    assert {alias.findtext("family") for alias in aliases} == set(Font)
    assert all(alias.find("prefer/family") is not None for alias in aliases)
