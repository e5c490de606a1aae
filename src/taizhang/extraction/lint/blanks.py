"""Dates left blank (日期空白): 从2020年　月　日起实施 in a text that is to be issued."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .findings import Finding
from .reading import Reading

_BLANK = r"(?:[XxＸ×*□_＿…·○〇-]{0,8}|\(\)|\[\]|【】)"
_YEAR = rf"(?:20\d{{2}}|(?:20)?{_BLANK})年"
_MONTH = rf"(?:\d{{1,2}}|{_BLANK})月"
_DAY = rf"(?:\d{{1,2}}|{_BLANK})日"
_IN_FORCE = r"(?:正式)?(?:施行|实施|执行|生效|试行)"
_DATE = re.compile(
    rf"(?P<lead>有效期[至到]?|[自从于至到在])"
    rf"(?P<date>(?:{_YEAR})?{_MONTH}(?:{_DAY})?|{_YEAR}(?={_IN_FORCE}|起))"
    rf"(?:(?P<force>起?,?(?:开始)?{_IN_FORCE}|起|止)|(?P<until>底?之?前|以前))?"
    rf"|(?P<bare>(?:20\d{{2}}|[XxＸ×*_]{{1,4}})年{_MONTH}(?:{_DAY})?)起?,?(?:开始)?{_IN_FORCE}"
    rf"|(?P<open>20\d{{2}}年{_MONTH}(?:{_DAY})?)(?:底?之?前|以前)"
)
# 有效期　年: how long is left blank; a date behind 有效期至 is the pattern above.
_VALIDITY = re.compile(r"有效期(?:限)?(?:为|是)?(?:[XxＸ×*□_＿…·○〇]{0,4})(?:年|个月)(?=[。,;)]|$)")
# 自______起施行, 自　起施行: no date at all; 有效期至______。
_NO_DATE = re.compile(
    rf"[自从](?:{_BLANK})(?:起|之日起){_IN_FORCE}|有效期[至到](?:{_BLANK})(?=[,。;]|$)|"
    rf"(?:于|自)(?:[XxＸ×*□_＿…]{{2,8}}|\(\))(?:起|开始)?{_IN_FORCE}"
)
_AMOUNT = re.compile(
    r"(?<![A-Za-z0-9×])(?:[×＊*]{2}|[×□_＿]{2,8}|[Xx]{2})(?:余)?(?:[万亿]?元|[个名人家户座所处条项台套件场次亩吨]|公里|平方米|%)"
    r"(?![\u4e00-\u9fff]{0,3}(?:公司|单位|局|委))"
)
_FORM = re.compile(r"表|书|模板|范本|格式|样式|合同|协议|证|函")
_WHOLE = re.compile(r"(?:20\d{2}年)?\d{1,2}月(?:\d{1,2}日)?|20\d{2}年")


def check_blanks(reading: Reading) -> Iterator[Finding]:
    """Dates of coming into force, of expiry or until when, with year, month or day missing."""
    fold = reading.stream.fold
    for found in _DATE.finditer(fold, *reading.context.bounds):
        if _WHOLE.fullmatch(found["date"] or found["bare"] or found["open"]):
            continue
        what = _kind(fold, found)
        if what:
            code, words = what
            where = reading.place(found.start())
            sentence = f"{where}的{words}没有填写完整，请补上年、月、日。"
            yield reading.finding(code, *found.span(), sentence)
    for found in _NO_DATE.finditer(fold, *reading.context.bounds):
        sentence = f"{reading.place(found.start())}的生效或失效日期没有填写，请补上年、月、日。"
        yield reading.finding("effective_date_blank", *found.span(), sentence)
    yield from _validity(reading)
    yield from _amounts(reading)


def _amounts(reading: Reading) -> Iterator[Finding]:
    """新建口袋公园××个: a number left blank in a sentence; forms are to be filled in."""
    fold, title = reading.stream.fold, reading.document.title
    if _FORM.search(title[-4:]) or not reading.nodes:
        return
    for node in reading.nodes:
        for found in _AMOUNT.finditer(fold, node.start, node.end):
            sentence = f"{reading.place(found.start())}的“{found[0]}”没有填写数字，请补上。"
            yield reading.finding("number_blank", *found.span(), sentence)


def _validity(reading: Reading) -> Iterator[Finding]:
    fold = reading.stream.fold
    for found in _VALIDITY.finditer(fold, *reading.context.bounds):
        sentence = f"{reading.place(found.start())}的有效期没有填写，请补上年数。"
        yield reading.finding("effective_date_blank", *found.span(), sentence)


def _kind(fold: str, found: re.Match[str]) -> tuple[str, str] | None:
    """The code and what the blank is: a day of coming into force or a time limit."""
    validity = "有效期" in fold[max(0, found.start() - 6) : found.start() + 3]
    if found["bare"] or found["force"] or validity:
        return "effective_date_blank", "生效或失效日期"
    return ("date_blank", "时限") if found["until"] or found["open"] else None
