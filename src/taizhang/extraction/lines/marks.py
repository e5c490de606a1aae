"""Marks of an official document (公文要素): number, date, addressee, annex, title lines."""

from __future__ import annotations

import re
from datetime import date

from ..numbers.numerals import chinese_integer
from ..patterns import late

_NUMBERED = r"[\u4e00-\u9fff()]{1,16}[〔\[(【]\d{4}[〕\])】](?:第)?\d{1,4}号"
_NUMBER = late(rf"{_NUMBERED}|第\d{{1,4}}号")
_LONGEST_SIGNED = 80
_SIGNED_NUMBER = late(rf"({_NUMBERED}|第\d{{1,4}}号)\t*(签发人?:.{{2,40}})")
_DATE = late(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:印发|发布|公布|施行)?")
_CHINESE_DATE = late(
    r"([〇零○O一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_RELEASED = late(r"[\u4e00-\u9fff]{2,20}(\d{4})年(\d{1,2})月(\d{1,2})日(?:发布|公布)")
_ADDRESSEE = late(
    r"[^。]{2,200}(?:政府|部门|单位|机构|委员|公司|委|局|办|院|集团|企业|处|室)"
    r"(?:\([^()]{1,20}\))?:"
)
_ADDRESSED = late(r"各|市|省|区|县|有关|国务院|管委会|州|盟|[\u4e00-\u9fff]{2,6}(?:人民政府|委员)")
_ANNEX = late(r"附件(\d{0,2})[:：.]?")
_TITLE_NOUN = (
    r"(?:通知|意见|方案|办法|措施|举措|计划|规划|细则|要点|规定|决定|条例|纲要|政策|报告|通报|公告|"
    r"通告|批复|函|答复|复函|令|规则|清单|名单|章程|指引|指南|规范|标准|决议|安排|统计公报|解读|分解表|任务表|分工表|任务分工|工作分工|责任分工|任务分解|责任分解|目标分解|一览表|台账|(?:情况|登记|计划|进度|安排|汇总|明细|统计|落实|推进|项目)表)"
)
_TITLE = late(rf".*{_TITLE_NOUN}(?:[》”\"]|\([^()]{{1,24}}\)|[一二三四五六七八九十\d]+[条项])*")
_ISSUED_NOTE = late(r"\((?:此件|本文).{2,12}\)|\(联系人.{0,60}\)|主动公开|公开发布")
_SHEET = late(
    r"\d{6}|特急|加急|急件|[━─—_=\-]{3,}|[\u4e00-\u9fff]{2,40}文件|抄送:.*|抄报:.*|"
    r".{2,40}\d{4}年\d{1,2}月\d{1,2}日印发|(?:绝密|机密|秘密)(?:[★☆*].*)?|签发人?:.*|\(共印.{1,8}份\)"
)
_SHEET_OPENERS = frozenset("0123456789特加急━─—_=-抄绝机秘签(")
_SHEET_ENDS = ("文件", "印发")
_MARK_OPENERS = frozenset("0123456789主公附特加急抄绝机秘签各尊此本联共")
_MARK_ENDS = frozenset("号:件发")
_SENTENCE = late("[。；!?！？;]")
TITLE_LENGTH = 90


def may_be_mark(fold: str) -> bool:
    """Whether a sentence opens or ends like any of the marks below; few do.

    >>> may_be_mark("(此件公开发布)"), may_be_mark("(一)加强领导。")
    (True, False)
    """
    opener = fold[1:2] if fold.startswith("(") else fold[:1]
    return not opener.isalnum() or opener in _MARK_OPENERS or fold[-1] in _MARK_ENDS


def document_number(fold: str) -> bool:
    """Whether the block is a document number (发文字号) alone."""
    return len(fold) <= 30 and fold.endswith("号") and _NUMBER.fullmatch(fold) is not None


def signed_number(fold: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the number ends and the signer begins of a head with both on one line (上行文版头).

    >>> signed_number("云政发〔2026〕3号签发人:李明", 0, 18)
    (12, 12)
    """
    found = _SIGNED_NUMBER.fullmatch(fold, start, end) if end - start <= _LONGEST_SIGNED else None
    return found and (found.end(1), found.start(2))


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def date_line(fold: str) -> date | None:
    """The date a block consists of (成文日期), also with Chinese digits."""
    if len(fold) > 48:
        return None
    found = _DATE.fullmatch(fold) or _RELEASED.fullmatch(fold)
    if found:
        return _make(*map(int, found.groups()))
    found = _CHINESE_DATE.fullmatch(fold)
    if not found:
        return None
    year = chinese_integer(re.sub("[○O]", "〇", found[1])) or 0
    return _make(year, chinese_integer(found[2]) or 0, chinese_integer(found[3]) or 0)


def bracketed_date(fold: str) -> date | None:
    """The date in brackets that a block consists of, as printed under a title."""
    return date_line(fold[1:-1]) if fold.startswith("(") and fold.endswith(")") else None


def addressee(fold: str) -> bool:
    """Whether the block names those a document is sent to (主送机关)."""
    return (
        fold.endswith(":")
        and len(fold) <= 220
        and _ADDRESSED.match(fold) is not None
        and _ADDRESSEE.fullmatch(fold) is not None
    )


def annex_number(fold: str) -> int | None:
    """The number of an annex marker (附件 3), 0 when it has none, None for other blocks."""
    found = _ANNEX.fullmatch(fold) if len(fold) <= 6 else None
    return None if found is None else int(found[1] or 0)


def issue_note(fold: str) -> bool:
    """Whether the block is a note on publication such as （此件公开发布）."""
    return len(fold) <= 70 and fold[:1] in "(主公" and _ISSUED_NOTE.fullmatch(fold) is not None


def letterhead(fold: str) -> bool:
    """Whether the block belongs to the head or foot of a sheet: marks, rules, copies, imprint."""
    if len(fold) > 120 or not (fold[:1] in _SHEET_OPENERS or fold.endswith(_SHEET_ENDS)):
        return False
    return _SHEET.fullmatch(fold) is not None


def title_piece(fold: str) -> bool:
    """Whether a block could be (part of) a title: short, no sentence in it."""
    return (
        0 < len(fold) <= TITLE_LENGTH
        and not _SENTENCE.search(fold)
        and not fold.endswith((":", ",", "、"))
        and "\t" not in fold
    )


def whole_title(fold: str) -> bool:
    """Whether the text ends like the title of an official document."""
    return _TITLE.fullmatch(fold) is not None
