"""Reading a regime from YAML: every mistake at once, each with its line (读取亮灯办法)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from .groups import read_when
from .nodes import (
    Findings,
    MappingNode,
    Node,
    SequenceNode,
    entries,
    flag_of,
    line_of,
    read_nodes,
    text_of,
)
from .outcomes import read_outcome
from .types import Finding, Outcome, Regime, Rule

MOST_RULES = 200
_MOST_GROUPS = 1000
_REQUIRED = {"name": "名称", "reference": "依据", "valid_from": "施行日期", "rules": "规则"}
_OPTIONAL = {"key", "valid_to", "note", "exclusive", "otherwise", "else", "default", "description"}
_OTHERWISE = {"otherwise", "else", "default"}
_RULE_KEYS = {"when", "then", "note", "name", "key", "otherwise", "else", "default"}


def read_regime(data: bytes) -> tuple[Regime | None, tuple[Finding, ...]]:
    """The regime a file writes, or None; with everything that was found.

    `data`: YAML in UTF-8 or GB18030, at most 256 KiB. Never raises on its content.
    """
    tell = Findings()
    root = read_nodes(data, tell)
    if not tell.all and not isinstance(root, MappingNode):
        tell("not_a_mapping", "文件应当写 name、reference、valid_from 和 rules 四项。", root)
    if not isinstance(root, MappingNode):
        return None, tuple(tell.all)
    top = {name: value for name, key, value in entries(root, tell) if _is_known(name, key, tell)}
    for name, label in _REQUIRED.items():
        if name not in top:
            tell("missing", f"缺少“{name}”（{label}）。", root)
    fields = _fields(top, tell)
    rules = _rules(top, tell)
    if any(finding.severity == "error" for finding in tell.all):
        return None, tuple(tell.all)
    return Regime(rules=rules, **fields), tuple(tell.all)  # type: ignore[arg-type]


def _is_known(name: str, key: Node, tell: Findings) -> bool:
    if name in _REQUIRED or name in _OPTIONAL:
        return True
    known = "、".join([*_REQUIRED, "key", "valid_to", "note", "exclusive", "otherwise"])
    tell("unknown_key", f"不认识“{name}”；文件里可以写 {known}。", key)
    return False


def _fields(top: dict[str, Node], tell: Findings) -> dict[str, object]:
    read: dict[str, Callable[[Node, str, Findings], object]] = {
        "name": _text, "reference": _text, "key": _text, "note": _text,
        "valid_from": _date, "valid_to": _date, "exclusive": _flag,
    }  # fmt: skip
    fields = {name: reader(top[name], name, tell) for name, reader in read.items() if name in top}
    starts, ends = fields.get("valid_from"), fields.get("valid_to")
    if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
        tell("bad_dates", f"截止日期 {ends} 早于施行日期 {starts}。", top["valid_to"])
    return fields


def _text(node: Node, name: str, tell: Findings) -> str:
    text = text_of(node)
    if text is None or (name in _REQUIRED and not text):
        tell("bad_text", f"“{name}”应当是一段文字。", node)
    return text or ""


def _date(node: Node, name: str, tell: Findings) -> date | None:
    text = text_of(node)
    if name == "valid_to" and text == "":
        return None
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        tell("bad_date", f"“{name}”应当是日期，如 2026-01-01。", node)
    return None


def _flag(node: Node, name: str, tell: Findings) -> bool:
    flag = flag_of(node)
    if flag is None:
        tell("bad_flag", f"“{name}”应当是 true 或 false。", node)
    return bool(flag)


def _rules(top: dict[str, Node], tell: Findings) -> tuple[Rule, ...]:
    node = top.get("rules")
    items = node.value if isinstance(node, SequenceNode) else []
    if node is not None and not items:
        tell("no_rules", "“rules”应当是至少一条规则的列表。", node)
    if len(items) > MOST_RULES:
        tell("too_many_rules", f"有 {len(items)} 条规则，最多 {MOST_RULES} 条。", node)
        return ()
    rules = [_numbered_rule(number, item, tell) for number, item in enumerate(items, 1)]
    tell.rule = 0
    if sum(len(rule.when) for rule in rules if rule) > _MOST_GROUPS:
        tell("too_many_groups", f"所有规则展开后超过 {_MOST_GROUPS} 组条件；请精简。", node)
    for name in sorted(_OTHERWISE & top.keys()):
        outcome = read_outcome(top[name], tell)
        rules.append(Rule(((),), outcome, line_of(top[name])) if outcome else None)
    return tuple(rule for rule in rules if rule)


def _numbered_rule(number: int, node: Node, tell: Findings) -> Rule | None:
    tell.rule = number
    if not isinstance(node, MappingNode):
        tell("bad_rule", "一条规则应当有 when（条件）和 then（结果）。", node)
        return None
    found = {name: (key, value) for name, key, value in entries(node, tell)}
    for name in sorted(found.keys() - _RULE_KEYS):
        tell("unknown_key", f"不认识“{name}”；规则里可以写 when、then、note。", found[name][0])
    return _rule(node, {name: value for name, (_, value) in found.items()}, tell)


def _rule(node: MappingNode, found: dict[str, Node], tell: Findings) -> Rule | None:
    fallback = sorted(_OTHERWISE & found.keys())
    if fallback and ("when" in found or "then" in found or len(fallback) > 1):
        tell("bad_rule", f"“{fallback[0]}”不能与 when、then 写在同一条规则里。", node)
        return None
    if not fallback and "then" not in found:
        tell("no_then", "缺少 then（结果）。", node)
    when = read_when(found.get("when"), tell)
    outcome: Outcome | None = None
    if fallback or "then" in found:
        outcome = read_outcome(found[fallback[0] if fallback else "then"], tell)
    return Rule(when, outcome, line_of(node)) if when is not None and outcome else None
