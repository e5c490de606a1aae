"""The body (正文) as HTML: paragraphs, headings, tables, pictures, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from .. import _measures as measure
from .._body import check_heading
from .._pictures import picture_size
from .._pieces import joined, lines_of
from .._text import one_line, paragraphs_of
from .._types import Align, Block, Heading, Paragraph, Picture, Table
from ._nodes import Node, line, node, pieces, points, words
from ._table import table_of

_SIDES = {Align.CENTRE: "text-align:center", Align.RIGHT: "text-align:right"}


class Body:
    """Blocks as HTML; `pictures` are the bytes that the elements name by their place in it."""

    def __init__(self, site: str) -> None:
        self._site = site
        self.pictures: list[bytes] = []

    def of(self, blocks: Sequence[Block], *, landscape: bool = False) -> list[Node]:
        """The blocks in their order, for an upright or a turned page."""
        area = (measure.TEXT_WIDTH, measure.TEXT_HEIGHT)
        width, height = reversed(area) if landscape else area
        made: list[Node] = []
        for block in blocks:
            match block:
                case Paragraph():
                    made += self._paragraphs(block)
                case Heading():
                    made.append(self._heading(block))
                case Table():
                    made += self._table(block, width)
                case Picture():
                    made += self._picture(block, width, height)
        return made

    def _paragraphs(self, block: Paragraph) -> list[Node]:
        style = "BodyText" if block.align is Align.BODY else "Normal"
        return [
            line(style, *pieces(one, site=self._site), style=_SIDES.get(block.align, ""))
            for one in lines_of(block.text)
        ]

    def _heading(self, block: Heading) -> Node:
        check_heading(block)
        style, tag = f"Heading{block.level}", f"h{block.level + 1}"
        title = words(one_line(block.text), style)
        if not block.then:
            return line(style, title, tag=tag)
        title.tag = "b"  # a heading within a line; the outline of the file names it too
        then = pieces(joined(block.then), site=self._site)
        title.set("style", f"bookmark-level:{block.level + 1};bookmark-label:content()")
        return line("BodyText", title, *then)

    def _table(self, block: Table, width: int) -> list[Node]:
        made = [line("Caption", words(one_line(block.caption)))] if block.caption else []
        made.append(table_of(block, width=width, site=self._site))
        notes = paragraphs_of(block.note)
        return made + [line("TableNote", words(text)) for text in notes]

    def _picture(self, block: Picture, width: int, height: int) -> list[Node]:
        across, down = picture_size(block, width, height)
        self.pictures.append(block.data)
        source, alt = f"picture:{len(self.pictures) - 1}", one_line(block.alt)[:250]
        size = f"width:{points(across)};height:{points(down)}"
        made = [line("Picture", node("img", style=size, src=source, alt=alt))]
        if block.caption:
            made.append(line("PictureCaption", words(one_line(block.caption))))
        return made
