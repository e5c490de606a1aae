"""Reading what a rule gives: colour, label, points, document to issue, next step (亮灯结果)."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from importlib.resources import files

import yaml

from .nodes import Findings, MappingNode, Node, entries, number_of, text_of, word_of
from .types import Outcome

_NAMES = {"color": "colour", "score": "points", "next_step": "next"}
_KEYS = {"colour", "label", "points", "document", "next", "note"}


@cache
def colour_names() -> dict[str, str]:
    """The colours a screen knows (颜色), with what each is called."""
    loaded: dict[str, str] = yaml.safe_load((files(__package__) / "colours.yaml").read_bytes())
    return loaded


def read_outcome(node: Node, tell: Findings) -> Outcome | None:
    """The outcome a `then` writes (a mapping, or a colour alone); None after telling."""
    if not isinstance(node, MappingNode):
        colour = _colour(node, tell)
        return Outcome(colour, colour_names().get(colour, colour)) if colour else None
    found = _entries(node, tell)
    if "colour" not in found:
        tell("no_colour", "结果里缺少 colour（颜色）。", node)
        return None
    colour = _colour(found["colour"], tell)
    points = _points(found.get("points"), tell)
    texts = {name: _text(found, name, tell) for name in ("label", "document", "next")}
    if not colour or points is None:
        return None
    texts["label"] = texts["label"] or colour_names().get(colour, colour)
    return Outcome(colour, points=points, **texts)


def _entries(node: MappingNode, tell: Findings) -> dict[str, Node]:
    found = {}
    for name, key, value in entries(node, tell):
        name = _NAMES.get(name, name)
        if name in _KEYS:
            found[name] = value
        else:
            known = "colour、label、points、document、next"
            tell("unknown_key", f"不认识“{name}”；结果里可以写 {known}。", key)
    return found


def _colour(node: Node, tell: Findings) -> str:
    word = (word_of(node) or "").lower()
    if not word or len(word) > 20:
        tell("bad_colour", "colour（颜色）应当是一个词，如 red、yellow、green、blue。", node)
        return ""
    by_name = {name: key for key, name in colour_names().items()} | {"gray": "grey"}
    by_name |= {name.removesuffix("色"): key for key, name in colour_names().items()}
    colour = by_name.get(word.removesuffix("灯"), word)
    if colour not in colour_names():
        known = "、".join(colour_names())
        message = f"颜色“{word}”不在常用颜色（{known}）之列，页面上按灰色显示。"
        tell("unknown_colour", message, node, severity="warning")
    return colour


def _points(node: Node | None, tell: Findings) -> Decimal | None:
    text = "" if node is None else text_of(node)
    number = Decimal(0) if text == "" else number_of(text or "")
    if number is None or abs(number) >= 10_000 or number != round(number, 4):
        tell("bad_points", "points（记分）应当是数，小数不超过四位，绝对值小于一万。", node)
        return None
    return number


def _text(found: dict[str, Node], name: str, tell: Findings) -> str:
    text = text_of(found[name]) if name in found else ""
    if text is None or len(text) > 200:
        tell("bad_text", f"“{name}”应当是不超过 200 字的一段文字。", found[name])
    return text or ""
