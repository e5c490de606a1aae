"""Hold a template to its vocabulary before it is used (模板检查): every name, in every branch."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.template import Template, TemplateSyntaxError
from django.template.base import FilterExpression, Node, VariableNode
from django.template.defaulttags import ForNode, IfNode
from django.utils.translation import gettext as _

from .engine import compile_words
from .lines import HEAD, TABLES, read_head
from .values import NotAFigureError, TooLongError, WordsError
from .vocabulary import LOOP, WORDS, Leaf, ListOf, Names

MAX_CHARACTERS = 20_000
MAX_LOOPS = 2  # loops inside loops
_TABLE = re.compile(r"\[\[([^\[\]]*)\]\]")
_BAD_TAG = re.compile(r"Invalid block tag[^:]*: '([^']*)'")
_BAD_FILTER = re.compile(r"Invalid filter: '([^']*)'")
Kind = Leaf | Names | ListOf | None  # None: unknown, told already


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a template: a code for machines, its line, a sentence for people."""

    code: str
    line: int
    message: str


class TemplateRefusedError(Exception):
    """A template cannot be used (模板不能采用); `findings` say why, line by line."""

    code = "template_refused"

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(f"第 {one.line} 行：{one.message}" for one in findings))
        self.findings = findings


def check_words(text: str) -> list[Finding]:
    """Everything that is wrong with a template's text, in the order of its lines."""
    if len(text) > MAX_CHARACTERS:
        message = _("模板有 %(n)d 个字，最多 %(most)d 个，请精简。")
        return [Finding("too_long", 1, message % {"n": len(text), "most": MAX_CHARACTERS})]
    try:
        template = compile_words(text)
    except TemplateSyntaxError as error:
        return [_syntax(error)]
    found = [*_Walk().walk(template), *_head(text), *_tables(text)]
    return sorted(found, key=lambda one: one.line)


def refuse_wrong(text: str) -> None:
    """Raises TemplateRefusedError where `check_words` finds anything."""
    if findings := check_words(text):
        raise TemplateRefusedError(findings)


def not_written(error: WordsError) -> TemplateRefusedError:
    """Why sound words could not be written with the numbers there are."""
    place = getattr(error, "template_debug", {})
    if isinstance(error, TooLongError):
        message = _("写出来超过 %(most)s 个字，请减少 for 的层数，或用 |top: 少写几项。")
        said = message % {"most": error.word}
    elif isinstance(error, NotAFigureError):
        message = _("“%(said)s”里的“%(word)s”不是数，|size 只能用在数上。")
        said = message % {"said": place.get("during", ""), "word": error.word}
    else:
        message = _(
            "“%(said)s”这一期没有内容可写（例如没有上期通报时的 n.change），请先用 if 判断。"
        )
        said = message % {"said": place.get("during", error.word)}
    return TemplateRefusedError([Finding(error.code, place.get("line", 1), said)])


def _syntax(error: TemplateSyntaxError) -> Finding:
    said = str(error)
    line = getattr(error, "template_debug", {}).get("line", 1)
    if tag := _BAD_TAG.search(said):
        message = _("不认识“%(name)s”，花括号加百分号里只能写 if、for 和它们的结束。")
        return Finding("bad_tag", line, message % {"name": tag[1]})
    if name := _BAD_FILTER.search(said):
        message = _("不认识竖线后的“%(name)s”，只能用 top、names、size。")
        return Finding("bad_filter", line, message % {"name": name[1]})
    message = _("写法不对：请检查花括号、百分号是否成对，if、for 有没有结束。")
    return Finding("bad_syntax", line, message)


def _head(text: str) -> Iterator[Finding]:
    head, _body = read_head(text)
    if not head["标题"].strip():
        yield Finding("no_title", 1, _("开头要有一行“标题：”，写明通报的标题。"))
    if head["回复"] and not re.fullmatch(r"\d{1,2}个工作日", head["回复"].strip()):
        line = next(n for n, one in enumerate(text.splitlines(), 1) if one.startswith("回复："))
        message = _("“回复：”应写成“10个工作日”这样的期限。")
        yield Finding("bad_answer_days", line, message)


def _tables(text: str) -> Iterator[Finding]:
    for line, said in enumerate(text.splitlines(), start=1):
        for name in _TABLE.findall(said):
            if name.removeprefix("table:") not in TABLES or not name.startswith("table:"):
                known = "、".join(f"[[table:{one}]]" for one in TABLES)
                message = _("没有“%(name)s”这张表，可以写：%(known)s。")
                yield Finding("bad_table", line, message % {"name": name, "known": known})
            elif said.strip() != f"[[{name}]]":
                yield Finding("table_in_line", line, _("表要独占一行，前后不能有别的文字。"))


