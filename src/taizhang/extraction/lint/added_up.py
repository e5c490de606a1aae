"""Parts before their sum (分项在前): 一般48个、较大12个、重大5个，合计65个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..arithmetic import fits_sum
from .figures import Printed, find_sentences, read_printed
from .findings import Finding
from .reading import Reading
from .sums import shown

_SUM = re.compile(r"[,、:](?:以上|四项|三项|两项|各项)?(?:合计|共计|总计)(?:为|达)?")
_PART = re.compile(r"(?:[、,和及与]{1,2})(?!其中)[^,。;:、\d]{2,14}")
_NO_PART = re.compile(r"%|率|增|减|降|每|其中|同比|超|不足")
_MOST = 30


def check_added_up(reading: Reading) -> Iterator[Finding]:
    """Lists whose sum, said behind them, is another."""
    fold = reading.stream.fold
    for block in reading.blocks:
        for start, end in find_sentences(fold, block.start, block.end):
            if _SUM.search(fold, start, end):
                yield from _sums(reading, start, read_printed(fold, start, end))


def _sums(reading: Reading, start: int, figures: Sequence[Printed]) -> Iterator[Finding]:
    fold = reading.stream.fold
    for index in range(2, len(figures)):
        total = figures[index]
        parts = _parts(fold, figures[max(0, index - _MOST) : index], total.unit)
        words = fold[start : total.start]
        if len(parts) < 2 or not _SUM.fullmatch(fold, parts[-1].end, total.start):
            continue
        rough = any(figure.rough for figure in (*parts, total))
        if rough or _NO_PART.search(words) or _fits(parts, total):
            continue
        added = "+".join(shown(part.figure.value) for part in parts)
        value = sum((part.figure.value for part in parts), parts[0].figure.value * 0)
        sentence = (
            f"{reading.place(total.start)}所列各项相加（{added}）是 {shown(value)}，"
            f"合计写的是 {shown(total.figure.value)}，请核对。"
        )
        yield reading.finding("parts_sum", parts[0].start, total.end, sentence)


def _parts(fold: str, figures: Sequence[Printed], unit: str) -> list[Printed]:
    """The figures of one unit that stand in one list up to the last."""
    parts: list[Printed] = []
    for figure in reversed(figures):
        linked = not parts or _PART.fullmatch(fold, figure.end, parts[0].start)
        if figure.unit != unit or not linked:
            break
        parts.insert(0, figure)
    return parts


def _fits(parts: Sequence[Printed], total: Printed) -> bool:
    """Whether the whole list or its end makes the sum: the list may begin in the middle."""
    numbers = [part.figure for part in parts]
    return any(fits_sum(numbers[at:], total.figure) for at in range(len(numbers)))
