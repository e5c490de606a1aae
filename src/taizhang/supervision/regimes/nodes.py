"""YAML that strangers wrote, as nodes with their lines: nothing is built, nothing is expanded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from unicodedata import normalize

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from taizhang.papers.strict_yaml import YamlError, compose, line_of

from .types import Finding

MOST_BYTES = 256 * 1024
_MOST_DEPTH = 24
Tell = Callable[..., None]


class Findings:
    """What was found while reading: called with a code, a sentence and the node it speaks of."""

    def __init__(self) -> None:
        self.all: list[Finding] = []
        self.rule = 0

    def __call__(
        self, code: str, message: str, node: Node | None = None, *, severity: str = "error"
    ) -> None:
        line = line_of(node) if node is not None else 0
        where = f"第 {line} 行" if line else ""
        if self.rule:
            where += f"（第 {self.rule} 条规则）"
        text = f"{where}：{message}" if where else message
        self.all.append(Finding(code, text, line, self.rule, severity))


def read_nodes(data: bytes, tell: Findings) -> Node | None:
    """The root of a YAML file in UTF-8 or GB18030; None after telling what is wrong with it."""
    if len(data) > MOST_BYTES:
        tell("too_big", f"文件有 {len(data)} 字节，超过 {MOST_BYTES} 字节的上限；请拆分或精简。")
        return None
    text = _decoded(data)
    if text is None:
        tell("not_text", "文件不是 UTF-8 或 GB18030 文本；请另存为 UTF-8。")
        return None
    try:
        return compose(text, characters=MOST_BYTES, depth=_MOST_DEPTH)
    except YamlError as error:
        tell.all.append(Finding(error.problem.code, str(error), error.problem.line))
    return None


def _decoded(data: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def entries(node: MappingNode, tell: Findings) -> Iterator[tuple[str, Node, Node]]:
    """Each entry of a mapping: key, its node, value; a doubled key is told and left out."""
    seen: dict[str, int] = {}
    for key, value in node.value:
        name = word_of(key)
        if name is None:
            tell("bad_key", "项目名应当是一个词。", key)
        elif name in seen:
            tell("double_key", f"“{name}”写了两次（另见第 {seen[name]} 行）；请留一处。", key)
        else:
            seen[name] = line_of(key)
            yield name, key, value


def word_of(node: Node) -> str | None:
    """A scalar as written, blanks removed and full-width characters folded; None for others."""
    return normalize("NFKC", node.value).strip() if isinstance(node, ScalarNode) else None


def text_of(node: Node) -> str | None:
    """A scalar as written, None where it is not a scalar; empty for null."""
    if not isinstance(node, ScalarNode):
        return None
    return "" if is_null(node) else str(node.value).strip()


def is_null(node: Node) -> bool:
    """Whether the node says nothing (null, ~, empty)."""
    return isinstance(node, ScalarNode) and node.tag.endswith(":null")


def number_of(text: str) -> Decimal | None:
    """A plain decimal number of at most 18 figures; None for anything else.

    >>> number_of("-2.5"), number_of("1e9"), number_of("٣")
    (Decimal('-2.5'), None, None)
    """
    bare = text.removeprefix("-").removeprefix("+")
    whole, dot, rest = bare.partition(".")
    figures = whole + rest
    plain = figures.isascii() and figures.isdigit() and bool(whole) and bool(rest) == bool(dot)
    return Decimal(text) if plain and len(figures) <= 18 else None


def flag_of(node: Node) -> bool | None:
    """Yes or no in any spelling of YAML, or 是 and 否; None for anything else."""
    word = (word_of(node) or "").lower()
    known = {"true": True, "yes": True, "on": True, "是": True}
    return known.get(word, False if word in {"false", "no", "off", "否"} else None)


__all__ = [
    "Findings",
    "MappingNode",
    "Node",
    "ScalarNode",
    "SequenceNode",
    "entries",
    "flag_of",
    "is_null",
    "line_of",
    "number_of",
    "read_nodes",
    "text_of",
    "word_of",
]
