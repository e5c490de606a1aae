"""Numbers that Word makes itself (自动编号): list definitions, style links, counters.

A paragraph holds only the list and its level; the number printed before it is counted here as
Word counts it (ECMA-376 part 1, § 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from .number_formats import format_number
from .ooxml import Element, W, is_on, value_of

_PLACE = re.compile(r"%([1-9])")
_DEEPEST = 9
_LONGEST_CHAIN = 20
_BULLET = "●"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """A list instance (w:num): its definition, and where it starts anew."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]
    started: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says of numbering."""

    based_on: str
    number: str | None
    level: int | None


def _integer(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text, re.ASCII) else default


def _read_level(element: Element) -> Level:
    restart = value_of(element, "lvlRestart")
    return Level(
        _integer(value_of(element, "start", "1"), 1),
        value_of(element, "numFmt", "decimal"),
        value_of(element, "lvlText"),
        value_of(element, "suff", "tab"),
        _integer(restart, 0) if restart else None,
        is_on(element, "isLgl"),
        value_of(element, "pStyle"),
    )


def _levels(element: Element) -> dict[int, Level]:
    return {
        _integer(level.get(W + "ilvl", "0"), 0): _read_level(level)
        for level in element.iterfind(W + "lvl")
    }


def read_styles(root: Element | None) -> tuple[dict[str, Style], str]:
    """The paragraph styles by id, and the id of the default one."""
    styles: dict[str, Style] = {}
    default = ""
    for element in root.iterfind(W + "style") if root is not None else ():
        name = element.get(W + "styleId", "")
        numbering = element.find(f"{W}pPr/{W}numPr")
        level = value_of(numbering, "ilvl")
        styles[name] = Style(
            value_of(element, "basedOn"),
            value_of(numbering, "numId") or None,
            _integer(level, 0) if level else None,
        )
        is_default = element.get(W + "default", "0") in {"1", "true", "on"}
        if is_default and element.get(W + "type") == "paragraph":
            default = name
    return styles, default


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Element | None, styles: Element | None) -> None:
        """``root`` is the numbering part, ``styles`` the styles part; either may be missing."""
        self._styles, self._default = read_styles(styles)
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read_definitions(root)

    def _read_definitions(self, root: Element) -> None:
        for element in root.iterfind(W + "abstractNum"):
            name = element.get(W + "abstractNumId", "")
            self._abstract[name] = _levels(element)
            self._links[name] = value_of(element, "numStyleLink")
        for element in root.iterfind(W + "num"):
            self._lists[element.get(W + "numId", "")] = self._read_list(element)

    def _read_list(self, element: Element) -> _List:
        levels: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for override in element.iterfind(W + "lvlOverride"):
            depth = _integer(override.get(W + "ilvl", "0"), 0)
            own = override.find(W + "lvl")
            if own is not None:
                levels[depth] = _read_level(own)
            start = value_of(override, "startOverride")
            if start:
                starts[depth] = _integer(start, 1)
        return _List(value_of(element, "abstractNumId"), levels, starts)

    def label(self, properties: Element | None) -> str:
        """The number printed before the paragraph with these properties, "" without one."""
        place = self._place(properties)
        if place is None:
            return ""
        number, depth = place
        item = self._lists[number]
        abstract = self._definition(item.abstract)
        levels = self._abstract.get(abstract, {}) | item.levels
        level = levels.get(depth)
        if level is None:
            return ""
        values = self._count(item, abstract, depth, levels)
        return _printed(level, values, levels)

    def _place(self, properties: Element | None) -> tuple[str, int] | None:
        """The list and level of a paragraph, by itself or by its style."""
        style = value_of(properties, "pStyle") or self._default
        direct = properties.find(W + "numPr") if properties is not None else None
        number, level = value_of(direct, "numId"), value_of(direct, "ilvl")
        styled_number, styled_level = self._styled(style)
        number = number or styled_number
        if number in {"", "0"} or number not in self._lists:
            return None
        if level:
            return number, min(_integer(level, 0), _DEEPEST - 1)
        linked = self._linked_level(number, style)
        return number, linked if linked is not None else styled_level

    def _styled(self, name: str) -> tuple[str, int]:
        """The numbering of a style or of those it is based on."""
        level: int | None = None
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name)
            if style is None:
                break
            level = style.level if level is None else level
            if style.number is not None:
                return style.number, level or 0
            name = style.based_on
        return "", 0

    def _linked_level(self, number: str, style: str) -> int | None:
        """The level that names a style as its own."""
        levels = self._abstract.get(self._definition(self._lists[number].abstract), {})
        return next((depth for depth, level in levels.items() if level.style == style), None)

    def _definition(self, abstract: str) -> str:
        """Through a link by style to the definition that has the levels."""
        for _ in range(_LONGEST_CHAIN):
            style = self._links.get(abstract, "")
            number = self._styles[style].number if style in self._styles else None
            if not number or number not in self._lists:
                break
            abstract = self._lists[number].abstract
        return abstract

    def _count(
        self, item: _List, abstract: str, depth: int, levels: dict[int, Level]
    ) -> dict[int, int]:
        """Count one on at a level; the values of all levels down to it."""
        counters = self._counters.setdefault(abstract, {})
        if depth in item.starts and depth not in item.started:
            item.started.add(depth)
            counters[depth] = item.starts[depth]
        elif depth in counters:
            counters[depth] += 1
        else:
            counters[depth] = levels[depth].start
        for deeper in [each for each in counters if each > depth]:
            restart = levels.get(deeper, Level()).restart
            if restart is None or (restart > 0 and depth < restart):
                del counters[deeper]
        return {
            each: counters.get(each, levels.get(each, Level()).start) for each in range(depth + 1)
        }


def _printed(level: Level, values: dict[int, int], levels: dict[int, Level]) -> str:
    if level.format == "bullet":
        return _BULLET
    if level.legal:
        levels = {depth: replace(each, format="decimal") for depth, each in levels.items()}

    def number(found: re.Match[str]) -> str:
        depth = int(found[1]) - 1
        return format_number(values.get(depth, 0), levels.get(depth, Level()).format)

    text = _PLACE.sub(number, level.text)
    return text + ("" if level.suffix == "nothing" or not text else " ")
