"""The printed list (名单表): columns as wide as their contents, upright where that is readable."""

from collections.abc import Sequence

from taizhang.papers.official import Align, Table, TableColumn
from taizhang.schemes import Column

from ..letters.wording import printed, width_of
from .facts import FinalFacts

_UPRIGHT, _TURNED = 442.0, 638.0  # points across the text of a page
_MARGINS = 8.0  # points of a cell that hold no text
_READABLE, _SMALLEST, _LARGEST = 9.0, 7.0, 12.0  # points
_WIDEST_TEXT, _WIDEST_HEAD, _NARROWEST = 14.0, 4.0, 2.2  # characters; longer texts are wrapped


def list_table(facts: FinalFacts) -> tuple[Table, bool]:
    """The table, and whether its page is turned. Numbered in the order of ranks, or of the table
    that was computed; sums in the last row. Columns in which nothing stands are left out."""
    at = {column.name: place for place, column in enumerate(facts.columns)}
    shown = [
        facts.columns[at[name]]
        for name in facts.listed
        if any(subject.cells[at[name]] for subject in facts.subjects)
    ]
    rows = [
        [str(number), subject.name, *(_cell(subject.cells[at[c.name]], c) for c in shown)]
        for number, subject in enumerate(facts.subjects, start=1)
    ]
    sums = [_cell(facts.totals[c.name], c) if c.name in facts.totals else "" for c in shown]
    if any(sums):
        rows.append(["", "合计", *sums])
    heads = ["序号", "对象", *(column.head for column in shown)]
    numbers = [True, False, *(column.kind.is_number for column in shown)]
    widths = _widths(rows, heads, numbers)
    size, turned = _size(widths)
    columns = [
        TableColumn(head, width * size + _MARGINS, Align.RIGHT if number else Align.FLUSH)
        for head, width, number in zip(heads, widths, numbers, strict=True)
    ]
    return Table(columns, rows, size=size), turned


def _cell(text: str, column: Column) -> str:
    """Without the unit, which stands in the head."""
    return printed(text, column, unit=False)


def _widths(
    rows: Sequence[Sequence[str]], heads: Sequence[str], numbers: Sequence[bool]
) -> list[float]:
    """In characters: a number is never broken, a long text or head is."""
    found = []
    for place, (head, number) in enumerate(zip(heads, numbers, strict=True)):
        widest = max((width_of(row[place]) for row in rows), default=0.0)
        own = widest if number else min(widest, _WIDEST_TEXT)
        found.append(max(own, min(width_of(head), _WIDEST_HEAD), _NARROWEST))
    return found


def _size(widths: Sequence[float]) -> tuple[float, bool]:
    """The largest letters with which the widths fit, on an upright page if they can be read."""
    upright, turned = (
        (room - _MARGINS * len(widths)) / sum(widths) for room in (_UPRIGHT, _TURNED)
    )
    is_turned = upright < _READABLE
    size = min(_LARGEST, max(_SMALLEST, turned if is_turned else upright))
    return int(size * 2) / 2, is_turned
