"""What stands above and under the body as HTML: head, title, signature, annexes, imprint."""

from __future__ import annotations

from collections.abc import Sequence

from .. import _measures as measure
from .._ending import sealed_places, unsealed_places
from .._head import mark_place, title_lines
from .._text import chinese_date, one_line, text_width
from .._types import Head, Imprint, OfficialPaper, Signature
from ._nodes import Node, line, node, points, words

_UNIT = 14 * measure.POINT  # one character of the imprint


def blanks(count: int, *, keep: bool = False) -> list[Node]:
    """Lines of the grid left empty; `keep` them on the page of what follows."""
    return [node("div", cls="blank keep" if keep else "blank") for _ in range(count)]


def head_of(head: Head) -> list[Node]:
    """The urgency, the issuer's mark in red, the number, the signer and the red line."""
    taken = measure.LINE if head.urgency else 0
    mark = one_line(head.mark)
    size, above, high = mark_place(mark, taken)
    look = f"font-size:{size:g}pt;line-height:{points(high)};padding-top:{points(above)}"
    made = [line("Urgency", words(one_line(head.urgency)))] if head.urgency else []
    return [*made, line("Mark", words(mark), style=look), *blanks(2), _number(head)]


def _number(head: Head) -> Node:
    number = one_line(head.number)
    if not head.signer:
        return line("Number", words(number))
    signer = node("span", words("签发人："), words(one_line(head.signer), "Kai"))
    edge = f"padding-right:{points(measure.characters(1))}"
    return node("p", words(f"　{number}"), signer, cls="Number apart", style=edge)


def title_of(title: str, tag: str) -> Node:
    """A title, its lines broken like those of the Word file."""
    return line("Title", words("\n".join(title_lines(title))), tag=tag)


def addressee_of(paper: OfficialPaper) -> list[Node]:
    """The offices it is sent to, with one colon."""
    names = one_line(paper.addressee).rstrip(":：")
    return [line("Addressee", words(f"{names}："))] if paper.addressee else []


def attachments_of(names: Sequence[str]) -> list[Node]:
    """7.3.4: two characters in; further lines of a name begin under its first character."""
    made = blanks(1) if names else []
    for at, name in enumerate(names, start=1):
        word, label = "附件：" if at == 1 else "", f"{at}." if len(names) > 1 else ""
        gap = 0.5 if label else 0.0
        hang = measure.characters(text_width(word) + text_width(label) + gap)
        start = measure.characters(5 + text_width(label) + gap)
        look = f"margin-left:{points(start)};text-indent:{points(-hang)}"
        first = node("span", words(word + label), cls="label", style=f"width:{points(hang)}")
        made.append(line("Attachment", first, words(one_line(name)), style=look))
    return made


def signature_of(signature: Signature) -> list[Node]:
    """7.3.5: name and date where the Word file has them, with room for the seal."""
    name, date = one_line(signature.name), chinese_date(signature.on)
    place = sealed_places if signature.sealed else unsealed_places
    side = "center" if signature.sealed else "left"
    made = [
        line("Signature", words(text), style=f"margin-left:{_in(left)};text-align:{side}")
        for text, left in zip((name, date), place(name, date), strict=True)
    ]
    made[0].set("class", "Signature keep")
    return [*blanks(2 if signature.sealed else 1, keep=True), *made]


def _in(count: float) -> str:
    return points(measure.characters(count))


def note_of(note: str) -> list[Node]:
    """7.3.6: in brackets under the date."""
    text = one_line(note).strip("（）()")
    return [line("BodyText", words(f"（{text}）"))] if text else []


def annex_head(label: str, title: str) -> list[Node]:
    """7.3.7: the label on the first line, the title on the third."""
    first = line("AnnexLabel", words(label))
    return [first, *blanks(1, keep=True), title_of(title, "h2"), *blanks(1, keep=True)]


def imprint_of(imprint: Imprint) -> Node | None:
    """7.4: lines between rules as wide as the text; nothing for an empty one."""
    lines = []
    copies = [one_line(name).rstrip("。") for name in imprint.copies if one_line(name)]
    if copies:
        look = f"padding:0 {points(_UNIT)} 0 {points(4 * _UNIT)};text-indent:{points(-3 * _UNIT)}"
        lines.append(line("Imprint", words(f"抄送：{'，'.join(copies)}。"), style=look))
    if imprint.printed_by or imprint.printed_on:
        on = f"{chinese_date(imprint.printed_on)}印发" if imprint.printed_on else ""
        look = f"padding:0 {points(_UNIT)}"
        both = words(one_line(imprint.printed_by)), words(on)
        lines.append(node("p", *both, cls="Imprint apart", style=look))
    return node("div", *lines, cls="imprint") if lines else None
