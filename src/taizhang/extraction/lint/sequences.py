"""Numbers inside paragraphs and tables (段内、表内编号): （一）…（二）…（四）; 序号 1, 2, 4."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..lines.numbering import read_label
from ..numbers.numerals import chinese_integer
from ..tables.columns import NUMBER_HEAD
from .findings import Finding
from .grid import Grid, find_grids
from .reading import Reading

_INLINE = re.compile(
    r"(?<=[。;:,])(?:\((?P<cn>[一二三四五六七八九十]{1,3})\)|\((?P<num>\d{1,2})\)(?![\d年月])|(?P<circled>[①-⑳])|(?P<said>[一二三四五六七八九十]{1,2})是|(?P<dot>\d{1,2})[.、](?=[\u4e00-\u9fff]))"
)
_TWICE = 2
_ROWS = 4


def check_sequences(reading: Reading) -> Iterator[Finding]:
    """Points of one paragraph and rows of one table that skip a number."""
    fold = reading.stream.fold
    for block in reading.blocks:
        if fold.find("\t", block.start, block.end) < 0:
            yield from _paragraph(reading, block.start, block.end)
    yield from _rows(reading)


def _value(kind: str, text: str) -> int:
    if kind == "circled":
        return ord(text) - 0x245F
    return int(text) if text.isdigit() else (chinese_integer(text) or 0)


def _paragraph(reading: Reading, start: int, end: int) -> Iterator[Finding]:
    """A list that begins with 1 and later leaves one out."""
    fold = reading.stream.fold
    last: dict[str, tuple[int, str]] = {}
    label = read_label(fold[start : start + 24])
    if label and label.kind in {"cn_paren", "num_paren"}:
        last["cn" if label.kind == "cn_paren" else "num"] = 0, ""
    for found in _INLINE.finditer(fold, start, end):
        kind = found.lastgroup or ""
        value = _value(kind, found[kind])
        before, words = last.get(kind, (0, ""))
        if before and value > before + 1:
            sentence = (
                f"{reading.place(start)}段内编号从“{words}”跳到“{found[0]}”，"
                "请核对是否漏了内容，否则顺次改号。"
            )
            yield reading.finding("numbering_gap", found.start(), found.end(), sentence)
        if before or value == 1:
            last[kind] = value, found[0]


def _rows(reading: Reading) -> Iterator[Finding]:
    """A column 序号 that goes from 3 to 5; numbers may start anew or be repeated when merged."""
    for grid in find_grids(reading):
        heads = [cell.text for cell in grid.head]
        columns = [i for i, head in enumerate(heads) if NUMBER_HEAD.fullmatch(head)][:1]
        before = 0
        for row in grid.rows if columns else ():
            cell = row[columns[0]] if columns[0] < len(row) else None
            if cell is None or not cell.text.isdigit():
                continue
            value = int(cell.text[:6])
            if before and value > before + 1:
                sentence = f"表格序号从 {before} 跳到 {value}，请核对是否漏了行，否则顺次改号。"
                yield reading.finding("numbering_gap", cell.start, cell.end, sentence)
            before = value
        yield from _twice(reading, grid, columns)


def _twice(reading: Reading, grid: Grid, columns: Sequence[int]) -> Iterator[Finding]:
    """The one number of a table that two rows of their own carry."""
    rows = [row for row in grid.rows if len(row) > 1 and row[0].text.isdigit()]
    numbers = Counter(row[0].text for row in rows)
    twice = [number for number, times in numbers.items() if times > 1]
    names = {row[1].text for row in rows}
    if columns != [0] or len(twice) != 1 or numbers[twice[0]] != _TWICE or len(rows) < _ROWS:
        return
    if len(names) == len(rows) and "" not in names:
        cell = [row[0] for row in rows if row[0].text == twice[0]][1]
        sentence = f"表格序号 {cell.text} 出现了两次，请顺次改号。"
        yield reading.finding("numbering_duplicate", cell.start, cell.end, sentence)
