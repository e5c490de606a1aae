"""Reading the text of a holiday notice (放假通知), as the State Council's office writes it.

    一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。

Anything else gives what was understood, and a sentence about each part that was not.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest

from django.utils.translation import gettext as _

_NAMES = "元旦|春节|清明节|劳动节|端午节|中秋节|国庆节"
_HEAD = re.compile(rf"((?:{_NAMES})(?:[、和及](?:{_NAMES}))*)\s*:")
_DATE = r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日"
_REST = re.compile(
    rf"{_DATE}(?:\s*(?:至|到|-|—|–|~)\s*(?:(?:(\d{{4}})年)?(\d{{1,2}})月)?(\d{{1,2}})日)?"
)
_DAYS = re.compile(r"(?:(?:(\d{4})年)?(\d{1,2})月)?(\d{1,2})日")
_TOTAL = re.compile(r"共\s*(\d+)\s*天")
_ASIDE = re.compile(r"\([^()]*\)")
_YEAR = re.compile(r"关于(\d{4})年部分节假日安排")
_NUMBER = re.compile(r"国办?发(?:明电)?〔\d{4}〕\d+号")


@dataclass(frozen=True, slots=True)
class Festival:
    """A festival of a notice: its days off, both included, and the days that make up for them."""

    name: str
    first: date
    last: date
    work: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadNotice:
    """What was understood of a notice's text, and sentences about what was not."""

    year: int | None
    reference: str
    festivals: tuple[Festival, ...] = ()
    doubts: tuple[str, ...] = field(default=())


def read_notice(text: str, *, year: int | None = None) -> ReadNotice:
    """The festivals of a notice's text; `year` where the text does not name it."""
    plain = unicodedata.normalize("NFKC", text)
    named = _YEAR.search(plain)
    year = int(named[1]) if named else year
    number = _NUMBER.search(plain)
    reference = number[0] if number else ""
    if year is None:
        doubt = _("通知里没有写是哪一年的安排，请先填年份再读取。")
        return ReadNotice(None, reference, (), (doubt,))
    festivals: list[Festival] = []
    doubts: list[str] = []
    for name, said in _parts(_ASIDE.sub("", plain)):
        try:
            festivals.append(_festival(name, said, year, doubts))
        except ValueError:
            unread = _("“%(name)s”的日期看不懂：%(said)s，请手工填写。")
            doubts.append(unread % {"name": name, "said": said.strip()[:40]})
    if not festivals and not doubts:
        doubts.append(_("没有读到任何节日的安排，请核对粘贴的文字，或者手工填写。"))
    return ReadNotice(year, reference, tuple(festivals), tuple(doubts))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    heads = list(_HEAD.finditer(text))
    for head, following in zip_longest(heads, heads[1:]):
        yield head[1], text[head.end() : following.start() if following else len(text)]


def _festival(name: str, said: str, year: int, doubts: list[str]) -> Festival:
    rest, _off, after = said.partition("放假")
    found = _REST.search(rest)
    if not _off or not found:
        raise ValueError(said)
    first = _day(found[1], found[2], found[3], name, year)
    last = first
    if found[6]:
        last = _day(found[4], found[5] or found[2], found[6], name, year, after=first)
    total, days = _TOTAL.search(after), (last - first).days + 1
    if total and int(total[1]) != days:
        unlike = _("“%(name)s”写明共%(total)s天，%(first)s至%(last)s却是%(days)s天，请核对。")
        words = {"name": name, "total": total[1], "first": first, "last": last, "days": days}
        doubts.append(unlike % words)
    return Festival(name, first, last, tuple(_work_days(after, name, year)))


def _work_days(text: str, name: str, year: int) -> Iterator[date]:
    """The days of every sentence that says 上班."""
    for sentence in re.split(r"[。;\n]", text):
        said, works, _rest = sentence.partition("上班")
        month = said_year = None
        for found in _DAYS.finditer(said) if works else ():
            said_year, month = found[1] or said_year, found[2] or month
            if month is None:
                raise ValueError(sentence)
            yield _day(said_year, month, found[3], name, year)


def _day(
    said_year: str | None, month: str, day: str, name: str, year: int, after: date | None = None
) -> date:
    """A day of the notice's year; December for 元旦 lies in the year before."""
    if said_year:
        return date(int(said_year), int(month), int(day))
    if after is not None and int(month) >= after.month:
        return date(after.year, int(month), int(day))
    ahead = int(month) == 12 and name.startswith("元旦")
    return date(year - 1 if ahead else year, int(month), int(day))
