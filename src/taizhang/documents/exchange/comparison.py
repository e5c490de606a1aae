"""A comparison as a workbook (比对结果的表格): one row a measure and document."""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from taizhang.papers import Column, SheetSetup, write_xlsx

from ..domain.queries.comparison import Comparison, ShownCell, ShownMeasure, ShownSum

Line = tuple[str | int, ...]


def write_comparison(comparison: Comparison, stream: BinaryIO) -> int:
    """Write the rows that pass the filter, then the sums; returns the rows written."""
    titles = "、".join(str(draft) for draft in comparison.drafts)
    setup = SheetSetup(name=_("文件比对"), title=_("文件比对"), note=titles)
    return write_xlsx(_lines(comparison), _columns(), stream, setup=setup)


def _columns() -> list[Column]:
    titles = (
        (_("序号"), 6), (_("举措"), 28), (_("依据条目"), 12), (_("依据原文"), 48),
        (_("比对文件"), 28), (_("条目"), 12), (_("变化"), 14), (_("说明"), 36), (_("对应原文"), 48),
    )  # fmt: skip
    return [Column(title, width) for title, width in titles]


def _lines(comparison: Comparison) -> Iterator[Line]:
    for measure in comparison.measures:
        for cell in measure.cells:
            if cell.standings or measure.reference.standings:
                yield _line(measure, cell)
    yield from (_sum(found) for found in comparison.sums)


def _line(measure: ShownMeasure, cell: ShownCell) -> Line:
    notes = [note for told in cell.told for note in told.notes]
    return (
        measure.number,
        measure.title,
        _places(measure.reference),
        _texts(measure.reference),
        str(cell.draft),
        _places(cell),
        "、".join(str(change.label) for change in cell.changes),
        "；".join(f"{note.before} → {note.after}" for note in notes),
        _texts(cell),
    )


def _places(cell: ShownCell) -> str:
    return "、".join(standing.place for standing in cell.standings)


def _texts(cell: ShownCell) -> str:
    return "\n".join(standing.row.text for standing in cell.standings)


def _sum(found: ShownSum) -> Line:
    return (
        "",
        found.found.indicator,
        "",
        "",
        str(found.upper),
        "",
        _("分解合计"),
        found.found.message,
        "",
    )
