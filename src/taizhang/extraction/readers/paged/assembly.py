"""Pages into text (成文): lines in the order of reading, paragraphs whole, every place kept."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from ...errors import ReadError
from ...types import Decoded, Notice, Page, PageMap, Span
from .columns import split_columns
from .furniture import Furniture, take_furniture
from .glyphs import NOWHERE, PageContent, Sheet, by_turn
from .lines import SOFT_HYPHEN, Piece, join_rows, make_pieces
from .paragraphs import (
    Margins,
    Placed,
    joint,
    measure_habits,
    measure_margins,
    place_lines,
    runs_on,
)

MOST_CHARACTERS = 3_000_000
_INDENT = "\u3000\u3000"


@dataclass(slots=True)
class _PageDraft:
    """A page on its way: pieces, then stretches of lines; turned text apart."""

    sheet: Sheet
    pieces: list[Piece]
    turned: list[Piece]
    furniture: Furniture = field(default_factory=Furniture)
    stretches: list[list[Piece]] = field(default_factory=list)


def assemble_pages(contents: Iterable[PageContent], encoding: str) -> Decoded:
    """The text of pages with the place of each character.

    Raises `ReadError`: ``too_much_text`` beyond three million characters.
    """
    pages = _draft_pages(contents)
    for page, furniture in zip(pages, take_furniture([p.pieces for p in pages]), strict=True):
        page.furniture = furniture
        page.stretches = [join_rows(stretch) for stretch in split_columns(page.pieces)]
    writer = _Writer(pages)
    for page in pages:
        writer.write_page(page)
    return writer.decoded(encoding)


def _draft_pages(contents: Iterable[PageContent]) -> list[_PageDraft]:
    pages: list[_PageDraft] = []
    characters = 0
    for content in contents:
        characters += len(content.glyphs)
        if characters > MOST_CHARACTERS:
            raise ReadError(
                "too_much_text",
                f"文字超过 {MOST_CHARACTERS // 10_000} 万个字符的上限，未读取。"
                "请拆分成几个文件后再试。",
            )
        upright: list[Piece] = []
        turned: list[Piece] = []
        for turn, glyphs in by_turn(content.glyphs):
            pieces = make_pieces(glyphs)
            if turn:
                turned.extend(join_rows(pieces))
            else:
                upright = pieces
        pages.append(_PageDraft(content.sheet, upright, turned))
    return pages


class _Writer:
    """Writes lines and remembers where everything stands."""

    def __init__(self, pages: list[_PageDraft]) -> None:
        stretches = [stretch for page in pages for stretch in page.stretches]
        self._habits = measure_habits(stretches)
        self._known: list[Margins] = [measure_margins(s) for s in stretches if len(s) > 2]
        self._parts: list[str] = []
        self._length = 0
        self._boxes: array[float] = array("f")
        self._pages: list[Page] = []
        self._noise: list[Span] = []
        self._continued: list[int] = []
        self._notices: list[Notice] = []
        self._open: Placed | None = None  # the last printed line of running text
        self._at_line = True  # nothing but running text was written since then

    def write_page(self, page: _PageDraft) -> None:
        """Head, text, turned text, foot."""
        start = self._length
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
        self._pages.append(Page((start, self._length), page.sheet.width, page.sheet.height))

    def decoded(self, encoding: str) -> Decoded:
        """What was written."""
        return Decoded(
            "".join(self._parts).replace(SOFT_HYPHEN, "-"),
            encoding,
            PageMap(tuple(self._pages), self._boxes),
            tuple(self._notices),
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
