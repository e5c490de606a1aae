"""Tasks (事项): who answers and until when, where the rest of the document says it.

A document that gives clauses to all but a few of its points forgot those few; one that names
nobody at all does it another way. So each omission is weighed against its neighbours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from ..numbers.times import find_moments
from ..structure.outline import Node, heading_kind, title_text
from ..tables.columns import ROLES, is_head, kinds_of
from ..types import Item
from .findings import Finding, Severity
from .grid import find_grids
from .reading import Reading, path_words
from .words import alternation

_SAFEGUARDS = re.compile(alternation("safeguards"))
_STANDING = re.compile(alternation("standing"))
_MONTH = re.compile(r"(?<![\d.])1?\d月(?!租|供|薪|饼)")
_DAY = re.compile(r"\d{1,2}月(?:底|\d{1,2}日|[上中下]旬)(?:之?前|以前)")
_DATED_TITLE = re.compile(r"20\d{2}|季度|双过半|年度|上半年|下半年|五年|三年")
_OFFICE = "局|委|办|厅|部门|单位|政府|机构|小组|公司|管委会|县区|县|区|乡镇|办公室"
_IN_WORDS = re.compile(
    rf"(?:[省市县区]|各|有关|相关|领导)[\u4e00-\u9fff]{{0,14}}(?:{_OFFICE})(?:\([^()]{{0,20}}\))?"
    rf"(?:、[^。;]{{0,40}})?(?:要|应|须|负责|牵头|具体负责|会同)|"
    rf"\([^()。]{{0,80}}(?:{_OFFICE})\)。?$|"
    r"(?:^|[。;])(?:各|有关|相关)[\u4e00-\u9fff]{1,10}?(?:企业|单位|机构|县区|乡镇|街道)(?:对|要|应|须|于)"
)
_TITLE_YEAR = re.compile(r"(20\d\d)年")
_BY_END = re.compile(
    rf"由[^,。;]{{0,30}}(?:{_OFFICE})(?:[、和及会同][^,。;]{{0,30}})?(?:负责|牵头|组织实施)[^,。;]{{0,8}}。?$"
)
_CHARGED = re.compile(
    r"[。;:,][市县区省][\u4e00-\u9fff]{1,10}(?:局|委|办|厅|中心)(?:[、和及会同][^,。;]{0,30})?(?:牵头)?负责[,。;]"
)
_ENDING = 80
_SUM_ROW = re.compile("合计|总计|小计")
_RATIO = 2
_STRICT_RATIO = 3
_FORGOTTEN = 2
_LINE = 12
_LEFT = 80  # characters of the cells that a row of lines has too many


@dataclass(frozen=True, slots=True)
class Task:
    """A point of work with its node; ``side`` when it only organises the others."""

    item: Item
    start: int
    end: int
    node: Node | None
    side: bool

    @property
    def words(self) -> str:
        """Its number and heading, quoted."""
        number = path_words(self.item.path)
        gap = {"条": " "}.get(number[-1:], "" if number[-1:] in "）.、" else "、")
        return f"“{number}{gap if self.item.title else ''}{self.item.title}”"

    @property
    def section(self) -> str:
        """The first heading it stands under; tasks that are first headings share one."""
        return self.item.path[0] if len(self.item.path) > 1 else ""


def _ancestors(node: Node | None) -> Iterator[Node]:
    while node is not None and node.label is not None:
        yield node
        node = node.parent


def find_tasks(reading: Reading) -> list[Task]:
    """The numbered points of work; goals and general requirements are none."""
    found: list[Task] = []
    demands = _under_demands(reading)
    for item in reading.document.items:
        start, end = (reading.clean_at(at) for at in item.span)
        node = reading.node_at(start)
        goals = node is not None and heading_kind(reading.stream, node) in {"goals", "preamble"}
        if goals or not (item.path or item.title):
            continue
        side = any(
            _SAFEGUARDS.search(title_text(reading.stream, n)) or n.start in demands
            for n in _ancestors(node)
        )
        found.append(Task(item, start, end, node, side))
    pairs = list(zip_longest(found, found[1:]))
    return [_with_rest(reading, *pair) for pair in pairs if _is_leaf(*pair)]


def _under_demands(reading: Reading) -> frozenset[int]:
    """Where the points below a line 有关要求： begin, though it carries no number."""
    found: set[int] = set()
    for parent in [reading.context.root, *reading.nodes]:
        first = parent.children[0] if parent.children else None
        above = reading.block_before(first.start) if first else None
        short = above is not None and above.end - above.start <= _LINE
        if above and short and _SAFEGUARDS.search(reading.stream.fold, above.start, above.end):
            found.update(child.start for child in parent.children)
    return frozenset(found)


def _with_rest(reading: Reading, task: Task, after: Task | None) -> Task:
    """A row that lost its cells, up to the next row: lines of units may push its time out."""
    last = min(reading.context.bounds[1], task.end + _LEFT)
    stop = after.start if after else last
    row = task.start in reading.row_starts and task.end < stop <= last
    if row and "\t" not in reading.stream.fold[task.end : stop]:
        return replace(task, end=stop)
    return task


def _is_leaf(task: Task, after: Task | None) -> bool:
    """Whether the next task is not a point of this one: a heading with a clause is no task."""
    path = task.item.path
    return (
        after is None or len(after.item.path) <= len(path) or after.item.path[: len(path)] != path
    )


def check_tasks(reading: Reading) -> Iterator[Finding]:
    """Tasks without a responsible unit, tasks and targets without a date."""
    tasks = find_tasks(reading)
    yield from _without_unit(reading, tasks)
    yield from _rows_without_unit(reading)
    yield from _without_date(reading, tasks)


def _has_clause(reading: Reading, task: Task) -> bool:
    """Whether a task or a heading above it carries a clause that names somebody."""
    fold = reading.stream.fold
    if _BY_END.search(fold, max(task.start, task.end - _ENDING), task.end):
        return True
    if _CHARGED.search(fold, task.start, task.end):
        return True
    return bool(task.item.units) or any(
        reading.clauses_between(node.start, node.end) for node in _ancestors(task.node)
    )


def _without_unit(reading: Reading, tasks: Sequence[Task]) -> Iterator[Finding]:
    fold = reading.stream.fold
    clauses = [_has_clause(reading, task) for task in tasks]
    named = [
        has or _IN_WORDS.search(fold, task.start, task.end) is not None
        for task, has in zip(tasks, clauses, strict=True)
    ]
    lacking: Counter[str] = Counter()
    having: Counter[str] = Counter()
    for task, has, names in zip(tasks, clauses, named, strict=True):
        lacking[task.section] += not names
        having[task.section] += has
    main = [i for i, task in enumerate(tasks) if not task.side]
    nearly_all = sum(clauses[i] for i in main) >= _STRICT_RATIO * sum(not named[i] for i in main)
    forgotten = [
        not task.side and (nearly_all or having[task.section] >= _RATIO * lacking[task.section])
        for task in tasks
    ]
    yield from _omissions(reading, tasks, named, forgotten, "task_without_unit")


def _rows_without_unit(reading: Reading) -> Iterator[Finding]:
    """Rows of a task table whose cells for units are all empty, where the others are filled.

    Readers repeat a merged cell in each row; plain text leaves it empty, so a few only are told.
    """
    for grid in find_grids(reading):
        heads = [cell.text for cell in grid.head]
        kinds = kinds_of(heads) if is_head(heads) else []
        columns = [i for i, kind in enumerate(kinds) if kind in ROLES]
        rows = [row for row in grid.rows if columns and len(row) > max(columns)]
        rows = [row for row in rows if not any(_SUM_ROW.fullmatch(cell.text) for cell in row)]
        empty = [row for row in rows if not any(row[column].text for column in columns)]
        if not empty or len(empty) > _FORGOTTEN or len(rows) < (_STRICT_RATIO + 1) * len(empty):
            continue
        for row in empty:
            cell = next((c for c in row if c.text and not c.text.isdigit()), row[0])
            sentence = f"表格中“{cell.text[:20]}”一行没有写责任单位，其他行都写了，请补上。"
            yield reading.finding("task_without_unit", cell.start, cell.end, sentence)


def _says_when(reading: Reading, task: Task) -> bool:
    """Whether a task says until when, in whatever way."""
    item, fold = task.item, reading.stream.fold
    if item.deadlines or any(target.deadline for target in item.targets):
        return True
    said = (pattern.search(fold, task.start, task.end) for pattern in (_STANDING, _MONTH))
    return any(said) or bool(find_moments(fold, task.start, task.end, None))


def _without_date(reading: Reading, tasks: Sequence[Task]) -> Iterator[Finding]:
    dated = [_says_when(reading, task) for task in tasks]
    main = [i for i, task in enumerate(tasks) if not task.side]
    lacking = sum(not dated[i] for i in main)
    year = _TITLE_YEAR.search(reading.document.title)
    whole = date(int(year[1]), 12, 31) if year else None  # says no more than the title
    stated = sum(
        any(d.date != whole for d in tasks[i].item.deadlines)
        or _DAY.search(reading.stream.fold, tasks[i].start, tasks[i].end) is not None
        for i in main
    )
    keyed = sum(bool(reading.times_between(tasks[i].start, tasks[i].end)) for i in main)
    few = lacking <= _FORGOTTEN and stated >= _STRICT_RATIO * lacking
    usual = few or keyed >= _RATIO * lacking
    single = _single_sections(reading, tasks, dated)
    forgotten = [not task.side and (usual or task.section in single) for task in tasks]
    yield from _omissions(reading, tasks, dated, forgotten, "task_without_date")


def _single_sections(
    reading: Reading, tasks: Sequence[Task], dated: Sequence[bool]
) -> frozenset[str]:
    """Sections in which one task alone has no time, and each of the others a day of its own."""
    lacking: Counter[str] = Counter()
    stated: Counter[str] = Counter()
    for task, has in zip(tasks, dated, strict=True):
        day = _DAY.search(reading.stream.fold, task.start, task.end) is not None
        lacking[task.section] += not has
        stated[task.section] += day
    every = Counter(task.section for task in tasks)
    return frozenset(
        name
        for name in every
        if name and lacking[name] == 1 and stated[name] == every[name] - 1 >= _STRICT_RATIO
    )


_WHAT = {"task_without_unit": "责任单位", "task_without_date": "完成时限"}


def _omissions(
    reading: Reading,
    tasks: Sequence[Task],
    have: Sequence[bool],
    forgotten: Sequence[bool],
    code: str,
) -> Iterator[Finding]:
    """A warning for each forgotten one; the others together, where they are the custom."""
    usual: list[Task] = []
    for task, has, grave in zip(tasks, have, forgotten, strict=True):
        if has or task.side:
            continue
        if not grave:
            usual.append(task)
            continue
        sentence = f"{task.words}没有写{_WHAT[code]}，其他事项大多写了，请补上。"
        yield _over(reading, task, code, sentence, "warning")
    if usual:
        many = (
            f"{len(tasks)} 项工作中有 {len(usual)} 项" if len(usual) < len(tasks) else "各项工作都"
        )
        first = f"第一处是{usual[0].words}"
        sentence = f"{many}没有写{_WHAT[code]}，{first}；需要督办的请补上。"
        yield _over(reading, usual[0], code, sentence, "info")


def _over(reading: Reading, task: Task, code: str, message: str, severity: Severity) -> Finding:
    """A finding over the number and heading of a task."""
    stop = task.start + 40
    if task.node is not None and task.start == task.node.start:
        stop = task.node.title[1]
    end = max(task.start + 1, min(task.end, stop))
    return reading.finding(code, task.start, end, message, severity)
