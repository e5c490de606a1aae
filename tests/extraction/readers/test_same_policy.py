"""One policy saved in several formats: the same items, and every span re-reads in each."""

import io
from collections.abc import Callable

import docx
import pytest
import xlsxwriter
from test_office import needs_office, open_document

from extraction.checks import assert_coverage_adds_up, assert_spans_hold
from extraction.corpus import EXAMPLES
from taizhang.extraction import Document, Extraction, extract, read_bytes

POLICY = next(path for path in EXAMPLES if "double-half" in path.name)
HEAD = ("序号", "重点任务", "具体措施", "牵头单位", "责任单位", "完成时限")
ROWS = (
    ("1", "农村改厕", "新建卫生户厕2600户", "市农业农村局", "市卫健委、市财政局", "2026年10月底"),
    ("2", "垃圾分类", "建设示范村20个以上", "市住建局", "市城管局\n各县（区）人民政府", "12月底前"),
    ("3", "污水治理", "治理率达到55%", "市生态环境局", "市水利局", "年底"),
)
TITLE, DATE = "云岭市2026年农村人居环境整治任务分解表", "（2026年3月5日）"


def as_word(paragraphs: list[str], rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                table.cell(y, x).text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_page(paragraphs: list[str], rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    cells = "".join(
        "<tr>" + "".join(f"<td>{text}</td>".replace("\n", "<br>") for text in row) + "</tr>"
        for row in rows
    )
    body = "".join(f"<p>　　{text}</p>" for text in paragraphs)
    return f"<html><meta charset=utf-8><body>{body}<table>{cells}</table></body></html>".encode()


def as_workbook(paragraphs: list[str], rows: tuple[tuple[str, ...], ...]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for y, text in enumerate(paragraphs):
            sheet.merge_range(y, 0, y, len(rows[0]) - 1, text)
        for y, row in enumerate(rows, len(paragraphs)):
            sheet.write_row(y, 0, row)
    return stream.getvalue()


def as_text(paragraphs: list[str], rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    lines = [*paragraphs, *("\t".join(cell.replace("\n", "\v") for cell in row) for row in rows)]
    return "\n".join(lines).encode("gb18030")


def read(name: str, data: bytes) -> Extraction:
    decoded = read_bytes(name, data)
    result = extract(decoded)
    assert_spans_hold(decoded.text, result)
    assert_coverage_adds_up(result)
    return result


def facts(document: Document) -> list[object]:
    head = (document.title, document.document_number, document.issued, document.level)
    items = [
        (
            item.path,
            item.title,
            [(unit.name, unit.role) for unit in item.units],
            [(t.indicator, t.op, t.value, t.unit, t.deadline) for t in item.targets],
            [deadline.date for deadline in item.deadlines],
        )
        for item in document.items
    ]
    return [head, *items]


@pytest.mark.parametrize(
    ("name", "save"),
    [
        ("措施.docx", as_word),
        ("措施.html", as_page),
        pytest.param(
            "措施.odt",
            lambda paragraphs: open_document(*paragraphs),
            marks=[needs_office, pytest.mark.slow],
        ),
    ],
)
def test_a_policy_gives_the_same_items_in_every_format(
    name: str, save: Callable[[list[str]], bytes]
) -> None:
    text = POLICY.read_text("utf-8")
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    expected = [facts(document) for document in read("措施.txt", text.encode()).documents]
    assert [facts(document) for document in read(name, save(paragraphs)).documents] == expected


@pytest.mark.parametrize(
    ("name", "save"),
    [("表.txt", as_text), ("表.docx", as_word), ("表.html", as_page), ("表.xlsx", as_workbook)],
)
def test_a_task_table_gives_the_same_items_in_every_format(
    name: str, save: Callable[[list[str], tuple[tuple[str, ...], ...]], bytes]
) -> None:
    (document,) = read(name, save([TITLE, DATE], (HEAD, *ROWS))).documents
    assert document.title == TITLE
    assert str(document.issued) == "2026-03-05"
    assert [item.path for item in document.items] == [("1",), ("2",), ("3",)]
    assert [item.title for item in document.items] == ["农村改厕", "垃圾分类", "污水治理"]
    assert [[t.value for t in item.targets] for item in document.items] == [[2600], [20], [55]]
    assert [str(item.deadlines[0].date) for item in document.items] == [
        "2026-10-31", "2026-12-31", "2026-12-31",
    ]  # fmt: skip
    assert [unit.name for unit in document.items[1].units] == [
        "市住建局", "市城管局", "各县（区）人民政府",
    ]  # fmt: skip
