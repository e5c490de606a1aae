"""Where an item stands in its document, as people cite it (条目位置)."""

from collections.abc import Sequence
from itertools import pairwise, zip_longest


def written_place(path: Sequence[str]) -> str:
    """The path of an item as written: 第3条, 三（一）1, 七、34; "" for no path."""
    if len(path) == 1 and _is_plain(path[0]):
        return f"第{path[0]}条"
    gaps = ("、" if a[-1:].isalnum() and _is_plain(b) else "" for a, b in pairwise(path))
    return "".join(part + gap for part, gap in zip_longest(path, gaps, fillvalue=""))


def _is_plain(part: str) -> bool:
    return part.isalnum() and not part.startswith("第")
