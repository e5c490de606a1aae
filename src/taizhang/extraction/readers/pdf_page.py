"""One page of a PDF (PDF 页): PDFium's characters and lines in the coordinates of the shown page.

PDFium counts from the lower left corner and ignores the page's rotation; both are undone here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from ctypes import c_double

import pypdfium2
from pypdfium2 import raw

from .paged import Glyph, PageContent, Sheet
from .pdf_drawing import Drawing

Point = tuple[float, float]
_TINIEST = 0.1  # points
_UPRIGHT = 3  # degrees: a scanned and recognised page is never quite straight
_BLANKS = frozenset(" \u00a0\u3000\t")
_HYPHEN = 0x02  # what PDFium makes of a hyphen at the end of a line
_FEW = 20  # characters: a stamp or a page number on a scan
_SAMPLE = 40
_UNKNOWN = "\ufffd"


def read_page(page: pypdfium2.PdfPage) -> PageContent:
    """The characters of a page in the order of the file."""
    width, height = page.get_size()
    place = _placing(page)
    text = page.get_textpage()
    drawing = Drawing(page, place)
    try:
        glyphs = tuple(_Glyphs(text, place))
        is_hidden = drawing.is_pictured and bool(glyphs) and _is_hidden(text)
    finally:
        text.close()
    return PageContent(
        Sheet(width, height),
        glyphs,
        tuple(drawing.rules),
        is_scan=_is_scan(drawing, len(glyphs)),
        is_recognised=is_hidden,
        is_cut=drawing.is_cut,
    )


def _is_scan(drawing: Drawing, characters: int) -> bool:
    if drawing.is_pictured:
        return characters < _FEW
    return not characters and drawing.is_full


def _is_hidden(text: pypdfium2.PdfTextPage) -> bool:
    """Whether the text is there to be found, not to be seen: character recognition puts it so."""
    modes = (
        raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, index))
        for index in range(min(_SAMPLE, text.count_chars()))
        if not raw.FPDFText_IsGenerated(text, index)
    )
    return all(mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE for mode in modes)


def _placing(page: pypdfium2.PdfPage) -> Callable[[float, float], Point]:
    """From the page's own coordinates to those of the page as it is shown."""
    left, bottom, right, top = page.get_bbox()
    return {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }[page.get_rotation()]


class _Glyphs:
    """Walks the characters of a text page."""

    def __init__(self, text: pypdfium2.PdfTextPage, place: Callable[[float, float], Point]) -> None:
        self._text = text
        self._place = place
        self._zero = place(0.0, 0.0)
        self._x, self._y = c_double(), c_double()
        self._box = raw.FS_RECTF()
        self._matrix = raw.FS_MATRIX()

    def __iter__(self) -> Iterator[Glyph]:
        spaced, high = False, 0
        for index in range(self._text.count_chars()):
            code = raw.FPDFText_GetUnicode(self._text, index)
            if 0xD800 <= code < 0xDC00:  # the first half of a character beyond U+FFFF
                high = code
                continue
            text, high = _character(code, high), 0
            if text in _BLANKS:
                spaced = True
            elif text:
                yield self._glyph(index, text, spaced)
                spaced = False

    def _glyph(self, index: int, text: str, spaced: bool) -> Glyph:
        raw.FPDFText_GetCharOrigin(self._text, index, self._x, self._y)
        raw.FPDFText_GetLooseCharBox(self._text, index, self._box)
        raw.FPDFText_GetMatrix(self._text, index, self._matrix)
        m, box = self._matrix, self._box
        # The smallest first: `max` keeps it where a damaged file gives no number.
        size = max(_TINIEST, raw.FPDFText_GetFontSize(self._text, index) * math.hypot(m.c, m.d))
        turn = self._turn(m.a, m.b)
        x, y = self._place(self._x.value, self._y.value)
        corners = [self._place(a, b) for a in (box.left, box.right) for b in (box.bottom, box.top)]
        if turn:
            cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            across = [a * cos + b * sin for a, b in corners]
            base = y * cos - x * sin
        else:
            across, base = [a for a, _ in corners], y
        return Glyph(text, min(across), max(across), base, size, turn, spaced)

    def _turn(self, a: float, b: float) -> int:
        x, y = self._place(a, b)
        angle = round(math.degrees(math.atan2(y - self._zero[1], x - self._zero[0]))) % 360
        near = round(angle / 90) * 90
        return near % 360 if abs(angle - near) <= _UPRIGHT else angle


def _character(code: int, high: int) -> str:
    if code == _HYPHEN:
        return "\u00ad"
    if 0xDC00 <= code < 0xE000 and high:
        return chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00)
    if code == 0 or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF):
        return _UNKNOWN
    return "" if code < 0x20 and code != 0x09 else chr(code)
