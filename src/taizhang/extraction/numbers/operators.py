"""Operators (比较词): the words around a number that say at least, at most, about.

The words stand before it (不低于, 超过), behind it (以上, 左右), or before with words between.
"""

from __future__ import annotations

import re

from ..patterns import late
from ..types import Operator

_AFTER = late(r"(?:\(含[^()]{0,8}\))?(?:及|或)?(?P<word>以上|以内|之内|以下|左右|上下)")
_BEHIND_BRACKET = late(r"\([^()]{1,80}\)(?P<word>以上|以内|之内|以下|左右|上下)")
NOT_OPERATOR = late(r"(?:及|或)(?:以上|以下)")
_BEFORE: tuple[tuple[Operator, re.Pattern[str]], ...] = (
    (
        "<=",
        late(
            r"(?:≤|最多|至多|不(?:得|能|可|应)?(?:超过|高于|大于|多于|超出|突破|超)|(?:控制|压减|压降|保持|降低?|下降|减少)(?:在|至|到))$"
        ),
    ),
    (
        ">=",
        late(r"(?:≥|不(?:得|能|可|应)?(?:少于|低于|小于|少|低)|至少|最少|最低)(?:为|达到)?$"),
    ),
    (">", late(r"(?:>|超过|超出|超|突破|高于|大于|多于|逾|过)$")),
    ("<", late(r"(?:<|低于|小于|少于)$")),
    ("~", late(r"(?:大约|(?<![签履预合条公契节])约|近|接近|将近)$")),
)
_FAR: tuple[tuple[Operator, re.Pattern[str]], ...] = (
    ("<=", late(r"不(?:得)?(?:超过|高于|大于)[^,;、\d]{1,14}的$")),
    (">=", late(r"不(?:得)?(?:少于|低于|小于)[^,;、\d]{1,14}的$")),
    (">=", late(r"(?:至少|不少于)[\u4e00-\u9fff]{1,4}$")),
)
AFTER_OPERATORS: dict[str, Operator] = {
    "以上": ">=", "以内": "<=", "之内": "<=", "以下": "<=", "左右": "~", "上下": "~"}  # fmt: skip
_ENDS = frozenset("≤≥<>多少过于出在至到低为超破逾约近\n")
"""What the words before a number end with."""
_REACH = 8
_FAR_REACH = 22


def find_operator(fold: str, start: int, end: int, floor: int) -> tuple[Operator, int, int]:
    """The operator around [start, end) and the range with its words."""
    window = fold[max(floor, start - _REACH) : start]
    op, length = _operator_before(window) if window[-1:] in _ENDS else ("=", 0)
    first = start - length
    after = _AFTER.match(fold, end)
    if after:
        return AFTER_OPERATORS[after["word"]], first, after.end()
    told = _BEHIND_BRACKET.match(fold, end) if fold.startswith("(", end) else None
    if told:
        return AFTER_OPERATORS[told["word"]], first, end
    if op == "<=" and not window.endswith(("过", "于", "≤", "多", "控制在", "突破", "超")):
        op = "="
    if op == "=":
        op = _far_operator(fold[max(floor, start - _FAR_REACH) : start])
    return op, first, end


def _operator_before(window: str) -> tuple[Operator, int]:
    """The operator that some words end with, and the length of its words."""
    for candidate, pattern in _BEFORE:
        found = pattern.search(window)
        if found:
            return candidate, len(window) - found.start()
    return "=", 0


def _far_operator(window: str) -> Operator:
    """An operator with words between it and the number: 不高于承担风险责任的0.5%."""
    if "不" not in window and "至少" not in window:
        return "="
    return next((op for op, pattern in _FAR if pattern.search(window)), "=")
