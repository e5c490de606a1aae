"""The tags and filters that words may use (模板可用的标签): if, for, and three filters."""

from typing import Any

from django import template
from django.template.defaulttags import do_for, do_if

from .values import Figure, Record, Rows, first_rows, size_of

register = template.Library()
register.tag("if", do_if)
register.tag("for", do_for)


@register.filter
def top(rows: Rows, number: Any) -> Rows:
    """The first so many rows."""
    return first_rows(rows, int(number))


@register.filter
def names(rows: Rows) -> str:
    """The names of the rows: 市科技局、市工信局."""
    return "、".join(str(row["name"]) for row in rows if isinstance(row, Record))


@register.filter
def size(figure: Figure) -> Figure:
    """A figure without its sign."""
    return size_of(figure)
