"""What `taizhang extract` writes: JSON, CSV, Excel."""

import io
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taizhang.extraction import Extraction, Item


def as_json(extraction: "Extraction") -> bytes:
    from taizhang.extraction import to_json

    return (json.dumps(to_json(extraction), ensure_ascii=False, indent=1) + "\n").encode(
        "utf-8", "backslashreplace"
    )


HEADER = (
    "文件", "序号", "编号", "任务", "牵头单位", "责任单位", "配合单位", "目标", "完成时限", "原文",
)  # fmt: skip
_WIDTHS = (24, 6, 12, 30, 20, 30, 20, 40, 14, 60)


def _rows(extraction: "Extraction") -> Iterator[tuple[str, ...]]:
    """One row an item."""
    for document in extraction.documents:
        for count, item in enumerate(document.items, start=1):
            title = document.title or extraction.name
            yield (title, str(count), "".join(item.path), *_cells(item))


def _cells(item: "Item") -> tuple[str, ...]:
    units = ["、".join(u.name for u in item.units if u.role == role) for role in _ROLES]
    targets = "；".join(target.quote.replace("\n", "") for target in item.targets)
    days = "；".join(dict.fromkeys(d.date.isoformat() for d in item.deadlines))
    return (item.title, *units, targets, days, item.text)


_ROLES = ("lead", "responsible", "support")


def as_csv(extraction: "Extraction") -> bytes:
    from taizhang.papers import write_csv

    stream = io.BytesIO()
    write_csv(_rows(extraction), HEADER, stream)
    return stream.getvalue()


def as_xlsx(extraction: "Extraction") -> bytes:
    from taizhang.papers import Column, SheetSetup, write_xlsx

    stream = io.BytesIO()
    columns = [Column(title, width) for title, width in zip(HEADER, _WIDTHS, strict=True)]
    write_xlsx(_rows(extraction), columns, stream, setup=SheetSetup(name="任务", title="任务清单"))
    return stream.getvalue()


WRITERS = {"json": as_json, "csv": as_csv, "xlsx": as_xlsx}
