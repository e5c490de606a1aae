"""YAML that people wrote, read strictly: every value keeps its line, nothing passes unnoticed.

Refused, each with its line: what is no YAML, anchors and aliases, keys given twice, unknown keys,
missing keys, values of another type, nesting and files beyond any rule table. Nothing is executed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

MAX_CHARACTERS = 64 * 1024
MAX_DEPTH = 12
_TEXT_LIKE = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "timestamp"))
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # nodes only: nothing is built
_NULL = "tag:yaml.org,2002:null"
_INT = "tag:yaml.org,2002:int"
_BOOL = "tag:yaml.org,2002:bool"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong in a text: a code for machines, line and sentence for people."""

    code: str
    line: int  # from 1
    message: str


class YamlError(Exception):
    """The text cannot be read as YAML at all (不是合法的 YAML)."""

    code = "bad_yaml"

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"第 {problem.line} 行：{problem.message}")
        self.problem = problem


def compose(text: str, *, characters: int = MAX_CHARACTERS, depth: int = MAX_DEPTH) -> Node:
    """The tree of nodes of a YAML text of at most so many characters and levels.

    Raises:
        YamlError: with the line, when the text is too long, empty or no YAML.
    """
    if len(text) > characters:
        sentence = f"文件超过 {characters // 1024}K 字，不是一份办法或模板，请检查。"
        raise YamlError(Problem("too_long", 1, sentence))
    if control := yaml.reader.Reader.NON_PRINTABLE.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise YamlError(Problem("bad_yaml", line, "有不可见的控制字符，请删去。"))
    try:
        _check_events(text, depth)
        node = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: escapes beyond any character
        raise YamlError(_unreadable(error)) from error
    if node is None:
        raise YamlError(Problem("empty", 1, "文件是空的。"))
    assert isinstance(node, Node)
    return node


def _check_events(text: str, most: int) -> None:
    """Refuse what is not to be built: references, deep nesting, several documents."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        line = event.start_mark.line + 1 if event.start_mark else 1
        if getattr(event, "anchor", None):
            raise YamlError(Problem("alias", line, "不能使用锚点（&）和引用（*），请把内容写全。"))
        if depth > most:
            raise YamlError(Problem("too_deep", line, f"嵌套超过 {most} 层，请检查缩进。"))
        if documents > 1:
            raise YamlError(Problem("documents", line, "文件里有几份 YAML，请只留一份。"))


def _unreadable(error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    sentence = f"第 {column} 个字附近不是合法的 YAML：请检查缩进、冒号后的空格和引号是否成对。"
    return Problem("bad_yaml", line, sentence)


def line_of(node: Node) -> int:
    """The line a node begins on, from 1."""
    return int(node.start_mark.line) + 1


class Reader:
    """Reads values from nodes and collects what is wrong, so that people see all of it at once.

    Every method takes `what`, the words for the value ("第 2 个环节的期限"), and gives a harmless
    value of the right type after a problem.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def refuse(self, node: Node, code: str, message: str) -> None:
        """Note a problem at a node."""
        self.problems.append(Problem(code, line_of(node), message))

    def fields(
        self, node: Node, what: str, *, needed: tuple[str, ...] = (), free: tuple[str, ...] = ()
    ) -> dict[str, Node]:
        """The values of a mapping by key; those given as empty are left out."""
        if not isinstance(node, MappingNode):
            self.refuse(node, "type", f"{what}应当是“键: 值”的形式。")
            return {}
        found: dict[str, Node] = {}
        for key, value in node.value:
            name = str(key.value) if isinstance(key, ScalarNode) else ""
            if name not in needed + free:
                known = "、".join(needed + free)
                self.refuse(key, "unknown_key", f"{what}不认识“{name}”，可以写：{known}。")
            elif name in found:
                self.refuse(key, "double_key", f"{what}的“{name}”写了两次，请留下一个。")
            else:
                found[name] = value
        found = {name: value for name, value in found.items() if value.tag != _NULL}
        for name in needed:
            if name not in found:
                self.refuse(node, "missing_key", f"{what}缺少“{name}”。")
        return found

    def items(self, node: Node | None, what: str, *, most: int = 100) -> Iterator[Node]:
        """The members of a list, at most so many."""
        if node is None:
            return
        if not isinstance(node, SequenceNode):
            self.refuse(node, "type", f"{what}应当是列表，每项一行，以“- ”开头。")
            return
        if len(node.value) > most:
            self.refuse(node, "too_many", f"{what}有 {len(node.value)} 项，最多 {most} 项。")
        yield from node.value[:most]

    def text(self, node: Node | None, what: str, *, most: int = 300) -> str:
        """A text as it was written, without blanks around it."""
        if node is None:
            return ""
        if not isinstance(node, ScalarNode) or node.tag not in _TEXT_LIKE:
            self.refuse(node, "type", f"{what}应当是文字。")
            return ""
        text = str(node.value).strip()
        if not text or len(text) > most:
            self.refuse(node, "length", f"{what}应当有 1 至 {most} 个字。")
        return text[:most]

    def texts(self, node: Node | None, what: str, *, most: int = 30) -> tuple[str, ...]:
        """A list of different texts."""
        texts: list[str] = []
        for item in self.items(node, what, most=most):
            text = self.text(item, what)
            if text in texts:
                self.refuse(item, "double", f"{what}中“{text}”写了两次。")
            elif text:
                texts.append(text)
        return tuple(texts)

    def word(self, node: Node | None, what: str, words: tuple[str, ...], default: str = "") -> str:
        """One of the words that are known."""
        if node is None:
            return default
        text = self.text(node, what)
        if text and text not in words:
            self.refuse(node, "unknown_word", f"{what}不认识“{text}”，可以写：{'、'.join(words)}。")
        return text if text in words else default or words[0]

    def integer(self, node: Node, what: str, *, least: int, most: int) -> int:
        """A whole number within bounds."""
        text = str(node.value) if isinstance(node, ScalarNode) and node.tag == _INT else ""
        plain = text.isascii() and text.isdigit() and len(text) < 10
        if not plain or not least <= int(text) <= most:
            self.refuse(node, "number", f"{what}应当是 {least} 至 {most} 的整数。")
            return least
        return int(text)

    def flag(self, node: Node | None, what: str) -> bool:
        """true or false; absent is false."""
        if node is None:
            return False
        if not isinstance(node, ScalarNode) or node.tag != _BOOL:
            self.refuse(node, "type", f"{what}应当是 true 或 false。")
            return False
        return str(node.value).lower() in {"true", "yes", "on"}

    def day(self, node: Node | None, what: str) -> date | None:
        """A date like 2026-01-01."""
        if node is None:
            return None
        try:
            return date.fromisoformat(str(node.value))
        except ValueError:
            self.refuse(node, "date", f"{what}应当是 2026-01-01 这样的日期。")
            return None
