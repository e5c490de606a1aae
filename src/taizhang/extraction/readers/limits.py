"""What a reader's child process may use (限额)."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The most one reading may take.

    ``seconds``: of the wall clock and of the processor; ``memory``: address space in bytes;
    ``result``: bytes of what is sent back; ``sealed``: no file, pipe or socket can be opened once
    the reader is loaded, so that its imports must all stand at the top of its module.
    """

    seconds: int = 60
    memory: int = 1024 * MEGABYTE
    result: int = 512 * MEGABYTE
    sealed: bool = True
