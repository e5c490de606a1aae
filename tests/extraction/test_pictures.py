"""Pages as pictures: drawn in a child process, an error is a sentence."""

import struct
import zlib

import pytest

from extraction.readers.pdf_files import PdfPage, make_page, write_pdf
from taizhang.extraction import ReadError, can_draw, draw_page


def _size_and_rows(png: bytes) -> tuple[int, int, bytes]:
    width, height = struct.unpack_from(">II", png, 16)
    (length,) = struct.unpack_from(">I", png, 33)
    return width, height, zlib.decompress(png[41 : 41 + length])


def test_page_is_drawn_at_the_width_asked_for() -> None:
    width, height, rows = _size_and_rows(
        draw_page("甲.pdf", write_pdf(make_page("ab 12")), 1, width=600)
    )
    assert (width, height) == (600, pytest.approx(849, abs=1))
    assert len(rows) == height * (1 + width * 3)
    assert len(set(rows)) > 2  # not blank


def test_huge_page_is_drawn_smaller() -> None:
    width, height, _ = _size_and_rows(draw_page("大.pdf", write_pdf(PdfPage((14_400, 14_400))), 1))
    assert width * height <= 6_100_000


@pytest.mark.parametrize(
    ("name", "data", "number", "code"),
    [
        ("甲.txt", b"text", 1, "unknown_format"),
        ("甲.pdf", b"%PDF-1.7 nothing", 1, "damaged"),
        ("甲.pdf", write_pdf(PdfPage()), 2, "no_page"),
        ("甲.pdf", write_pdf(PdfPage()), 0, "no_page"),
    ],
)
def test_what_cannot_be_drawn_is_said(name: str, data: bytes, number: int, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        draw_page(name, data, number)
    assert caught.value.code == code
    assert caught.value.message.endswith("。")


def test_only_pdf_has_pictures() -> None:
    assert [can_draw(name) for name in ("甲.PDF", "甲.ofd", "甲")] == [True, False, False]
