"""Tables drawn with bars (竖线表格), as web pages give them: 1 | 任务 | 单位 |, also over lines.

A row spread over lines is made one line: its line ends become ``\\v``, character for character, so
that every offset stays what it was. Three forms: a bar before each cell and one alone behind each
row; a cell and its bar a line; a full row one cell of which is broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..patterns import late

BREAK = "\v"
_BLANKS = late(r"(?<=[\u4e00-\u9fff])[ \u00a0\u3000]+(?=[\u4e00-\u9fff])")
_ROW = late(r"^[^\n]*[|｜][^\n]*[|｜][^\n]*$", re.MULTILINE)
_BAR = late(r"[|｜]")
_NUMBER = late(r"\d{1,3}")
_FEWEST_BARS = 3
_FEWEST_LINES = 6
_MOST_LINES = 40
_MOST_BROKEN = 8
_TALLEST = 12


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank: its range in the text, what it says, its bars."""

    start: int
    end: int
    text: str
    bars: int

    @property
    def empty(self) -> bool:
        """Whether it has bars and nothing else."""
        return self.bars > 0 and not _BAR.sub("", self.text).strip()

    @property
    def led(self) -> bool:
        """Whether it is one cell behind its bar."""
        return self.bars == 1 and self.text[0] in "|｜" and not self.empty

    @property
    def closed(self) -> bool:
        """Whether its last cell ends in a bar."""
        return self.text[-1] in "|｜"

    @property
    def single(self) -> bool:
        """Whether it is one cell before its bar, or only bars."""
        return self.empty or (self.bars == 1 and self.closed)


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    position = 0
    for line in text.split("\n"):
        said = line.strip()
        if said:
            bars = said.count("|") + said.count("｜")
            lines.append(_Line(position, position + len(line), said, bars))
        position += len(line) + 1
    return lines


def _led_rows(lines: Sequence[_Line], at: int) -> tuple[list[tuple[int, int]], int]:
    """Rows whose cells stand behind a bar each, a bar alone behind the row, from ``at`` on."""
    rows: list[tuple[int, int]] = []
    first = index = at
    led = 0
    while index < len(lines) and index - first <= _TALLEST:
        line = lines[index]
        if line.bars > 1 or (line.bars == 1 and not (line.led or line.empty)):
            break
        led += line.led
        if line.empty or (index + 1 == len(lines) and led):
            if not led:
                break
            rows.append((first, index))
            first, led = index + 1, 0
        index += 1
    return (rows, first) if len(rows) > 1 else ([], at)


def _single_rows(lines: Sequence[_Line], at: int) -> tuple[list[tuple[int, int]], int]:
    """Rows with a line a cell, each with its bar behind; a number opens a row."""
    end = at
    while end < len(lines) and lines[end].single:
        end += 1
    if end - at < _FEWEST_LINES:
        return [], max(end, at + 1)
    starts = [at]
    last: int | None = None
    for index in range(at, end):
        said = _BAR.sub("", lines[index].text).strip()
        if _NUMBER.fullmatch(said) and (last is None or int(said) == last + 1):
            last = int(said)
            starts.append(index)
    rows = [(a, b - 1) for a, b in zip(starts, [*starts[1:], end], strict=True) if a < b]
    fits = len(rows) > 1 and all(b - a < _MOST_LINES for a, b in rows)
    return (rows if fits else []), end


def _broken_row(lines: Sequence[_Line], at: int) -> int:
    """The last line of a row whose cell is broken (the line before shows that rows are closed)."""
    above, line = lines[at - 1], lines[at]
    if line.closed or line.bars < 2 or not above.closed or above.bars < _FEWEST_BARS:
        return at
    bars = line.bars
    for index in range(at + 1, min(len(lines), at + _MOST_BROKEN)):
        bars += lines[index].bars
        if bars > above.bars:
            return at
        if lines[index].closed:
            return index
    return at


def _rows(lines: Sequence[_Line]) -> Iterator[tuple[int, int]]:
    """The rows that are spread over lines: first and last line of each."""
    index = 0
    while index < len(lines):
        rows: list[tuple[int, int]] = []
        following = index + 1
        if following < len(lines) and lines[index].bars == 0 and lines[following].led:
            rows, following = _led_rows(lines, index)
        elif lines[index].single:
            rows, following = _single_rows(lines, index)
        elif index and lines[index].bars:
            last = _broken_row(lines, index)
            rows, following = [(index, last)], last + 1
        yield from rows
        index = max(following, index + 1)


def mend_rows(text: str) -> str:
    """The text with ``\\v`` for the line ends inside the rows of tables drawn with bars.

    >>> mend_rows("任务 | 单位 | 时限 |\\n植树 | 市林业局\\n市财政局 | 3月底 |").count("\\v")
    1
    """
    if "|" not in text and "｜" not in text:
        return text
    lines = _lines(text)
    parts: list[str] = []
    position = 0
    for first, last in _rows(lines):
        if first == last:
            continue
        start, end = lines[first].end, lines[last].start
        parts.append(text[position:start])
        parts.append(text[start:end].replace("\n", BREAK))
        position = end
    return _ROW.sub(_part_names, "".join([*parts, text[position:]]))


def _part_names(row: re.Match[str]) -> str:
    """A row with its blanks as line ends: where a web page broke a cell, its text has a blank."""
    return _BLANKS.sub(lambda found: BREAK * len(found[0]), row[0])
