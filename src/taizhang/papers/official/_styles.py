"""Styles of the paper (GB/T 9704-2012, 5.2.2 and chapter 7): fonts, sizes, lines, indents."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from docx.oxml.xmlchemy import BaseOxmlElement

from ._measures import (
    LINE,
    POINT,
    RED,
    SIZE_BODY,
    SIZE_SMALL,
    SIZE_TABLE,
    SIZE_TITLE,
    SQUEEZE,
    characters,
)
from ._xml import Node, fonts, node, paragraph_properties


class Font(StrEnum):
    """Fonts of the standard by the names they have in offices; files name them, never hold them."""

    TITLE = "方正小标宋简体"
    BODY = "仿宋_GB2312"
    KAI = "楷体_GB2312"
    HEI = "黑体"
    SONG = "宋体"


@dataclass(frozen=True, slots=True)
class Style:
    """One style. `line` is the exact line in twips, 0 for as high as what stands in it."""

    key: str
    name: str
    font: Font = Font.BODY
    size: float = SIZE_BODY
    align: str = "both"
    indent: float = 0.0  # characters, of the first line
    bold: bool = False
    colour: str = ""
    line: int = LINE
    outline: int | None = None  # level from 0 in the outline of the document
    keep: bool = False  # with the next paragraph
    snap: bool = True  # to the lines of the page's grid


LINK = "Hyperlink"
LINE_FACTOR = 1.4  # lines of a table against the size of its letters
_TABLE_LINE = round(SIZE_TABLE * LINE_FACTOR * POINT)

STYLES = (
    Style("Normal", "Normal"),
    Style("Title", "Title", Font.TITLE, SIZE_TITLE, "center", keep=True, snap=False),
    Style("BodyText", "Body Text", indent=2),
    Style("Heading1", "heading 1", Font.HEI, indent=2, outline=0, keep=True),
    Style("Heading2", "heading 2", Font.KAI, indent=2, outline=1, keep=True),
    Style("Heading3", "heading 3", Font.BODY, indent=2, bold=True, outline=2, keep=True),
    Style("Heading4", "heading 4", Font.BODY, indent=2, outline=3, keep=True),
    Style("Mark", "发文机关标志", Font.TITLE, align="center", colour=RED, snap=False),
    Style("Urgency", "紧急程度", Font.HEI),
    Style("Number", "发文字号", align="center"),
    Style("Addressee", "主送机关"),
    Style("Attachment", "附件说明"),
    Style("Signature", "署名和成文日期", align="right"),
    Style("AnnexLabel", "附件序号", Font.HEI),
    Style("Imprint", "版记", size=SIZE_SMALL, line=round(LINE * 0.9), snap=False),
    Style("Caption", "caption", Font.HEI, align="center", keep=True),
    Style("PictureCaption", "图题", Font.HEI, SIZE_TABLE, "center", line=_TABLE_LINE, snap=False),
    Style("Picture", "图片", align="center", line=0, keep=True, snap=False),
    Style("TableHead", "表头", Font.HEI, SIZE_TABLE, "center", line=_TABLE_LINE, snap=False),
    Style("TableText", "表格文字", size=SIZE_TABLE, align="left", line=_TABLE_LINE, snap=False),
    Style("TableNote", "表注", size=SIZE_TABLE, align="left", line=_TABLE_LINE, snap=False),
    Style("FormText", "督查单文字", size=SIZE_SMALL, align="left", line=400, snap=False),
    Style("FormLabel", "督查单栏目", Font.HEI, SIZE_SMALL, "center", line=400, snap=False),
    Style("Footer", "footer", Font.SONG, SIZE_SMALL, "left", line=320, snap=False),
)


def put_styles(styles: BaseOxmlElement) -> None:
    """Replace every style of the template with those of the standard."""
    for child in list(styles):
        styles.remove(child)
    styles.append(_defaults())
    styles.extend(_style(style) for style in STYLES)
    styles.append(_link_style())
    styles.append(_table_style())


def _defaults() -> Node:
    letters = node("rPr", fonts(Font.BODY), _size(SIZE_BODY), _size(SIZE_BODY, "szCs"), _language())
    return node("docDefaults", node("rPrDefault", letters), node("pPrDefault", node("pPr")))


def _language() -> Node:
    return node("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")


def _size(points: float, tag: str = "sz") -> Node:
    return node(tag, val=round(points * 2))


def _style(style: Style) -> Node:
    base = style.key == "Normal"
    made = node("style", type="paragraph", styleId=style.key, **({"default": 1} if base else {}))
    made.append(node("name", val=style.name))
    if not base:
        made.append(node("basedOn", val="Normal"))
    made.extend([node("qFormat"), paragraph_properties(*_lines_of(style)), _letters_of(style)])
    return made


def _lines_of(style: Style) -> list[Node]:
    rule = {"line": style.line or 240, "lineRule": "exact" if style.line else "auto"}
    made = [
        node("keepNext", val=int(style.keep)),
        node("widowControl", val=0),
        node("overflowPunct"),
        node("autoSpaceDE", val=0),
        node("autoSpaceDN", val=0),
        node("snapToGrid", val=int(style.snap)),
        node("spacing", before=0, after=0, **rule),
        indent_of(style.indent),
        node("jc", val=style.align),
    ]
    if style.outline is not None:
        made.append(node("outlineLvl", val=style.outline))
    return made


def indent_of(count: float) -> Node:
    """An indent of the first line by characters, said in characters and in twips."""
    return node("ind", firstLineChars=round(count * 100), firstLine=characters(count))


def _letters_of(style: Style) -> Node:
    made = node("rPr", fonts(style.font))
    if style.bold:
        made.append(node("b"))
    if style.colour:
        made.append(node("color", val=style.colour))
    made.append(node("spacing", val=SQUEEZE if style.size == SIZE_BODY else 0))
    made.extend([_size(style.size), _size(style.size, "szCs")])
    return made


def _link_style() -> Node:
    """Links look like the text around them; some word processors paint them without being told."""
    made = node("style", type="character", styleId=LINK)
    made.extend([node("name", val="Hyperlink"), node("rPr", node("u", val="none"))])
    return made


def _table_style() -> Node:
    sides = [
        node(side, val="single", sz=4, space=0, color="000000")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    look = node("tblPr", node("tblBorders", *sides))
    made = node("style", node("name", val="公文表格"), type="table", styleId="PaperTable")
    made.append(look)
    return made
