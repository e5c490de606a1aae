"""What stands above the body: the head with its red line, title and addressee (7.2, 7.3.1–2)."""

from __future__ import annotations

from . import _measures as measure
from ._sheet import Sheet
from ._styles import Font
from ._text import clean_text, one_line, paragraphs_of, text_width
from ._types import Head, OfficialPaper
from ._xml import Node, fonts, node, paragraph, run

_MARK_LARGEST, _MARK_SMALLEST = 60.0, 24.0  # points
_MARK_FILL = 0.98  # of the width of the text area
_ABOVE_LETTERS = 0.12  # what a line leaves free above its letters, of their size
_RULE = 12  # eighths of a point


def put_head(sheet: Sheet, head: Head) -> None:
    """Put the urgency, the issuer's mark in red, the number, the signer and the red line."""
    taken = 0
    if head.urgency:
        sheet.add(paragraph("Urgency", run(one_line(head.urgency))))
        taken = measure.LINE
    sheet.add(_mark(one_line(head.mark), taken))
    sheet.add_blank(2)
    sheet.add(_number(head))


def mark_size(mark: str) -> float:
    """The size in points at which the mark fills one line; long marks stop at the smallest."""
    room = measure.TEXT_WIDTH / measure.POINT * _MARK_FILL
    return max(_MARK_SMALLEST, min(_MARK_LARGEST, room // max(text_width(mark), 1.0)))


def mark_place(mark: str, taken: int) -> tuple[float, int, int]:
    """Size in points; twips free above the mark when so many are `taken`; twips of its line."""
    size = mark_size(mark)
    above = round(measure.MARK_TOP - taken - size * _ABOVE_LETTERS * measure.POINT)
    return size, above, round(size * 1.2 * measure.POINT)


def _mark(mark: str, taken: int) -> Node:
    size, above, line = mark_place(mark, taken)
    look = (node("spacing", before=above, after=0, line=line, lineRule="exact"),)
    letters = (node("sz", val=round(size * 2)), node("szCs", val=round(size * 2)))
    return paragraph("Mark", run(mark, *letters), properties=look)


def _number(head: Head) -> Node:
    """7.2.5–7: the number in the middle, or on the left when a signer stands on the right."""
    rule = node("bottom", val="single", sz=_RULE, space=5, color=measure.RED)
    look = [node("pBdr", rule)]
    number = one_line(head.number)
    if not head.signer:
        return paragraph("Number", run(number), properties=tuple(look))
    edge = measure.TEXT_WIDTH - measure.characters(1)
    look += [
        node("tabs", node("tab", val="right", pos=edge)),
        node("jc", val="left"),  # no indent: the red line under it is as wide as the text
    ]
    signer = run(one_line(head.signer), fonts(Font.KAI))
    return paragraph("Number", run(f"　{number}\t签发人："), signer, properties=tuple(look))


def title_lines(title: str) -> list[str]:
    """The lines of a title: as the caller broke it, or before 关于 when it is too long for one.

    >>> title_lines("云岭市人民政府办公室关于重点工作督查情况的通报")
    ['云岭市人民政府办公室', '关于重点工作督查情况的通报']
    """
    lines = paragraphs_of(title)
    room = measure.TEXT_WIDTH / measure.POINT / measure.SIZE_TITLE
    if len(lines) != 1 or text_width(lines[0]) <= room:
        return lines
    issuer, about, matter = lines[0].partition("关于")
    return [issuer, about + matter] if issuer and matter else lines


def title_of(title: str) -> Node:
    """A title as one paragraph, so that it stays one title for whoever reads the file."""
    return paragraph("Title", run("\n".join(title_lines(title))))


def put_title(sheet: Sheet, paper: OfficialPaper) -> None:
    """Put the title two lines under the red line, or on the first line of a paper without one."""
    if paper.head is not None:
        sheet.add_blank(2, keep=True)
    sheet.add(title_of(paper.title))
    sheet.add_blank(1, keep=True)
    if paper.addressee:
        names = one_line(clean_text(paper.addressee)).rstrip(":：")
        sheet.add(paragraph("Addressee", run(f"{names}：")))
