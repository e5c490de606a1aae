"""Checks of an audit (核对项): fields lost, spans that lie, sums that do not add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeVar

from ..sentences.coverage import SENTENCE_CLASSES
from ..types import Deadline, Duty, Item, Span, Target, Unit
from .account import Account
from .reported import Field, Reported, ReportedItem

Fault = tuple[
    Literal["unit_lost", "target_lost", "deadline_lost", "span_lies", "coverage_sum"],
    Span,
    None,
    str,
    str,
]


Entry = TypeVar("Entry", Unit, Target, Deadline)
_FIELDS = {"units": "责任单位", "targets": "指标", "deadlines": "时限"}


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def lost_fields(account: Account, reported: Reported, source: str) -> Iterator[Fault]:
    """Units, targets and deadlines of the text that what holds them does not report."""
    either = (*reported.duties, *reported.items)
    for document in account.documents:
        for item in document.items:
            yield from _lost_from(item, item.targets, _meeting(item.span, reported.items), source)
        for duty in document.duties:
            yield from _lost_from(duty, (), _meeting(duty.span, either), source)


def _meeting(span: Span, holders: Sequence[ReportedItem]) -> list[ReportedItem]:
    """The reported items or duties that share characters with a span."""
    return [holder for holder in holders if _meet(holder.span, span)]


def _lost_from(
    item: Item | Duty, targets: Sequence[Target], met: Sequence[ReportedItem], source: str
) -> Iterator[Fault]:
    if not met:
        return
    where = met[0].where
    for unit in _unmatched(item.units, _of(met, "units"), _same_unit):
        said = f"{where}缺责任单位“{unit.name}”，原文责任条款写明了它；请补上。"
        yield "unit_lost", unit.span, None, source[slice(*unit.span)], said
    for target in _unmatched(targets, _of(met, "targets"), _same_target):
        said = f"{where}缺指标“{target.indicator}”（{target.value}{target.unit}）；请补上。"
        yield "target_lost", target.span, None, target.quote, said
    for deadline in _unmatched(item.deadlines, _of(met, "deadlines"), _same_deadline):
        said = f"{where}缺时限“{deadline.quote}”（{deadline.date.isoformat()}）；请补上。"
        yield "deadline_lost", deadline.span, None, deadline.quote, said


def _of(met: Sequence[ReportedItem], kind: str) -> list[Field]:
    return [field for item in met for field in item.fields if field.kind == kind]


def _unmatched(
    fresh: Sequence[Entry], fields: list[Field], same: Callable[[Entry, Field], bool]
) -> list[Entry]:
    """The fresh fields without a reported partner: equal ones first, then by place."""

    def meets(entry: Entry, field: Field) -> bool:
        return _meet(field.span, entry.span)

    left = [entry for entry in fresh if not _take(fields, entry, same)]
    return [entry for entry in left if not _take(fields, entry, meets)]


def _take(fields: list[Field], entry: Entry, same: Callable[[Entry, Field], bool]) -> bool:
    """Remove the first reported field that is the same; whether there was one."""
    for index, field in enumerate(fields):
        if same(entry, field):
            del fields[index]
            return True
    return False


def _same_unit(unit: Unit, field: Field) -> bool:
    return bool(field.data["name"] == unit.name)


def _same_target(target: Target, field: Field) -> bool:
    data = field.data
    return field.span == target.span and (data["value"], data["unit"], data["indicator"]) == (
        target.value, target.unit, target.indicator,
    )  # fmt: skip


def _same_deadline(deadline: Deadline, field: Field) -> bool:
    return (field.quote, field.data["date"]) == (deadline.quote, deadline.date.isoformat())


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
