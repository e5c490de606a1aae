from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from docx.oxml.ns import qn

from ._links import check_link
from ._styles import LINK
from ._types import Piece
from ._xml import Node, node, run


def runs_of(pieces: Sequence[Piece], *letters: Node) -> list[Node]:
    """Runs of the pieces, with `letters` (sizes) for all; links hold their address until added.

    `Sheet.add` puts addresses into the relations of the file.
    """
    return [_piece(piece, letters) for piece in pieces] or [run("", *letters)]


def _piece(piece: Piece, letters: Sequence[Node]) -> Node:
    look = [deepcopy(one) for one in letters]  # an element stands in one place only
    if piece.bold:
        look.insert(0, node("b"))
    if not piece.link:
        return run(piece.text, *look)
    made = node("hyperlink", run(piece.text, node("rStyle", val=LINK), *look), history=1)
    made.set(qn("r:id"), check_link(piece.link))
    return made
