"""Reading the conditions of a rule (条件组): groups of tests, any in which all tests hold."""

from __future__ import annotations

from .conditions import read_test
from .facts import all_facts
from .nodes import Findings, MappingNode, Node, SequenceNode, entries, is_null, word_of
from .types import Test

MOST_GROUPS = 100  # of one rule
_OTHERWISE = {"", "otherwise", "else", "default", "always", "true", "*", "其他", "其余", "否则"}
_ANY = {"any", "any_of", "or"}
_ALL = {"all", "all_of", "and"}
_OPERATORS = ("op", "operator", "is")

Groups = tuple[tuple[Test, ...], ...]
ALWAYS: Groups = ((),)


def read_when(node: Node | None, tell: Findings) -> Groups | None:
    """The groups of a `when`; without one, or with an empty one: always. None after telling."""
    if node is None or is_null(node):
        return ALWAYS
    if isinstance(node, SequenceNode):
        return _all_of(node.value, tell)
    if isinstance(node, MappingNode):
        return _of_mapping(node, tell)
    word = word_of(node) or ""
    if word.lower() in _OTHERWISE:
        return ALWAYS
    tell("bad_when", f"看不懂条件“{word}”；请写成“事实: 值”，其余情形写 otherwise。", node)
    return None


def _all_of(nodes: list[Node], tell: Findings) -> Groups | None:
    found: Groups | None = ALWAYS
    for groups in [read_when(node, tell) for node in nodes]:
        found = _both(found, groups, nodes, tell)
    return found


def _both(
    left: Groups | None, right: Groups | None, nodes: list[Node], tell: Findings
) -> Groups | None:
    """Each group of the one with each of the other."""
    if left is None or right is None:
        return None
    if len(left) * len(right) > MOST_GROUPS:
        tell("too_many_groups", f"展开后超过 {MOST_GROUPS} 组条件；请拆成几条规则。", nodes[0])
        return None
    return tuple(a + b for a in left for b in right)


def _any_of(node: Node, tell: Findings) -> Groups | None:
    if not isinstance(node, SequenceNode) or not node.value:
        tell("bad_any", "any 后面应当是几组条件的列表。", node)
        return None
    found = [read_when(item, tell) for item in node.value]
    if any(groups is None for groups in found):
        return None
    return tuple(group for groups in found if groups for group in groups)


def _of_mapping(node: MappingNode, tell: Findings) -> Groups | None:
    pairs = list(entries(node, tell))
    names = {name: value for name, _, value in pairs}
    if "fact" in names:
        return _spelt_out(node, names, tell)
    found: Groups | None = ALWAYS
    for name, key, value in pairs:
        if name in _ANY:
            groups = _any_of(value, tell)
        elif name in _ALL:
            groups = read_when(value, tell)
        else:
            groups = _single(name, key, value, tell)
        found = _both(found, groups, [key], tell)
    return found


def _single(name: str, key: Node, value: Node, tell: Findings) -> Groups | None:
    facts = all_facts()
    fact = facts.get(name) or next((f for f in facts.values() if f.label == name), None)
    if fact is None:
        tell("unknown_fact", f"没有名为“{name}”的事实；可以用 {'、'.join(facts)}。", key)
        return None
    test = read_test(fact, value, tell)
    return ((test,),) if test else None


def _spelt_out(node: MappingNode, names: dict[str, Node], tell: Findings) -> Groups | None:
    """`{fact: days_over, op: ">=", value: 3}`."""
    operator = next((names[name] for name in _OPERATORS if name in names), None)
    unknown = sorted(names.keys() - {"fact", "value", *_OPERATORS})
    if unknown or "value" not in names:
        tell("bad_when", "写明 fact 的条件要有 fact、op、value 三项。", node)
        return None
    value = names["value"]
    if operator is not None:
        value = MappingNode(node.tag, [(operator, value)], operator.start_mark, operator.end_mark)
    return _single(word_of(names["fact"]) or "", names["fact"], value, tell)
