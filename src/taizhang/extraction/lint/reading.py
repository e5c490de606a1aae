"""A document opened for checking (待检文件): what was read, and how findings name their place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..lines.stream import Block, Stream
from ..structure.context import DocumentContext
from ..structure.outline import Node
from ..types import Document
from .codes import codes
from .findings import Finding, Severity


def path_words(path: Sequence[str]) -> str:
    """A path as it is printed: 三、（一）1. for ("三", "（一）", "1").

    >>> path_words(("三", "（一）", "1")), path_words(("第五条",))
    ('三、（一）1.', '第五条')
    """
    words = []
    for part in path:
        digits = part.replace(".", "").isdigit()
        words.append(part + ("." if digits else "" if part[0] in "第（①②③④⑤⑥⑦⑧⑨⑩" else "、"))
    return "".join(words).removesuffix("、")


@dataclass(frozen=True)
class Reading:
    """One document of a file with its context: outline, tables, clauses, fields."""

    context: DocumentContext
    document: Document

    @property
    def stream(self) -> Stream:
        """The clean text of the whole file with the way back to its source."""
        return self.context.stream

    @cached_property
    def nodes(self) -> list[Node]:
        """All numbered nodes in text order."""
        found: list[Node] = []
        waiting = list(self.context.root.children)
        while waiting:
            node = waiting.pop()
            found.append(node)
            waiting.extend(node.children)
        return sorted(found, key=lambda node: node.start)

    @cached_property
    def _starts(self) -> list[int]:
        return [node.start for node in self.nodes]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The paragraphs of the document, its head included."""
        part = self.context.part
        return self.stream.blocks[part.first : part.last]

    def block_before(self, at: int) -> Block | None:
        """The paragraph that ends before a clean position, within the document."""
        part, blocks = self.context.part, self.stream.blocks
        index = bisect_left(blocks, at, key=lambda block: block.start) - 1
        return blocks[index] if part.first <= index < part.last else None

    @property
    def outline_bounds(self) -> tuple[int, int]:
        """From the first paragraph of the outline to the end of its last."""
        root = self.context.root
        last = max(root.end, self.nodes[-1].end if self.nodes else 0)
        return (root.start if root.blocks else self.nodes[0].start if self.nodes else 0), last

    def before(self, node: Node) -> list[Node]:
        """The nodes that stand before one."""
        return self.nodes[: bisect_left(self._starts, node.start)]

    def node_at(self, at: int) -> Node | None:
        """The numbered node whose own text holds a clean position, or the last before it."""
        i = bisect_right(self._starts, at) - 1
        return self.nodes[i] if i >= 0 else None

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [clause.start for clause in self.context.clauses if not clause.silent]

    def clauses_between(self, start: int, end: int) -> int:
        """How many clauses that name somebody begin between two clean positions."""
        return bisect_left(self._clause_starts, end) - bisect_left(self._clause_starts, start)

    @cached_property
    def _time_starts(self) -> list[int]:
        rows = [clause for row in self.context.rows for clause in row.clauses]
        silent = [clause.start for clause in [*self.context.clauses, *rows] if clause.silent]
        return sorted(silent)

    @cached_property
    def row_starts(self) -> frozenset[int]:
        """Where the rows of task tables begin."""
        return frozenset(row.start for row in self.context.rows)

    def times_between(self, start: int, end: int) -> int:
        """How many clauses that only name a time or person begin between two positions."""
        return bisect_left(self._time_starts, end) - bisect_left(self._time_starts, start)

    def place(self, at: int) -> str:
        """Where a clean position stands, in words: “三、（一）1.”, or the title of the document."""
        node = self.node_at(at)
        if node is not None and at < node.end:
            return f"“{path_words(node.path)}”"
        title = self.document.title
        return f"《{title}》" if title else "文中"

    def clean_at(self, source: int) -> int:
        """The clean position of a source offset."""
        return bisect_right(self.stream.offsets, source - 1)

    def finding(
        self, code: str, start: int, end: int, message: str, severity: Severity | None = None
    ) -> Finding:
        """A finding over [start, end) of the clean stream; the usual severity unless told."""
        return make_finding(self.stream, code, start, end, message, severity)


def make_finding(
    stream: Stream, code: str, start: int, end: int, message: str, severity: Severity | None = None
) -> Finding:
    """A finding whose quote is the source text behind [start, end) of the clean stream."""
    span = stream.span(start, end)
    grave = severity or codes()[code].severity
    return Finding(code, grave, span, stream.source[span[0] : span[1]], message)
