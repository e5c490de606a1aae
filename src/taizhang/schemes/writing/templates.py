"""An empty table to fill in: Chinese heads with units, lists to choose from, notes."""

import datetime as dt
import io
from pathlib import Path

from taizhang.papers import Column as PaperColumn
from taizhang.papers import ColumnKind, Sheet, SheetSetup, iter_csv, write_workbook

from ..definitions import Definition
from ..errors import OutputError
from ..types import Column, Kind
from .files import replace_files

_ROWS = 500  # prepared with lists to choose from
_WORDS = {
    Kind.TEXT: "文字",
    Kind.MONEY: "金额，最多两位小数",
    Kind.PERCENT: "百分数，不写百分号",
    Kind.POINTS: "分数，最多八位小数",
    Kind.NUMBER: "数字",
    Kind.COUNT: "整数",
    Kind.FLAG: "是或否",
    Kind.CHOICE: "从列表中选择",
    Kind.DATE: "日期，如 2026-01-01",
    Kind.PERIOD: "月份，如 2026-06",
}


def write_template(definition: Definition, path: Path) -> None:
    """Write the template of a scheme as .xlsx (with lists and a sheet of notes) or .csv (the head).

    Raises:
        OutputError: another suffix, or a place that cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix == ".csv":
        replace_files(((path, iter_csv([], [c.head for c in definition.columns])),))
    elif suffix == ".xlsx":
        replace_files(((path, (_workbook(definition),)),))
    else:
        raise OutputError(f"空表“{path.name}”应当是 .xlsx 或 .csv。")


def _workbook(definition: Definition) -> bytes:

    heads = [_paper_column(column) for column in definition.columns]
    empty = ([None] * len(heads) for _ in range(_ROWS))
    notes = [
        (c.head, c.name, _WORDS[c.kind], "必填" if c.required else "", _hint(c))
        for c in definition.columns
    ]
    sheets = (
        Sheet(heads, empty, SheetSetup("填报", definition.title)),
        Sheet(
            [
                PaperColumn(t, w)
                for t, w in (("列", 30), ("代码", 28), ("填什么", 24), ("必填", 8), ("说明", 60))
            ],
            notes,
            SheetSetup("说明", definition.title),
        ),
    )
    stream = io.BytesIO()
    # Equal templates give equal bytes: the file is as old as the scheme.
    made = dt.datetime.combine(definition.in_force.starts, dt.time())
    write_workbook(sheets, stream, created=made)
    return stream.getvalue()


def _paper_column(column: Column) -> PaperColumn:
    kind = ColumnKind.NUMBER if column.kind.is_number else ColumnKind.TEXT
    if column.kind is Kind.DATE:
        kind = ColumnKind.DATE
    width = max(12, min(36, len(column.head) * 2))
    return PaperColumn(column.head, width, kind, choices=_choices(column))


def _choices(column: Column) -> tuple[str, ...]:
    if column.kind is Kind.FLAG:
        return ("是", "否")
    return tuple(column.words)


def _hint(column: Column) -> str:
    words = "、".join(column.words)
    return "；".join(part for part in (column.note, words and f"可选：{words}") if part)
