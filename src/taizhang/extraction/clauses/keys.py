"""Keys of a clause (责任条款的标签): 牵头单位：, 配合责任单位：, 完成时限：, and what each says.

A key is built, not listed: words that say how somebody takes part, then 单位, 部门, 主体 …
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from ..patterns import late
from ..types import Role
from ..vocabulary import alternation, words

_LEAD = alternation("units", "lead_marks")
_RESPONSIBLE = alternation("units", "responsible_marks")
_SUPPORT = alternation("units", "support_marks")
_SCOPE = alternation("units", "key_scopes")
_BODY = alternation("units", "key_bodies")
_PART = rf"{_LEAD}|{_RESPONSIBLE}|{_SUPPORT}"

_ALSO = rf"(?:\((?:{_PART}|{_SCOPE})\))?"
BUILT_KEY = rf"(?:(?:{_PART}|{_SCOPE}){{0,3}}(?:{_PART}){_ALSO}(?:{_SCOPE})?(?:{_BODY}))"
"""A key that says how somebody takes part and that it is a unit: it needs no mark behind it."""

ROLE_KEY = rf"(?:{BUILT_KEY}|{alternation('units', 'bare_keys')})"
"""A key that gives a role, as the inside of a regular expression."""

_TIME_KEY = (
    rf"(?:{alternation('units', 'time_marks')}){{0,2}}(?:{alternation('units', 'time_bodies')})"
)
_PERSON_KEY = (
    rf"(?:{_PART}|{alternation('units', 'person_marks')}){{1,3}}(?:[省市州盟县区旗镇乡]级?)?"
    rf"(?:{alternation('units', 'person_bodies')})"
)
SILENT_KEY = rf"(?:{_PERSON_KEY}|{alternation('units', 'silent_keys')}|{_TIME_KEY})"
"""A key that names no unit: a time, a person, a scope."""

JOINED_KEYS = rf"(?:[、及和与/](?:{ROLE_KEY}|{SILENT_KEY})){{0,2}}"
"""Further keys joined to one: 责任单位及责任人."""

_OPENING = (
    "lead_marks responsible_marks support_marks key_scopes bare_keys person_marks person_bodies "
    "silent_keys time_marks time_bodies"
)
KEY_OPENER = "".join(sorted({word[0] for key in _OPENING.split() for word in words("units", key)}))
"""The letters a key can begin with, as the inside of a character class."""

KEY_SIGN = (
    r"(?:\([^()]{1,12}\))?(?:[为是]?:|[为是](?=[省市县区州各国])|[—-]{1,2}(?=[省市县区州各国]))"
)
"""What makes a word in a text a key: a colon, or 为 or a dash before a name."""

_IS_ROLE = late(ROLE_KEY)
_IS_LEAD = late(rf"{_LEAD}|主要责任|首要责任")
_IS_SUPPORT = late(_SUPPORT)
_IS_TIME = late(_TIME_KEY)
_IS_SILENT = late(SILENT_KEY)


@cache
def key_role(word: str) -> Role | None:
    """The role that a key gives, None for a word that is no such key.

    >>> key_role("牵头责任单位"), key_role("协同配合责任单位"), key_role("完成时限")
    ('lead', 'support', None)
    """
    return part_of(word) if _IS_ROLE.fullmatch(word) else None


def key_kind(word: str) -> Role | Literal["time", "silent"] | None:
    """What stands under or behind a word: units with a role, a time, what names no unit.

    >>> key_kind("整改时限"), key_kind("责任领导"), key_kind("工作任务")
    ('time', 'silent', None)
    """
    if _IS_TIME.fullmatch(word):
        return "time"
    return "silent" if _IS_SILENT.fullmatch(word) else key_role(word)


def part_of(words: str) -> Role:
    """How somebody takes part by the words of a key or verb: who leads wins, then who helps.

    >>> part_of("牵头负责"), part_of("配合落实"), part_of("组织实施")
    ('lead', 'support', 'responsible')
    """
    if _IS_LEAD.search(words):
        return "lead"
    return "support" if _IS_SUPPORT.search(words) else "responsible"
