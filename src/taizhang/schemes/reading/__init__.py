"""From a file to a checked table: text first, then each cell by the kind of its column."""

from .checking import check_texts
from .files import LINE, TextTable, read_texts
from .typing import TypedTable, rows_of, table_of

__all__ = ["LINE", "TextTable", "TypedTable", "check_texts", "read_texts", "rows_of", "table_of"]
