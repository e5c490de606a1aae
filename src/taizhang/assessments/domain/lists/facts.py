"""What a final list says (名单内容): data only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from taizhang.schemes import Column

from ..letters.facts import Line, Origin


@dataclass(frozen=True, slots=True)
class Hand:
    """Who did what and when (经办): 计算、提交、公示、确定."""

    what: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ListedSubject:
    """A subject with the cells of its result, as written, in the order of `FinalFacts.columns`."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FinalFacts:
    """A final list. `listed`: the columns that the printed list has room for; `totals`: of money,
    by the column's name, in yuan; `ranked`: whether the order is that of ranks."""

    title: str
    scheme: str
    document: str
    clause: str
    as_of: date
    settings: tuple[Line, ...]
    office: str
    final_on: date
    columns: tuple[Column, ...]
    listed: tuple[str, ...]
    subjects: Sequence[ListedSubject]
    totals: dict[str, str]
    hands: tuple[Hand, ...]
    published: str
    objections: str
    origin: Origin
