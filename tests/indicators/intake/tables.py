"""Tables as people send them back."""

import io
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

HEAD = ["指标代码", "地区", "截至日期", "数值", "性质", "说明"]
IMPORT, APPLY = "/indicators/entry/import/", "/indicators/entry/import/apply/"


def workbook(rows: list[list[Any]], head: list[str] = HEAD, *, sheet: str = "填报") -> bytes:
    """An .xlsx with numbers as numbers and everything else as text."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet(sheet)
        for at, row in enumerate([head, *rows]):
            page.write_row(at, 0, row)
    return stream.getvalue()


def csv_table(rows: list[list[Any]], head: list[str] = HEAD, *, encoding: str = "gb18030") -> bytes:
    """A .csv as WPS saves it."""
    lines = [",".join(str(cell) for cell in row) for row in [head, *rows]]
    return "\r\n".join(lines).encode(encoding)


def upload(browser: Any, data: bytes, name: str = "六月.xlsx") -> Any:
    """The preview of a file."""
    return browser.post(IMPORT, {"file": SimpleUploadedFile(name, data)})


def take(browser: Any, preview: Any) -> Any:
    """What becomes of a preview that is confirmed."""
    return browser.post(APPLY, {"token": preview.context["token"]})
