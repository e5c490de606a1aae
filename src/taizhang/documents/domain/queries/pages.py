"""Pages of a source with the marks of a draft laid over them (原文版面)."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from taizhang.extraction import can_draw

from ...models import Draft, SourcePage
from .marking import Paragraph, Piece, Span

MOST_PAGES = 40
_SAME_LINE = 2.0  # points
_FAR = 1.5  # of the height: a gap between two columns or cells
_RISE = 0.88  # of the height: from the top of a character to its baseline
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one piece side by side on a page; lengths are points."""

    piece: Piece
    start: int
    text: str
    left: float
    top: float
    width: float
    height: float

    @property
    def base(self) -> float:
        """The baseline."""
        return self.top + _RISE * self.height

    @property
    def is_marked(self) -> bool:
        """Whether something was read here, or was not read."""
        return bool(self.piece.rows or self.piece.fields or self.piece.is_unread)


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page for the review page; without a picture its text is drawn in its place."""

    source_id: int
    number: int
    width: float
    height: float
    has_picture: bool
    stretches: Sequence[Stretch] = field(default=())

    @property
    def marks(self) -> list[Stretch]:
        """The stretches that get a box."""
        return [stretch for stretch in self.stretches if stretch.is_marked]


@dataclass(frozen=True, slots=True)
class PageWindow:
    """The pages of a draft that are shown at once, and where those before and behind begin."""

    pages: Sequence[ShownPage]
    count: int
    before: int | None
    after: int | None


def pages_of(draft: Draft) -> list[SourcePage]:
    """The pages that a draft stands on, without the places of their characters."""
    pages = SourcePage.objects.filter(
        source=draft.source_id, span_start__lt=draft.span_end, span_end__gt=draft.span_start
    )
    return list(pages.defer("places").order_by("number"))


def show_window(
    draft: Draft, paragraphs: Iterable[Paragraph], pages: Sequence[SourcePage], *, first: int
) -> PageWindow:
    """The pages that stand together with page ``first``, with their marks."""
    index = next((i for i, page in enumerate(pages) if page.number >= first), 0)
    index -= index % MOST_PAGES
    shown = show_pages(draft, paragraphs, pages[index : index + MOST_PAGES])
    before = pages[index - MOST_PAGES].number if index else None
    rest = pages[index + MOST_PAGES :]
    return PageWindow(shown, len(pages), before, rest[0].number if rest else None)


def touched_pages(window: PageWindow, spans: Sequence[Span]) -> list[ShownPage]:
    """The pages of a window on which one of the spans has a character."""
    return [
        page
        for page in window.pages
        if any(s.start < end and s.start + len(s.text) > start for s in page.stretches
               for start, end in spans)
    ]  # fmt: skip


def show_pages(
    draft: Draft, paragraphs: Iterable[Paragraph], pages: Iterable[SourcePage]
) -> list[ShownPage]:
    """Pages with the pieces of the paragraphs at their places."""
    pieces = sorted((p for each in paragraphs for p in each.pieces), key=lambda p: p.start)
    numbers = [page.number for page in pages]
    kept = SourcePage.objects.filter(source=draft.source_id, number__in=numbers)
    has_picture = can_draw(draft.source.name)
    return [
        ShownPage(
            source_id=draft.source_id,
            number=page.number,
            width=page.width,
            height=page.height,
            has_picture=has_picture,
            stretches=list(_stretches(pieces, page)),
        )
        for page in kept.order_by("number")
    ]


def _stretches(pieces: Sequence[Piece], page: SourcePage) -> Iterator[Stretch]:
    boxes = page.boxes
    for piece in pieces:
        first = max(piece.start, page.span_start)
        last = min(piece.start + len(piece.text), page.span_end)
        for start, end in stretches_of(boxes, first - page.span_start, last - page.span_start):
            left, top, right, bottom = _around(boxes, start, end)
            at = page.span_start + start
            text = piece.text[at - piece.start : page.span_start + end - piece.start]
            yield Stretch(piece, at, text, left, top, right - left, bottom - top)


def stretches_of(boxes: "array[float]", first: int, last: int) -> Iterator[Span]:
    """Where characters stand side by side on one line, as [start, end); blanks do not count."""
    start = end = -1
    for index in range(first, last):
        if boxes[4 * index + 2] <= boxes[4 * index]:
            continue
        if start >= 0 and not _is_beside(boxes, end - 1, index):
            yield start, end
            start = -1
        start, end = (index if start < 0 else start), index + 1
    if start >= 0:
        yield start, end


def _is_beside(boxes: "array[float]", before: int, index: int) -> bool:
    left, top, _, bottom = boxes[4 * index : 4 * index + 4]
    gap = left - boxes[4 * before + 2]
    same_line = abs(top - boxes[4 * before + 1]) < _SAME_LINE
    return same_line and -_SAME_LINE < gap < _FAR * (bottom - top)


def _around(boxes: "array[float]", start: int, end: int) -> Box:
    """The box around the printed characters of a stretch."""
    printed = [i for i in range(start, end) if boxes[4 * i + 2] > boxes[4 * i]]
    return (
        min(boxes[4 * i] for i in printed),
        min(boxes[4 * i + 1] for i in printed),
        max(boxes[4 * i + 2] for i in printed),
        max(boxes[4 * i + 3] for i in printed),
    )
