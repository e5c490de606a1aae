"""What an official paper is made of (公文要素): data only, no layout."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class Align(StrEnum):
    """Where a text stands in its line (对齐)."""

    BODY = "body"  # justified, first line two characters in
    FLUSH = "flush"  # justified, no indent (顶格)
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line that are a link or bold (文字片段); a link looks like the text around it.

    `link`: http://…, https://…, or /… of the system itself (`OfficialPaper.site`).
    """

    text: str
    link: str = ""
    bold: bool = False


Words: TypeAlias = str | Sequence[Piece | str]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body (自然段); a line feed in `text` begins another."""

    text: Words
    align: Align = Align.BODY


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body, its number included: 一、 （一） 1. （1） are levels 1 to 4.

    `then` is text that goes on in the same line in the letters of the body.
    """

    level: int
    text: str
    then: Words = ""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its title, its share of the width against the others, where its text stands.

    Neighbours of one non-empty `group` stand under a common title.
    """

    title: str
    share: float = 1.0
    align: Align = Align.FLUSH
    group: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: head repeated on every page, rows never torn apart. `size` is in points."""

    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[Words]]
    caption: str = ""
    note: str = ""
    size: float = 12.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG or JPEG) in the width it is printed at; `alt` is read out to the blind."""

    data: bytes
    alt: str
    width_mm: float = 150.0
    caption: str = ""


Block = Paragraph | Heading | Table | Picture


@dataclass(frozen=True, slots=True)
class Head:
    """The head above the red line (版头). `mark` is the issuer's mark: 云岭市人民政府办公室文件."""

    mark: str
    number: str = ""
    signer: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who issues it and when it was issued (署名、成文日期); `sealed` leaves room for the seal."""

    name: str
    on: dt.date
    sealed: bool = True


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex on a page of its own (附件); `landscape` turns the sheet for wide tables."""

    title: str
    body: Sequence[Block]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands at the foot of the last page (版记): copies to, printed by, printed on."""

    copies: Sequence[str] = ()
    printed_by: str = ""
    printed_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class FileProperties:
    """What the file says of itself: author and moment. The moment is given, never taken."""

    at: dt.datetime
    author: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialPaper:
    """An official document (公文) in the elements of GB/T 9704-2012, chapter 7.

    A line feed in `title` breaks its line; without one, a title too long for one line is broken
    before 关于. `addressee` is 主送机关 without the colon. `attachments`
    are the names in 附件说明; left out, they are the titles of `annexes`. `note` is 附注, such as
    the person to ask, without the brackets. `site` is the address of the system, to which links
    that begin with / lead; without it their words are printed without a link.
    """

    title: str
    body: Sequence[Block]
    properties: FileProperties
    head: Head | None = None
    addressee: str = ""
    attachments: Sequence[str] = ()
    signature: Signature | None = None
    note: str = ""
    annexes: Sequence[Annex] = ()
    imprint: Imprint | None = None
    site: str = ""

    @property
    def attachment_names(self) -> tuple[str, ...]:
        """The names in 附件说明."""
        return tuple(self.attachments) or tuple(annex.title for annex in self.annexes)


class SlipColour(StrEnum):
    """The colour of a slip's head (督查单颜色); the value is the colour in red, green, blue."""

    BLUE = "0B5CAD"
    GREEN = "1E7B34"
    YELLOW = "B58900"
    ORANGE = "D9640B"
    RED = "D0021B"


@dataclass(frozen=True, slots=True)
class SlipBasis:
    """What the matter rests on (督查依据): the document, its number and its words.

    `bare`: no document with a title, such as a meeting or a leader's remark; printed as it is.
    """

    document: str
    number: str = ""
    quote: str = ""
    bare: bool = False


@dataclass(frozen=True, slots=True)
class SlipApproval:
    """One line of approval on a slip: its label (拟办, 审核, 签发), who, when, and the words."""

    label: str
    name: str = ""
    on: dt.date | None = None
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class SlipReply:
    """The unit's answer (办理结果); an empty one leaves room for writing by hand."""

    text: str = ""
    leader: str = ""
    on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPaper:
    """A supervision slip (督查单) as a form of one table.

    `head` is the coloured word on top (红色督查单); `unmet` are sentences, one for each thing that
    was not met; `answer_by` is printed with its hour (24 for midnight).
    """

    head: str
    colour: SlipColour
    number: str
    receiver: str
    matter: str
    requirement: str
    answer_by: dt.datetime
    issued_by: str
    issued_at: dt.datetime
    properties: FileProperties
    basis: Sequence[SlipBasis] = ()
    unmet: Sequence[str] = ()
    approvals: Sequence[SlipApproval] = ()
    reply: SlipReply = field(default_factory=SlipReply)
    contact: str = ""
