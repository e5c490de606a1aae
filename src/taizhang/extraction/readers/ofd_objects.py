"""Objects on a page of an OFD file (OFD 图元): texts become glyphs, straight paths rules.

Lengths in the file are millimetres from the upper left corner; here they are points.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from .ofd_package import Element, child, children, name_of
from .paged import Glyph, Rule

POINTS = 72 / 25.4
Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_NARROW = 0.5  # of the size: a Latin letter, where the file does not say
_LARGEST = 10_000.0
_DEEPEST = 16
_STRAIGHT = 1.0
_SHORTEST = 5.0
_STEP = re.compile(r"[A-Za-z]|[-+0-9.eE]+")
_ARGUMENTS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
MOST_OBJECTS = 100_000


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute; what is none counts as 0."""
    return [_number(word) for word in (text or "").split()]


def _number(word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        return 0.0
    return value if abs(value) <= _LARGEST else 0.0


def offsets(text: str | None, most: int) -> list[float]:
    """The distances between characters: ``g 3 5.5`` stands for three times 5.5.

    >>> offsets("1 g 3 5.5 2", 9)
    [1.0, 5.5, 5.5, 5.5, 2.0]
    """
    words = (text or "").split()
    found: list[float] = []
    at = 0
    while at < len(words) and len(found) < most:
        if words[at] == "g" and at + 2 < len(words):
            found.extend([_number(words[at + 2])] * _count(words[at + 1], most))
            at += 3
        else:
            found.append(_number(words[at]))
            at += 1
    return found[:most]


def _count(word: str, most: int) -> int:
    """How often a distance is repeated, never more than there are characters."""
    if not word.isascii() or not word.isdigit():
        return 0
    return most if len(word) > 9 else min(most, int(word))


class ObjectReader:
    """Collects the glyphs, rules and pictures of a page and of what it refers to."""

    def __init__(self, composites: Mapping[str, Element]) -> None:
        self.glyphs: list[Glyph] = []
        self.rules: list[Rule] = []
        self.pictured = 0.0  # square points
        self.objects = 0
        self._composites = composites

    @property
    def is_cut(self) -> bool:
        """Whether there were more objects than are looked at."""
        return self.objects > MOST_OBJECTS

    def read(self, holder: Element, outer: Matrix = _SAME, depth: int = 0) -> None:
        """Read the objects in a layer or a block."""
        for each in holder:
            name = name_of(each)
            self.objects += 1
            if self.is_cut or depth > _DEEPEST:
                return
            if each.get("Visible") in ("false", "0"):
                continue
            if name in ("PageBlock", "Layer", "Content"):
                self.read(each, outer, depth + 1)
            elif name in ("TextObject", "PathObject", "ImageObject", "CompositeObject"):
                self._read_object(name, each, outer, depth)

    def _read_object(self, name: str, each: Element, outer: Matrix, depth: int) -> None:
        boundary = (numbers(each.get("Boundary")) + [0.0] * 4)[:4]
        own = numbers(each.get("CTM"))
        shift: Matrix = (1.0, 0.0, 0.0, 1.0, boundary[0], boundary[1])
        inner: Matrix = (own[0], own[1], own[2], own[3], own[4], own[5]) if len(own) == 6 else _SAME
        matrix = product(product(inner, shift), outer)
        if name == "TextObject":
            self.glyphs.extend(_read_text(each, matrix))
        elif name == "PathObject":
            self.rules.extend(_read_path(each, matrix))
        elif name == "ImageObject":
            self.pictured += abs(boundary[2] * boundary[3]) * POINTS**2
        else:
            unit = self._composites.get(each.get("ResourceID", ""))
            content = child(unit, "Content")
            if content is not None:
                self.read(content, matrix, depth + 1)


def product(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies ``inner`` first."""
    a, b, c, d, e, f = inner
    p, q, r, s, _, _ = outer
    x, y = moved((e, f), outer)
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, x, y


def moved(point: Point, matrix: Matrix) -> Point:
    """A point under a matrix."""
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _read_text(text: Element, matrix: Matrix) -> Iterator[Glyph]:
    size = max(0.1, numbers(text.get("Size"))[0] if numbers(text.get("Size")) else 3.5)
    stretch = (numbers(text.get("HScale")) or [1.0])[0] or 1.0
    x = y = 0.0
    for code in children(text, "TextCode"):
        x = _number(code.get("X", "")) if code.get("X") else x
        y = _number(code.get("Y", "")) if code.get("Y") else y
        words = (code.text or "").strip("\r\n\t")
        starts = _starts(words, (x, y), code, size * stretch)
        yield from _glyphs(words, starts, size, stretch, matrix)


def _starts(words: str, first: Point, code: Element, size: float) -> list[Point]:
    """Where each character begins, in the coordinates of the object."""
    most = max(0, len(words) - 1)
    right, down = offsets(code.get("DeltaX"), most), offsets(code.get("DeltaY"), most)
    if not right and not down:  # nothing said: one behind the other
        right = [size * _width(ch) for ch in words[:most]]
    points = [first]
    for index in range(most):
        x, y = points[-1]
        points.append((x + _at(right, index), y + _at(down, index)))
    return points


def _at(values: Sequence[float], index: int) -> float:
    """The value of a list, its last one where it is too short."""
    return values[min(index, len(values) - 1)] if values else 0.0


def _width(character: str) -> float:
    return _NARROW if character < "\u2e80" else 1.0


def _glyphs(
    words: str, starts: Sequence[Point], size: float, stretch: float, matrix: Matrix
) -> Iterator[Glyph]:
    turn = _turn(starts, matrix)
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    scale = math.hypot(matrix[2], matrix[3]) * POINTS
    along = math.hypot(matrix[0], matrix[1]) * POINTS * stretch
    placed = [moved(point, matrix) for point in starts]
    us = [(x * cos + y * sin) * POINTS for x, y in placed]
    vs = [(y * cos - x * sin) * POINTS for x, y in placed]
    spaced = False
    for index, character in enumerate(words):
        if character.isspace():
            spaced = True
            continue
        end = us[index] + _width(character) * size * along
        if index + 1 < len(us) and us[index] < us[index + 1] < end:
            end = us[index + 1]
        yield Glyph(character, us[index], end, vs[index], max(size * scale, 0.1), turn, spaced)
        spaced = False


def _turn(starts: Sequence[Point], matrix: Matrix) -> int:
    """The direction of reading: that of the object, a quarter more where characters hang."""
    angle = math.degrees(math.atan2(matrix[1], matrix[0]))
    if len(starts) > 1 and all(b[0] == a[0] and b[1] > a[1] for a, b in pairwise(starts)):
        angle += 90
    near = round(angle / 90) * 90
    return (near if abs(angle - near) <= 3 else round(angle)) % 360


def _read_path(path: Element, matrix: Matrix) -> Iterator[Rule]:
    """The straight lines of a path that is drawn."""
    if path.get("Stroke") in ("false", "0") and path.get("Fill") not in ("true", "1"):
        return
    data = child(path, "AbbreviatedData")
    for a, b in _straight(_STEP.findall(data.text or "") if data is not None else []):
        (x0, y0), (x1, y1) = moved(a, matrix), moved(b, matrix)
        wide, high = abs(x0 - x1) * POINTS, abs(y0 - y1) * POINTS
        if min(wide, high) <= _STRAIGHT and max(wide, high) >= _SHORTEST:
            left, right = sorted((x0 * POINTS, x1 * POINTS))
            top, bottom = sorted((y0 * POINTS, y1 * POINTS))
            yield Rule(left, top, right, bottom)


def _straight(words: Sequence[str]) -> Iterator[tuple[Point, Point]]:
    at = 0
    start = here = (0.0, 0.0)
    while at < len(words):
        step = words[at]
        count = _ARGUMENTS.get(step, 0)
        values = [_number(word) for word in words[at + 1 : at + 1 + count]]
        at += 1 + count
        if step == "C":
            yield here, start
            here = start
        elif count and len(values) == count:
            before, here = here, (values[-2], values[-1])
            if step == "L":
                yield before, here
            elif step in "MS":
                start = here
