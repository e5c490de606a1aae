"""The supervision slip (督查单): a form of one table under a coloured head."""

from __future__ import annotations

from collections.abc import Sequence

from . import _measures as measure
from ._head import mark_size
from ._sheet import Sheet
from ._tables import cell_of, share_width, table_frame
from ._text import chinese_date, chinese_limit, chinese_moment, one_line, paragraphs_of
from ._types import SlipApproval, SlipBasis, SlipPaper, SlipReply
from ._xml import Node, low_paragraph, node, paragraph, run

_COLUMNS = (1270, 3044, 1270, 3260)  # label, value, label, value
_HEAD_LARGEST = 36.0  # points
_PADDING = 50  # twips above and below the text of a cell
_RULE = 18  # eighths of a point
_APPROVAL_HEIGHT, _REPLY_HEIGHT = 680, 1700  # twips: room to write by hand


def write_slip(slip: SlipPaper) -> bytes:
    """A supervision slip as a Word file, ready to be signed, sent and answered on.

    Letters and width are those of GB/T 9704-2012; the standard knows no slip, so the form is the
    offices' own and takes more of the page's height: a common slip is one page. Moments are
    printed in their own time zone. Equal slips give equal bytes.
    """
    return write_slips([slip])


def write_slips(slips: Sequence[SlipPaper]) -> bytes:
    """Slips as one Word file, each beginning a page; file properties are those of the first.

    Raises ValueError without any slip.
    """
    if not slips:
        raise ValueError("no slip to write")
    first = slips[0]
    more = f" 等{len(slips)}件" if len(slips) > 1 else ""
    sheet = Sheet(first.properties, title=f"{first.head} {first.number}{more}", form=True)
    for place, slip in enumerate(slips):
        _draw(sheet, slip, new_page=place > 0)
    return sheet.to_bytes()


def _draw(sheet: Sheet, slip: SlipPaper, *, new_page: bool) -> None:
    sheet.add(_head(slip, new_page=new_page), _number(slip))
    form = _Form(sheet.width)
    form.add("承办单位", slip.receiver)
    form.add("督查事项", slip.matter)
    form.add("督查依据", "\n".join(_basis(basis) for basis in slip.basis))
    form.add("存在问题", _numbered([one_line(text) for text in slip.unmet]))
    form.add("办理要求", slip.requirement)
    form.add("答复期限", f"{chinese_limit(slip.answer_by)}前")
    for approval in slip.approvals:
        form.add(approval.label, _approval(approval), height=_APPROVAL_HEIGHT)
    form.add_pair("签发单位", slip.issued_by, "签发时间", chinese_moment(slip.issued_at))
    _put_reply(form, slip.reply)
    sheet.add(form.table)
    _put_contact(sheet, slip.contact)


class _Form:
    """Rows of a label and a value, or of two such pairs."""

    def __init__(self, width: int) -> None:
        self._widths = share_width(width, _COLUMNS)
        self.table = table_frame(self._widths, padding=_PADDING)

    def add(self, label: str, value: str, *, height: int = 0) -> None:
        """A row whose value takes three columns; nothing for an empty value without height."""
        if value or height:
            wide = sum(self._widths[1:])
            value_cell = cell_of(*_texts(value), width=wide, span=3)
            self._append(height, _label(label, self._widths[0]), value_cell)

    def add_pair(self, label: str, value: str, other: str, second: str) -> None:
        """A row of two labels and their values."""
        first, left, middle, right = self._widths
        self._append(
            0,
            _label(label, first),
            cell_of(*_texts(value), width=left),
            _label(other, middle),
            cell_of(*_texts(second), width=right),
        )

    def _append(self, height: int, *cells: Node) -> None:
        look = node("trPr", node("trHeight", val=height or 560, hRule="atLeast"))
        look.append(node("jc", val="center"))
        self.table.append(node("tr", look, *cells))


def _head(slip: SlipPaper, *, new_page: bool) -> Node:
    head = one_line(slip.head)
    size = min(mark_size(head), _HEAD_LARGEST)
    letters = (
        node("color", val=slip.colour.value),
        node("sz", val=round(size * 2)),
        node("szCs", val=round(size * 2)),
    )
    line = round(size * 1.2 * measure.POINT)
    turn = (node("pageBreakBefore"),) if new_page else ()
    spacing = node("spacing", before=0, after=measure.LINE // 2, line=line, lineRule="exact")
    look = (*turn, spacing)
    return paragraph("Mark", run(head, *letters), properties=look)


def _number(slip: SlipPaper) -> Node:
    rule = node("bottom", val="single", sz=_RULE, space=4, color=slip.colour.value)
    look = (
        node("pBdr", rule),
        node("spacing", before=0, after=measure.LINE // 2, line=measure.LINE, lineRule="exact"),
    )
    return paragraph("Number", run(one_line(slip.number)), properties=look)


def _label(text: str, width: int) -> Node:
    return cell_of(paragraph("FormLabel", run(text)), width=width)


def _texts(text: str) -> list[Node]:
    return [paragraph("FormText", run(line)) for line in paragraphs_of(text) or [""]]


def _basis(basis: SlipBasis) -> str:
    document = one_line(basis.document)
    named = document if basis.bare or document.startswith("《") else f"《{document}》"
    number = f"（{one_line(basis.number)}）" if basis.number else ""
    quote = f"：“{one_line(basis.quote)}”" if basis.quote else ""
    return f"{named}{number}{quote}"


def _numbered(texts: list[str]) -> str:
    if len(texts) == 1:
        return texts[0]
    return "\n".join(f"{at}.{text}" for at, text in enumerate(texts, start=1))


def _approval(approval: SlipApproval) -> str:
    signed = f"　{chinese_date(approval.on)}" if approval.on else ""
    return "\n".join([approval.opinion, f"{one_line(approval.name)}{signed}"])


def _put_reply(form: _Form, reply: SlipReply) -> None:
    form.add("办理结果", reply.text, height=_REPLY_HEIGHT)
    on = chinese_date(reply.on) if reply.on else ""
    form.add_pair("负责人\n签字", reply.leader, "答复日期", on)


def _put_contact(sheet: Sheet, contact: str) -> None:
    """A paragraph that the file needs behind a table, low when there is nothing to say in it."""
    text = one_line(contact)
    sheet.add(paragraph("TableNote", run(text)) if text else low_paragraph())
