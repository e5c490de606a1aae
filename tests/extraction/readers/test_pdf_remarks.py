"""What is said of a PDF's pages: scans, characters without a meaning, pages out of order."""

import pytest
from pdf_files import FIRST, SECOND, PdfPage, make_page, read_pages, write_pdf

from taizhang.extraction import ReadError, extract, read_bytes


def test_scan_is_refused_with_its_pages_and_what_to_do() -> None:
    pages = [PdfPage(), PdfPage(), PdfPage()]
    for page in pages:
        page.picture()
    with pytest.raises(ReadError, match=r"第 1—3 页.*没有文字层.*OCR") as caught:
        read_bytes("扫描.pdf", write_pdf(*pages))
    assert caught.value.code == "no_text_layer"


def test_scanned_pages_among_others_are_named_and_the_othersread_pages() -> None:
    scans = [PdfPage(), PdfPage(), PdfPage()]
    for page in scans:
        page.picture()
    decoded = read_pages(make_page(*FIRST), scans[0], scans[1], make_page(*SECOND), scans[2])
    assert "培育主体" in decoded.text
    assert "扩大投资" in decoded.text
    (notice,) = decoded.notices
    assert notice.code == "no_text_layer"
    assert notice.message.startswith("第 2—3、5 页是扫描图像")


def test_text_of_a_recognised_scan_is_read_with_a_warning() -> None:
    page = make_page(*FIRST)
    page.picture()
    page.parts.insert(0, "3 Tr")  # neither filled nor stroked
    decoded = read_pages(page)
    assert "培育主体" in decoded.text
    assert [notice.code for notice in decoded.notices] == ["recognised_text"]


def test_blank_pages_are_no_text() -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes("空.pdf", write_pdf(PdfPage(), PdfPage()))
    assert caught.value.code == "empty"


def test_characters_without_a_meaning_are_counted() -> None:
    decoded = read_pages(make_page(*FIRST, "特殊符号\ue001和\ue002"))
    (notice,) = decoded.notices
    assert notice.code == "unmapped_characters"
    assert "第 1 页共有 2 个字符" in notice.message


def test_text_in_a_private_code_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes("密.pdf", write_pdf(make_page("\ue001\ue002\ue003一")))
    assert caught.value.code == "no_characters"


def test_page_bound_at_the_wrong_place_is_read_where_its_number_says() -> None:
    third = ["　　四、稳定外贸。增长5%以上。（市商务局负责）"]
    decoded = read_pages(
        make_page(*FIRST, number="— 1 —"),
        make_page(*third, number="— 3 —"),
        make_page(*SECOND, number="— 2 —"),
    )
    (document,) = extract(decoded).documents
    assert [item.path for item in document.items] == [("一",), ("二",), ("三",), ("四",)]
    assert "突破12亿元" in document.items[1].text
    assert [(n.code, n.message[:8]) for n in decoded.notices] == [("page_order", "第 2—3 页的")]
    assert decoded.pages is not None
    start, end = decoded.pages.pages[1].span
    assert "稳定外贸" in decoded.text[start:end]


def test_nothing_runs_on_to_a_page_whose_number_goes_back() -> None:
    pages = [make_page(*FIRST, number="— 5 —"), make_page(*SECOND, number="— 2 —")]
    decoded = read_pages(*pages)
    assert decoded.continued == ()
    assert [notice.code for notice in decoded.notices] == ["page_order"]
