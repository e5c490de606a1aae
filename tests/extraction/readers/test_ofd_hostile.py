"""Harmful OFD files: a result or a sentence, in bounded time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ofd_files import OfdPage, write_ofd, zip_parts
from pdf_files import FIRST

from plugins.growth import seconds
from taizhang.extraction import ReadError
from taizhang.extraction.readers.ofd import read
from taizhang.extraction.readers.ofd_objects import offsets
from taizhang.extraction.types import Decoded

_PAGE = OfdPage()
_PAGE.lines(FIRST * 40)
GOOD = write_ofd(_PAGE, _PAGE)


def _answer(data: bytes) -> Decoded | ReadError:
    try:
        return read(data)
    except ReadError as error:
        return error


def _survive(data: bytes) -> Decoded | str:
    begun = time.monotonic()
    answer = _answer(data)
    assert time.monotonic() - begun < 60
    if isinstance(answer, ReadError):
        assert answer.message.endswith("。")
        return answer.code
    decoded = answer
    assert decoded.pages is not None
    assert len(decoded.pages.boxes) == 4 * len(decoded.text)
    return decoded


@pytest.mark.parametrize("end", range(0, len(GOOD), 1024))
def test_file_cut_at_any_kilobyte_is_refused(end: int) -> None:
    assert _survive(GOOD[:end]) == "damaged"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.binary(max_size=20)), max_size=6))
def test_file_with_bytes_changed_is_read_or_refused(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(GOOD)
    for at, new in changes:
        data[at : at + len(new)] = new
    _survive(bytes(data))


_NUMBERS = st.sampled_from(["", "0", "-1", "1e308", "nan", "inf", "x", "5.64", "g", "g 9 1", "1 2"])


@settings(max_examples=150, deadline=None)
@given(st.lists(_NUMBERS, min_size=8, max_size=8), st.text(max_size=20))
def test_page_with_any_numbers_is_read_or_refused(numbers: list[str], words: str) -> None:
    a, b, c, d, e, f, g, h = numbers
    kept = "".join(ch for ch in words if ch.isprintable() and ch not in "<>&")
    page = OfdPage()
    page.lines(FIRST)
    page.parts.append(
        f"<ofd:TextObject Boundary='{a} {b} {c} {d}' Size='{e}' CTM='{a} {b} {c} {d} {e} {f}' "
        f"HScale='{g}'><ofd:TextCode X='{f}' Y='{g}' DeltaX='{h} {a}' DeltaY='{b}'>{kept}"
        f"</ofd:TextCode></ofd:TextObject><ofd:PathObject Boundary='{h} {a} {b} {c}'>"
        f"<ofd:AbbreviatedData>M {a} {b} L {c} {d} Q 1 B 2 A C {e}</ofd:AbbreviatedData>"
        "</ofd:PathObject>"
    )
    _survive(write_ofd(page))


def test_counted_distances_are_no_bomb() -> None:
    assert offsets("g 999999999 1 " * 1000, 50) == [1.0] * 50
    assert seconds(lambda: offsets("g 999999999 1 " * 1000, 50)) < 1


def test_blocks_in_blocks_end() -> None:
    page = OfdPage()
    page.lines(FIRST)
    page.parts.append("<ofd:PageBlock>" * 200 + "</ofd:PageBlock>" * 200)
    assert isinstance(_survive(write_ofd(page)), Decoded)


def test_units_that_hold_many_units_end() -> None:
    units = "".join(
        f'<ofd:CompositeGraphicUnit ID="{n}"><ofd:Content>'
        + f'<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="{n + 1}"/>' * 40
        + "</ofd:Content></ofd:CompositeGraphicUnit>"
        for n in range(12)
    )
    resources = (
        '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CompositeGraphicUnits>'
        f"{units}</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    page = OfdPage()
    page.lines(FIRST)
    page.parts.append('<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="0"/>')
    decoded = _survive(write_ofd(page, extra={"Doc_0/PublicRes.xml": resources}))
    assert isinstance(decoded, Decoded)
    assert [notice.code for notice in decoded.notices] == ["drawing_cut"]


@pytest.mark.parametrize("path", ["../../../../etc/passwd", "/etc/passwd", "//x/y", "\\..\\..\\a"])
def test_path_cannot_lead_outside(path: str) -> None:
    parts = {"OFD.xml": f"<OFD><DocBody><DocRoot>{path}</DocRoot></DocBody></OFD>"}
    assert _survive(zip_parts(parts)) == "damaged"
