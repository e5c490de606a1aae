"""Tables and JSON out of the ledger, streamed to a file or to standard output."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.utils import timezone

from taizhang.documents.domain.queries.documents import DOCUMENT_COLUMNS, documents_rows
from taizhang.documents.domain.queries.gold import confirmed_drafts, gold_of
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.queries.records import iter_events, iter_records
from taizhang.ledger.exchange.exporting import csv_pieces, write_workbook
from taizhang.ledger.exchange.rows import iter_rows
from taizhang.ledger.forms.fields import parse_moment
from taizhang.ledger.models import TaskVersion
from taizhang.papers import Column, iter_csv, write_xlsx

EVENT_COLUMNS = {
    "number": "任务编号",
    "seq": "次序",
    "type": "类别",
    "sentence": "内容",
    "person": "经办人",
    "occurred_at": "发生时间",
    "recorded_at": "记录时间",
    "previous_hash": "前一哈希",
    "hash": "哈希",
    "payload": "原始内容",
}


def parse_as_of(text: str) -> datetime | None:
    """A MOMENT of the command line; None for now."""
    try:
        return parse_moment(text) if text else None
    except ValueError:
        raise ActInputError(
            f"“{text}”不是日期（2024-06-30）或时刻（2024-06-30T09:00），请更正 --as-of。",
            field="as_of",
        ) from None


def export_to(output: Path | None, what: str, format: str, *, moment: datetime | None) -> None:
    """Write one export; a file appears only when it is complete."""
    if what == "corrections" and output is not None and output.suffix != ".json":
        return _write_gold_files(output)
    with open_output(output) as stream:
        if format == "json":
            _write_json(_records(what, moment), stream)
        elif what == "ledger":
            _write_ledger(format, stream, moment)
        else:
            _write_table(*_table(what, moment), format, stream)
    return None


@contextmanager
def open_output(output: Path | None) -> Iterator[BinaryIO]:
    """The file to write, there only when it is complete; standard output without one."""
    if output is None:
        yield sys.stdout.buffer
        return
    partial = output.with_name(f".{output.name}.part")
    try:
        with partial.open("wb") as stream:
            yield stream
        partial.replace(output)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ActInputError(
            f"文件“{output}”写不进去（{reason}），请检查文件夹是否存在、能否写入、空间是否够。",
            field="output",
        ) from error
    finally:
        with suppress(OSError):
            partial.unlink()


def _versions(moment: datetime | None) -> Any:
    return TaskVersion.objects.at(moment).order_by("task_id")


def _write_ledger(format: str, stream: BinaryIO, moment: datetime | None) -> None:
    now = timezone.now()
    shown = moment or now
    rows = iter_rows(_versions(moment), moment=moment, today=timezone.localdate(shown))
    if format == "xlsx":
        write_workbook(rows, stream, as_of=shown)
        return
    for piece in csv_pieces(rows):
        stream.write(piece)


def _table(what: str, moment: datetime | None) -> tuple[list[str], Iterable[list[Any]]]:
    if what == "documents":
        rows = ([row[name] for name in DOCUMENT_COLUMNS] for row in documents_rows())
        return list(DOCUMENT_COLUMNS), rows
    events = (
        [_cell(event[name]) for name in EVENT_COLUMNS] for event in iter_events(moment=moment)
    )
    return list(EVENT_COLUMNS.values()), events


def _cell(value: Any) -> Any:
    """Moments with all their digits and their zone: the hash is over the microsecond."""
    return timezone.localtime(value).isoformat() if isinstance(value, datetime) else value


def _write_table(
    header: list[str], rows: Iterable[list[Any]], format: str, stream: BinaryIO
) -> None:
    if format == "xlsx":
        write_xlsx(rows, [Column(title, 18) for title in header], stream)
        return
    for piece in iter_csv(rows, header):
        stream.write(piece)


def _records(what: str, moment: datetime | None) -> Iterable[dict[str, Any]]:
    if what == "ledger":
        return iter_records(_versions(moment), moment=moment)
    if what == "events":
        return iter_events(moment=moment)
    if what == "documents":
        return documents_rows()
    return (gold_of(draft) for draft in confirmed_drafts().iterator(chunk_size=100))


def _write_json(records: Iterable[dict[str, Any]], stream: BinaryIO) -> None:
    """A JSON list, one record a line."""
    stream.write(b"[")
    for at, record in enumerate(records):
        stream.write(b",\n" if at else b"\n")
        stream.write(_dumped(record).encode())
    stream.write(b"\n]\n")


def _dumped(record: dict[str, Any], indent: int | None = None) -> str:
    return json.dumps(record, ensure_ascii=False, default=_plain, indent=indent)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))


def _write_gold_files(folder: Path) -> None:
    """NAME.gold.json for each document; where names would collide, with the document's number."""
    os.makedirs(folder, exist_ok=True)
    stems = Counter(Path(draft.source.name).stem for draft in confirmed_drafts())
    for draft in confirmed_drafts().iterator(chunk_size=100):
        stem = Path(draft.source.name).stem
        place = f"-{draft.pk}" if stems[stem] > 1 else ""
        with open_output(folder / f"{stem}{place}.gold.json") as stream:
            stream.write(_dumped(gold_of(draft), indent=1).encode())
