"""Which column of a file is which column of a scheme: by name or by Chinese head."""

import unicodedata

from ..errors import InputRefusedError, Problem
from ..types import Column


def columns_by_place(
    file: str, head: list[str], columns: tuple[Column, ...]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """The place (from 0) of each known column, and the heads that are no column.

    Raises:
        InputRefusedError: a column stands there twice, or one that is needed is missing.
    """
    known = {_plain(text): c.name for c in columns for text in (c.head, c.label, c.name)}
    places: dict[str, int] = {}
    problems, unread = [], []
    for at, text in enumerate(head):
        name = known.get(_plain(text))
        if name is None:
            unread.append(text.strip())
        elif name in places:
            problems.append(Problem(1, text.strip(), "", "这一列出现了两次，请只留一列。"))
        else:
            places[name] = at
    problems += [
        Problem(1, c.name, "", f"缺少这一列（{c.head}），请补上后再试。")
        for c in columns
        if c.name not in places and not c.optional
    ]
    if problems:
        raise InputRefusedError(file, problems)
    return places, tuple(text for text in unread if text)


def _plain(text: str) -> str:
    """A head as it is compared: width and blanks folded, case kept."""
    return "".join(unicodedata.normalize("NFKC", text).lstrip("\ufeff").split())
