"""Reading one test on a fact, in every spelling people use (条件写法).

A value, a list of values, {">=": 3, "<": 7}, {min, max}, {between: [3, 6]}, {not: …}, {any: […]},
">= 3", "3..7". Values may be given by their Chinese label.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import reduce
from operator import and_, or_
from typing import Any

from .facts import Fact
from .nodes import (
    Findings,
    MappingNode,
    Node,
    SequenceNode,
    entries,
    flag_of,
    is_null,
    number_of,
    word_of,
)
from .numbers import EVERY_NUMBER, NO_NUMBER, NumberSet, at_least, exactly, more_than
from .types import Test

_OPERATORS = {
    ">=": ">=", "=>": ">=", "≥": ">=", "gte": ">=", "ge": ">=", "min": ">=", "at_least": ">=",
    "<=": "<=", "=<": "<=", "≤": "<=", "lte": "<=", "le": "<=", "max": "<=", "at_most": "<=",
    ">": ">", "gt": ">", "more_than": ">", "<": "<", "lt": "<", "less_than": "<",
    "=": "=", "==": "=", "eq": "=", "is": "=", "equals": "=",
    "!=": "!=", "<>": "!=", "≠": "!=", "ne": "!=",
}  # fmt: skip
_LISTS = {"in", "any", "any_of", "one_of", "or"}
_NEGATIONS = {"not", "not_in", "none_of", "is_not"}
_ALL = {"all", "all_of", "and"}
_RANGES = {"between", "range"}
_PART = re.compile(r"(>=|=>|<=|=<|==|!=|<>|[<>=≥≤≠])\s*([^<>=!≥≤≠,;&、且\s]+)")
_JOINT = re.compile(r"\s*(?:,|;|、|&&|&|\band\b|且|\s)\s*")
_RANGE = re.compile(r"(-?\d[\d.]*?)\s*(?:\.\.|~|—|至)\s*(-?\d[\d.]*)")

Values = frozenset[str] | NumberSet


def read_test(fact: Fact, node: Node, tell: Findings) -> Test | None:
    """The test a node writes; None after telling what is wrong with it."""
    values = _values(fact, node, tell)
    if values is None:
        return None
    if isinstance(values, NumberSet):
        return Test(fact.name, numbers=values)
    return Test(fact.name, words=values)


def _values(fact: Fact, node: Node, tell: Findings) -> Values | None:
    if isinstance(node, MappingNode):
        return _of_mapping(fact, node, tell)
    if isinstance(node, SequenceNode):
        return _of_list(fact, node, tell)
    return _of_number(fact, node, tell) if fact.is_number else _of_word(fact, node, tell)


def _of_list(fact: Fact, node: Node, tell: Findings) -> Values | None:
    """Any of the tests."""
    items = node.value if isinstance(node, SequenceNode) else [node]
    found = [_values(fact, item, tell) for item in items]
    if not found:
        tell("empty_list", f"“{fact.name}”的列表是空的；请写出至少一个值。", node)
        return None
    return _joined(found, or_)


def _joined(found: list[Values | None], how: Callable[[Any, Any], Any]) -> Values | None:
    known = [values for values in found if values is not None]
    if not known or len(known) < len(found):
        return None
    joined: Values = reduce(how, known)
    return joined


def _of_mapping(fact: Fact, node: MappingNode, tell: Findings) -> Values | None:
    """All of the operators."""
    found = [_of_entry(fact, name, key, value, tell) for name, key, value in entries(node, tell)]
    if not found:
        tell("empty_test", f"“{fact.name}”后面没有条件；请写值或比较。", node)
    return _joined(found, and_)


def _of_entry(fact: Fact, name: str, key: Node, value: Node, tell: Findings) -> Values | None:
    name = name.lower().replace(" ", "_")
    if name in _LISTS:
        return _of_list(fact, value, tell)
    if name in _ALL and isinstance(value, SequenceNode):
        return _joined([_values(fact, item, tell) for item in value.value], and_)
    if name in _NEGATIONS:
        return _opposite(fact, _values(fact, value, tell))
    if name in _RANGES and fact.is_number:
        return _between(fact, value, tell)
    if name in _OPERATORS:
        return _compared(fact, _OPERATORS[name], value, tell)
    known = ">=、>、<=、<、=、!=、in、not、between、any"
    tell("unknown_operator", f"“{fact.name}”不认识比较“{name}”；可以用 {known}。", key)
    return None


def _opposite(fact: Fact, values: Values | None) -> Values | None:
    if values is None or isinstance(values, NumberSet):
        return None if values is None else ~values
    return frozenset(fact.values) - values


def _between(fact: Fact, node: Node, tell: Findings) -> Values | None:
    """Both bounds included."""
    bounds = node.value if isinstance(node, SequenceNode) else []
    if len(bounds) != 2:
        tell("bad_range", f"“{fact.name}”的 between 要写成 [下限, 上限]。", node)
        return None
    low = _compared(fact, ">=", bounds[0], tell)
    return _joined([low, _compared(fact, "<=", bounds[1], tell)], and_)


def _compared(fact: Fact, operator: str, node: Node, tell: Findings) -> Values | None:
    if operator in {"=", "!="}:
        values = _values(fact, node, tell)
        return values if operator == "=" else _opposite(fact, values)
    if not fact.is_number:
        tell("not_a_number", f"“{fact.name}”不是数，不能用“{operator}”比较；请写它的值。", node)
        return None
    return _by_operator(fact, operator, word_of(node) or "", node, tell)


def _by_operator(
    fact: Fact, operator: str, word: str, node: Node, tell: Findings
) -> NumberSet | None:
    bare = word.removesuffix("%") if fact.kind == "decimal" else word.removesuffix("天")
    number = number_of(bare)
    if number is None:
        shown = word or "（列表或表）"
        tell("bad_number", f"“{fact.name}”要与数比较，“{shown}”不是普通的数。", node)
        return None
    return _by_number(operator, number)


def _by_number(operator: str, number: Decimal) -> NumberSet:
    return {
        ">=": at_least(number),
        ">": more_than(number),
        "<=": ~more_than(number),
        "<": ~at_least(number),
        "=": exactly(number),
        "!=": ~exactly(number),
    }[operator]


def _of_number(fact: Fact, node: Node, tell: Findings) -> NumberSet | None:
    word = "null" if is_null(node) else word_of(node) or ""
    word = fact.words.get(word, word)
    if word in {"*", "any"}:
        return EVERY_NUMBER
    span = _RANGE.fullmatch(word)
    if span:
        word = f">={span[1]} <={span[2]}"
    parts = list(_PART.finditer(word))
    if not parts:
        return _by_operator(fact, "=", word, node, tell)
    if _JOINT.sub("", _PART.sub("", word)):
        tell("bad_test", f"看不懂“{fact.name}”的条件“{word}”；请写成 >= 3 或 >= 3 且 < 7。", node)
        return None
    found = NO_NUMBER if not parts else EVERY_NUMBER
    for part in parts:
        more = _by_operator(fact, _OPERATORS[part[1]], part[2], node, tell)
        if more is None:
            return None
        found &= more
    return found


def _of_word(fact: Fact, node: Node, tell: Findings) -> frozenset[str] | None:
    word = word_of(node) or ""
    if fact.kind == "flag":
        flag = flag_of(node)
        if flag is not None:
            return frozenset({"true" if flag else "false"})
    elif fact.empty and (is_null(node) or flag_of(node) is False or not word):
        return frozenset({fact.empty})
    if word in {"*", "any"}:
        return frozenset(fact.values)
    if re.match(r"!=|<>|≠|not\s|=", word):
        return _negated_word(fact, word, node, tell)
    key = _key(fact, word)
    if key is None:
        known = "、".join(f"{key}（{label}）" for key, label in fact.values.items())
        tell("unknown_value", f"“{fact.name}”没有值“{word}”；可以写 {known}。", node)
        return None
    return frozenset({key})


def _key(fact: Fact, word: str) -> str | None:
    """The key of a value by its key, in any case, or its label."""
    folded = word.lower().replace(" ", "_").replace("-", "_")
    names = {label: key for key, label in fact.values.items()}
    return folded if folded in fact.values else names.get(word)


def _negated_word(fact: Fact, word: str, node: Node, tell: Findings) -> frozenset[str] | None:
    """`!= overdue`, `not overdue`, `= overdue`."""
    bare = re.sub(r"^(?:!=|<>|≠|not\s|==?)\s*", "", word)
    key = _key(fact, bare)
    if key is None:
        tell("unknown_value", f"“{fact.name}”没有值“{bare}”。", node)
        return None
    return frozenset({key}) if word.startswith("=") else frozenset(fact.values) - {key}
