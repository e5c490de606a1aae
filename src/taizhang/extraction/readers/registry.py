"""The readers by file suffix (格式登记): each is a module with `read(data) -> Decoded`.

A module is imported when a file of its format is read, so that plain text pays for none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from ..types import Decoded

Reader = Callable[[bytes], Decoded]

_HERE = __package__ or ""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its reader's module in this package and whether it needs a child process.

    Readers of structured formats run isolated, with limits of time and memory.
    """

    module: str
    isolated: bool = True

    def reader(self) -> Reader:
        """The function that reads bytes of this format."""
        found: Reader = import_module(f"{_HERE}.{self.module}").read
        return found


FORMATS: dict[str, Format] = {
    ".txt": Format("plain", isolated=False),
}
"""Suffix (lower case, with its dot) to format."""
