"""What a row of a result speaks of (评定对象): its code, its name, the columns lists show.

A subject's code is what the explanation calls it: the keys of the input that stand in the result
too, joined by "/"; where none does (projects out of payments), the result's first column.
"""

from decimal import Decimal

import polars as pl

from taizhang.schemes import Column, Kind, texts_of
from taizhang.schemes.definitions import Definition
from taizhang.schemes.reading import TextTable, TypedTable
from taizhang.schemes.wording import plain

_POINTS = "points_"
_NAME = "name"
_RANK = "rank"
_PLACES = frozenset({"county", "pool"})


def subject_columns(definition: Definition) -> tuple[str, ...]:
    """The output columns that tell subjects apart."""
    named = {column.name for column in definition.output}
    return tuple(key for key in definition.keys if key in named) or (definition.output[0].name,)


def subjects_of(frame: pl.DataFrame, definition: Definition) -> pl.Series:
    """The code of each row of a result."""
    chosen = subject_columns(definition)
    texts = texts_of(frame, tuple(c for c in definition.output if c.name in chosen))
    return texts.select(pl.concat_str(chosen, separator="/")).to_series()


def input_subjects(table: TextTable, definition: Definition) -> pl.Series:
    """The subject that each row of an input belongs to; choices by their codes, as in a result."""
    chosen = subject_columns(definition)
    columns = tuple(column for column in definition.columns if column.name in chosen)
    typed = TypedTable(table, columns).frame
    return texts_of(typed, columns).select(pl.concat_str(chosen, separator="/")).to_series()


def input_keys(table: TextTable, definition: Definition) -> pl.Series:
    """How each row of an input is called: its key cells as they were written, joined by "/"."""
    return table.frame.select(pl.concat_str(definition.keys, separator="/")).to_series()


def speaks_of_places(definition: Definition) -> bool:
    """Whether subjects are counties or the pools of counties, not firms, people or projects."""
    return subject_columns(definition)[0] in _PLACES


def names_of(table: TextTable, definition: Definition) -> dict[str, str]:
    """The name of each subject where the input has one; the first where rows differ."""
    if all(column.name != _NAME for column in definition.columns):
        return {}
    pairs = zip(input_subjects(table, definition), table.frame[_NAME], strict=True)
    found: dict[str, str] = {}
    for subject, name in pairs:
        found.setdefault(subject, name or subject)
    return found


def place_names(frame: pl.DataFrame, definition: Definition) -> pl.Series:
    """What a row without a name is called: its first key, a county or a project."""
    return frame[subject_columns(definition)[0]].cast(pl.String)


def listed_columns(definition: Definition) -> tuple[Column, ...]:
    """The output columns that lists show: not the points of single criteria, nor names. The rank
    comes first, long words last."""
    hidden = {*subject_columns(definition)[:1], _NAME}
    shown = (
        column
        for column in definition.output
        if column.name not in hidden and not column.name.startswith(_POINTS)
    )
    return tuple(sorted(shown, key=lambda c: (c.name != _RANK, c.kind is Kind.TEXT)))


def shown_text(text: str, column: Column) -> str:
    """A cell as people read it: 是, the word of a code, 1,234.50, no idle zeros; "" for none."""
    if not text:
        return ""
    if column.kind is Kind.FLAG:
        return {"true": "是", "1": "是", "false": "否", "0": "否"}.get(text.lower(), text)
    if column.kind is Kind.MONEY:
        return f"{Decimal(text):,.2f}"
    if column.kind.is_number:
        return plain(Decimal(text))
    return column.choices.get(text, text)
