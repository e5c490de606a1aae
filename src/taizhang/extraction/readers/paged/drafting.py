"""Pages on their way to text (页面草稿): pieces, furniture apart, stretches of lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ...errors import ReadError
from .columns import split_columns, usual_gutter
from .furniture import Furniture, take_furniture
from .glyphs import PageContent, Rule, Sheet, by_turn, turned
from .lines import Piece, join_rows, make_pieces
from .remarks import PageFacts, facts_of, refuse_textless
from .tables import take_tables

MOST_CHARACTERS = 3_000_000
_MAIN = 0.6


@dataclass(slots=True)
class PageDraft:
    """A page: what reads in its main direction, what is turned against it, what it carries."""

    sheet: Sheet
    facts: PageFacts
    pieces: list[Piece]
    turned: list[Piece]
    furniture: Furniture = field(default_factory=Furniture)
    stretches: list[list[Piece]] = field(default_factory=list)


def draft_pages(contents: Iterable[PageContent]) -> list[PageDraft]:
    """All pages with their lines in the order of reading.

    Raises `ReadError`: ``too_much_text`` beyond three million characters, ``no_text_layer``,
    ``no_characters`` or ``empty`` when no page has text.
    """
    pages = [_draft_page(content) for content in _limited(contents)]
    refuse_textless([page.facts for page in pages])
    for page, furniture in zip(pages, take_furniture([p.pieces for p in pages]), strict=True):
        page.furniture = furniture
    usual = usual_gutter([page.pieces for page in pages])
    for page in pages:
        page.stretches = [join_rows(stretch) for stretch in split_columns(page.pieces, usual)]
    return pages


def _limited(contents: Iterable[PageContent]) -> Iterable[PageContent]:
    characters = 0
    for content in contents:
        characters += len(content.glyphs)
        if characters > MOST_CHARACTERS:
            raise ReadError(
                "too_much_text",
                f"文字超过 {MOST_CHARACTERS // 10_000} 万个字符的上限，未读取。"
                "请拆分成几个文件后再试。",
            )
        yield content


def _draft_page(content: PageContent) -> PageDraft:
    page = PageDraft(content.sheet, facts_of(content), [], [])
    main = _main_turn(content)
    for turn, glyphs in by_turn(content.glyphs):
        if turn == main:
            outside, tables = take_tables(glyphs, _turned_back(content.rules, turn))
            page.pieces = [*make_pieces(outside), *tables]
        else:
            page.turned.extend(join_rows(make_pieces(glyphs)))
    return page


def _main_turn(content: PageContent) -> int:
    """The direction in which most of a page reads: a wide table may lie on its side."""
    counts = {turn: len(glyphs) for turn, glyphs in by_turn(content.glyphs) if turn % 90 == 0}
    most = max(counts, key=lambda turn: counts[turn], default=0)
    return most if counts and counts[most] > _MAIN * len(content.glyphs) else 0


def _turned_back(rules: Sequence[Rule], turn: int) -> Sequence[Rule]:
    if not turn:
        return rules
    return [Rule(*turned((r.left, r.top, r.right, r.bottom), -turn)) for r in rules]
