"""Excel and CSV in and out (表格). No Django, no database, no clock.

What goes out is safe to open: text that looks like a formula stays text. What comes in is
measured before it is opened: a workbook that would unpack to gigabytes is refused by a sentence.
"""

from ._archives import check_archive
from ._cells import Cell, text_of
from ._columns import Column, ColumnKind
from ._csv import iter_csv, read_csv, write_csv
from ._errors import PaperError
from ._limits import Limits
from ._read_xlsx import read_xlsx
from ._tables import Table, column_letters
from ._write_book import Sheet, write_workbook
from ._write_xlsx import LinkedCell, SheetSetup, write_xlsx

__all__ = [
    "Cell",
    "Column",
    "ColumnKind",
    "Limits",
    "LinkedCell",
    "PaperError",
    "Sheet",
    "SheetSetup",
    "Table",
    "check_archive",
    "column_letters",
    "iter_csv",
    "read_csv",
    "read_xlsx",
    "text_of",
    "write_csv",
    "write_workbook",
    "write_xlsx",
]
