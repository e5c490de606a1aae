"""The few shapes of WordprocessingML that papers are made of, children in the schema's order."""

from __future__ import annotations

from typing import TypeAlias, cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ._text import clean_text

Node: TypeAlias = BaseOxmlElement

_ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "pBdr", "tabs"),
    *("kinsoku", "overflowPunct", "autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid"),
    *("spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr"),
)


def node(tag: str, *children: Node, **attributes: str | float) -> Node:
    """An element of the `w` namespace with attributes of the same."""
    made = cast(Node, OxmlElement(f"w:{tag}"))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def fonts(name: str) -> Node:
    """One font for Chinese and Latin alike, and Chinese forms for the marks both share (“”…)."""
    return node("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name, hint="eastAsia")


def run(text: str, *properties: Node) -> Node:
    """A run of text; line feeds are line breaks, tabs are tabs."""
    made = node("r")
    if properties:
        made.append(node("rPr", *properties))
    for at, line in enumerate(clean_text(text).split("\n")):
        if at:
            made.append(node("br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                made.append(node("tab"))
            if piece:
                made.append(_text_node(piece))
    return made


def _text_node(text: str) -> Node:
    made = node("t")
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def field(instruction: str) -> list[Node]:
    """A field that the word processor fills in, such as PAGE."""
    code = node("instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        node("r", node("fldChar", fldCharType="begin")),
        node("r", code),
        node("r", node("fldChar", fldCharType="separate")),
        node("r", _text_node("1")),
        node("r", node("fldChar", fldCharType="end")),
    ]


def paragraph(style: str, *runs: Node, properties: tuple[Node, ...] = ()) -> Node:
    """A paragraph of a style, with properties that differ from it in any order."""
    return node("p", paragraph_properties(node("pStyle", val=style), *properties), *runs)


def paragraph_properties(*properties: Node) -> Node:
    """`w:pPr` with its children in the order the schema asks for."""
    return node(
        "pPr", *sorted(properties, key=lambda one: _ORDER.index(one.tag.rpartition("}")[2]))
    )


def low_paragraph() -> Node:
    """The paragraph that Word asks for behind a table, no higher than it must be."""
    low = node("spacing", before=0, after=0, line=20, lineRule="exact")
    return paragraph("Normal", properties=(low, node("snapToGrid", val=0)))
