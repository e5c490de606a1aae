"""The head of a saved web page (网页文件头): its title once, its table of facts (公文要素表).

Government sites print a table above the text: 索引号, 发文机关, 发文字号, 成文日期. Where the text
itself lacks number or date, they are set where an official document prints them: the number
under the title, issuer and date behind the text. The rest of the table follows, a fact a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from selectolax.lexbor import LexborHTMLParser

from ..structure.secrecy import secrecy_mark
from ..vocabulary import alternation

_REACH = 80
_KEYS = alternation("web", "fact_keys")
_KEY = re.compile(rf"(?:{_KEYS})[:：]?")
_PAIR = re.compile(rf"(?:^|(?<=[\s\t\v|]))({_KEYS})\s*[:：]\s*")
_INNER = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff \u3000]{0,8}(?:[:：]|$))")
_NUMBER = re.compile(r"[\u4e00-\u9fff()（）]{1,16}[〔\[(【（]\d{4}[〕\])】）]\s*第?\d{1,4}号")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_ANY_DATE = re.compile(r"(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?")
_SITE = re.compile(r"\s*[-_|–—]\s*[^-_|–—]{2,30}$")
_BLANK = re.compile(r"\s+")


@dataclass(slots=True)
class _Facts:
    """The facts of the table, and the lines that are no part of it."""

    pairs: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def first(self, *keys: str) -> str:
        """The first of some facts that is stated."""
        return next((self.pairs[key] for key in keys if self.pairs.get(key)), "")


def arrange(tree: LexborHTMLParser, lines: Sequence[str]) -> tuple[list[str], str]:
    """The lines of the page in the order of an official document, and the facts left over."""
    facts = _read_facts(lines)
    title = _title(tree, facts)
    body = _without_doubled_title(facts.lines, title)
    marks = [line for line in lines[:_REACH] if secrecy_mark(line) and line not in body]
    bare = {_BLANK.sub("", line) for line in body}
    head = [*marks]
    if title and not _opens_with(body, title):
        head.append(title)
    number = facts.first("发文字号", "文号", "公文文号", "文件编号")
    if number and not any(_NUMBER.fullmatch(line) for line in bare):
        head.append(number)
    return [*head, *body, *_signature(facts, bare)], _left_over(facts, title, bare)


def _left_over(facts: _Facts, title: str, bare: set[str]) -> str:
    """The facts that the text does not print, in words."""
    return "；".join(
        f"{key}：{value}"
        for key, value in facts.pairs.items()
        if value and not _same(value, title) and _BLANK.sub("", value) not in bare
    )


def _signature(facts: _Facts, bare: set[str]) -> list[str]:
    """Issuer and date behind the text, when the text has no date line."""
    found = _ANY_DATE.search(facts.first("成文日期", "发文日期", "签发日期", "生成日期"))
    if not found or any(_DATE.fullmatch(line) for line in bare):
        return []
    year, month, day = (int(group) for group in found.groups())
    issuer = facts.first("发文机关", "制发机关", "发文单位", "发布机构", "发布机关")
    return [*([issuer] if issuer else []), f"{year}年{month}月{day}日"]


def _read_facts(lines: Sequence[str]) -> _Facts:
    facts = _Facts()
    for index, line in enumerate(lines):
        pairs = list(_pairs(line)) if index < _REACH else []
        if pairs:
            for key, value in pairs:
                facts.pairs.setdefault(key, value)
        else:
            facts.lines.append(line)
    return facts


def _pairs(line: str) -> Iterator[tuple[str, str]]:
    """The facts that a line consists of; none when it does not begin with one."""
    if "\t" in line:
        yield from _cell_pairs([_INNER.sub("", cell.strip()) for cell in _distinct(line)])
        return
    text = _INNER.sub("", line)
    found = list(_PAIR.finditer(text))
    if not found or found[0].start() != 0 or len(text) > 200:
        return
    for at, key in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        yield key[1], text[key.end() : end].strip(" \u3000|")


def _distinct(line: str) -> Iterator[str]:
    """The cells of a row, a merged one once."""
    return (cell for cell, _ in groupby(line.split("\t")))


def _cell_pairs(cells: list[str]) -> Iterator[tuple[str, str]]:
    """Key and value in cells side by side, or together in one cell."""
    index = 0
    while index < len(cells):
        cell = cells[index]
        pair = _PAIR.match(cell)
        if pair and pair.end() < len(cell):
            yield pair[1], cell[pair.end() :].strip()
        elif _KEY.fullmatch(cell) and index + 1 < len(cells):
            index += 1
            yield cell.rstrip(":："), cells[index]
        elif index == 0:
            return
        index += 1


def _title(tree: LexborHTMLParser, facts: _Facts) -> str:
    """The title by the page's own marks: facts, meta, first head, the window's title."""
    stated = facts.first("标题", "名称", "信息名称", "文件名称")
    if stated:
        return stated
    for node in tree.css("meta[name]"):
        if (node.attributes.get("name") or "").lower() == "articletitle":
            return (node.attributes.get("content") or "").strip()
    head = tree.css_first("h1")
    text = head.text(deep=True).strip() if head is not None else ""
    window = tree.css_first("title")
    text = text or (_SITE.sub("", window.text(deep=True).strip()) if window is not None else "")
    return _BLANK.sub(" ", text) if len(text) <= 120 else ""


def _same(line: str, title: str) -> bool:
    return _BLANK.sub("", line) == _BLANK.sub("", title)


def _opens_with(body: Sequence[str], title: str) -> bool:
    """Whether the title is printed near the head, in one line or over several."""
    printed = _BLANK.sub("", "".join(body[:12]))
    return _BLANK.sub("", title) in printed


def _without_doubled_title(lines: list[str], title: str) -> list[str]:
    """The lines from the title of the text itself on, where the page printed it above too."""
    places = [at for at, line in enumerate(lines[:_REACH]) if title and _same(line, title)]
    if not places:
        return lines
    inner = places[-1]
    before = [line for line in lines[:inner] if _NUMBER.fullmatch(_BLANK.sub("", line))]
    return [*before, *lines[inner:]]
