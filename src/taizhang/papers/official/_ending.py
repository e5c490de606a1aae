"""What stands under the body: attachments, signature, note, annexes and imprint (7.3.4–7.4)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from ._body import put_body
from ._head import title_of
from ._measures import CHARACTERS, LEFT, POINT, TEXT_WIDTH, characters
from ._sheet import Sheet
from ._text import chinese_date, one_line, text_width
from ._types import Annex, Imprint, Signature
from ._xml import Node, low_paragraph, node, paragraph, run

_THICK, _THIN = 8, 6  # 0.35 mm and 0.25 mm in eighths of a point
_SEAL_LINES = 2


def put_attachments(sheet: Sheet, names: Sequence[str]) -> None:
    """7.3.4: one line under the body, two characters in; lines of a name begin under its first."""
    if not names:
        return
    sheet.add_blank(1)
    for at, name in enumerate(names, start=1):
        label = f"{at}." if len(names) > 1 else ""
        sheet.add(_attachment("附件：" if at == 1 else "", label, one_line(name)))


def _attachment(word: str, label: str, name: str) -> Node:
    gap = 0.5 if label else 0.0
    hang = text_width(word) + text_width(label) + gap
    start = 2 + 3 + text_width(label) + gap
    look = node(
        "ind",
        left=characters(start),
        leftChars=round(start * 100),
        hanging=characters(hang),
        hangingChars=round(hang * 100),
    )
    return paragraph(
        "Attachment", run(word + label + ("\t" if label else "") + name), properties=(look,)
    )


def put_signature(sheet: Sheet, signature: Signature) -> None:
    """7.3.5: name and date, kept together; a sealed paper leaves lines free for the seal."""
    name, date = one_line(signature.name), chinese_date(signature.on)
    sheet.add_blank(_SEAL_LINES if signature.sealed else 1, keep=True)
    place = sealed_places if signature.sealed else unsealed_places
    side = node("jc", val="center" if signature.sealed else "left")
    above, below = (_from_left(count) for count in place(name, date))
    sheet.add(paragraph("Signature", run(name), properties=(node("keepNext"), above, side)))
    sheet.add(paragraph("Signature", run(date), properties=(below, deepcopy(side))))


def sealed_places(name: str, date: str) -> tuple[float, float]:
    """Where name and date of a sealed paper begin the room in whose middle they both stand.

    In characters from the left; the room ends at the right edge. So the date ends four characters
    from the edge, and the name stands over its middle in any font; a name too long for that moves
    both to the left.

    >>> sealed_places("云岭市人民政府", "2026年11月23日")
    (13.0, 13.0)
    """
    wide = min(text_width(name), CHARACTERS - 1)
    room = max(4 + text_width(date) / 2, wide / 2 + 0.5)
    return (CHARACTERS - 2 * room,) * 2


def unsealed_places(name: str, date: str) -> tuple[float, float]:
    """Where name and date of a paper without a seal begin, in characters from the left.

    The name ends two characters from the right edge and the date begins two after it; a date that
    would pass two characters from the edge moves both to the left.

    >>> unsealed_places("云岭市教育局", "2026年11月23日")
    (17.0, 19.0)
    """
    name_at = CHARACTERS - 2 - text_width(name)
    furthest = CHARACTERS - 2 - text_width(date) - 2
    begins = max(min(name_at, furthest), 0.0)
    return begins, min(begins + 2, furthest + 2)


def _from_left(count: float) -> Node:
    return node("ind", left=characters(count), leftChars=round(count * 100))


def put_note(sheet: Sheet, note: str) -> None:
    """7.3.6: in brackets under the date, two characters in."""
    text = one_line(note).strip("（）()")
    if text:
        sheet.add(paragraph("BodyText", run(f"（{text}）")))


def put_annexes(sheet: Sheet, annexes: Sequence[Annex]) -> None:
    """7.3.7: each on a page of its own, its label on the first line, its title on the third."""
    for at, annex in enumerate(annexes, start=1):
        turned = sheet.landscape != annex.landscape
        sheet.turn_page(landscape=annex.landscape)
        apart = () if turned else (node("pageBreakBefore"),)
        label = f"附件{at}" if len(annexes) > 1 else "附件"
        sheet.add(paragraph("AnnexLabel", run(label), properties=apart))
        sheet.add_blank(1, keep=True)
        sheet.add(title_of(annex.title))
        sheet.add_blank(1, keep=True)
        put_body(sheet, annex.body)


def put_imprint(sheet: Sheet, imprint: Imprint) -> None:
    """7.4: at the foot of the last page, between rules as wide as the text.

    A floating table that the word processor holds at the bottom of the text area. After a turned
    annex it stands on an upright page of its own.
    """
    lines = _imprint_lines(imprint)
    if not lines:
        return
    if sheet.landscape:
        sheet.turn_page(landscape=False)
        sheet.add_blank(1)  # without it LibreOffice hangs the table on the page before
    sheet.add(_imprint_table(lines), low_paragraph())


def _imprint_table(lines: Sequence[Node]) -> Node:
    look = node(
        "tblPr",
        node("tblpPr", vertAnchor="margin", horzAnchor="page", tblpX=LEFT, tblpYSpec="bottom"),
        node("tblOverlap", val="never"),
        node("tblW", w=TEXT_WIDTH, type="dxa"),
        node("tblLayout", type="fixed"),
        node("tblCellMar", node("left", w=0, type="dxa"), node("right", w=0, type="dxa")),
    )
    table = node("tbl", look, node("tblGrid", node("gridCol", w=TEXT_WIDTH)))
    for at, line in enumerate(lines):
        below = _THICK if at == len(lines) - 1 else 0
        table.append(_imprint_row(line, above=_THIN if at else _THICK, below=below))
    return table


def _imprint_row(line: Node, *, above: int, below: int) -> Node:
    rules = node("tcBorders", node("top", val="single", sz=above, space=0, color="000000"))
    if below:
        rules.append(node("bottom", val="single", sz=below, space=0, color="000000"))
    look = node("tcPr", node("tcW", w=TEXT_WIDTH, type="dxa"), rules)
    return node("tr", node("trPr", node("cantSplit")), node("tc", look, line))


def _imprint_lines(imprint: Imprint) -> list[Node]:
    unit = 14 * POINT  # one character of four-size
    made = []
    copies = [one_line(name).rstrip("。") for name in imprint.copies if one_line(name)]
    if copies:
        look = node("ind", left=unit * 4, right=unit, hanging=unit * 3)
        text = f"抄送：{'，'.join(copies)}。"
        made.append(paragraph("Imprint", run(text), properties=(look,)))
    if imprint.printed_by or imprint.printed_on:
        on = f"{chinese_date(imprint.printed_on)}印发" if imprint.printed_on else ""
        tabs = node("tabs", node("tab", val="right", pos=TEXT_WIDTH - unit))
        text = f"{one_line(imprint.printed_by)}\t{on}"
        look = node("ind", left=unit, right=unit)
        made.append(paragraph("Imprint", run(text), properties=(tabs, look)))
    return made
