"""Text and table of one document (正文与表格): points, numbers, times and units that disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..fields import read_item
from ..numbers.numerals import chinese_integer
from ..structure.table_items import row_drafts
from ..tables.table import find_rows
from ..types import Item
from .findings import Finding
from .grid import Cell, Grid, find_grids
from .points import Points, heading_points, shown
from .reading import Reading
from .row_claims import check_row_claims
from .row_figures import check_row_figures
from .score_tables import row_name, row_points
from .table_claims import check_table_total

_NUMBER = re.compile(
    r"\d+(?:\.\d+)?|(?<!第)[一二两三四五六七八九十]{1,3}(?=个|项|家|名|年|月|倍|成|次|人|分)"
)
_MARKS = re.compile(r"[\s,，。;；:：、()（）“”\"《》]")
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、]|\(\d{1,2}\)|[一二三四五六七八九十]+、)")
_SENTENCE = re.compile(r"[^。\t\n]+")
_BY = re.compile(r"由([^，。；,;、]{2,16}?)(?:负责|牵头)")
_OFFICE = re.compile(r"(?<!各)(?<!有关)(?:局|委|办|厅|院|中心|委员会)$")
_SHORTEST = 16
_MOST = 20  # places of one sentence that are compared
_FEWEST = 2
_NAME = 4
_MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence with its numbers taken out: where it stands and what they were."""

    start: int
    end: int
    numbers: tuple[str, ...]


def check_agreement(readings: Sequence[Reading]) -> Iterator[Finding]:
    """What the text says one way and a table another, for documents under one cover.

    A table belongs to the numbered text of its own document; an annex that is only a table, to
    that of the others.
    """
    for tables in readings:
        grids = list(find_grids(tables))
        texts = [tables] if tables.nodes else [other for other in readings if other.nodes]
        for text in texts if grids else ():
            yield from _points(text, tables, grids)
            yield from _sentences(text, tables, grids)
            yield from _tasks(text, tables)
        for text in [*([] if tables.nodes else [tables]), *texts] if grids else ():
            found = list(check_row_figures(text, tables, grids))
            yield from found or check_row_claims(text, tables, grids)
            yield from check_table_total(text, tables, grids)


def _plain_name(text: str) -> str:
    """A name without its number, marks and brackets."""
    return _MARKS.sub("", _NUMBERED.sub("", text.split("(")[0]))


def _outline_points(reading: Reading) -> dict[str, Points | None]:
    """The points of the outline's headings by name; None where a name has several."""
    fold = reading.stream.fold
    found: dict[str, Points | None] = {}
    for node in reading.nodes:
        start = node.start + (node.label.length if node.label else 0)
        points = heading_points(fold, start, node.blocks[0].end)
        name = _plain_name(fold[start : points.start]) if points else ""
        if points and len(name) >= _NAME:
            before = found.get(name, points)
            found[name] = points if before and before.value == points.value else None
    return found


def _points(text: Reading, tables: Reading, grids: Sequence[Grid]) -> Iterator[Finding]:
    """The points of a heading against those of the row of the same name."""
    named = _outline_points(text)
    for grid in grids if named else ():
        for row in grid.rows:
            at, points = row_points(tables, grid, row)
            name = _plain_name(row_name(grid, row, at)) if points else ""
            stated = named.get(name)
            if points and stated and points.value != stated.value:
                sentence = (
                    f"“{name}”在正文{text.place(stated.start)}为 {shown(stated.value)} 分，"
                    f"在表格中为 {shown(points.value)} 分，请统一。"
                )
                yield tables.finding("article_table_disagree", points.start, points.end, sentence)


def _digits(text: str) -> str:
    return text if text[0].isdigit() else str(chinese_integer(text))


def _masked(fold: str, start: int, end: int) -> tuple[str, _Said] | None:
    """A sentence with its numbers taken out, when it is long enough to be recognised."""
    text = fold[start:end]
    numbers = tuple(_digits(found[0]) for found in _NUMBER.finditer(text))
    key = _MARKS.sub("", _NUMBERED.sub("", _NUMBER.sub("#", text)))
    if len(numbers) < _FEWEST or len(key) < _SHORTEST:
        return None
    return key, _Said(start, end, numbers)


def _said(fold: str, start: int, end: int) -> Iterator[tuple[str, _Said]]:
    for found in _SENTENCE.finditer(fold, start, end):
        masked = _masked(fold, *found.span())
        if masked:
            yield masked


def _outline_sentences(reading: Reading) -> dict[str, list[_Said]]:
    """The sentences of the outline, tables left out, by what they say without their numbers."""
    fold = reading.stream.fold
    found: dict[str, list[_Said]] = {}
    for node in reading.nodes:
        for block in node.blocks:
            if fold.find("\t", block.start, block.end) < 0:
                for key, said in _said(fold, block.start, block.end):
                    found.setdefault(key, []).append(said)
    return found


