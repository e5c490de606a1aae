from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook

from ._errors import PaperError
from ._limits import Limits
from ._tables import Table
from ._unpacking import check_workbook

_OLE = b"\xd0\xcf\x11\xe0"  # the old .xls, and an .xlsx with a password


def read_xlsx(stream: BinaryIO, limits: Limits | None = None) -> list[Table]:
    """Read all sheets of a workbook; values only, formulas are never computed.

    The stream must be seekable. The file is measured before it is opened. Raises PaperError:
    `empty`, `too_large`, `old_or_locked`, `unreadable` and the codes of `check_workbook`.
    """
    limits = limits or Limits()
    _check_size(stream, limits)
    check_workbook(stream, limits)
    stream.seek(0)
    try:
        with CalamineWorkbook.from_filelike(stream) as book:
            return [_table(book, name) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        raise PaperError(
            "unreadable", "工作簿的内容读不出来，请用 WPS 或 Excel 打开另存为 .xlsx 后再试。"
        ) from error


def _check_size(stream: BinaryIO, limits: Limits) -> None:
    size = stream.seek(0, 2)
    stream.seek(0)
    if size == 0:
        raise PaperError("empty", "文件是空的，请检查是否选错了文件。")
    if size > limits.size:
        raise PaperError("too_large", f"文件超过 {limits.size // 2**20} MB，请拆分后再试。")
    head = stream.read(4)
    stream.seek(0)
    if head == _OLE:
        raise PaperError(
            "old_or_locked", "这是旧的 .xls 或加了密码的文件，请去掉密码并另存为 .xlsx 后再试。"
        )


def _table(book: CalamineWorkbook, name: str) -> Table:
    sheet = book.get_sheet_by_name(name)
    return Table(name, sheet.to_python(skip_empty_area=False))
