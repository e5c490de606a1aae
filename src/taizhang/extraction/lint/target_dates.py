"""Targets (目标) without a time: where the others of the list or paragraph say theirs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..numbers.times import find_moments
from ..structure.outline import Node, heading_kind
from ..types import Item, Target
from .findings import Finding, Severity
from .reading import Reading, path_words
from .tasks import Task, find_tasks
from .words import alternation

_STANDING = re.compile(alternation("standing"))
_DATED_TITLE = re.compile(r"20\d{2}|季度|双过半|年度|上半年|下半年|五年|三年")
_YEAR = re.compile(r"20\d\d(?=年)")
_SENTENCE = re.compile(r"[^。]+")
_IN_TITLE = re.compile(r"\([^()]*\d月[^()]*\)")
_STAGE = re.compile("阶段|步骤|环节")
_TIME = re.compile(r"\d月|\d日|\d年|季度|年底|[上中下]旬|[上下]半年|长期|全年|持续|同步")
_BULLET = re.compile(r"[-—–·•●▪◆■]{1,3}")
_AMOUNT = re.compile(r"\d(?!是)")
_RATIO = 2
_STATED = 3


def check_target_dates(reading: Reading) -> Iterator[Finding]:
    """Targets that say no time: a slip beside others that do, a remark elsewhere."""
    yield from _stages(reading)
    if _DATED_TITLE.search(reading.document.title):
        return
    slips = [*_listed(reading), *_in_paragraphs(reading), *_among_lines(reading)]
    yield from slips or _open_ended(reading, find_tasks(reading))


def _stages(reading: Reading) -> Iterator[Finding]:
    """The one stage (…阶段) without a time, where each of the others has one."""
    fold = reading.stream.fold
    for parent in [reading.context.root, *reading.nodes]:
        stages = parent.children
        called = all(_STAGE.search(fold, *node.title) for node in stages)
        marked = sum(
            _IN_TITLE.search(fold, node.start, node.title[1] + 1) is not None for node in stages
        )
        if len(stages) <= _RATIO or not (
            called or (marked >= _STATED and marked == len(stages) - 1)
        ):
            continue
        timeless = [n for n in stages if not _TIME.search(fold, n.start, n.last)]
        if len(timeless) == 1:
            start, end = timeless[0].start, timeless[0].title[1]
            sentence = f"“{path_words(timeless[0].path)}”没有写起止时间，其他阶段都写了，请补上。"
            yield reading.finding("task_without_date", start, end, sentence)


def _open_ended(reading: Reading, tasks: Sequence[Task]) -> Iterator[Finding]:
    """Numbers to be reached at no time; together where most of them are."""
    every = [(task, target) for task in tasks for target in task.item.targets]
    open_ended = [(k, t) for k, t in every if t.deadline is None and not k.item.deadlines]
    if not open_ended:
        return
    if len(open_ended) * _RATIO > len(every) and len(open_ended) > 1:
        sentence = f"{len(every)} 个目标中有 {len(open_ended)} 个没有写明何时完成，请核对是否要补。"
        yield _target(reading, open_ended[0][1], sentence)
        return
    for task, target in open_ended:
        sentence = f"{task.words}的目标“{target.indicator}”没有写明何时完成，请补上时间。"
        yield _target(reading, target, sentence)


def _listed(reading: Reading) -> Iterator[Finding]:
    """The one goal of a list that says no time, where each of the others does."""
    lists: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in reading.document.items:
        lists[item.path[:-1]].append(item)
    for items in lists.values():
        open_ended = [item for item in items if not item.deadlines]
        stated = sum(bool(item.deadlines and item.targets) for item in items)
        if len(open_ended) != 1 or stated < _STATED or stated < len(items) - 1:
            continue
        (item,) = open_ended
        start, end = (reading.clean_at(at) for at in item.span)
        node = reading.node_at(start)
        if node is None or heading_kind(reading.stream, node) != "goals":
            continue
        held = [target for target in item.targets if target.deadline is None]
        if held and not _STANDING.search(reading.stream.fold, start, end):
            sentence = (
                f"“{path_words(item.path)}”的目标“{held[0].indicator}”没有写明何时完成，"
                "同一组的其他目标都写了，请补上时间。"
            )
            yield _target(reading, held[0], sentence, "warning")


def _in_paragraphs(reading: Reading) -> Iterator[Finding]:
    """到2026年，…；到2027年，…。普及率达到96%: after two times a new sentence names none."""
    fold = reading.stream.fold
    for item in reading.document.items:
        starts = {reading.clean_at(target.span[0]): target for target in item.targets}
        node = reading.node_at(min(starts, default=0)) if len(starts) > 1 else None
        if node is None or heading_kind(reading.stream, node) != "goals":
            continue
        for block in node.blocks:
            target = _undated(fold, block.start, block.end, starts)
            if target is not None:
                sentence = (
                    f"“{path_words(item.path)}”的目标“{target.indicator}”没有写明何时完成，"
                    "前面写了几个不同的时间，请补上是哪一个。"
                )
                yield _target(reading, target, sentence, "warning")


def _among_lines(reading: Reading) -> Iterator[Finding]:
    """——冷链能力。建成…120座: the one line of goals without a time."""
    fold = reading.stream.fold
    for node in reading.nodes:
        if len(node.blocks) <= _STATED or heading_kind(reading.stream, node) != "goals":
            continue
        lines = [b for b in node.blocks[1:] if _BULLET.match(fold, b.start, b.end)]
        timeless = [b for b in lines if not _TIME.search(fold, b.start, b.end)]
        if len(timeless) != 1 or len(lines) <= _STATED or _leads(reading, node):
            continue
        block = timeless[0]
        if _AMOUNT.search(fold, block.start, block.end) and not _STANDING.search(
            fold, block.start, block.end
        ):
            name = _BULLET.sub("", fold[block.start : block.end])[:12].split("。")[0]
            sentence = f"目标“{name}”没有写明何时完成，同一组的其他目标都写了，请补上时间。"
            start, end = block.start, block.end
            yield reading.finding("target_without_date", start, end, sentence, "warning")


def _leads(reading: Reading, node: Node) -> bool:
    """Whether the words above the lines say the time of all."""
    fold = reading.stream.fold
    lead = next((b.start for b in node.blocks[1:] if _BULLET.match(fold, b.start, b.end)), 0)
    return _TIME.search(fold, node.start, lead) is not None


def _undated(fold: str, start: int, end: int, starts: dict[int, Target]) -> Target | None:
    """The first target of a sentence without a time behind sentences with several years."""
    years: set[str] = set()
    for found in _SENTENCE.finditer(fold, start, end):
        here = [target for at, target in starts.items() if found.start() <= at < found.end()]
        if here and len(years) > 1 and not find_moments(fold, *found.span(), None):
            return None if _STANDING.search(found[0]) else here[0]
        years.update(_YEAR.findall(found[0]))
    return None


def _target(
    reading: Reading, target: Target, sentence: str, severity: Severity | None = None
) -> Finding:
    start, end = (reading.clean_at(at) for at in target.span)
    return reading.finding("target_without_date", start, end, sentence, severity)
