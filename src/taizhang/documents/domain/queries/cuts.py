"""Where a text can be cut (可拆分处): behind sentences and clauses."""

import re
from dataclasses import dataclass

_STRETCH = re.compile(r"[^。；;！？!?，,\n]*[。；;！？!?，,\n]+|[^。；;！？!?，,\n]+$")
_FULL_STOPS = "。；;！？!?\n"


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of text, the place behind it, and whether a sentence ends there."""

    words: str
    at: int
    is_sentence: bool
    is_last: bool


def cuts_of(text: str) -> list[Cut]:
    """The stretches of a text in order; the text can be cut behind all but the last.

    >>> [cut.words for cut in cuts_of("甲，乙。丙")]
    ['甲，', '乙。', '丙']
    """
    ends = [match.end() for match in _STRETCH.finditer(text)]
    starts = [0, *ends][: len(ends)]
    return [
        Cut(text[start:end], end, text[end - 1] in _FULL_STOPS, not text[end:].strip())
        for start, end in zip(starts, ends, strict=True)
        if text[start:end].strip()
    ]
