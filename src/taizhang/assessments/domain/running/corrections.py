"""One corrected cell of an input (更正): found, held against its column, put in."""

from dataclasses import dataclass, replace

import polars as pl
from django.utils.translation import gettext as _

from taizhang.schemes import InputRefusedError, Scheme
from taizhang.schemes.reading import LINE, TextTable

from ..errors import CorrectionError
from .subjects import input_keys


@dataclass(frozen=True, slots=True)
class Correction:
    """The cell of one row that changes: the row's keys joined by "/", the column's name."""

    row_key: str
    column: str
    old: str
    new: str


def corrected(table: TextTable, correction: Correction, scheme: Scheme) -> TextTable:
    """The table with the one cell changed.

    Raises CorrectionError: no such row or column, another old value, nothing changed, a new
    value that cannot stand there; `field` names what is wrong.
    """
    _check_column(correction, scheme)
    chosen = input_keys(table, scheme.definition) == correction.row_key
    found = table.frame.filter(chosen)
    if found.height != 1:
        said = _("表格里没有“%(key)s”这一行，请检查。") % {"key": correction.row_key}
        raise CorrectionError("no_row", said, field="row_key")
    _check_values(found[correction.column][0], correction)
    cell = pl.when(chosen).then(pl.lit(correction.new)).otherwise(pl.col(correction.column))
    frame = table.frame.with_columns(cell.alias(correction.column))
    _check_row(replace(table, frame=frame.filter(chosen)), scheme)
    return replace(table, frame=frame)


def _check_column(correction: Correction, scheme: Scheme) -> None:
    definition = scheme.definition
    if correction.column in definition.keys:
        said = _("编号、名称一类的关键列不能更正：那会成为另一个对象。")
        raise CorrectionError("key_column", said, field="column")
    if all(column.name != correction.column for column in definition.columns):
        said = _("没有“%(column)s”这一列。") % {"column": correction.column}
        raise CorrectionError("no_column", said, field="column")


def _check_values(stands: str, correction: Correction) -> None:
    if stands != correction.old:
        said = _("这一格现在是“%(stands)s”，不是“%(old)s”，请刷新页面后再更正。")
        words = {"stands": stands, "old": correction.old}
        raise CorrectionError("other_value", said % words, field="column")
    if correction.new == correction.old:
        raise CorrectionError("no_change", _("新值与原值相同，没有更正。"), field="new")


def _check_row(row: TextTable, scheme: Scheme) -> None:
    try:
        scheme.check(row)
    except InputRefusedError as error:
        said = " ".join(problem.sentence(row.file) for problem in error.problems)
        raise CorrectionError("bad_value", said, field="new") from error


def lines_of(table: TextTable, row_key: str, scheme: Scheme) -> list[int]:
    """The rows of the uploaded file that a key names."""
    chosen = input_keys(table, scheme.definition) == row_key
    return [int(line) for line in table.frame.filter(chosen)[LINE]]
