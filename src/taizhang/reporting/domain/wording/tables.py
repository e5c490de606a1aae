"""The tables that words may call for (通报附表): columns, and rows of runs. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from .vocabulary import CLASS_NAMES

Numbers = Mapping[str, Any]
_CLASS_TITLES = {
    "behind": "滞后",
    "on_pace": "正常",
    "ahead": "超前",
    "done": "完成",
    "unknown": "未知",
}
# title, share of the width, alignment
_COUNTS = [("合计", 1.2, "right"), *((name, 1.0, "right") for name in _CLASS_TITLES.values())]
_ITEM_COLUMNS = [
    ("序号", 1.1, "centre"),
    ("指标", 3.0, "left"),
    ("目标", 2.2, "right"),
    ("完成值", 2.1, "right"),
    ("应达值", 2.3, "right"),
    ("相差", 2.3, "right"),
    ("责任单位", 2.9, "left"),
]
_RATES = {
    "on_time": "按期办结",
    "first_on_time": "按原定时限办结",
    "extended": "经同意延期",
    "returned": "办结申请被退回",
    "reopened": "办结后重新办理",
}


def table_named(name: str, numbers: Numbers) -> dict[str, Any]:
    """A table as a block: columns (title, width, alignment), rows of cells, each text and key."""
    columns, rows, note = _TABLES[name](numbers)
    return {
        "kind": "table",
        "name": name,
        "columns": [list(column) for column in columns],
        "rows": rows,
        "note": note,
    }


_Table = tuple[list[Any], list[Any], str]


def _classes(numbers: Numbers) -> _Table:
    counts = numbers["numbers"]
    rows = [
        [
            [title, ""],
            _count(counts[name]["count"], f"numbers.{name}"),
            [_per_cent(counts[name]["share"]), ""],
        ]
        for name, title in _CLASS_TITLES.items()
    ]
    whole = "100.0%" if counts["total"] else "—"
    rows.append([["合计", ""], [str(counts["total"]), "numbers"], [whole, ""]])
    note = "" if counts["adds_up"] else "注：因四舍五入，合计不等于100%。"
    columns = [("类别", 2.0, "centre"), ("项数", 1.0, "right"), ("占比", 1.0, "right")]
    return columns, rows, note


def _offices(numbers: Numbers) -> _Table:
    joint = "注：联合承办的指标分别计入各单位，各单位之和可能大于总数。"
    return _counted("单位", "unit", numbers["offices"], joint)


def _places(numbers: Numbers) -> _Table:
    title = "县（市、区）" if numbers["asked"]["keeper"] is None else "乡镇（街道）"
    return _counted(title, "place", numbers["places"], "")


def _counted(title: str, what: str, rows: list[Mapping[str, Any]], note: str) -> _Table:
    columns = [(title, 4.8, "left"), *_COUNTS, ("滞后占比", 1.5, "right")]
    cells = [
        [
            [row["name"], ""],
            [str(row["total"]), f"{what}.{row['id']}"],
            *(_count(row[name], f"{what}.{row['id']}.{name}") for name in CLASS_NAMES),
            [_per_cent(row["share"]), ""],
        ]
        for row in rows
    ]
    return columns, cells, note if rows else ""


def _count(number: int, key: str) -> list[str]:
    """A cell; nothing stands behind 0."""
    return [str(number), key if number else ""]


def _items(which: str) -> Callable[[Numbers], _Table]:
    def table(numbers: Numbers) -> _Table:
        known = {item["id"]: item for item in numbers["items"]}
        shown = [known[pk] for pk in numbers[which]]
        rows = [_item(place, item) for place, item in enumerate(shown, start=1)]
        return _ITEM_COLUMNS, rows, ""

    return table


def _item(place: int, item: Mapping[str, Any]) -> list[list[str]]:
    words = ("goal", "value", "needed", "gap")
    return [
        [str(place), ""],
        [item["indicator"], f"item.{item['id']}"],
        *([item[name], ""] for name in words),
        ["、".join(item["names"]), ""],
    ]


def _rates(numbers: Numbers) -> _Table:
    rates = numbers["rates"]
    rows = [
        [
            [title, ""],
            _count(rates[name]["count"], f"rate.{name}"),
            _count(rates[name]["of"], f"rate.{rates[name]['base']}"),
            [_per_cent(rates[name]["share"]), ""],
        ]
        for name, title in _RATES.items()
    ]
    columns = [
        ("情况", 2.6, "left"),
        ("任务数", 1.0, "right"),
        ("总数", 1.0, "right"),
        ("占比", 1.0, "right"),
    ]
    return columns, rows, ""


def _silent(numbers: Numbers) -> _Table:
    rows = [
        [[row["name"], ""], [str(row["tasks"]), f"unit.{row['id']}.silent"]]
        for row in numbers["silent"]
    ]
    return [("单位", 3.0, "left"), ("从未报告的任务", 1.4, "right")], rows, ""


def _named(numbers: Numbers) -> _Table:
    given = (numbers.get("given") or {}).get("named", [])
    rows = [[[name, ""], [why, ""]] for _pk, name, why in given]
    return [("单位", 2.0, "left"), ("事由", 4.0, "left")], rows, ""


def _per_cent(share: str) -> str:
    return f"{share}%" if share else "—"


_TABLES: dict[str, Callable[[Numbers], _Table]] = {
    "classes": _classes,
    "offices": _offices,
    "places": _places,
    "worst": _items("worst"),
    "best": _items("best"),
    "rates": _rates,
    "silent": _silent,
    "named": _named,
}
