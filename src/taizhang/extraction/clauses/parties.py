"""Who does it (责任单位解析): a responsibility clause as units with roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..patterns import late
from ..types import Role
from ..vocabulary import alternation
from .conventions import Convention
from .finding import Clause
from .keys import JOINED_KEYS, KEY_SIGN, ROLE_KEY, SILENT_KEY, part_of
from .pieces import UNIT_END, UNIT_START, pieces

_VERBS = rf"(?:{alternation('units', 'clause_verbs')}){{1,4}}(?:到位)?"
_ANY_KEY = rf"(?:(?P<role>{ROLE_KEY})|(?P<silent>{SILENT_KEY}))"
_OTHER_KEY = (
    r"(?<![^,;。、(\s])"
    rf"(?![\u4e00-\u9fff]{{1,6}}(?:{ROLE_KEY}|{SILENT_KEY}):)[\u4e00-\u9fff]{{2,8}}(?=:)"
)
_KEY = late(rf"[【\[(]?(?:{_ANY_KEY}{JOINED_KEYS}|{_OTHER_KEY})(?:{KEY_SIGN}|[】\])]:?)")
_MARK = late("[:】\\])为是—-]")
_NOTE = late(
    r"[,;。](?:(?<=。)(?![\u4e00-\u9fff]{2,8}:)|(?=[^,;。]{0,30}(?:为牵头|是牵头|作为牵头|下同|不再列出|不再一一列出|均需)))"
)
_REMARK = late(r"[(〔][^()〔〕]{0,60}(?:为牵头|下同|不再列出)[^()〔〕]{0,60}[)〕]")
_ETC = (
    r"等(?:\d{1,3}[个家])?(?:(?:有关|相关|市级|省级|区级|县级|市直|省直|各)*"
    r"(?:部门|单位|机构|企业|委办局|成员单位|地区))?"
)
_MANNER = r"(?:(?:按照?|根据|依[据照职]?)[^、,;]{0,14}?|分别|分工|共同|各自|联合|具体|协同|一起)"
_TAIL_WORDS = late(
    "等|按|根据|依|分别|分工|共同|各自|联合|具体|协同|一起|。|;|,|"
    + alternation("units", "clause_verbs")
)
"""What the words behind a name begin with; most names have none."""
_TAIL = late(rf"(?:{_ETC})?(?:{_MANNER})*(?P<verb>{_VERBS})?[。;,]*$")
_LEADING = late(rf"(?:由|[*★▲△※#☆●◆]|(?:{_MANNER})(?=[市省县区各]))+")
_PERSON = late(
    "(?:的?(?:主要|分管|有关|相关|主管|党政|行政)(?:负责)?(?:领导|同志|负责人|责任人)"
    "|(?<=[局委办厅部府会队司])(?:负责人|负责同志|领导))$"
)
"""Who stands for an office in a clause (盘龙区政府主要领导): the office is the unit."""
_NOT_A_NAME = late(
    r"牵头部门|牵头单位|下同|不再列出|为牵头|职责分工|序号|^等|^以上|^上述|\d+[年月日]|\d+个(?![市县区镇乡街旗])|[前后内底]$|"
    r"季度|年度|期间|长期|持续|全年|半年|[^团]完成$"
)
_POST = late(rf"(?:{alternation('units', 'post_endings')})$")
_LONGEST_NAME = 40
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


class _Piece(NamedTuple):
    """What a piece between separators says: its bare name, the role its verb gives, its mark."""

    first: int
    last: int
    given: Role | None
    mark: str
    named: bool
    post: bool
    plausible: bool


def _read_piece(text: str) -> _Piece:
    """A piece by its words alone, wherever it stands."""
    end = len(text)
    opened = _TAIL_WORDS.search(text)
    tail = _TAIL.search(text, opened.start()) if opened else None
    role = part_of(tail["verb"]) if tail and tail["verb"] else None
    stop = tail.start() if tail else end
    person = _PERSON.search(text, 0, stop)
    stop = person.start() if person and person.start() else stop
    leading = _LEADING.match(text, 0, stop)
    first = leading.end() if leading else 0
    given_by = text.find("由", first, min(stop, first + _BY))
    first = given_by + 1 if given_by >= 0 else first
    mark = text[0] if end and text[0] in "*★▲△※#☆" else ""
    while stop > first and text[stop - 1] in ")]〕" and not _balanced(text[first:stop]):
        stop -= 1
    name = text[first:stop]
    named = _can_be_name(name)
    post = named and _POST.search(name) is not None
    return _Piece(first, stop, role, mark, named, post, named and _plausible(name))


_read_office = lru_cache(maxsize=1024)(_read_piece)
"""The same, remembered: offices are few, and a text names each again and again."""


def _balanced(text: str) -> bool:
    return sum(ch in "([〔" for ch in text) == sum(ch in ")]〕" for ch in text)


def _plausible(name: str) -> bool:
    """Whether a piece ends or begins like the name of an office."""
    return UNIT_END.search(name) is not None or UNIT_START.match(name) is not None


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
    for start, end, separator in pieces(text, inside):
        read = _read_office if end - start <= _LONGEST_NAME else _read_piece
        piece = read(text[start:end])
        if piece.named:
            first, last = base + start + piece.first, base + start + piece.last
            party = Party(first, last, role, piece.mark, group, None, piece.post)
            waiting.append(party)
            if not keyed and not piece.plausible:
                loose.append(party)
        if piece.given is not None:
            yield from _given(waiting, piece.given, role if keyed else "responsible", group)
            waiting, loose = [], []
        group += separator in {",", ";"}
    yield from (party for party in waiting if party not in loose)


def _given(parties: Sequence[Party], given: Role, role: Role, group: int) -> Iterator[Party]:
    """Parties with the role of the verb behind them, where their key does not say another.

    Behind a key of who leads, a verb of helping means those behind the last comma.
    """
    for party in parties:
        helps = given == "support" and role == "lead" and group and party.group == group
        taken = given if role == "responsible" or helps else role
        yield party if party.role == taken else party._replace(role=taken)


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
