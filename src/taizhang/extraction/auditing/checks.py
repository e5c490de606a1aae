"""Checks of an audit (核对项): fields lost, spans that lie, sums that do not add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from ..sentences.coverage import SENTENCE_CLASSES
from ..types import Duty, Item, Span, Target
from .account import Account
from .matching import Wanted, lost_entries
from .meeting import find_meetings
from .reported import Field, Reported, ReportedItem

Fault = tuple[
    Literal["unit_lost", "target_lost", "deadline_lost", "span_lies", "coverage_sum"],
    Span,
    None,
    str,
    str,
]


_FIELDS = {"units": "责任单位", "targets": "指标", "deadlines": "时限"}


def lost_fields(account: Account, reported: Reported, source: str) -> Iterator[Fault]:
    """Units, targets and deadlines of the text that what holds them does not report."""
    items = [item for document in account.documents for item in document.items]
    yield from _lost_from(items, reported.items, source)
    duties = [duty for document in account.documents for duty in document.duties]
    yield from _lost_from(duties, (*reported.duties, *reported.items), source)


def _lost_from(
    parts: Sequence[Item | Duty], reported: Sequence[ReportedItem], source: str
) -> Iterator[Fault]:
    """What the reported parts that share words with a part of the text lack of its fields."""
    met = find_meetings([part.span for part in parts], [item.span for item in reported])
    held = [(part, places) for part, places in zip(parts, met, strict=True) if places]
    wheres = [reported[places[0]].where for _, places in held]
    units = [Wanted(part.units, places) for part, places in held]
    for at, unit in lost_entries(units, reported, "units"):
        said = f"{wheres[at]}缺责任单位“{unit.name}”，原文责任条款写明了它；请补上。"
        yield "unit_lost", unit.span, None, source[slice(*unit.span)], said
    targets = [Wanted(_targets(part), places) for part, places in held]
    for at, target in lost_entries(targets, reported, "targets"):
        said = f"{wheres[at]}缺指标“{target.indicator}”（{target.value}{target.unit}）；请补上。"
        yield "target_lost", target.span, None, target.quote, said
    deadlines = [Wanted(part.deadlines, places) for part, places in held]
    for at, deadline in lost_entries(deadlines, reported, "deadlines"):
        said = f"{wheres[at]}缺时限“{deadline.quote}”（{deadline.date.isoformat()}）；请补上。"
        yield "deadline_lost", deadline.span, None, deadline.quote, said


def _targets(part: Item | Duty) -> Sequence[Target]:
    return part.targets if isinstance(part, Item) else ()


def span_faults(account: Account, reported: Reported, source: str) -> Iterator[Fault]:
    """Spans outside the text or their item, and words that the text does not have there."""
    for head in reported.heads:
        yield from _lies(f"文件要素“{head.kind}”", head.span, head.quote, source)
    for span in reported.unread:
        yield from _lies("未读句子", span, None, source)
    handed = {u.span for d in account.documents for item in d.items for u in item.units}
    for item in (*reported.items, *reported.duties):
        yield from _lies(item.where, item.span, item.text, source)
        for field in item.fields:
            where = f"{item.where}的“{_FIELDS[field.kind]}”"
            yield from _lies(where, field.span, field.quote, source)
            if field.span not in handed:
                yield from _outside(where, item, field, source)
            yield from _misnamed(where, field, source, account)


def _lies(where: str, span: Span, quote: str | None, source: str) -> Iterator[Fault]:
    start, end = span
    if not 0 <= start < end <= len(source):
        said = f"{where}的位置 [{start}, {end}) 不在原文之内（全文 {len(source)} 字）；请改正。"
        yield "span_lies", (0, 0), None, "", said
    elif quote is not None and source[start:end] != quote:
        said = f"{where}记录的文字与原文该处不同；请按原文改正，或重新选取位置。"
        yield "span_lies", span, None, source[start:end], said


def _outside(where: str, item: ReportedItem, field: Field, source: str) -> Iterator[Fault]:
    """A unit or number outside its item; the clause of a heading above may hold for it."""
    start, end = field.span
    if field.kind == "deadlines" or not 0 <= start < end <= len(source):
        return
    if not (item.span[0] <= start and end <= item.span[1]):
        said = f"{where}取自条目之外的文字；请改正它的位置，或移到所在的条目。"
        yield "span_lies", field.span, None, source[start:end], said


def _misnamed(where: str, field: Field, source: str, account: Account) -> Iterator[Fault]:
    """A unit whose name the text does not have there."""
    if field.kind == "units" and account.letters(field.span) not in field.data["name"]:
        printed = source[slice(*field.span)]
        said = f"{where}名称“{field.data['name']}”与原文“{printed}”对不上；请核对。"
        yield "span_lies", field.span, None, printed, said


def sum_faults(account: Account, reported: Reported) -> Iterator[Fault]:
    """Coverage that does not add up, in a document or in the whole file."""
    parts = [(f"第{n}份文件", part) for n, part in enumerate(reported.parts, start=1)]
    for where, coverage in [("整个文件", reported.coverage), *parts]:
        for wrong in _wrong_sums(coverage):
            yield "coverage_sum", (0, 0), None, "", f"{where}的覆盖情况{wrong}；请重新识读。"
    counted = len(account.sentences)
    if reported.coverage["sentences"] != counted:
        recorded = reported.coverage["sentences"]
        said = f"整个文件的覆盖情况记 {recorded} 句，原文有 {counted} 句；请重新识读。"
        yield "coverage_sum", (0, 0), None, "", said
    total: Counter[str] = Counter()
    for part in reported.parts:
        total.update(part["classes"])
    more = [name for name, n in total.items() if n > reported.coverage["classes"].get(name, 0)]
    for name in more:
        said = f"各文件的“{name}”句数之和多于整个文件的；请重新识读。"
        yield "coverage_sum", (0, 0), None, "", said


def _wrong_sums(coverage: Mapping[str, Any]) -> Iterator[str]:
    classes = coverage["classes"]
    if sum(classes.values()) != coverage["sentences"]:
        yield f"各类之和 {sum(classes.values())} 不等于句数 {coverage['sentences']}"
    if unknown := set(classes) - set(SENTENCE_CLASSES):
        yield f"有未公布的类别“{'、'.join(sorted(unknown))}”"
    if classes.get("unread", 0) != len(coverage["unread"]):
        yield f"记未读 {classes.get('unread', 0)} 句，只列出 {len(coverage['unread'])} 句"
