"""PDF with a text layer: the order of reading, paragraphs, and where each character lies."""

import pytest
from pdf_files import FIRST, SECOND, PdfPage, make_page, read_pages, write_objects

from taizhang.extraction import DecodedText, ReadError, extract, read_bytes


def _marked(decoded: DecodedText) -> list[str]:
    return [decoded.text[start:end] for start, end in decoded.noise]


def test_printed_lines_become_paragraphs() -> None:
    decoded = read_pages(make_page(*FIRST))
    first, second = decoded.text.splitlines()
    assert first == "　　" + "".join(FIRST[:3]).strip()
    assert second == FIRST[3]


def test_short_line_ends_its_paragraph_without_an_indent_below() -> None:
    lines = ["各县区人民政府：", FIRST[0].strip(), FIRST[1], "少于300人。", "特此通知。"]
    assert read_pages(make_page(*lines)).text.splitlines() == [
        "各县区人民政府：",
        "".join(lines[1:4]),
        "特此通知。",
    ]


def test_paragraph_cut_by_a_page_is_one_item_and_the_page_number_is_noise() -> None:
    decoded = read_pages(make_page(*FIRST, number="— 1 —"), make_page(*SECOND, number="— 2 —"))
    assert _marked(decoded) == ["— 1 —", "— 2 —"]
    (document,) = extract(decoded).documents
    assert [item.path for item in document.items] == [("一",), ("二",), ("三",)]
    assert [unit.name for unit in document.items[1].units] == ["市教育局"]
    assert [(t.value, t.value_max, t.unit) for t in document.items[1].targets] == [
        (3, 5, "家"),
        (1_200_000_000, None, "元"),
    ]


def test_bare_page_numbers_that_count_and_heads_that_return_are_noise() -> None:
    pages = [make_page(*FIRST[n:], number=str(n), head="云岭市若干措施汇编") for n in range(1, 4)]
    assert _marked(read_pages(*pages)) == ["云岭市若干措施汇编", "1"] + [
        text for n in (2, 3) for text in ("云岭市若干措施汇编", str(n))
    ]


def test_each_character_has_its_box_on_itsmake_page() -> None:
    decoded = read_pages(make_page(*FIRST), make_page(*SECOND))
    assert decoded.pages is not None
    second = decoded.pages.pages[1]
    assert (second.width, second.height) == (595, 842)
    start = decoded.text.index("教育局")
    assert second.span[0] <= start < second.span[1]
    left, top, right, bottom = decoded.pages.boxes[4 * start : 4 * start + 4]
    printed = SECOND[0].index("教育局")
    before = sum(8 if ch.isascii() else 16 for ch in SECOND[0][:printed])
    assert left == pytest.approx(80 + before, abs=1)
    assert right == pytest.approx(left + 16, abs=1)
    assert top < 120 < bottom
    assert bottom - top == pytest.approx(16, abs=1)


def test_blanks_and_line_ends_have_no_place() -> None:
    decoded = read_pages(make_page(*FIRST))
    assert decoded.pages is not None
    for at, character in enumerate(decoded.text):
        box = decoded.pages.boxes[4 * at : 4 * at + 4]
        assert (box[2] > box[0]) != character.isspace()


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_rotated_page_reads_as_it_is_shown(rotate: int) -> None:
    width, height = 595.0, 842.0
    shown = (height, width) if rotate != 180 else (width, height)
    page = PdfPage(size=(width, height), rotate=rotate)
    for row in range(2):
        x, y = 100.0, 150.0 + 28 * row  # in the shown page
        place = {
            90: (y, height - x),
            180: (width - x, height - y),
            270: (width - y, x),
        }[rotate]
        page.text(*place, f"第{row + 1}行abc文字", turn=-rotate)
    decoded = read_pages(page)
    assert decoded.text == "第1行abc文字\n第2行abc文字\n"
    assert decoded.pages is not None
    assert (decoded.pages.pages[0].width, decoded.pages.pages[0].height) == shown
    left, top, right, bottom = decoded.pages.boxes[:4]
    assert (left, right) == pytest.approx((100, 116), abs=1.5)
    assert top < 150 < bottom


def test_text_turned_on_an_upright_page_stands_behind_the_rest() -> None:
    page = make_page("各部门：", "　　一、加强领导。")
    page.text(400, 300, "内部12资料", turn=90)
    page.text(200, 500, "征求意见12稿", turn=-45)
    decoded = read_pages(page)
    assert decoded.text.splitlines() == [
        "各部门：",
        "　　一、加强领导。",
        "内部12资料",
        "征求意见12稿",
    ]


def test_left_column_is_read_before_the_right_one() -> None:
    page = PdfPage()
    page.text(150, 80, "云岭市人民政府公报二〇二六年第二期目录", size=20)
    left = ["　　一、培育主体。支持企业技", "术改造，年内培育企业12家以", "上。（市科技局负责）"]
    right = ["　　三、扩大投资。签约项目开", "工率达到75%以上。（市发改", "委负责）"]
    more = ["　　二、建好平台。新建实验室", "3家。（市教育局负责）"]
    page.lines(60, 140, [*left, *more], pitch=24)
    page.lines(
        320, 146, [*right, "　　四、稳定外贸。货物贸易增", "长5%以上。（市商务局负责）"], pitch=24
    )
    decoded = read_pages(page)
    (document,) = extract(decoded).documents
    paths = [item.path for item in document.items]
    assert paths == [("一",), ("二",), ("三",), ("四",)]
    assert [item.units[0].name for item in document.items] == [
        "市科技局",
        "市教育局",
        "市发改委",
        "市商务局",
    ]


def test_radicals_and_ligatures_become_the_characters_meant() -> None:
    page = make_page("⼯信局、⻓江局⽅面，ofﬁce")
    assert read_pages(page).text == "工信局、长江局方面，office\n"


def test_character_printed_twice_for_bold_is_read_once() -> None:
    page = PdfPage()
    for shift in (0, 0.4):
        page.text(80 + shift, 120, "一、加强领导。")
    for shift in (0, 0.4):
        x = 80 + shift
        for character in "二、落实llll":
            page.text(x, 160, character)
            x += 8 if character.isascii() else 16
    assert read_pages(page).text.splitlines() == ["一、加强领导。", "二、落实llll"]


def test_blanks_between_chinese_go_and_between_words_stay() -> None:
    page = PdfPage()
    page.text(80, 120, "目 录")
    page.text(80, 160, "Yunling City 12 家")
    assert read_pages(page).text.splitlines() == ["目录", "Yunling City 12家"]


def test_word_cut_at_the_end_of_a_line_is_whole() -> None:
    lines = ["Measures of the city government of Yunling to help enter-", "prises grow up"]
    text = read_pages(make_page(*lines)).text
    assert text == "Measures of the city government of Yunling to help enterprises grow up\n"


_NO_PAGES = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing", write_objects(_NO_PAGES)])
def test_damaged_file_is_refused_with_a_code_and_a_sentence(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes("坏.pdf", data)
    assert caught.value.code == "damaged"
    assert "坏.pdf" in caught.value.message
    assert caught.value.message.endswith("。")


def test_text_of_no_size_is_read_as_well() -> None:
    page = make_page("一、加强领导。", "二、落实责任。")
    page.text(80, 220, "三、没有大小。", size=0)
    page.text(80, 260, "四、极小。", size=1e-30)
    assert "二、落实责任。" in read_pages(page).text
