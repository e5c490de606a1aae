"""Word files (.docx): the text as a person reads it on paper, numbers of lists included.

Paragraphs and tables in order, text boxes behind the paragraph that holds them, footnotes behind
the text, of the footers only an imprint (版记), of the headers only a secrecy marking (密级).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import ReadError
from ..structure.secrecy import secrecy_mark
from ..types import Decoded, Notice
from .layout_tables import Cell, table_lines
from .ooxml import Element, Package, W, drop, value_of
from .word_lists import Numbering
from .word_paragraphs import ParagraphReader

_CONTENTS_LINE = re.compile(r"[^\t]*\t\d{1,4}")
_TABS = re.compile(r"\t+")
_IMPRINT = re.compile(r"^(?:抄送|抄报|分送|主送)\s*[:：]|印发$|^\W*共印")
_PARAGRAPH, _TABLE, _ROW, _CELL = (W + name for name in ("p", "tbl", "tr", "tc"))
_WRAPPERS = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
_DEEPEST = 200
_FEW = 100

_NOTICES = {
    "revisions": "文件带有 {} 处修订标记，已按“接受全部修订”读取，请与定稿核对。",
    "hidden": "文件里有 {} 处隐藏文字，没有读入；如应读入，请在 Word 中取消隐藏后再上传。",
    "comments": "文件带有 {} 条批注，没有读入。",
    "objects": "文件里嵌有 {} 个对象（如表格文件、公式），其中的内容没有读入，请另行核对。",
    "pictures": "文件文字很少而有 {} 张图片，图片里的文字读不出来；如是扫描件，请先做文字识别。",
    "chunks": "文件里插有 {} 个外部文档片段，没有读入；请用 Word 打开并另存后再上传。",
    "deep": "文件有 {} 处嵌套过深，里面的内容没有读入，请对照原文核对。",
}


def read(data: bytes) -> Decoded:
    """Read a Word file.

    Raises `ReadError`: ``damaged``, ``encrypted``, ``bomb``, ``too_many_parts``, ``no_text``.
    """
    return _Reader(Package(data)).read()


class _Reader:
    """Reads one file from its first part to its last."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = next(iter(package.relations("", "officeDocument")), "")
        if not self.main:
            raise ReadError(
                "damaged", "里面没有正文，不是完好的 .docx 文件。请用 WPS 或 Word 另存后再试。"
            )
        self.paragraphs = ParagraphReader()
        self.numbering = Numbering(self._root("numbering"), self._root("styles"))
        self.lines: list[str] = []
        self._open = ""  # of a paragraph whose end was deleted: it goes on in the next

    def read(self) -> Decoded:
        body = list(self._main_lines())
        marks = [line for line in self._lines_of("header") if secrecy_mark(line)]
        notes = self._notes()
        known = {line.strip() for line in body}
        imprint = [
            line
            for line in dict.fromkeys(self._lines_of("footer"))
            if _IMPRINT.search(line.strip()) and line.strip() not in known
        ]
        lines = [*dict.fromkeys(marks), *body, *notes, *imprint]
        text = "\n".join(lines)
        if not text.strip():
            raise self._empty()
        return Decoded(text, "utf-8", notices=tuple(self._notices(text, lines, body, notes)))

    def _root(self, kind: str) -> Element | None:
        part = next(iter(self.package.relations(self.main, kind)), "")
        return self.package.root(part) if part else None

    def _main_lines(self) -> Iterator[str]:
        """The body block by block, each freed when it is read."""
        body = W + "body"
        for block in self.package.elements(
            self.main, _PARAGRAPH, _TABLE, W + "sdt", W + "altChunk"
        ):
            parent = block.getparent()
            if parent is not None and parent.tag == body:
                yield from self.block(block, 0)
                drop(block)
        if self._open:
            yield self._open

    def block(self, element: Element, depth: int) -> Iterator[str]:
        """The lines of a paragraph, a table, or a wrapper around them."""
        if depth > _DEEPEST:
            self.paragraphs.seen["deep"] += 1
        elif element.tag == _PARAGRAPH:
            yield from self._paragraph(element, depth)
        elif element.tag == _TABLE:
            yield from self._table(element, depth)
        elif element.tag == W + "altChunk":
            self.paragraphs.seen["chunks"] += 1
        elif element.tag in _WRAPPERS:
            for child in element:
                yield from self.block(child, depth + 1)

    def _blocks(self, parent: Element, depth: int) -> list[str]:
        return [line for child in parent for line in self.block(child, depth + 1)]

    def _paragraph(self, element: Element, depth: int) -> Iterator[str]:
        properties = element.find(W + "pPr")
        label = "" if self._open else self.numbering.label(properties)
        text = self._open + self.paragraphs.read(element)
        boxes, self.paragraphs.boxes = self.paragraphs.boxes, []
        self._open = ""
        if text.strip():
            if _mark_deleted(properties):
                self._open = label + text
            else:
                yield from _split(label + text)
        for box in boxes:
            yield from self._blocks(box, depth)

    def _table(self, element: Element, depth: int) -> list[str]:
        rows = [self._row(row, depth) for row in _inside(element, _ROW) if not _row_deleted(row)]
        return table_lines([row for row in rows if row])

    def _row(self, row: Element, depth: int) -> list[Cell]:
        properties = row.find(W + "trPr")
        cells = [Cell([])] * _count(value_of(properties, "gridBefore"), 0)
        for element in _inside(row, _CELL):
            about = element.find(W + "tcPr")
            merge = about.find(W + "vMerge") if about is not None else None
            cells.append(
                Cell(
                    self._blocks(element, depth),
                    columns=_count(value_of(about, "gridSpan"), 1),
                    continues=merge is not None and merge.get(W + "val") != "restart",
                )
            )
        return cells

    def _lines_of(self, kind: str) -> list[str]:
        """The lines of all headers or footers."""
        parts = self.package.relations(self.main, kind)
        return [line for part in parts for line in self._blocks(self.package.root(part), 0)]

    def _notes(self) -> list[str]:
        """Footnotes and endnotes in the order in which the text points at them."""
        wanted = list(dict.fromkeys(self.paragraphs.notes))
        texts: dict[tuple[str, str], str] = {}
        for kind in dict.fromkeys(kind for kind, _ in wanted):
            root = self._root(kind + "s")
            for note in root.iterfind(W + kind) if root is not None else ():
                lines = self._blocks(note, 0)
                texts[kind, note.get(W + "id", "")] = " ".join(line.strip() for line in lines)
        found = [texts[note] for note in wanted if texts.get(note)]
        return [f"注{number}：{text}" for number, text in enumerate(found, 1)]

    def _empty(self) -> ReadError:
        if self.paragraphs.seen["pictures"]:
            return ReadError(
                "no_text",
                f"里面没有文字，只有 {self.paragraphs.seen['pictures']} 张图片，可能是扫描件。"
                "请先做文字识别（OCR），或上传带文字的文件。",
            )
        return ReadError("empty", "里面没有任何文字。请检查是否选错了文件。")

    def _notices(
        self, text: str, lines: list[str], body: list[str], notes: list[str]
    ) -> Iterator[Notice]:
        seen = self.paragraphs.seen
        root = self._root("comments")
        seen["comments"] = len(root.findall(W + "comment")) if root is not None else 0
        if len(text) > _FEW:
            del seen["pictures"]
        for code, sentence in _NOTICES.items():
            if seen[code]:
                yield Notice(code, sentence.format(seen[code]), (0, 0))
        if notes:
            end = len("\n".join(lines[: lines.index(notes[-1]) + 1]))
            start = end - len("\n".join(notes))
            sentence = f"文件有 {len(notes)} 条脚注（尾注），已放在正文之后。"
            yield Notice("footnotes", sentence, (start, end))


def _split(text: str) -> list[str]:
    """The lines of a paragraph; tabs stay where they part columns or lead to a page number."""
    found: list[str] = []
    for line in text.split("\n"):
        bare = line.strip("\t \u3000")
        columns = len(_TABS.findall(bare))
        if columns != 0 and columns < 2 and not _CONTENTS_LINE.fullmatch(bare):
            bare = bare.replace("\t", " ")
        if bare:
            found.append(bare)
    return found


def _count(text: str, default: int) -> int:
    return min(int(text), 256) if text.isascii() and text.isdigit() and len(text) < 6 else default


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those in content controls."""
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag == tag:
            yield element
        elif element.tag in _WRAPPERS:
            waiting.extend(reversed(element))


def _row_deleted(row: Element) -> bool:
    properties = row.find(W + "trPr")
    return properties is not None and properties.find(W + "del") is not None


def _mark_deleted(properties: Element | None) -> bool:
    """Whether the end of the paragraph was deleted in a tracked change."""
    mark = properties.find(W + "rPr") if properties is not None else None
    if mark is None:
        return False
    return mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None
