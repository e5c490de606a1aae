"""The readers by file suffix (格式登记): each is a module with `read(data) -> Decoded`.

A module is imported when a file of its format is read, so that plain text pays for none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module

from ..types import Decoded
from .limits import MEGABYTE, Limits

Reader = Callable[[bytes], Decoded]

_HERE = __package__ or ""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its reader's module, name, media type, whether it needs a child process.

    Readers of structured formats run isolated, within ``limits``. In a sealed reading (the rule)
    nothing can be opened once the module is loaded: all its imports stand at its top.
    """

    module: str
    label: str
    media_type: str = "application/octet-stream"
    isolated: bool = True
    limits: Limits = field(default_factory=Limits)

    def read(self, data: bytes) -> Decoded:
        """The text of bytes of this format; raises `ReadError`."""
        module = f"{_HERE}.{self.module}"
        if self.isolated:
            from .isolation import read_isolated

            return read_isolated(module, data, self.limits)
        reader: Reader = import_module(module).read
        return reader(data)


_OFFICE = "application/vnd.openxmlformats-officedocument."
_WORD = Format("docx", "Word 文件", _OFFICE + "wordprocessingml.document")
_SHEETS = Format("sheets", "工作簿", _OFFICE + "spreadsheetml.sheet")
_OLD_SHEETS = Format("sheets", "工作簿", "application/vnd.ms-excel")
_PAGE = Format("html", "网页", "text/html")
_ARCHIVE = Format("mht", "网页存档")
# LibreOffice opens files and starts threads of its own, and wants room to do so.
_CONVERTED = Format(
    "office",
    "旧版 Word、WPS 等文件",
    "application/msword",
    limits=Limits(seconds=120, memory=4096 * MEGABYTE, sealed=False),
)

FORMATS: dict[str, Format] = {
    ".txt": Format("plain", "文本", "text/plain", isolated=False),
    ".docx": _WORD,
    ".docm": _WORD,
    ".doc": _CONVERTED,
    ".wps": _CONVERTED,
    ".rtf": _CONVERTED,
    ".odt": _CONVERTED,
    ".pdf": Format("pdf", "PDF", "application/pdf"),
    ".ofd": Format("ofd", "OFD", "application/ofd"),
    ".html": _PAGE,
    ".htm": _PAGE,
    ".mht": _ARCHIVE,
    ".mhtml": _ARCHIVE,
    ".xlsx": _SHEETS,
    ".xlsm": _SHEETS,
    ".xls": _OLD_SHEETS,
    ".et": _OLD_SHEETS,
    ".ods": _SHEETS,
}
"""Suffix (lower case, with its dot) to format."""
