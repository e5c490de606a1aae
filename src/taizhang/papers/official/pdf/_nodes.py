"""The few shapes of HTML that papers are made of; what they hold is text, never markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from lxml import etree

from .._links import whole_address
from .._measures import POINT
from .._types import Piece

Node: TypeAlias = etree._Element


def node(tag: str, *children: Node | str, cls: str = "", style: str = "", **more: str) -> Node:
    """An element; text among its children is escaped when it is written."""
    attributes = {"class": cls, "style": style, **more}
    made = etree.Element(tag, {name: value for name, value in attributes.items() if value})
    for child in children:
        if not isinstance(child, str):
            made.append(child)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + child
        else:
            made.text = (made.text or "") + child
    return made


def line(cls: str, *inside: Node, style: str = "", tag: str = "p") -> Node:
    """A paragraph of a style (`_styles.STYLES`)."""
    return node(tag, *inside, cls=cls, style=style)


def words(text: str, cls: str = "") -> Node:
    """Plain words."""
    return node("span", *_broken(text), cls=cls)


def pieces(given: Sequence[Piece], *, site: str) -> list[Node]:
    """Words with their links; a link that has nowhere to lead is only words."""
    return [_piece(piece, site) for piece in given]


def _piece(piece: Piece, site: str) -> Node:
    look = "bold" if piece.bold else ""
    address = whole_address(piece.link, site=site) if piece.link else ""
    if not address:
        return words(piece.text, look)
    return node("a", *_broken(piece.text), cls=look, href=address)


def _broken(text: str) -> list[Node | str]:
    """Text with its line ends; blanks that HTML would swallow stay."""
    made: list[Node | str] = []
    for at, part in enumerate(text.replace("\t", "　").split("\n")):
        made += [node("br")] if at else []
        made.append(re.sub(" (?= )", "\u00a0", part))
    return made


def points(twips: float) -> str:
    """Twips as CSS points.

    >>> points(579)
    '28.95pt'
    """
    return f"{twips / POINT:g}pt"
