"""From the words of a meeting or a remark to proposed tasks (会议纪要识读): pure, line by line.

Every line that is not blank becomes exactly one `ReadLine`, so that nothing is lost; what names a
unit, a time or a number is proposed as a task, the rest stays as words. Times, numbers and the
units in brackets are read by `extraction`, the units of running text by whoever calls.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from taizhang.documents.domain.places import written_place
from taizhang.extraction import Item, extract
from taizhang.ledger.exchange.target_text import TargetParts
from taizhang.ledger.exchange.target_text import format_targets as format_parts

from .near_terms import find_near_term

Named = tuple[str, str]  # a unit as printed, its role: lead, responsible, support

MOST_LINES = 1_000
_TITLE = 60
_LABEL = re.compile(
    r"\s*(?:第\s*([一二三四五六七八九十百\d]{1,4})\s*[项条][、：:.]?"
    r"|([（(][一二三四五六七八九十百\d]{1,4}[）)])[、.]?"
    r"|([一二三四五六七八九十百]{1,4}|\d{1,3})(?:[、．]|\.(?!\d)|[）)])"
    r"|([①-⑳]))\s*"
)
_NO_TASK = re.compile(
    r"\s*(?:会议)?(?:听取|传达|学习|认为|指出|强调|要求各|审阅|观看)"
    r"|\s*(?:时\s*间|地\s*点|主\s*持(?:人)?|出\s*席|列\s*席|参\s*会|参\s*加|请\s*假|缺\s*席"
    r"|记\s*录|抄\s*送|分\s*送|发\s*送|报\s*送|印\s*发)(?:人员|单位)?\s*[：:]"
)
_CLAUSE = re.compile(r"[（(][^（()）]*[）)]\s*[。；;]?\s*$")
_END = re.compile(r"[。；;！？\n]")
_GENERAL = re.compile("要求|其他|事项|意见|明确|议定|如下")  # headings that name no task
_LEVEL_FORMS = tuple(  # from the highest number to the lowest
    re.compile(form)
    for form in (r"[一二三四五六七八九十百]+", r"[（(][^\d]+[）)]", r"\d+", r"[（(]\d+[）)]", r".*")
)
_LEVELS = ("省", "市", "区", "县")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was entered: its printed number (一, （二）, 3) and what follows it."""

    label: str
    source: str
    body: str


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What a line proposes; `label`: where it stands (三, 一（二）), `units` as printed with their
    roles, `targets` one a line."""

    label: str
    source: str
    is_task: bool
    title: str
    text: str
    units: tuple[Named, ...]
    targets: str
    due: date | None


def split_lines(text: str) -> list[Line]:
    """The lines that are not blank, each with its number taken off.

    >>> [line.label for line in split_lines("一、拿出方案。\\n\\n会议结束")]
    ['一', '']
    """
    return [_line(source) for source in text.replace("\r", "\n").split("\n") if source.strip()]


def _line(source: str) -> Line:
    source = source.strip()
    match = _LABEL.match(source)
    if match is None or not source[match.end() :]:
        return Line("", source, source)
    return Line(next(part for part in match.groups() if part), source, source[match.end() :])


def read_lines(
    lines: Sequence[Line],
    *,
    on: date,
    place: str,
    level: str,
    spoken: Sequence[Sequence[Named]],
) -> list[ReadLine]:
    """What each line proposes.

    `on`: the day the words were said, from which times count; `place`, `level`: the region's name
    and level (云岭市, 市);
    `spoken`: for each line the units that its running text names, used where no bracket names any.
    """
    items = _items(lines, on, level)
    places, heading = _places(lines), ""
    read = []
    for at, line in enumerate(lines):
        found = _read(line, items.get(at, ()), spoken[at], on, place)
        if found.is_task and heading and not line.label:
            found, heading = replace(found, title=heading), ""
        elif line.label:
            heading = "" if found.is_task or _GENERAL.search(found.title) else found.title
        read.append(replace(found, label=places[at]))
    return read


def _places(lines: Sequence[Line]) -> list[str]:
    """Where each numbered line stands: 一, then 一（二） for （二） below it; "" without one."""
    stack: list[tuple[int, str]] = []
    places = []
    for line in lines:
        if line.label:
            level = next(at for at, form in enumerate(_LEVEL_FORMS) if form.fullmatch(line.label))
            stack = [*(above for above in stack if above[0] < level), (level, line.label)]
        places.append(_written([label for _level, label in stack]) if line.label else "")
    return places


def _written(path: Sequence[str]) -> str:
    return path[0] if len(path) == 1 else written_place(path)


def _items(lines: Sequence[Line], on: date, level: str) -> Mapping[int, list[Item]]:
    """The items of each line: all lines are read as one list, so that conventions reach on."""
    numbered = "\n".join(f"{at}、{line.body}" for at, line in enumerate(lines, start=1))
    items: dict[int, list[Item]] = defaultdict(list)
    known = level if level in _LEVELS else None
    for document in extract(numbered, issued=on, level=known).documents:
        for item in document.items:
            items[numbered.count("\n", 0, item.span[0])].append(item)
    return items


def _read(
    line: Line, items: Sequence[Item], spoken: Sequence[Named], on: date, place: str
) -> ReadLine:
    in_brackets = [
        (_own_name(unit.name, place), str(unit.role)) for item in items for unit in item.units
    ]
    units = tuple(in_brackets or spoken)
    goals = [target for item in items for target in item.targets]
    days = [each.date for item in items for each in item.deadlines]
    days = days or [goal.deadline for goal in goals if goal.deadline]
    due = max(days, default=None) or find_near_term(line.body, on=on)
    is_task = bool(units or due or goals) and not _NO_TASK.match(line.body)
    targets = format_parts(
        [
            TargetParts(
                goal.indicator or goal.quote[:256],
                goal.op,
                _exact(goal.value),
                None if goal.value_max is None else _exact(goal.value_max),
                goal.unit,
                goal.deadline,
            )
            for goal in goals
        ]
    )
    title = headline(line.body)
    return ReadLine(line.label, line.source, is_task, title, line.body, units, targets, due)


def _own_name(name: str, place: str) -> str:
    """Without the level's word (市) before a name that begins with the place: 云岭经济开发区."""
    return name[1:] if name.startswith(place[-1:] + place[:-1]) else name


def _exact(value: float) -> Decimal:
    return Decimal(str(value))


def headline(body: str) -> str:
    """The first sentence without its bracket of units, at most 60 characters."""
    first = _END.split(_CLAUSE.sub("", body).strip(), maxsplit=1)[0].strip()
    return first if len(first) <= _TITLE else first[: _TITLE - 1] + "…"
