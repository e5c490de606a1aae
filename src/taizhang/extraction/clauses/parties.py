"""Who does it (责任单位解析): a responsibility clause as units with roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..lines.stream import Stream
from ..types import Role
from ..vocabulary import alternation
from .conventions import Convention
from .finding import Clause
from .keys import ROLE_KEY, SILENT_KEY, part_of

_VERBS = rf"(?:{alternation('units', 'clause_verbs')}){{1,4}}(?:到位)?"
_ANY_KEY = rf"(?:(?P<role>{ROLE_KEY})|(?P<silent>{SILENT_KEY}))"
_OTHER_KEY = (
    r"(?<![^,;。、(\s])"
    rf"(?![\u4e00-\u9fff]{{1,6}}(?:{ROLE_KEY}|{SILENT_KEY}):)[\u4e00-\u9fff]{{2,8}}(?=:)"
)
_KEY = re.compile(
    rf"[【\[(]?(?:{_ANY_KEY}|{_OTHER_KEY})(?:\([^()]{{1,12}}\))?"
    r"(?::|[】\])]:?|为(?=[省市县区州各国]))"
)
_MARK = re.compile("[:】\\])为]")
_NOTE = re.compile(
    r"[,;。](?=[^,;。]{0,30}(?:为牵头|是牵头|作为牵头|下同|不再列出|不再一一列出|均需))|。"
)
_REMARK = re.compile(r"[(〔][^()〔〕]{0,60}(?:为牵头|下同|不再列出)[^()〔〕]{0,60}[)〕]")
_PLACES = "自治区|直辖市|自治州|州|县级市|县|区|市|旗|盟|镇|乡|街道|园区|开发区"
_LIST_OF_PLACES = re.compile(
    rf"各(?:省辖市|设区的?市|地级(?:以上)?市|市州|省|市|州|县|区|旗|盟|镇|乡|街道)(?:[、,](?:{_PLACES})"
    r"(?:[(〔][^()〔〕]*[)〕])?(?=[、,;。)]|级|人民政府|政府|管委会|党委|$))+"
)
_SHARED_END = re.compile(
    r"(?<![\u4e00-\u9fff、)])(?:[\u4e00-\u9fff]{1,2}(?![局委办厅部处室院站队所社会团区市县旗镇乡])[\u4e00-\u9fff]、){1,4}"
    r"[\u4e00-\u9fff]{2,4}(?:经济|高新|技术|产业){1,3}(?:开发区|园区)(?:管委会)?"
)
_ETC = (
    r"等(?:(?:有关|相关|市级|省级|区级|县级|市直|省直|各)*"
    r"(?:部门|单位|机构|企业|委办局|成员单位|地区))?"
)
_MANNER = r"(?:(?:按照?|根据|依[据照职]?)[^、,;]{0,14}?|分别|分工|共同|各自|联合|具体|协同|一起)"
_TAIL_WORDS = re.compile(
    "等|按|根据|依|分别|分工|共同|各自|联合|具体|协同|一起|。|;|,|"
    + alternation("units", "clause_verbs")
)
"""What the words behind a name begin with; most names have none."""
_TAIL = re.compile(rf"(?:{_ETC})?(?:{_MANNER})*(?P<verb>{_VERBS})?[。;,]*$")
_LEADING = re.compile(rf"(?:由|[*★▲△※#☆●◆]|(?:{_MANNER})(?=[市省县区各]))+")
_ENDS = "局|委|办|厅|部|署|行|段|关|公司|集团|政府|管委会|中心|院|会|队|所|单位|部门"
_JOINED = re.compile(
    r"会同(?=[市省县区各国州盟旗自有相])|等(?:有关|相关|各)?(?:部门|单位)?(?:和|以及|及|与)|以及(?=[各市省县区有])|"
    r"(?<=[局委办厅部署院室区县府州盟旗镇乡门位司行会团业心队所社关])(?:和|及|与)"
    r"(?=各|有关|相关|(?:市|省|县|区|州|盟|旗|国家)[\u4e00-\u9fff]{2,})|"
    rf"(?<=[局委办厅署部府会])(?:和|及|与)(?=[\u4e00-\u9fff]{{2,18}}?(?:{_ENDS})(?:$|[、,;。等按负牵配]))"
)
_NOT_A_NAME = re.compile(
    r"牵头部门|牵头单位|下同|不再列出|为牵头|职责分工|序号|^等|^以上|^上述|\d+[年月日个]|[前后内底]$|"
    r"季度|年度|期间|长期|持续|全年|半年|[^团]完成$"
)
_UNIT_END = re.compile(
    rf"(?:{alternation('units', 'unit_endings')})(?:[(〔\[][^()〔〕\[\]]*[)〕\]])?$"
)
_POST = re.compile(rf"(?:{alternation('units', 'post_endings')})$")
_UNIT_START = re.compile(r"各|有关|相关|市|省|县|区|国家|中国")
_PLACE_END = re.compile("[省市州盟县区旗镇乡]$")
_BLANK = " \u00a0\u3000\u200b"
_LONGEST_NAME = 40
_SHORTEST_NAME = 3
_BY = 10


class Party(NamedTuple):
    """A unit as printed: clean range, role, the convention that gave it.

    A ``post`` (分管副市长) is never the lead that a convention means.
    """

    start: int
    end: int
    role: Role
    mark: str = ""
    group: int = 0
    convention: Convention | None = None
    post: bool = False


def _depth_zero(text: str) -> Iterator[int]:
    """Positions of separators outside brackets."""
    depth = 0
    for at, ch in enumerate(text):
        if ch in "([〔":
            depth += 1
        elif ch in ")]〕":
            depth = max(0, depth - 1)
        elif depth == 0 and ch in "、,;。\t|\n":
            yield at


def blanks_in(stream: Stream, start: int, end: int) -> frozenset[int]:
    """Where a line of the source has a blank that the clean stream left out."""
    offsets = stream.offsets
    if start >= end or offsets[end - 1] - offsets[start] == end - 1 - start:
        return frozenset()
    return frozenset(
        at
        for at in range(start + 1, end)
        if offsets[at] - offsets[at - 1] > 1
        and not stream.source[offsets[at - 1] + 1 : offsets[at]].strip(_BLANK)
    )


def _parts_names(text: str, at: int) -> bool:
    """Whether a blank stands between two names: 市科技局 市财政局, not 松山区 教育局."""
    before, after = text[max(0, at - _LONGEST_NAME) : at], text[at : at + 1]
    if len(before) < _SHORTEST_NAME or not _UNIT_END.search(before):
        return False
    return _UNIT_START.match(text, at) is not None or (
        _PLACE_END.search(before) is None and "\u4e00" <= after <= "\u9fff"
    )


def _pieces(text: str, blanks: Iterable[int]) -> Iterator[tuple[int, int, str]]:
    """The names between separators: start, end, the separator behind."""
    whole = (*_LIST_OF_PLACES.finditer(text), *_SHARED_END.finditer(text))
    kept = {at for m in whole for at in range(m.start(), m.end())}
    cuts = [(at, at + 1) for at in _depth_zero(text) if at not in kept]
    cuts += [m.span() for m in _JOINED.finditer(text) if m.start() not in kept]
    cuts += [(at, at) for at in blanks if at not in kept and _parts_names(text, at)]
    position = 0
    for start, end in sorted(cuts):
        if start < position:
            continue
        yield position, start, text[start:end]
        position = end
    yield position, len(text), ""


def _trim(text: str, start: int, end: int) -> tuple[int, int, Role | None, str]:
    """The bare name inside a piece, the role its verb gives, its mark."""
    opened = _TAIL_WORDS.search(text, start, end)
    tail = _TAIL.search(text, opened.start(), end) if opened else None
    role = part_of(tail["verb"]) if tail and tail["verb"] else None
    stop = tail.start() if tail else end
    leading = _LEADING.match(text, start, stop)
    first = leading.end() if leading else start
    given_by = text.find("由", first, min(stop, first + _BY))
    first = given_by + 1 if given_by >= 0 else first
    mark = text[start] if start < end and text[start] in "*★▲△※#☆" else ""
    while stop > first and text[stop - 1] in ")]〕" and not _balanced(text[first:stop]):
        stop -= 1
    return first, stop, role, mark


def _balanced(text: str) -> bool:
    return sum(ch in "([〔" for ch in text) == sum(ch in ")]〕" for ch in text)


def _plausible(name: str) -> bool:
    """Whether a piece ends or begins like the name of an office."""
    return _UNIT_END.search(name) is not None or _UNIT_START.match(name) is not None


def _can_be_name(name: str) -> bool:
    return 2 <= len(name) <= _LONGEST_NAME and not _NOT_A_NAME.search(name)


def _segment(
    text: str, base: int, role: Role, keyed: bool, blanks: Iterable[int] = ()
) -> Iterator[Party]:
    """The parties of one run of names; a verb behind names gives them all its role.

    Behind a key and before a verb everything is a name unless it cannot be one (a time, a
    remark); elsewhere a name must look like that of an office.
    """
    waiting: list[Party] = []
    loose: list[Party] = []
    group = 0
    inside = [at - base for at in blanks if base < at < base + len(text)]
    for start, end, separator in _pieces(text, inside):
        first, last, given, mark = _trim(text, start, end)
        name = text[first:last]
        if _can_be_name(name):
            post = _POST.search(name) is not None
            party = Party(base + first, base + last, role, mark, group, post=post)
            waiting.append(party)
            if not keyed and not _plausible(name):
                loose.append(party)
        if given is not None:
            taken = given if not keyed or role == "responsible" else role
            yield from (p if p.role == taken else p._replace(role=taken) for p in waiting)
            waiting, loose = [], []
        group += separator in {",", ";"}
    yield from (party for party in waiting if party not in loose)


def note_start(text: str) -> int:
    """Where the names of a clause end and a convention or other remark begins."""
    found = _NOTE.search(text)
    return found.start() if found else len(text)


def clause_parties(fold: str, clause: Clause, blanks: frozenset[int] = frozenset()) -> list[Party]:
    """The units a clause names, in order, with the roles it states.

    ``blanks`` (see `blanks_in`) part names too, where nothing else stands between them.
    """
    start, end = clause.inner
    text = fold[start:end]
    if clause.silent:
        return []
    if clause.role is not None:
        return list(_segment(text, start, clause.role, True, blanks))
    text = _REMARK.sub(lambda found: "," * len(found[0]), text.rstrip("。;"))
    text = text[: note_start(text)]
    keys = list(_KEY.finditer(text)) if _MARK.search(text) else []
    found: list[Party] = []
    head_end = keys[0].start() if keys else len(text)
    found.extend(_segment(text[:head_end], start, "responsible", False, blanks))
    for i, key in enumerate(keys):
        begin = key.end()
        stop = keys[i + 1].start() if i + 1 < len(keys) else len(text)
        if key["role"]:
            role = part_of(key["role"])
            found.extend(_segment(text[begin:stop], start + begin, role, True, blanks))
    return found


def apply_convention(parties: Sequence[Party], convention: Convention | None) -> list[Party]:
    """Give the lead to whom a convention says, unless the clause itself names a lead."""
    if convention is None or not parties or any(p.role == "lead" for p in parties):
        return list(parties)
    lead: list[bool]
    if convention.kind == "mark":
        lead = [p.mark == convention.mark for p in parties]
    elif convention.kind == "first":
        offices = [i for i, p in enumerate(parties) if not p.post]
        lead = [i == (offices or [0])[0] for i in range(len(parties))]
    else:
        lead = [p.group == 0 for p in parties]
    return [
        p._replace(role="lead", convention=convention) if is_lead else p
        for p, is_lead in zip(parties, lead, strict=True)
    ]
