"""Page noise (页面杂质): page numbers and running heads that are no part of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_PAGE_NUMBER = re.compile(
    r"[-—－–―·•]+\d{1,4}[-—－–―·•]+|第\d{1,4}页(?:共\d{1,4}页)?|[Pp]age\d{1,4}(?:of\d{1,4})?|"
    r"/?\d{1,4}/\d{1,4}页?"
)
_HEAD_WORD = re.compile(r"公报|政报|公\s*报")
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
