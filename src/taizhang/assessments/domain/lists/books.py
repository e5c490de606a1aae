"""The final list as a workbook (Excel 名单): the list with its sums, and who vouches for it."""

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from taizhang.calendars import TIME_ZONE
from taizhang.papers import Column as PaperColumn
from taizhang.papers import ColumnKind, Sheet, SheetSetup, write_workbook
from taizhang.schemes import Column

from ..letters.wording import NONE, printed
from .facts import FinalFacts
from .papers import made_at

_EXCEL_DIGITS = 15  # what a cell keeps of a number


def book_bytes(facts: FinalFacts) -> bytes:
    """The workbook; equal facts give equal bytes."""
    stream = io.BytesIO()
    write_workbook(_sheets(facts), stream, created=made_at(facts.final_on), author=facts.office)
    return stream.getvalue()


def _sheets(facts: FinalFacts) -> Iterator[Sheet]:
    title = f"{facts.title}结果名单"
    note = f"结果哈希：{facts.origin.result}"
    heads = [PaperColumn("序号", 7, ColumnKind.NUMBER), PaperColumn("对象", 36)]
    heads += [_head(column) for column in facts.columns]
    yield Sheet(heads, _rows(facts), SheetSetup("名单", title, note))
    signed = [PaperColumn("项目", 24), PaperColumn("内容", 72)]
    yield Sheet(signed, list(_vouched(facts)), SheetSetup("经办和签字", title, note))


def _head(column: Column) -> PaperColumn:
    kind = ColumnKind.NUMBER if column.kind.is_number else ColumnKind.TEXT
    places = column.kind.written if column.kind.is_number else None
    return PaperColumn(column.head, max(10, min(30, len(column.head) * 2)), kind, places=places)


def _rows(facts: FinalFacts) -> Iterator[list[Any]]:
    for number, subject in enumerate(facts.subjects, start=1):
        cells = zip(subject.cells, facts.columns, strict=True)
        yield [number, subject.name, *(_cell(text, column) for text, column in cells)]
    if facts.totals:
        sums = (_cell(facts.totals.get(column.name, ""), column) for column in facts.columns)
        yield ["", "合计", *sums]


def _cell(text: str, column: Column) -> Any:
    """Numbers as numbers, but as text where a cell would lose digits."""
    if column.kind.is_number:
        digits = len(text.replace(".", "").lstrip("-0"))
        return Decimal(text) if text and digits <= _EXCEL_DIGITS else text
    shown = printed(text, column)
    return "" if shown == NONE else shown


def _vouched(facts: FinalFacts) -> Iterator[list[str]]:
    yield ["办法", f"{facts.scheme}（{facts.document}{facts.clause}）"]
    yield ["按哪一天的规定", facts.as_of.isoformat()]
    for line in facts.settings:
        yield [f"另行给出的参数：{line.label}", line.text]
    yield ["公示", facts.published]
    yield ["异议", facts.objections]
    for hand in facts.hands:
        moment = hand.at.astimezone(TIME_ZONE)
        yield [hand.what, f"{hand.name} {moment:%Y-%m-%d %H:%M}"]
    origin = facts.origin
    yield ["编号", f"评定 {origin.run} 第 {origin.revision} 轮"]
    yield ["办法版本", origin.version]
    yield ["数据哈希", origin.table]
    yield ["结果哈希", origin.result]
    yield ["过程哈希", origin.steps]
    for who in ("经办人", "审核人", "负责人"):
        yield [f"{who}（签字）", ""]
    yield ["盖章", ""]
