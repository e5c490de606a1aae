"""The tags and filters that words may use (模板可用的标签): if, for, and three filters."""

from typing import Any

from django import template
from django.template.base import Node, NodeList, Parser, TextNode, Token, VariableNode
from django.template.context import Context
from django.template.defaulttags import ForNode, do_for, do_if
from django.utils.safestring import SafeString

from .values import Figure, Record, Rows, TooLongError, first_rows, size_of

MOST_WRITTEN = 200_000  # characters that loops may write
_OF_A_VALUE = 50  # characters counted for each
_LEFT = "characters left"  # in the render context of one writing

register = template.Library()
register.tag("if", do_if)


class _Pass(Node):
    """Stands first in a loop and counts what each pass may write; loops in loops multiply it."""

    def __init__(self, inner: NodeList, parser: Parser, token: Token) -> None:
        texts = inner.get_nodes_by_type(TextNode)
        self.cost = 1 + sum(len(node.s) for node in texts if isinstance(node, TextNode))
        self.cost += _OF_A_VALUE * len(inner.get_nodes_by_type(VariableNode))
        if parser.origin is not None:
            self.origin = parser.origin
        self.token = token

    def render(self, context: Context) -> SafeString:
        """Nothing. Raises TooLongError."""
        left: int = context.render_context.get(_LEFT) or MOST_WRITTEN
        if left <= self.cost:
            raise TooLongError(str(MOST_WRITTEN))
        context.render_context[_LEFT] = left - self.cost
        return SafeString("")


@register.tag("for")
def do_counted_for(parser: Parser, token: Token) -> ForNode:
    """Django's `for`, within `MOST_WRITTEN`."""
    loop = do_for(parser, token)
    inner = loop.nodelist_loop
    assert isinstance(inner, NodeList)
    loop.nodelist_loop = NodeList([_Pass(inner, parser, token), *inner])
    return loop


@register.filter
def top(rows: Rows, number: Any) -> Rows:
    """The first so many rows."""
    return first_rows(rows, int(number))


@register.filter
def names(rows: Rows) -> str:
    """The names of the rows: 市科技局、市工信局."""
    return "、".join(str(row["name"]) for row in rows if isinstance(row, Record))


@register.filter
def size(figure: object) -> Figure:
    """A figure without its sign."""
    return size_of(figure)
