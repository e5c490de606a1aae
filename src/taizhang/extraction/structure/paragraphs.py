"""Unnumbered paragraphs (无编号段落): tasks that stand before, or without, any number.

A paragraph with a clause of its own is a task; one of a work report that opens with a topic
sentence as well; any other only for the numbers it promises.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..clauses.finding import Clause
from ..lines.stream import Block
from ..patterns import late
from ..vocabulary import alternation
from .outline import section_kind

TOPIC = late(r"[^,;。:、(]{3,22}。(?=[^。])")
"""A short sentence that opens a paragraph and says what it is about."""

_WORK = late(alternation("sections", "work_verbs"))
_TASK = late(
    rf"(?:{alternation('sections', 'manner_words')}){{0,2}}"
    rf"(?:{alternation('sections', 'work_verbs')})"
)
_INTRODUCES = late(
    r"(?:为(?!全|\d|[^,。]{0,16}(?:提供|免费|配备|发放|安装|办理))|根据|按照|经|现|近日|近年|各|自|"
    r"同志们|各位|刚刚|过去|去冬今春|入[冬春夏秋]以来|一年来|五年来|上年|去年|同时也|"
    r"我代表|\d{4}年是|以习近平|坚持以|特此|附件|(?:核心提示|内容提要|内容摘要|摘要|导读):)"
)
_GOALS = late(rf"(?:{alternation('sections', 'goals')})[^。:]{{0,8}}(?:是|为|:)")
_PAST = late(r"截[至止]|完成率\d|同比|比上年|进展顺利|已(?:完成|建成|累计)|累计完成|核算")
_PROMISES = late(r"力争|到(?:20)?\d\d年|(?:目标|指标)(?:任务)?(?:分别|具体)?(?:是|为|:)")
_TIME_LINE = late(r"第?[一二三四1-4]季度|[上下]半年|\d{1,2}(?:[-—~至]\d{1,2})?月份?")
_QUARTER = late(
    r"第?[一二三四1-4]季度:|[上下]半年:|[\u4e00-\u9fff]{0,6}(?:阶段性?|季度|分月|月度)[\u4e00-\u9fff]{0,6}(?:目标|计划|安排):"
)
"""What opens a line of a task's card: its goals by quarters."""
_STOP = late("[。;:,]")
_END = late("[。;:!?\\t]")
_GOAL_LINE = late(rf"(?:{alternation('sections', 'goals')})$")
_LONGEST_LINE = 45
_HEADING = 30
_REACH = 200


def _is_heading(fold: str, block: Block) -> bool:
    return block.end - block.start <= _HEADING and not _STOP.search(fold, block.start, block.end)


def without_past(fold: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks without those below a line that heads what was done (进展情况：), up to the next.

    A line that only names a time (第一季度：) is a part of it.
    """
    kept: list[Block] = []
    past = False
    for block in blocks:
        line = fold[block.start : min(block.end, block.start + _HEADING)].rstrip(":")
        heads = block.end - block.start <= _HEADING and not _STOP.search(line)
        if heads and not _TIME_LINE.fullmatch(line):
            past = section_kind(line) == "past"
        if not past:
            kept.append(block)
    return kept


@dataclass(slots=True)
class _Run:
    """Blocks [first, last] of one paragraph and its clauses; ``named``: a clause says who."""

    first: int
    last: int
    named: bool


def _runs(fold: str, blocks: Sequence[Block], clauses: Sequence[Clause]) -> list[_Run]:
    """The paragraphs; a block that is only a clause belongs to the one above it."""
    starts = [clause.start for clause in clauses]
    runs: list[_Run] = []
    for i, block in enumerate(blocks):
        held = clauses[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        printed = [c for c in held if c.keyed or fold[c.start] in "([〔【"]
        named = any(not clause.silent for clause in printed)
        if (printed and printed[0].start == block.start) or (
            runs and runs[-1].named and _QUARTER.match(fold, block.start)
        ):
            if runs:
                runs[-1].last, runs[-1].named = i, runs[-1].named or named
        else:
            runs.append(_Run(i, i, named))
    return runs


def clause_paragraphs(
    fold: str, blocks: Sequence[Block], clauses: Sequence[Clause]
) -> Iterator[tuple[int, int]]:
    """Ranges of paragraphs with a clause, each with its heading when that has no other below."""
    runs = _runs(fold, blocks, clauses)
    for at, run in enumerate(runs):
        if not run.named:
            continue
        above = runs[at - 1] if at else None
        alone = at + 1 == len(runs) or not runs[at + 1].named
        heads = above is not None and alone and not above.named and above.first == above.last
        first = blocks[run.first]
        if heads and above is not None and _is_heading(fold, blocks[above.first]):
            first = blocks[above.first]
        yield first.start, blocks[run.last].end


def headed_paragraphs(
    fold: str, blocks: Sequence[Block]
) -> Iterator[tuple[Block, tuple[int, int]]]:
    """Lines that head paragraphs by a task or by goals, each with the range it heads."""
    for at, block in enumerate(blocks[:-1]):
        if block.end - block.start > _LONGEST_LINE or _END.search(fold, block.start, block.end - 1):
            continue
        if fold[block.end - 1] in ";:!?":
            continue
        tells = _TASK.match(fold, block.start) is not None
        if not (tells or _GOAL_LINE.search(fold, block.start, block.end)):
            continue
        last = at
        while last + 1 < len(blocks) and _is_text(fold, blocks[last + 1]):
            last += 1
        if last == at + 1 or (last > at and tells):
            yield block, (block.start, blocks[last].end)


def _is_text(fold: str, block: Block) -> bool:
    return (
        block.end - block.start > _LONGEST_LINE
        and _END.search(fold, block.start, block.end) is not None
    )


def is_topic(fold: str, block: Block) -> bool:
    """Whether a paragraph opens with a topic sentence that tells what to do."""
    if _INTRODUCES.match(fold, block.start, block.end):
        return False
    found = TOPIC.match(fold, block.start, block.end)
    return found is not None and _WORK.search(fold, found.start(), found.end()) is not None


def paragraph_kind(fold: str, block: Block) -> str:
    """Why a paragraph may be kept, for its numbers alone; ``past``: for nothing."""
    if _GOALS.search(fold, block.start, min(block.end, block.start + _REACH)):
        return "goals"
    if _INTRODUCES.match(fold, block.start, block.end):
        return "preamble" if _PROMISES.search(fold, block.start, block.end) else "past"
    if fold[block.end - 1] == ":" or _PAST.search(fold, block.start, block.end):
        return "past"
    return "loose"
