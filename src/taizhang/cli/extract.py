"""`taizhang extract`: read policy files, print or write what was read. No Django, no database."""

import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from taizhang.extraction import Extraction, Item


class Format(StrEnum):
    """What is written."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class Level(StrEnum):
    """The level of government that completes the names of departments."""

    PROVINCE = "省"
    CITY = "市"
    DISTRICT = "区"
    COUNTY = "县"


Writer = Callable[["Extraction"], bytes]


def extract(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="文件或文件夹")],
    format: Annotated[Format, typer.Option(help="输出格式")] = Format.JSON,
    output: Annotated[Path | None, typer.Option(help="输出文件夹")] = None,
    issued: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="成文日期")
    ] = None,
    level: Annotated[Level | None, typer.Option(help="层级")] = None,
    text: Annotated[bool, typer.Option("--text", help="只输出解码后的文本")] = False,
) -> None:
    """Read files into tasks, units, targets and deadlines."""
    files = list(_files(paths))
    day = issued.date() if issued else None
    read = _text_of if text else _reader(format, day, level.value if level else None)
    suffix = "txt" if text else format.value
    if len(files) == 1 and output is None and not any(path.is_dir() for path in paths):
        failed = _print_one(files[0], read)
    else:
        failed = _write_all(files, read, output or Path(), suffix)
    raise typer.Exit(1 if failed or not files else 0)


def _files(paths: list[Path]) -> Iterator[Path]:
    """The files named, and those of known formats in the folders named."""
    from taizhang.extraction import suffixes

    for path in paths:
        if not path.is_dir():
            yield path
            continue
        known = sorted(p for p in path.rglob("*") if p.suffix.lower() in suffixes())
        if not known:
            _complain(f"文件夹“{path}”里没有可读取的文件（{'、'.join(suffixes())}）。")
        yield from (p for p in known if p.is_file())


def _complain(sentence: str) -> None:
    typer.echo(sentence, err=True)


def _text_of(path: Path) -> bytes:
    from taizhang.extraction import read_bytes

    return read_bytes(path.name, path.read_bytes()).text.encode()


def _reader(format: Format, issued: date | None, level: str | None) -> Callable[[Path], bytes]:
    from taizhang.extraction import extract as read_document
    from taizhang.extraction import read_bytes

    writers: dict[Format, Writer] = {
        Format.JSON: _as_json,
        Format.CSV: _as_csv,
        Format.XLSX: _as_xlsx,
    }
    write = writers[format]

    def read(path: Path) -> bytes:
        decoded = read_bytes(path.name, path.read_bytes())
        return write(read_document(decoded, issued=issued, level=level))

    return read


def _try(path: Path, read: Callable[[Path], bytes]) -> bytes | None:
    """The result for one file, or None after a sentence on standard error."""
    from taizhang.extraction import ReadError

    try:
        return read(path)
    except ReadError as error:
        _complain(error.message)
    except FileNotFoundError:
        _complain(f"没有文件“{path}”，请检查路径。")
    except OSError as error:
        _complain(f"无法读取文件“{path}”：{error.strerror}。")
    return None


def _print_one(path: Path, read: Callable[[Path], bytes]) -> bool:
    data = _try(path, read)
    if data is not None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    return data is None


def _names(files: list[Path], suffix: str) -> list[str]:
    """NAME.json each; the whole file name where two collide, a number where those do too."""
    stems = Counter(path.stem for path in files)
    used: Counter[str] = Counter()
    names: list[str] = []
    for path in files:
        name = path.stem if stems[path.stem] == 1 else path.name
        used[name] += 1
        names.append(f"{name}{f'-{used[name]}' if used[name] > 1 else ''}.{suffix}")
    return names


def _write_all(files: list[Path], read: Callable[[Path], bytes], output: Path, suffix: str) -> bool:
    """Write each result into the folder; a bad file is a sentence, the others are still done."""
    from rich.console import Console
    from rich.progress import track

    output.mkdir(parents=True, exist_ok=True)
    failed = False
    jobs = list(zip(files, _names(files, suffix), strict=True))
    console = Console(stderr=True)
    for path, name in track(jobs, description="读取", console=console, transient=True):
        data = _try(path, read)
        failed = failed or data is None
        if data is not None:
            (output / name).write_bytes(data)
    return failed


def _as_json(extraction: "Extraction") -> bytes:
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


def _as_csv(extraction: "Extraction") -> bytes:
    from taizhang.papers import write_csv

    stream = io.BytesIO()
    write_csv(_rows(extraction), HEADER, stream)
    return stream.getvalue()


def _as_xlsx(extraction: "Extraction") -> bytes:
    from taizhang.papers import Column, SheetSetup, write_xlsx

    stream = io.BytesIO()
    columns = [Column(title, width) for title, width in zip(HEADER, _WIDTHS, strict=True)]
    write_xlsx(_rows(extraction), columns, stream, setup=SheetSetup(name="任务", title="任务清单"))
    return stream.getvalue()
