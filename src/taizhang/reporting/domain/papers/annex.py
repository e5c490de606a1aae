"""The tables of a bulletin as a workbook (附表): overview, offices, counties, every number."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from taizhang.papers import Column, ColumnKind, LinkedCell, Sheet, SheetSetup, write_workbook

from ..wording.tables import table_named
from .addresses import figure_address
from .papers import Printed, seal_note

_PACES = {"behind": "滞后", "on_pace": "正常", "ahead": "超前", "done": "完成", "unknown": "未知"}
_TASKS = {
    "total": "任务总数",
    "closed": "已办结",
    "on_time": "其中按期办结",
    "late": "其中逾期办结",
    "open": "未办结",
    "overdue": "其中逾期未办结",
    "waiting": "尚未交办",
}
_ITEMS = [
    Column("编号", 14),
    Column("指标", 32),
    Column("任务", 36),
    Column("目标", 16),
    Column("时限", 12, ColumnKind.DATE),
    Column("完成值", 14, ColumnKind.NUMBER),
    Column("应达值", 14, ColumnKind.NUMBER),
    Column("相差", 14, ColumnKind.NUMBER),
    Column("计量单位", 10),
    Column("数据日期", 12, ColumnKind.DATE),
    Column("超前（百分点）", 10, ColumnKind.NUMBER, places=1),
    Column("进度", 8),
    Column("责任单位", 28),
]


def annex_of(printed: Printed) -> bytes:
    """The workbook; the same bytes for the same input. Figures lead to their lists."""
    stream = io.BytesIO()
    author = printed.numbers["asked"]["office"]
    write_workbook(_sheets(printed), stream, created=printed.made_at, author=author)
    return stream.getvalue()


def _sheets(printed: Printed) -> Iterator[Sheet]:
    numbers = printed.numbers
    note = seal_note(numbers)
    number = ColumnKind.NUMBER
    overview = [
        Column("项目", 28),
        Column("数量", 12, number),
        Column("占比（%）", 12, number, places=1),
    ]
    yield Sheet(overview, list(_overview(numbers)), SheetSetup("总体情况", _title(printed), note))
    for name, title in (("offices", "各单位"), ("places", "各县区")):
        yield _table_sheet(numbers, name, SheetSetup(title, _title(printed), note))
    items = [_item(item, numbers) for item in numbers["items"]]
    yield Sheet(_ITEMS, items, SheetSetup("指标明细", _title(printed), note))


def _title(printed: Printed) -> str:
    return f"{printed.words['title']}附表"


def _overview(numbers: Mapping[str, Any]) -> Iterator[list[Any]]:
    counts = numbers["numbers"]
    yield ["指标总数", _cell(counts["total"], "numbers", numbers), None]
    for name, label in _PACES.items():
        share = counts[name]["share"]
        linked = _cell(counts[name]["count"], f"numbers.{name}", numbers)
        yield [f"其中{label}", linked, Decimal(share) if share else None]
    if not counts["adds_up"]:
        yield ["注：因四舍五入，合计不等于100%", None, None]
    for name, label in _TASKS.items():
        key = "tasks" if name == "total" else f"tasks.{name}"
        yield [label, _cell(numbers["tasks"][name], key, numbers), None]
    for light in numbers["lights"]:
        key = f"light.{light['colour']}"
        yield [f"亮灯：{light['name']}", _cell(light["count"], key, numbers), None]
    yield ["未销号的预警", _cell(numbers["warnings"], "warnings", numbers), None]


def _table_sheet(numbers: Mapping[str, Any], name: str, setup: SheetSetup) -> Sheet:
    table = table_named(name, numbers)
    titles = [title for title, _share, _side in table["columns"]]
    counts = [Column(title, 9, ColumnKind.NUMBER) for title in titles[1:-1]]
    share = Column(f"{titles[-1]}（%）", 12, ColumnKind.NUMBER, places=1)
    columns = [Column(titles[0], 30), *counts, share]
    rows = [[_figure(cell, numbers) for cell in row] for row in table["rows"]]
    return Sheet(columns, rows, setup)


def _figure(cell: Sequence[str], numbers: Mapping[str, Any]) -> Any:
    text, key = cell
    if text.isdecimal():
        return _cell(int(text), key, numbers) if key else int(text)
    return Decimal(text.rstrip("%")) if text.endswith("%") else text


def _item(item: Mapping[str, Any], numbers: Mapping[str, Any]) -> list[Any]:
    return [
        _cell(item["id"], f"item.{item['id']}", numbers),
        item["indicator"],
        item["title"],
        item["goal"],
        item["deadline"] and date.fromisoformat(item["deadline"]),
        *(Decimal(amount) if amount else None for amount in item["amounts"]),
        item["unit"],
        item["observed_on"] and date.fromisoformat(item["observed_on"]),
        Decimal(item["lead"]) if item["lead"] else None,
        _PACES[item["pace"]],
        "、".join(item["names"]),
    ]


def _cell(value: int | str, key: str, numbers: Mapping[str, Any]) -> LinkedCell:
    site = numbers["given"]["site"]
    return LinkedCell(value, site + figure_address(numbers, key) if site else "")
