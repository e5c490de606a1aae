"""What does not become a PDF, and why: a sentence for each, and nothing is fetched."""

import socket
import struct
import zlib

import pypdfium2
import pytest
from sample_papers import bulletin, paper, png, table

from plugins.pdf_pages import lines_of, needs_pdf
from taizhang.papers import PaperError
from taizhang.papers.official import (
    Annex,
    FileProperties,
    Head,
    Heading,
    Paragraph,
    PdfError,
    Picture,
    Piece,
    Table,
    write_pdf,
)
from taizhang.papers.official.pdf import Limits
from taizhang.papers.official.pdf._page import page_of
from taizhang.papers.official.pdf._process import draw

HOSTILE = '甲\x00<b>&amp;]]></p><img src="file:///etc/passwd">{{7}}\u202e“引”</style>\ud800'


def refusal(made, **limits):
    with pytest.raises(PdfError) as caught:
        write_pdf(made, Limits(**limits))
    return caught.value


def fonts_from(folder, tmp_path, monkeypatch):
    """Let fontconfig know no other folder than this."""
    (tmp_path / "fonts.conf").write_text(
        f"<?xml version='1.0'?><fontconfig><dir>{folder}</dir>"
        f"<cachedir>{tmp_path}/cache</cachedir></fontconfig>"
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))


def test_library_that_is_missing_is_named_with_what_to_install(tmp_path, monkeypatch):
    for name in ("libpango-1.0.so.0", "libpango-1.0.so"):
        (tmp_path / name).write_bytes(b"")  # found first, and no library
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    error = refusal(paper())
    assert error.code == "pdf_library_missing"
    assert "libpango-1.0-0 没有找到" in error.message
    assert "apt install" in error.message


@needs_pdf
def test_character_without_a_glyph_is_refused_instead_of_drawn_as_a_box(tmp_path, monkeypatch):
    latin = "/usr/share/fonts/truetype/dejavu"
    fonts_from(latin, tmp_path, monkeypatch)
    error = refusal(paper(Paragraph("嵖岈山")))
    assert error.code in {"no_glyph", "pdf_failed"}  # no font at all: Pango gives up
    assert "fonts-noto-cjk" in error.message


@needs_pdf
def test_paper_that_takes_too_long_is_stopped():
    error = refusal(paper(Paragraph("甲" * 100_000)), seconds=1)
    assert (error.code, "1 秒" in error.message) == ("pdf_timeout", True)


@needs_pdf
def test_paper_that_takes_too_much_memory_is_stopped():
    error = refusal(paper(), memory=60 * 2**20)
    assert error.code in {"pdf_memory", "pdf_failed"}


@needs_pdf
def test_picture_that_unpacks_to_too_many_points_is_refused():
    small = png(2, 2)
    head = b"IHDR" + struct.pack(">II", 20_000, 20_000) + small[24:29]
    bomb = small[:12] + head + struct.pack(">I", zlib.crc32(head)) + small[33:]
    assert refusal(paper(Picture(bomb, "图"))).code == "bad_picture"


@needs_pdf
def test_picture_broken_behind_its_head_is_refused():
    whole = png(600, 600)
    at = whole.index(b"IDAT") + 4
    broken = whole[:at] + bytes(20) + whole[at + 20 :]
    assert refusal(paper(Picture(broken, "图"))).code == "bad_picture"


@pytest.mark.parametrize(
    ("block", "code"),
    [
        (Heading(5, "甲"), "bad_heading_level"),
        (Picture(b"GIF89a", "图"), "bad_picture"),
        (Table((), ()), "no_columns"),
        (table(size=30), "bad_table_size"),
        (table(lines=[["1"]]), "ragged_row"),
        (Paragraph([Piece("甲", link="javascript:alert(1)")]), "bad_link"),
    ],
)
def test_what_word_refuses_is_refused_before_anything_is_drawn(block, code):
    with pytest.raises(PaperError) as caught:
        write_pdf(paper(block))
    assert caught.value.code == code


@needs_pdf
def test_hostile_text_is_text_in_every_place_of_a_paper():
    hostile = bulletin(
        title=HOSTILE,
        addressee=HOSTILE,
        note=HOSTILE,
        attachments=(HOSTILE,),
        annexes=(Annex(HOSTILE, (table(caption=HOSTILE, lines=[["1", [HOSTILE], "", ""]]),)),),
        head=Head(HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        properties=FileProperties(bulletin().properties.at, HOSTILE, HOSTILE),
        body=(Paragraph(HOSTILE), Heading(1, HOSTILE, then=[Piece(HOSTILE, bold=True)])),
    )
    html, _ = page_of(hostile)
    assert not [tag for tag in ("<img", "</b>&", "{{7}}</style") if tag in html]
    document = pypdfium2.PdfDocument(write_pdf(hostile))
    text = "".join("".join(lines_of(page)) for page in document)
    assert text.count("file:///etc/passwd") >= 9
    document.close()


@needs_pdf
def test_nothing_is_fetched_whatever_the_page_asks_for():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        html = f'<html><body><img src="{address}"><img src="file:///etc/passwd">甲</body></html>'
        with pytest.raises(PdfError) as caught:
            draw(html, [], imprint=False, end="", at=0, limits=Limits())
        assert caught.value.code == "pdf_failed"
        with pytest.raises(TimeoutError):
            server.accept()
