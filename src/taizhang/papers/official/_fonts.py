"""The table of fonts: names that a machine without the official ones may take instead."""

from __future__ import annotations

from docx.opc.part import Part
from docx.parts.document import DocumentPart
from lxml import etree

from ._styles import Font
from ._xml import Node, node

# The same face under other names: what Windows, macOS, WPS and free collections call it.
OTHER_NAMES = {
    Font.TITLE: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,小标宋,华文中宋,STZhongsong",
    Font.BODY: "仿宋,FangSong,华文仿宋,STFangsong,FandolFang R",
    Font.KAI: "楷体,KaiTi,华文楷体,STKaiti,FandolKai",
    Font.HEI: "SimHei,华文黑体,Noto Sans CJK SC",
    Font.SONG: "SimSun,华文宋体,Noto Serif CJK SC",
}


def put_font_table(document: DocumentPart) -> None:
    """Replace the template's table of fonts."""
    table = node("fonts", *(_font(font, names) for font, names in OTHER_NAMES.items()))
    part: Part = next(
        rel.target_part for rel in document.rels.values() if rel.reltype.endswith("/fontTable")
    )
    part._blob = etree.tostring(table, encoding="UTF-8", xml_declaration=True, standalone=True)


def _font(font: Font, names: str) -> Node:
    return node(
        "font",
        node("altName", val=names),
        node("charset", val="86"),
        node("family", val="auto"),
        node("pitch", val="variable"),
        name=font.value,
    )
