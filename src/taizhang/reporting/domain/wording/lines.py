"""Lines of rendered words and what they become (行): headings, paragraphs, tables, annexes. Pure.

标题：…            the head, up to the first empty line: 标题 主送 抄送 回复
# 一、…            a heading of the first level; ## and ### of the second and third
[[table:worst]]    a table, alone in its line
附件：…            what follows stands in an annex of that title
+ …                a point: numbered （一）（二）… below its heading where there are several
anything else      a paragraph
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from .values import CLOSES, OPENS, PARTS

HEAD = ("标题", "主送", "抄送", "回复")
TABLES = ("classes", "offices", "places", "worst", "best", "rates", "silent", "named")
_HEADING = re.compile(r"(#{1,3})\s*(.+)")
_ANNEX = re.compile(r"附件：(.+)")
_TABLE = re.compile(r"\[\[table:(\w+)\]\]")
_FIGURE = re.compile(f"{OPENS}([^{PARTS}]*){PARTS}([^{CLOSES}]*){CLOSES}")

_DIGITS = "零一二三四五六七八九"

Run = list[str]  # text, key of the figure it is ("" for words)
Block = dict[str, Any]


def read_head(text: str) -> tuple[dict[str, str], str]:
    """The head of a text by its words ("" where one is missing), and the body below it."""
    head = dict.fromkeys(HEAD, "")
    lines = text.strip("\n").split("\n")
    for place, line in enumerate(lines):
        name, colon, said = line.partition("：")
        if not line.strip():
            return head, "\n".join(lines[place + 1 :])
        if not colon or name not in HEAD:
            return head, "\n".join(lines[place:])
        head[name] = said.strip()
    return head, ""


def runs_of(line: str) -> list[Run]:
    """The words and figures of a line, in their order."""
    runs: list[Run] = []
    end = 0
    for found in _FIGURE.finditer(line):
        if found.start() > end:
            runs.append([line[end : found.start()], ""])
        runs.append([found[2], found[1]])
        end = found.end()
    if end < len(line):
        runs.append([line[end:], ""])
    return runs


def unmarked(line: str) -> str:
    """A line without the marks of its figures."""
    return "".join(text for text, _key in runs_of(line))


def blocks_of(body: str) -> Iterator[Block]:
    """What the lines of a body become; a table by its name only."""
    for line in body.split("\n"):
        said = line.strip()
        if not said:
            continue
        if heading := _HEADING.fullmatch(said):
            level, runs = len(heading[1]), runs_of(heading[2])
            yield {"kind": "heading", "level": level, "runs": runs}
        elif table := _TABLE.fullmatch(said):
            yield {"kind": "table", "name": table[1]}
        elif annex := _ANNEX.fullmatch(said):
            yield {"kind": "annex", "title": unmarked(annex[1])}
        elif said.startswith("+ "):
            yield {"kind": "point", "runs": runs_of(said[2:].lstrip())}
        else:
            yield {"kind": "paragraph", "runs": runs_of(said)}


def number_points(blocks: Iterable[Block]) -> list[Block]:
    """Points become paragraphs: （一）（二）… in each section, without a number where alone."""
    sections: list[list[Block]] = [[]]
    for block in blocks:
        if block["kind"] in {"heading", "annex"}:
            sections.append([])
        sections[-1].append(block)
    return [block for section in sections for block in _numbered(section)]


def _numbered(section: list[Block]) -> Iterator[Block]:
    several = sum(block["kind"] == "point" for block in section) > 1
    place = 0
    for block in section:
        if block["kind"] != "point":
            yield block
            continue
        place += 1
        label = [[f"（{_place_name(place)}）", ""]] if several else []
        yield {"kind": "paragraph", "runs": [*label, *block["runs"]]}


def _place_name(place: int) -> str:
    return chinese_number(place) if place < 1000 else str(place)


def chinese_number(number: int) -> str:
    """A number from 1 to 999 as headings write it.

    >>> chinese_number(1), chinese_number(10), chinese_number(24), chinese_number(100)
    ('一', '十', '二十四', '一百')
    >>> chinese_number(101), chinese_number(110), chinese_number(999)
    ('一百零一', '一百一十', '九百九十九')
    """
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        head += f"{'' if number < 20 else _DIGITS[tens]}十"
    elif hundreds and ones:
        head += "零"
    return head + (_DIGITS[ones] if ones else "")
