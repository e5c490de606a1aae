"""A bulletin as an official paper (公文): what the words say, in the layout of GB/T 9704."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from taizhang.calendars import TIME_ZONE
from taizhang.papers.official import (
    Align,
    Annex,
    Block,
    FileProperties,
    Head,
    Heading,
    Imprint,
    OfficialPaper,
    Paragraph,
    Piece,
    Signature,
    Table,
    TableColumn,
    chinese_moment,
)

from .addresses import figure_address

_ALIGN = {"left": Align.FLUSH, "centre": Align.CENTRE, "right": Align.RIGHT}
_SMALL, _TINY = 10.5, 9.0  # points
_NARROW = 6  # columns; tables with more are set smaller


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed: plain JSON as a bulletin keeps it, its number and day ("" and None: a
    draft, or a paper nobody numbered)."""

    numbers: Mapping[str, Any]
    words: Mapping[str, Any]
    number: str = ""
    issued_on: date | None = None

    @property
    def on(self) -> date:
        """The day it carries."""
        known = datetime.fromisoformat(self.numbers["asked"]["known_at"])
        return self.issued_on or known.astimezone(TIME_ZONE).date()

    @property
    def made_at(self) -> datetime:
        """The moment its files name: the beginning of that day."""
        return datetime.combine(self.on, time(), TIME_ZONE)


def paper_of(printed: Printed) -> OfficialPaper:
    """The paper; the same for the same input."""
    numbers, words = printed.numbers, printed.words
    office = numbers["asked"]["office"]
    body, annexes = _parts(printed)
    return OfficialPaper(
        title="\n".join(words["title_lines"]),
        body=body,
        properties=FileProperties(printed.made_at, office, words["title"]),
        head=Head(f"{office}文件", printed.number) if printed.number else None,
        addressee=words["to"],
        signature=Signature(office, printed.on),
        annexes=annexes,
        imprint=Imprint(words["copies"], office, printed.on),
        site=numbers["given"]["site"],
    )


def seal_note(numbers: Mapping[str, Any]) -> str:
    """When the numbers were read, and the last seal of the chain by then (taizhang verify)."""
    read = f"数据读取时间：{_read_at(numbers)}"
    return f"{read}；台账封印：{numbers['seal']}" if numbers["seal"] else read


def _read_at(numbers: Mapping[str, Any]) -> str:
    known = datetime.fromisoformat(numbers["asked"]["known_at"])
    return chinese_moment(known.astimezone(TIME_ZONE))


def _parts(printed: Printed) -> tuple[list[Block], list[Annex]]:
    """The blocks of the body, and the annexes with theirs."""
    body: list[Block] = []
    annexes: list[Annex] = []
    into = body
    for block in printed.words["blocks"]:
        if block["kind"] == "annex":
            into = []
            annexes.append(Annex(block["title"], into))
        else:
            into.append(_BLOCKS[block["kind"]](block, printed.numbers))
    into.append(_origin(printed.numbers))
    return body, annexes


def _origin(numbers: Mapping[str, Any]) -> Block:
    """Printed small at the very end: when the numbers were read, and the chain's last seal."""
    columns = [TableColumn("数据读取时间", 1.3, Align.CENTRE), TableColumn("台账封印", 3.0)]
    read, seal = _read_at(numbers), numbers["seal"] or "尚无封印"
    return Table(columns, [[read, seal]], size=_TINY)


def _heading(block: Mapping[str, Any], _numbers: Mapping[str, Any]) -> Block:
    return Heading(block["level"], "".join(text for text, _key in block["runs"]))


def _paragraph(block: Mapping[str, Any], numbers: Mapping[str, Any]) -> Block:
    return Paragraph(_pieces(block["runs"], numbers))


def _table(block: Mapping[str, Any], numbers: Mapping[str, Any]) -> Block:
    columns = [TableColumn(title, share, _ALIGN[side]) for title, share, side in block["columns"]]
    rows = [[_pieces([cell], numbers) for cell in row] for row in block["rows"]]
    size = _SMALL if len(columns) > _NARROW else 12.0
    return Table(columns, rows, note=block["note"], size=size)


def _pieces(runs: Sequence[Sequence[str]], numbers: Mapping[str, Any]) -> list[Piece | str]:
    return [Piece(text, figure_address(numbers, key)) if key else Piece(text) for text, key in runs]


_BLOCKS: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any]], Block]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "table": _table,
}
