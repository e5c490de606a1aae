"""The text of a web page (网页文字): blocks as lines, tables, numbered lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from ..vocabulary import words
from .layout_tables import Cell, table_lines
from .number_formats import format_number
from .web_noise import PageNoise, walk

_INLINE = frozenset(words("web", "inline_tags"))
_TABLES = frozenset(("table", "tbody", "thead", "tfoot", "tr", "colgroup"))
_CELLS = frozenset(("td", "th"))
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman"}
_LAYOUT = 40
_PLAIN_LIST = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)


@dataclass(slots=True)
class _Table:
    rows: list[list[Cell]] = field(default_factory=list)
    nested: bool = False


@dataclass(slots=True)
class _Context:
    """The body of the page, or one cell of a table."""

    lines: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)

    def end_line(self) -> None:
        text = _SPACES.sub(" ", "".join(self.inline)).strip(" \u3000")
        self.inline.clear()
        if text:
            self.lines.append(text)


def page_lines(root: LexborNode, noise: PageNoise) -> list[str]:
    """The lines of a page without its noise; tables as `layout_tables` writes them."""
    writer = _Writer()
    for node, entering in walk(root, noise):
        (writer.enter if entering else writer.leave)(node)
    writer.contexts[0].end_line()
    return writer.contexts[0].lines


class _Writer:
    def __init__(self) -> None:
        self.contexts = [_Context()]
        self.tables: list[_Table] = []
        self.lists: list[tuple[str, int]] = []  # format, the next number; "" for plain lists

    def enter(self, node: LexborNode) -> None:
        """A node begins."""
        tag = node.tag or ""
        context = self.contexts[-1]
        if tag == "-text":
            context.inline.append(node.text_content or "")
            return
        if tag in _INLINE or tag in _TABLES - {"table", "tr"}:
            return
        context.end_line()
        if tag in _CELLS:
            self.contexts.append(_Context())
        elif tag == "table":
            self._open_table()
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
        elif tag in {"ol", "ul"}:
            self.lists.append(_list_of(node))
        elif tag == "li":
            self._number(node)

    def leave(self, node: LexborNode) -> None:
        """A node ends."""
        tag = node.tag or ""
        if tag == "-text" or tag in _INLINE:
            return
        self.contexts[-1].end_line()
        if tag in _CELLS and len(self.contexts) > 1:
            self._close_cell(node)
        elif tag == "table" and self.tables:
            self._close_table()
        elif tag in {"ol", "ul"} and self.lists:
            self.lists.pop()

    def _open_table(self) -> None:
        if self.tables:
            self.tables[-1].nested = True
        self.tables.append(_Table())

    def _close_cell(self, node: LexborNode) -> None:
        lines = self.contexts.pop().lines
        if not self.tables or not self.tables[-1].rows:
            self.contexts[-1].lines.extend(lines)
            return
        columns, rows = (_span(node.attributes.get(name)) for name in ("colspan", "rowspan"))
        self.tables[-1].rows[-1].append(Cell(lines, columns, rows))

    def _close_table(self) -> None:
        table = self.tables.pop()
        rows = [row for row in table.rows if row]
        places = table.nested or any(len(c.lines) > _LAYOUT for row in rows for c in row)
        if places:
            lines = [line for row in rows for cell in row for line in cell.lines]
        else:
            lines = table_lines(rows)
        self.contexts[-1].lines.extend(lines)

    def _number(self, node: LexborNode) -> None:
        """The number that a browser prints before a list item."""
        if not self.lists or not self.lists[-1][0]:
            return
        form, count = self.lists[-1]
        value = node.attributes.get("value") or ""
        count = int(value) if value.isascii() and value.isdigit() and len(value) < 6 else count
        self.lists[-1] = form, count + 1
        self.contexts[-1].inline.append(f"{format_number(count, form)}. ")


def _list_of(node: LexborNode) -> tuple[str, int]:
    attributes = node.attributes
    if node.tag == "ul" or _PLAIN_LIST.search(attributes.get("style") or ""):
        return "", 1
    start = attributes.get("start") or ""
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
    return _STYLES.get(attributes.get("type") or "1", "decimal"), first


def _span(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else 1
