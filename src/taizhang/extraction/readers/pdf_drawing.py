"""What is drawn on a page of a PDF (PDF 图形): straight lines, and pictures that cover the page.

Lines come as strokes, as thin filled bars or as the edges of filled boxes, in the page itself or
in forms inside it; all are taken alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import c_float, c_int
from typing import Any

import pypdfium2
from pypdfium2 import raw

from .paged import Rule

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 40_000
_DEEPEST = 4
_STRAIGHT = 1.0  # points off the axis
_SHORTEST = 5.0
_MANY = 40
_COVERING = 0.5  # of the page


class Drawing:
    """The rules and the pictures of a page."""

    def __init__(self, page: pypdfium2.PdfPage, place: Callable[[float, float], Point]) -> None:
        self.rules: list[Rule] = []
        self._pictured = 0.0
        self._place = place
        self._area = float(page.get_width() * page.get_height())
        self._objects = _MOST_OBJECTS
        self._segments = _MOST_SEGMENTS
        count = raw.FPDFPage_CountObjects(page)
        self._walk((raw.FPDFPage_GetObject(page, i) for i in range(count)), _SAME, 0)

    @property
    def is_pictured(self) -> bool:
        """Whether pictures cover half of the page: a scan, in one piece or in strips."""
        return self._pictured > _COVERING * self._area

    @property
    def is_full(self) -> bool:
        """Whether much is drawn, such as text that was turned into curves."""
        return _MOST_OBJECTS - self._objects > _MANY or self.is_cut

    @property
    def is_cut(self) -> bool:
        """Whether the page holds more than was looked at."""
        return self._objects < 0 or self._segments < 0

    def _walk(self, objects: Iterator[Any], outer: Matrix, depth: int) -> None:
        for each in objects:
            self._objects -= 1
            if self.is_cut:
                return
            kind = raw.FPDFPageObj_GetType(each)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._read_path(each, _product(_matrix_of(each), outer))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._see_picture(_product(_matrix_of(each), outer))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                count = raw.FPDFFormObj_CountObjects(each)
                inner = (raw.FPDFFormObj_GetObject(each, i) for i in range(count))
                self._walk(inner, _product(_matrix_of(each), outer), depth + 1)

    def _see_picture(self, matrix: Matrix) -> None:
        self._pictured += abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])

    def _read_path(self, path: Any, matrix: Matrix) -> None:
        fill, stroke = c_int(), c_int()
        raw.FPDFPath_GetDrawMode(path, fill, stroke)
        count = raw.FPDFPath_CountSegments(path)
        self._segments -= count
        if self.is_cut or not (fill.value or stroke.value):
            return
        for a, b in _lines(path, count):
            self._add(self._place(*_moved(a, matrix)), self._place(*_moved(b, matrix)))

    def _add(self, a: Point, b: Point) -> None:
        wide, high = abs(a[0] - b[0]), abs(a[1] - b[1])
        if min(wide, high) <= _STRAIGHT and max(wide, high) >= _SHORTEST:
            left, right = sorted((a[0], b[0]))
            top, bottom = sorted((a[1], b[1]))
            self.rules.append(Rule(left, top, right, bottom))


def _lines(path: Any, count: int) -> Iterator[tuple[Point, Point]]:
    """The straight segments of a path in its own coordinates."""
    x, y = c_float(), c_float()
    start = before = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield before, point
        if raw.FPDFPathSegment_GetClose(segment):
            yield point, start
        before = point


def _matrix_of(each: Any) -> Matrix:
    m = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(each, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    x, y = _moved((e, f), outer)
    p, q, r, s, _, _ = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, x, y


def _moved(point: Point, matrix: Matrix) -> Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
