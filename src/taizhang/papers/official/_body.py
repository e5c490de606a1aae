"""The body (正文): paragraphs, headings, tables, pictures, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from .._errors import PaperError
from ._pictures import put_picture
from ._pieces import joined, lines_of
from ._runs import runs_of
from ._sheet import Sheet
from ._styles import Font
from ._tables import table_of
from ._text import one_line, paragraphs_of
from ._types import Align, Block, Heading, Paragraph, Picture, Table
from ._xml import Node, fonts, node, paragraph, run

_HEADING_FONTS = {1: Font.HEI, 2: Font.KAI, 3: Font.BODY, 4: Font.BODY}
_JUSTIFIED = {Align.CENTRE: "center", Align.RIGHT: "right"}


def put_body(sheet: Sheet, blocks: Sequence[Block]) -> None:
    """Put the blocks on the sheet in their order."""
    for block in blocks:
        match block:
            case Paragraph():
                sheet.add(*_paragraphs(block))
            case Heading():
                sheet.add(_heading(block))
            case Table():
                _put_table(sheet, block)
            case Picture():
                put_picture(sheet, block)


def _paragraphs(block: Paragraph) -> list[Node]:
    if block.align is Align.BODY:
        return [paragraph("BodyText", *runs_of(line)) for line in lines_of(block.text)]
    side = (node("jc", val=_JUSTIFIED.get(block.align, "both")),)
    return [paragraph("Normal", *runs_of(line), properties=side) for line in lines_of(block.text)]


def _heading(block: Heading) -> Node:
    check_heading(block)
    text = one_line(block.text)
    if not block.then:
        return paragraph(f"Heading{block.level}", run(text))
    look = [fonts(_HEADING_FONTS[block.level])]
    if block.level == 3:
        look.append(node("b"))
    return paragraph("BodyText", run(text, *look), *runs_of(joined(block.then)))


def check_heading(block: Heading) -> None:
    """Raise PaperError `bad_heading_level` for a level that official papers do not have."""
    if block.level not in _HEADING_FONTS:
        raise PaperError(
            "bad_heading_level",
            f"标题“{one_line(block.text)[:30]}”的层次是 {block.level}，公文标题只有 1 至 4 层。",
        )


def _put_table(sheet: Sheet, block: Table) -> None:
    if block.caption:
        sheet.add(paragraph("Caption", run(one_line(block.caption))))
    sheet.add(table_of(block, width=sheet.width))
    if block.note:
        sheet.add(*(paragraph("TableNote", run(text)) for text in paragraphs_of(block.note)))
