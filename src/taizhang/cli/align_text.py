"""A comparison for the terminal (比对结果的文本): a matrix, both sentences under each change."""

import re
import shutil
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells, set_cell_size

if TYPE_CHECKING:
    from taizhang.extraction.align import Alignment, Cell, Difference, Excerpt, Paper, Row, Sum

WORDS = {
    "same": "一致",
    "number": "数字有变",
    "date": "时限有变",
    "softened": "力度减弱",
    "added": "新增",
    "dropped": "未承接",
}
_DIRECTIONS = {"removed": "未写", "new": "增写"}
# What stays on one line: a number with its unit, a letter, and the stop behind either.
_PIECE = re.compile(
    r"(?:[\d.,%—-]*\d[\d.,%—-]*[万亿千百]*[\u4e00-\u9fff]{0,2}|[（《“]?.)[，。；：、！？）》”]*",
    re.DOTALL,
)
_NUMBER, _LEAST, _MOST = 4, 80, 160


def render(alignment: "Alignment") -> str:
    """The comparison as lines of text, as wide as the terminal."""
    width = max(_LEAST, min(_MOST, shutil.get_terminal_size((120, 24)).columns))
    papers = alignment.papers
    lines = [*_head(papers), "", *_matrix(alignment.rows, papers, width)]
    if alignment.sums:
        lines += ["", "分解合计", *_sums(alignment.sums, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(papers: "Sequence[Paper]") -> Iterator[str]:
    for number, paper in enumerate(papers, start=1):
        title = f"《{paper.title}》" if paper.title else ""
        yield f"文件{number}  {paper.name}  {title} {len(paper.measures)} 条"


def _matrix(rows: "Sequence[Row]", papers: "Sequence[Paper]", width: int) -> Iterator[str]:
    """A line a measure; under it both sentences of each change."""
    if not rows:
        yield "这些文件里没有读到举措。"
        return
    column = max(16, min(28, (width - _NUMBER) // (len(papers) + 1)))
    title = max(24, width - _NUMBER - column * len(papers))
    names = [f"文件{number}" for number in range(1, len(papers) + 1)]
    yield _line("", "举措", names, title, column)
    yield "─" * min(width, _NUMBER + title + column * len(papers))
    for number, row in enumerate(rows, start=1):
        yield _line(str(number), row.title, [_mark(cell) for cell in row.cells], title, column)
        for cell in row.cells:
            yield from _changes(cell, width)


def _line(number: str, title: str, marks: Sequence[str], wide: int, column: int) -> str:
    cells = [set_cell_size(mark, column - 1) + " " for mark in marks]
    return f"{set_cell_size(number, _NUMBER)}{set_cell_size(title, wide - 2)}  {''.join(cells)}"


def _mark(cell: "Cell") -> str:
    """What became of the measure in one document, and under which number it stands there."""
    if cell.measure is None:
        return WORDS["dropped"] if cell.change == "dropped" else "—"
    places = [_path(cell.measure.path), *(_path(other.path) for other in cell.also)]
    place = "、".join(filter(None, places))
    if cell.paper == 0:
        return place
    return f"{'、'.join(WORDS[kind] for kind in cell.changes)} {place}"


def _path(path: Sequence[str]) -> str:
    return "".join(path)


def _changes(cell: "Cell", width: int) -> Iterator[str]:
    """The differences of one cell: what changed, then the sentences side by side."""
    told: set[tuple[Excerpt | None, Excerpt | None]] = set()
    for difference in cell.differences:
        if not difference.counts:
            continue
        yield f"{'':{_NUMBER}}· 文件{cell.paper + 1} {_told(difference)}"
        sentences = (difference.before, difference.after)
        if sentences not in told:
            told.add(sentences)
            yield from _beside(difference, width)


def _told(difference: "Difference") -> str:
    word = WORDS[difference.kind]
    if difference.kind == "softened":
        return f"{word}：{difference.words[0] or '无附加词'} → {difference.words[1]}"
    values: list[str] = []
    if difference.kind == "date":
        values = [day.isoformat() if day else "" for day in difference.dates]
    else:
        values = [figure.quote.replace("\n", "") if figure else "" for figure in difference.figures]
    missing = _DIRECTIONS.get(difference.direction, "")
    return f"{word}：{values[0] or missing} → {values[1] or missing}"


def _beside(difference: "Difference", width: int) -> Iterator[str]:
    half = (width - _NUMBER - 5) // 2
    sides = [_wrapped(side, half) for side in (difference.before, difference.after)]
    for at in range(max(map(len, sides))):
        left, right = (side[at] if at < len(side) else "" for side in sides)
        yield f"{'':{_NUMBER}}  {set_cell_size(left, half)} │ {right}"


def _wrapped(excerpt: "Excerpt | None", width: int) -> list[str]:
    text = "".join(excerpt.quote.split()) if excerpt else "（没有对应的句子）"
    return wrap(text, width)


def _sums(sums: "Sequence[Sum]", width: int) -> Iterator[str]:
    for found in sums:
        sign = {True: "✓", False: "✗", None: "?"}[found.fits]
        first, *rest = wrap(found.message, width - 2)
        yield f"{sign} {first}"
        yield from (f"  {line}" for line in rest)


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells; no number is cut, no line begins with a stop.

    >>> wrap("还差3000个，请核对", 8)
    ['还差', '3000个，', '请核对']
    """
    lines = [""]
    for piece in _PIECE.findall(text):
        for part in chop_cells(piece, width):
            if lines[-1] and cell_len(lines[-1] + part) > width:
                lines.append("")
            lines[-1] += part
    return lines
