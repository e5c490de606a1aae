"""Tables of contents (目录) of gazettes and collections: a check on what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..patterns import late

_HEAD = late(r"目录|本期目录|目次")
_PAGE = late(r"(.*?)[\t…·.]*[/(]?(\d{1,4})\)?")
_PAGE_LINE = late(r"(.*?)(?:[\t…·.]+/?|/)(\d{1,4})")
_ENTRY_LIMIT = 60
_REACH = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: title and page."""

    title: str
    page: int
    block: int


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents: its entries, blocks [first, last)."""

    entries: tuple[Entry, ...]
    first: int
    last: int


def _pieces(pending: list[str], title: str) -> str:
    return "".join([*pending, title])


def read_contents(blocks: Sequence[str]) -> Contents | None:
    """The contents near the head of a file, or None.

    Titles may run over several lines; the page stands at the end (/31) or on a line of its own.
    """
    first = next((i for i, text in enumerate(blocks[:_REACH]) if _HEAD.fullmatch(text)), None)
    if first is None:
        return None
    entries: list[Entry] = []
    pending: list[str] = []
    last = first + 1
    for index in range(first + 1, min(len(blocks), first + _REACH)):
        text = blocks[index]
        found = _PAGE_LINE.fullmatch(text) if len(text) <= _ENTRY_LIMIT + 40 else None
        if found:
            entries.append(Entry(_pieces(pending, found[1]), int(found[2]), index))
            pending, last = [], index + 1
        elif text.startswith(("【", "[")) or len(text) > _ENTRY_LIMIT:
            pending = []
        else:
            pending = [*pending[-2:], text]
    return Contents(tuple(entries), first, last) if entries else None