def _sentences(text: Reading, tables: Reading, grids: Sequence[Grid]) -> Iterator[Finding]:
    """The same sentence in text and table with other numbers."""
    known = _outline_sentences(text)
    for cell in _cells(grids):
        for key, said in _said(tables.stream.fold, cell.start, cell.end):
            others = known.get(key, [])[:_MOST]
            if others and all(other.numbers != said.numbers for other in others):
                sentence = (
                    f"表格与正文{text.place(others[0].start)}的同一句话数字不一致"
                    f"（{_differing(others[0], said)}），请统一。"
                )
                yield tables.finding("article_table_disagree", said.start, said.end, sentence)


def _cells(grids: Sequence[Grid]) -> Iterator[Cell]:
    """All cells once; a merged cell repeated below is the same words."""
    above: set[str] = set()
    for grid in grids:
        for row in grid.rows:
            yield from (cell for cell in row if cell.text not in above)
            above = {cell.text for cell in row}


def _differing(text: _Said, table: _Said) -> str:
    pairs = zip(text.numbers, table.numbers, strict=True)
    return "；".join(dict.fromkeys(f"正文 {a}、表格 {b}" for a, b in pairs if a != b))


def _row_items(reading: Reading) -> list[Item]:
    """The rows of all task tables of a document, annexed ones too."""
    rows = list(find_rows(reading.stream, reading.blocks))
    drafts = row_drafts(reading.context.root, rows)
    return [
        read_item(reading.context, draft, row.clauses)
        for draft, row in zip(drafts, rows, strict=True)
    ]


def _tasks(text: Reading, tables: Reading) -> Iterator[Finding]:
    """The units and time of a task in its row against its paragraph."""
    rows = _row_items(tables)
    places = {row.span for row in rows}
    known: dict[str, Item] = {}
    for item in text.document.items:
        if item.span not in places and len(_plain_name(item.title)) >= _NAME:
            known.setdefault(_plain_name(item.title), item)
    holding = _Holding(text, [item for item in text.document.items if item.span not in places])
    for row in rows:
        other = known.get(_plain_name(row.title))
        start, end = (tables.clean_at(at) for at in row.span)
        for sentence in _differences(text, other, row) if other else ():
            yield tables.finding("article_table_disagree", start, end, sentence)
        other = other or holding.find(row)
        for sentence in _other_time(text, other, row) if other else ():
            yield tables.finding("article_table_disagree", start, end, sentence)


class _Holding:
    """The one task whose words hold the name of a row, though it is called otherwise."""

    def __init__(self, text: Reading, items: Sequence[Item]) -> None:
        self.source = text.stream.source
        self.items = [item for item in items if item.deadlines]
        self.tried = 0

    def find(self, row: Item) -> Item | None:
        """A task of the same unit, if both name one, that speaks of the row."""
        self.tried += 1
        if len(row.title) < _NAME or not row.deadlines or self.tried > _MOST_ROWS:
            return None
        found = [i for i in self.items if self.source.find(row.title, *i.span) >= 0]
        units = [{unit.name for unit in item.units} for item in (row, *found[:1])]
        if len(found) != 1 or (all(units) and not units[0] & units[1]):
            return None
        return found[0]


def _differences(reading: Reading, text: Item, row: Item) -> Iterator[str]:
    """Sentences on what a row says otherwise than its paragraph."""
    place = reading.place(reading.clean_at(text.span[0]))
    here, there = ({unit.name for unit in item.units} for item in (row, text))
    if here and there and not (here <= there or there <= here):
        names = "、".join(sorted(here ^ there))
        yield f"“{row.title}”的责任单位在表格与正文{place}不一致（{names}），请统一。"
    elif here and not there:
        words = reading.stream.source[slice(*text.span)]
        said = _BY.findall(words)
        if len(said) == 1 and _OFFICE.search(said[0]) and not any(name in words for name in here):
            names = "、".join(sorted(here))
            yield (
                f"“{row.title}”在正文{place}由“{said[0]}”负责，在表格中的责任单位是{names}，请统一。"
            )


def _other_time(reading: Reading, text: Item, row: Item) -> Iterator[str]:
    """A sentence on the time of a row that its paragraph does not name."""
    place = reading.place(reading.clean_at(text.span[0]))
    days = [sorted({deadline.date for deadline in item.deadlines}) for item in (text, row)]
    if days[0] and days[1] and not set(days[0]) & set(days[1]):
        last = [f"{day[-1].year}年{day[-1].month}月{day[-1].day}日" for day in days]
        yield f"“{row.title}”的时限在正文{place}是{last[0]}，在表格中是{last[1]}，请统一。"
