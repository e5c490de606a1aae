"""Pages into text (成文): lines in the order of reading, paragraphs whole, every place kept."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from ...types import Decoded, Notice, Page, PageMap, Span
from .drafting import PageDraft, draft_pages
from .glyphs import NOWHERE, PageContent
from .lines import SOFT_HYPHEN, Piece
from .order import find_order
from .paragraphs import (
    Margins,
    Placed,
    joint,
    measure_habits,
    measure_margins,
    place_lines,
    runs_on,
)
from .remarks import remark_on_pages

_INDENT = "\u3000\u3000"


def assemble_pages(contents: Iterable[PageContent], encoding: str) -> Decoded:
    """The text of pages with the place of each character.

    Raises `ReadError`: those of `draft_pages`.
    """
    pages = draft_pages(contents)
    order = find_order([page.furniture.number for page in pages])
    writer = _Writer(pages)
    for index in order.order:
        writer.write_page(index, pages[index], is_stray=index in order.strays)
    places = writer.places()
    remarks = remark_on_pages([page.facts for page in pages], places.pages, order)
    return writer.decoded(encoding, places, remarks)


def _running(lines: list[Piece]) -> list[Piece]:
    return [line for line in lines if not line.is_table]


class _Writer:
    """Writes lines and remembers where everything stands."""

    def __init__(self, pages: list[PageDraft]) -> None:
        stretches = [stretch for page in pages for stretch in page.stretches]
        self._habits = measure_habits(stretches)
        running = map(_running, stretches)
        self._known: list[Margins] = [measure_margins(s) for s in running if len(s) > 2]
        self._parts: list[str] = []
        self._length = 0
        self._boxes: array[float] = array("f")
        self._pages: dict[int, Page] = {}
        self._noise: list[Span] = []
        self._continued: list[int] = []
        self._open: Placed | None = None  # the last printed line of running text
        self._at_line = True  # nothing but running text was written since then

    def write_page(self, index: int, page: PageDraft, *, is_stray: bool) -> None:
        """Head, text, turned text, foot; nothing runs on to a page that is out of order."""
        start = self._length
        if is_stray:
            self._open = None
        self._write_noise(page.furniture.top)
        for stretch in page.stretches:
            for placed in place_lines(stretch, self._known):
                self._write_line(placed)
        for line in page.turned:
            self._end_line()
            self._write(line)
            self._open = None
        self._write_noise(page.furniture.bottom)
        self._end_line()
        self._pages[index] = Page(
            (start, self._length), float(page.sheet.width), float(page.sheet.height)
        )

    def places(self) -> PageMap:
        """The pages as they lie in the file, and the boxes of what was written."""
        return PageMap(tuple(page for _, page in sorted(self._pages.items())), self._boxes)

    def decoded(self, encoding: str, places: PageMap, remarks: Iterable[Notice]) -> Decoded:
        """What was written."""
        return Decoded(
            "".join(self._parts).replace(SOFT_HYPHEN, "-"),
            encoding,
            places,
            tuple(remarks),
            tuple(self._noise),
            tuple(self._continued),
        )

    def _write_line(self, placed: Placed) -> None:
        line = placed.line
        before, self._open = self._open, placed
        if before is None or not runs_on(before, placed, self._habits):
            self._end_line()
            if placed.is_indented:
                self._put(_INDENT)
        elif self._at_line:
            self._drop_hyphen()
            self._put(joint(before.line.text, line.text))
        else:
            self._end_line()
            self._continued.append(self._length)
        self._write(line)
        self._at_line = True

    def _write_noise(self, lines: Iterable[Piece]) -> None:
        for line in lines:
            self._end_line()
            start = self._length
            self._write(line)
            self._noise.append((start, self._length))
            self._at_line = False

    def _write(self, line: Piece) -> None:
        self._parts.append(line.text)
        self._boxes.extend(line.boxes)
        self._length += len(line.text)

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._boxes.extend(NOWHERE * len(text))
        self._length += len(text)

    def _drop_hyphen(self) -> None:
        """A hyphen that only cut a word at the end of a line is no part of it."""
        if self._parts[-1].endswith(SOFT_HYPHEN):
            self._parts[-1] = self._parts[-1][:-1]
            del self._boxes[-4:]
            self._length -= 1

    def _end_line(self) -> None:
        if self._parts and not self._parts[-1].endswith("\n"):
            self._put("\n")
        self._at_line = False
