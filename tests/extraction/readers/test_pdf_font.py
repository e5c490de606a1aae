"""The stand-in font: text of fonts that a PDF does not bring is read on a machine without any."""

import struct

from pdf_files import PdfPage, write_pdf

from taizhang.extraction import read_bytes
from taizhang.extraction.readers.pdf_font import make_font


def test_every_table_lies_within_the_font() -> None:
    font = make_font()
    (count,) = struct.unpack_from(">H", font, 4)
    tags = []
    for at in range(12, 12 + 16 * count, 16):
        tag, _, start, length = struct.unpack_from(">4sIII", font, at)
        tags.append(tag)
        assert start + length <= len(font)
    assert tags == sorted(tags)


def test_lone_and_upright_turned_characters_of_absent_fonts_are_read() -> None:
    page = PdfPage()
    for at, character in enumerate("加强领导"):
        page.text(80 + 16 * at, 120, character)
    page.text(300, 300, "机关内部", turn=90)
    assert read_bytes("甲.pdf", write_pdf(page)).text == "加强领导\n机关内部\n"
