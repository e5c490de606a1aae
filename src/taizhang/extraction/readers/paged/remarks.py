"""What a person should know about the pages of a file (版面提示)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...errors import ReadError
from ...types import Notice, Page
from .characters import UNKNOWN, is_private
from .glyphs import PageContent
from .order import PageOrder

_WHAT_TO_DO = "请对扫描页做文字识别（OCR），或向来文单位索取电子版后再上传。"
_UNREADABLE = 0.5


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is remembered of a page: its characters, those without a meaning, how it was made."""

    characters: int
    dark: int
    is_scan: bool
    is_recognised: bool
    is_cut: bool


def facts_of(content: PageContent) -> PageFacts:
    """The facts of a page."""
    dark = sum(_is_dark(glyph.text) for glyph in content.glyphs)
    flags = content.is_scan, content.is_recognised, content.is_cut
    return PageFacts(len(content.glyphs), dark, *flags)


def written_ranges(pages: Iterable[int]) -> str:
    """Page indices as people write page numbers.

    >>> written_ranges([0, 1, 2, 6])
    '1—3、7'
    """
    ranges: list[list[int]] = []
    for page in sorted(pages):
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1][1] = page
        else:
            ranges.append([page, page])
    return "、".join(f"{a + 1}—{b + 1}" if b > a else f"{a + 1}" for a, b in ranges)


def refuse_textless(facts: Sequence[PageFacts]) -> None:
    """Raise `ReadError` when there is nothing to read on any page.

    ``no_text_layer``: a scan; ``no_characters``: the fonts do not say what their shapes mean;
    ``empty``: blank pages.
    """
    characters, dark = sum(f.characters for f in facts), sum(f.dark for f in facts)
    scans = [i for i, each in enumerate(facts) if each.is_scan]
    if not characters and scans:
        raise ReadError(
            "no_text_layer",
            f"第 {written_ranges(scans)} 页是扫描图像或转成曲线的文字，没有文字层，读不出文字。"
            + _WHAT_TO_DO,
        )
    if not characters:
        raise ReadError("empty", f"共 {len(facts)} 页，都是空白，没有任何文字。请检查文件。")
    if dark > _UNREADABLE * characters:
        raise ReadError(
            "no_characters",
            f"{characters} 个字符中有 {dark} 个没有文字编码（字体未附编码表），读不出文字。"
            "请向来文单位索取 Word 等可编辑的版本，或做文字识别（OCR）后再上传。",
        )


def _is_dark(text: str) -> bool:
    return text == UNKNOWN or (len(text) == 1 and is_private(text))


def remark_on_pages(
    facts: Sequence[PageFacts], pages: Sequence[Page], order: PageOrder
) -> list[Notice]:
    """The notices of a file that was read."""
    return [
        *_remark_scans(facts, pages),
        *_remark_recognised(facts, pages),
        *_remark_dark(facts, pages),
        *_remark_order(pages, order),
        *_remark_cut(facts, pages),
    ]


def _notice(code: str, where: Sequence[int], pages: Sequence[Page], sentence: str) -> list[Notice]:
    """A notice about some pages, at the first of them; none for none."""
    if not where:
        return []
    return [Notice(code, f"第 {written_ranges(where)} 页{sentence}", pages[where[0]].span)]


def _remark_scans(facts: Sequence[PageFacts], pages: Sequence[Page]) -> list[Notice]:
    where = [i for i, each in enumerate(facts) if each.is_scan]
    sentence = "是扫描图像或转成曲线的文字，没有文字层，未读取，其余各页已读取。" + _WHAT_TO_DO
    return _notice("no_text_layer", where, pages, sentence)


def _remark_recognised(facts: Sequence[PageFacts], pages: Sequence[Page]) -> list[Notice]:
    where = [i for i, each in enumerate(facts) if each.is_recognised]
    sentence = "是扫描图像，文字来自其中附带的识别结果，可能有错字，请对照原件核对。"
    return _notice("recognised_text", where, pages, sentence)


def _remark_dark(facts: Sequence[PageFacts], pages: Sequence[Page]) -> list[Notice]:
    where = [i for i, each in enumerate(facts) if each.dark]
    dark = sum(each.dark for each in facts)
    sentence = f"共有 {dark} 个字符没有通用的文字编码，可能显示为方框，请对照原件核对。"
    return _notice("unmapped_characters", where, pages, sentence)


def _remark_order(pages: Sequence[Page], order: PageOrder) -> list[Notice]:
    moved = "的顺序与印刷的页码不符，已按页码的顺序读取，请核对原件是否装订有误。"
    stray = "印刷的页码比前一页小，可能装订有误或缺页，仍按原件的顺序读取，请核对。"
    return [
        *_notice("page_order", order.moved, pages, moved),
        *_notice("page_order", order.strays, pages, stray),
    ]


def _remark_cut(facts: Sequence[PageFacts], pages: Sequence[Page]) -> list[Notice]:
    where = [i for i, each in enumerate(facts) if each.is_cut]
    sentence = "图形过多，表格线未全部辨认，表格可能按普通文字读取，请对照原件核对。"
    return _notice("drawing_cut", where, pages, sentence)
