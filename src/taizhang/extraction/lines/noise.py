"""Page noise (页面杂质): page numbers and running heads that are no part of a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..patterns import late

_PAGE_NUMBER = late(
    r"[-—－–―·•]+\d{1,4}[-—－–―·•]+|第\d{1,4}页(?:共\d{1,4}页)?|[Pp]age\d{1,4}(?:of\d{1,4})?|"
    r"/?\d{1,4}/\d{1,4}页?"
)
_HEAD_WORD = late(r"公报|政报|公\s*报")
_CUT = late(r"\d{1,3}、[)）\]】〕:：,，、;；。]")
_ENDED = frozenset("。；;：:！!？?）)”】]、，,")
_LONG_PAGE = 200
_OFTEN = 3
_HEAD_LENGTH = 24


def is_page_noise(line: str) -> bool:
    """Whether a line without blanks is only a page number."""
    return len(line) < 16 and _PAGE_NUMBER.fullmatch(line) is not None


def running_heads(lines: Sequence[str]) -> frozenset[str]:
    """Short lines naming a gazette that come back page after page."""
    counts = Counter(
        line for line in lines if len(line) <= _HEAD_LENGTH and _HEAD_WORD.search(line)
    )
    return frozenset(line for line, often in counts.items() if often >= _OFTEN)


def _is_cut(page: str) -> bool:
    return len(page) >= _LONG_PAGE and page[-1] not in _ENDED


def page_marks(lines: Sequence[str]) -> list[int]:
    """The lengths of the page numbers that document sites print before each page (1、 2、 …).

    Each line is a page and begins with its number; a page that begins with the end of a sentence,
    or stops inside one, shows that these are no points. Empty where that is not so.
    """
    numbers = [f"{i}、" for i in range(1, len(lines) + 1)]
    counted = all(line.startswith(number) for line, number in zip(lines, numbers, strict=True))
    if len(lines) < 2 or not counted or len(lines[0]) < _LONG_PAGE:
        return []
    cut = any(map(_CUT.match, lines[1:])) or any(map(_is_cut, lines[:-1]))
    return [len(n) for n in numbers] if cut else []
