"""References to annexes that are not there (附件引用): 见附件2, 详见附件, 名单附后, 所附《…表》."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..lines.stream import Stream
from ..numbers.numerals import chinese_integer
from .findings import Finding
from .reading import make_finding
from .words import alternation

_ORDINAL = r"\d{1,2}|[一二三四五六七八九十]{1,2}"
_HEAD = re.compile(
    rf"[-—·]*附(?P<kind>[件表])?[-—]?(?P<number>{_ORDINAL})?(?=[-:.、,(《“]|$|[^\x00-\x7f])"
)
_REFERENCE = re.compile(
    rf"(?<![\d》)号的其该])附(?P<kind>[件表])[-—]?(?P<number>{_ORDINAL})(?![-\d.号个份张项])"
)
_NAMED = re.compile(
    r"所附的?《(?P<title>[^《》]{2,40})》|(?:见|参见|详见)(?:所附|附表|附件)?《(?P<other>[^《》]{2,40}表)》"
)
_OPEN = re.compile(
    r"(?:详见|参见|[见按](?:照|本)?|填写|填报|执行|以)(?:本[^,。;]{2,6})?附[件表图](?![\d一二三四五六七八九十])|"
    r"[\u4e00-\u9fff》]{1,20}(?:附后|附于后|附在后面|随后附)"
)
_SOMETHING = re.compile(
    r"附[:件表录]|[\u4e00-\u9fff“”]{2,30}(?:表|清单|名单|目录|一览表)(?:\([^()]*\))?$"
)
_OTHERS = re.compile(
    r"》[^,。;]{0,20}$|(?:上级|省|国家|该)[^,。;]{0,10}$|(?<!本)(?:方案|办法|通知|文件|意见|细则|规划)(?:的|中的?)?$"
)
_LEAD = 24
_LONGEST_HEAD = 60
_LAST_HEAD = re.compile(
    rf"[一二三四五六七八九十]{{1,3}}、[^。]{{0,6}}(?:{alternation('safeguards')}|附则|其他)"
)
_HEADED = re.compile(r"[一二三四五六七八九十]{1,3}、")
_CLOSED = re.compile(
    r"年\d{1,2}月\d{1,2}日(?:\(.*\))?$|年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日$|"
    r"起[^。]{0,6}(?:施行|实施|执行|生效)[^。]{0,60}。?$|负责解释[^。]{0,40}。?$|有效期[^。]{0,30}。?$"
)
_LAST = 2

Listed = tuple[int, int, tuple[int, ...]]
"""A list under 附件：: its first and last paragraph, and the numbers in it (0: without one)."""


def read_number(text: str) -> int:
    """The number of an annex as it is printed: 3, 三."""
    return int(text) if text.isdigit() else (chinese_integer(text) or 0)


def check_references(
    stream: Stream, first: int, texts: Sequence[str], lists: Sequence[Listed]
) -> Iterator[Finding]:
    """References in the text under one cover to an annex that is neither listed nor there."""
    inside = {index for start, last, _ in lists for index in range(start, last + 1)}
    held = {
        (found["kind"] or "件", read_number(found["number"] or "0")): index
        for index, text in enumerate(texts)
        if index not in inside and len(text) <= _LONGEST_HEAD and (found := _HEAD.match(text))
    }
    listed = {("件", number) for *_, numbers in lists for number in numbers}
    known, heads = {*held, *listed}, set(held.values())
    bare = not _has_something(texts) and _is_closed(texts)
    for index, text in enumerate(texts):
        if index in inside or index in heads:
            continue
        start = stream.blocks[first + index].start
        for found, code, sentence in _wrong(text, known, listed, bare=bare):
            yield make_finding(
                stream, code, start + found.start(), start + found.end(), sentence, "warning"
            )


_Wrong = tuple[re.Match[str], str, str]
_Known = set[tuple[str, int]]


def _wrong(text: str, known: _Known, listed: _Known, *, bare: bool) -> Iterator[_Wrong]:
    """What one paragraph refers to in vain; ``bare``: the text is whole and nothing is annexed."""
    numbered = [f for f in _REFERENCE.finditer(text) if not _is_other(text, f.start())]
    for found in numbered:
        wanted = found["kind"], read_number(found["number"])
        same = {number for kind, number in known if kind == wanted[0]}
        if wanted[1] in same or 0 in same or (wanted[0] == "表" and known and not same):
            continue
        if same:
            last = f"附{wanted[0]} {max(same)}"
            where = f"附件说明只列到{last}" if listed else f"文件只附到{last}"
            yield found, "annex_unlisted", f"文中引用“{found[0]}”，{where}，请核对。"
        elif bare:
            yield found, "annex_missing", f"文中引用“{found[0]}”，文件没有附上，请补上或改正。"
    if not numbered and not known and bare:
        for found in (*_OPEN.finditer(text), *_NAMED.finditer(text)):
            if not _is_other(text, found.start()):
                yield found, "annex_missing", f"文中写有“{found[0]}”，文件没有附上，请补上或改正。"


def _is_other(text: str, at: int) -> bool:
    """Whether the annex of another document is meant: 《…办法》（…）附件2."""
    if text[max(0, at - 1) : at + 1] in {"(见", "(详"}:
        return False  # 《…表》（见附件）
    return _OTHERS.search(text[max(0, at - _LEAD) : at]) is not None


def _has_something(texts: Sequence[str]) -> bool:
    """Whether a line of the text may be the head of what is annexed, or a table stands in it."""
    return any("\t" in text or _SOMETHING.fullmatch(text) for text in texts[1:])


def _is_closed(texts: Sequence[str]) -> bool:
    """Whether a text ends as one that is whole: signed, in force, or with how to organise it."""
    if any(_CLOSED.search(text) for text in texts[-_LAST:]):
        return True
    heads = [text for text in texts if _HEADED.match(text)]
    return bool(heads) and _LAST_HEAD.match(heads[-1]) is not None