class _Walk:
    """Goes through every branch of a template with the kinds of the names that hold there."""

    def __init__(self) -> None:
        self.found: list[Finding] = []

    def walk(self, template: Template) -> list[Finding]:
        self._nodes(template.nodelist, dict(WORDS.of), 0)
        return self.found

    def _nodes(self, nodes: Any, names: dict[str, Any], depth: int) -> None:
        for node in nodes:
            if isinstance(node, VariableNode):
                self._printed(node, names)
            elif isinstance(node, IfNode):
                for condition, inner in node.conditions_nodelists:
                    self._condition(condition, node, names)
                    self._nodes(inner, names, depth)
            elif isinstance(node, ForNode):
                self._loop(node, names, depth + 1)

    def _printed(self, node: VariableNode, names: dict[str, Any]) -> None:
        kind = self._kind(node.filter_expression, node, names)
        if isinstance(kind, Names | ListOf):
            message = _(
                "“%(name)s”不是一个词或数，要写明它的哪一项，列表用 for 逐项写或加 |names。"
            )
            self._tell("not_a_word", node, message % {"name": node.filter_expression.token})

    def _condition(self, condition: Any, node: Node, names: dict[str, Any]) -> None:
        if condition is None:
            return
        if isinstance(getattr(condition, "value", None), FilterExpression):
            self._kind(condition.value, node, names)
        for part in (getattr(condition, "first", None), getattr(condition, "second", None)):
            self._condition(part, node, names)

    def _loop(self, node: ForNode, names: dict[str, Any], depth: int) -> None:
        if depth > MAX_LOOPS:
            message = _("for 里套 for 最多 %(most)d 层。")
            self._tell("too_deep", node, message % {"most": MAX_LOOPS})
        sequence = node.sequence
        assert isinstance(sequence, FilterExpression)
        kind = self._kind(sequence, node, names)
        if kind is not None and not isinstance(kind, ListOf) or len(node.loopvars) != 1:
            message = _("“%(name)s”不是列表，for 只能走列表，一次一个名称。")
            self._tell("not_a_list", node, message % {"name": sequence.token})
            return
        row = kind.row if isinstance(kind, ListOf) else None
        inner = names | {"forloop": LOOP, node.loopvars[0]: row}
        self._nodes(node.nodelist_loop, inner, depth)
        self._nodes(node.nodelist_empty, names, depth)

    def _kind(self, said: FilterExpression, node: Node, names: dict[str, Any]) -> Kind:
        kind = self._named(said, node, names)
        for function, arguments in said.filters:
            kind = self._filtered(function.__name__, arguments, kind, said, node)
        return kind

    def _named(self, said: FilterExpression, node: Node, names: dict[str, Any]) -> Kind:
        lookups = getattr(said.var, "lookups", None)
        if lookups is None:
            return Leaf()
        kind: Any = Names(names)
        for name in lookups:
            if kind is None:
                return None
            if not isinstance(kind, Names) or name not in kind.of:
                message = _("没有“%(name)s”这个名称，请对照页面下方的词汇表。")
                self._tell("unknown_word", node, message % {"name": ".".join(lookups)})
                return None
            kind = kind.of[name]
        return kind  # type: ignore[no-any-return]

    def _filtered(
        self, name: str, arguments: list[Any], kind: Kind, said: FilterExpression, node: Node
    ) -> Kind:
        lists = name in {"top", "names"}
        if kind is not None and lists != isinstance(kind, ListOf):
            message = _("“%(said)s”用不了 |%(name)s：top 和 names 用在列表上，size 用在数上。")
            self._tell("bad_filter_use", node, message % {"said": said.token, "name": name})
            return None
        if name == "names" and isinstance(kind, ListOf) and "name" not in kind.row.of:
            message = _("“%(said)s”的各项没有名称（name），用不了 |names，请用 for 逐项写。")
            self._tell("bad_filter_use", node, message % {"said": said.token})
        if name == "top" and not (arguments and isinstance(arguments[0][1], int | float)):
            number = getattr(arguments[0][1], "literal", None) if arguments else None
            if not isinstance(number, int) or number < 1:
                self._tell("bad_top", node, _("|top: 后面要写一个正整数，例如 |top:5。"))
        return kind if name == "top" else Leaf()

    def _tell(self, code: str, node: Node, message: str) -> None:
        line = node.token.lineno if node.token else None
        self.found.append(Finding(code, line or 1, message))


__all__ = ["HEAD", "Finding", "TemplateRefusedError", "check_words", "not_written", "refuse_wrong"]
