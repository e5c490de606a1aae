"""The readers by file suffix (格式登记): each is a module with `read(data) -> Decoded`.

A module is imported when a file of its format is read, so that plain text pays for none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module

from ..types import Decoded
from .limits import Limits

Reader = Callable[[bytes], Decoded]

_HERE = __package__ or ""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its reader's module, its name, whether it needs a child process.

    Readers of structured formats run isolated, within ``limits``. In a sealed reading (the rule)
    nothing can be opened once the module is loaded: all its imports stand at its top.
    """

    module: str
    label: str
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


FORMATS: dict[str, Format] = {
    ".ofd": Format("ofd", "OFD"),
    ".docm": Format("docx", "Word 文件"),
    ".docx": Format("docx", "Word 文件"),
    ".et": Format("sheets", "工作簿"),
    ".htm": Format("html", "网页"),
    ".html": Format("html", "网页"),
    ".mht": Format("mht", "网页存档"),
    ".mhtml": Format("mht", "网页存档"),
    ".xls": Format("sheets", "工作簿"),
    ".xlsm": Format("sheets", "工作簿"),
    ".xlsx": Format("sheets", "工作簿"),
    ".txt": Format("plain", "文本", isolated=False),
    ".pdf": Format("pdf", "PDF"),
}
"""Suffix (lower case, with its dot) to format."""
