"""Policies printed to PDF by a browser read like their plain text, and boxes lie on the ink."""

import html
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from struct import unpack_from

import pytest

from extraction.checks import assert_coverage_adds_up, assert_spans_hold, spans_of
from plugins.printing import body_of
from taizhang.extraction import (
    DecodedText,
    Extraction,
    draw_page,
    extract,
    read_bytes,
    read_layout,
)

pytestmark = pytest.mark.browser

Print = Callable[..., bytes]
EXAMPLES = sorted((Path(__file__).parents[3] / "examples" / "policies").glob("*.txt"))
COLUMNS = "article { columns: 2; column-gap: 12mm; font: 10.5pt/18pt 'Noto Serif CJK SC' }"


def _whole(decoded: DecodedText) -> str:
    """The text a paragraph a line, without what the page put there."""
    layout = read_layout(decoded)
    lines = []
    for start, end in layout.paragraphs:
        inside = [span for span in layout.noise if start <= span[0] and span[1] <= end]
        kept, at = "", start
        for first, last in [*inside, (end, end)]:
            kept += decoded.text[at:first]
            at = last
        lines.append("".join(part.strip() for part in kept.split("\n")))
    return "\n".join(filter(None, lines))


def _facts(extraction: Extraction) -> list[object]:
    """What a ledger would be made of."""
    return [
        (
            document.title,
            document.issuer,
            document.issued,
            [
                (
                    item.path,
                    [(unit.name, unit.role) for unit in item.units],
                    [(t.value, t.value_max, t.op, t.unit, t.deadline) for t in item.targets],
                    [(d.date, d.basis) for d in item.deadlines],
                )
                for item in document.items
            ],
        )
        for document in extraction.documents
    ]


def _read(data: bytes) -> DecodedText:
    decoded = read_bytes("印.pdf", data)
    extraction = extract(decoded)
    assert_spans_hold(decoded.text, extraction)
    assert_coverage_adds_up(extraction)
    return decoded


@pytest.mark.parametrize("style", ["", COLUMNS], ids=["one-column", "two-columns"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_printed_policy_gives_what_its_plain_text_gives(
    path: Path, style: str, print_pdf: Print
) -> None:
    plain = read_bytes(path.name, path.read_bytes())
    printed = _read(print_pdf(f"<article>{body_of(_whole(plain))}</article>", style))
    assert _facts(extract(printed)) == _facts(extract(plain))


ROWS = [
    line.split("|")
    for line in (
        "序号|工作任务|牵头单位|责任单位|完成时限",
        "1|培育高新技术企业45家以上，入库科技型中小企业120家|市科技局|市工信局、市财政局|2026年6月底",
        "2|新建市级重点实验室3家，技术合同成交额突破12亿元|市科技局|市教育局|2026年12月底",
        "3|完成交通投资8.6亿元，开工建设云岭至白河高速公路|市交通运输局|市发改委|2026年12月底",
    )
]
_TITLE = "云岭市2026年重点工作任务分解表"


def _table() -> str:
    rows = (
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in ROWS
    )
    return f"<h1>{_TITLE}</h1><table>{''.join(rows)}</table>"


def test_printed_table_gives_what_its_plain_text_gives(print_pdf: Print) -> None:
    plain = "\n".join([_TITLE, *("\t".join(row) for row in ROWS)]).encode()
    printed = _read(print_pdf(_table()))
    assert printed.text.splitlines()[1:5] == ["\t".join(row) for row in ROWS]
    facts = _facts(extract(printed))
    assert facts == _facts(extract(read_bytes("表.txt", plain)))
    (document,) = extract(printed).documents
    assert len(document.items) == 3


class _Ink:
    """The pages as pictures: whether something is printed in a box."""

    def __init__(self, data: bytes, pages: int) -> None:
        self._pages = [_rows(draw_page("印.pdf", data, n, width=900)) for n in range(1, pages + 1)]

    def lies_in(self, page: int, scale: float, box: tuple[float, ...]) -> bool:
        rows = self._pages[page]
        left, top, right, bottom = (round(value * scale) for value in box)
        return any(min(row[3 * left : 3 * right], default=255) < 128 for row in rows[top:bottom])


def _rows(png: bytes) -> list[bytes]:
    width, height = unpack_from(">II", png, 16)
    (length,) = unpack_from(">I", png, 33)
    data = zlib.decompress(png[41 : 41 + length])
    line = 1 + 3 * width
    return [data[y * line + 1 : (y + 1) * line] for y in range(height)]


def _boxes(decoded: DecodedText, start: int, end: int) -> Iterator[tuple[int, tuple[float, ...]]]:
    """The page and the box of each character of a span that is printed."""
    assert decoded.pages is not None
    for at in range(start, end):
        box = tuple(decoded.pages.boxes[4 * at : 4 * at + 4])
        assert (box[2] > box[0]) == (not decoded.text[at].isspace())
        if box[2] > box[0]:
            yield (
                next(i for i, p in enumerate(decoded.pages.pages) if p.span[0] <= at < p.span[1]),
                box,
            )


def test_every_character_of_every_span_lies_on_ink(print_pdf: Print) -> None:
    plain = read_bytes(EXAMPLES[0].name, EXAMPLES[0].read_bytes())
    data = print_pdf(body_of(_whole(plain)) + _table())
    decoded = _read(data)
    assert decoded.pages is not None
    assert len(decoded.pages.pages) > 2
    ink = _Ink(data, len(decoded.pages.pages))
    spans = {span for d in extract(decoded).documents for span, _ in spans_of(d)}
    looked = {box for span in spans for box in _boxes(decoded, *span)}
    assert len(looked) > 500
    for page, box in looked:
        sheet = decoded.pages.pages[page]
        assert 0 <= box[0] < box[2] <= sheet.width
        assert 0 <= box[1] < box[3] <= sheet.height
        assert ink.lies_in(page, 900 / sheet.width, box), (page, box)
