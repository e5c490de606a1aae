"""Two revisions side by side (比较两轮): whose result is another one, and what changed in it."""

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from taizhang.schemes import Scheme, texts_of

from ...models import ResultRow, Revision
from .subjects import shown_text, subjects_of
from .tables import read_kept

_SUBJECT = "__subject__"
_AFTER = "__after__"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of a result that is another one: its Chinese head, old and new as people read."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A subject whose result changed."""

    subject: str
    changes: tuple[Change, ...]


def moved_between(before: Revision, after: Revision, scheme: Scheme) -> list[Moved]:
    """Every subject with a changed cell, in the order of the later result."""
    output = scheme.definition.output
    pairs = _texts(before, scheme).join(
        _texts(after, scheme), on=_SUBJECT, how="inner", suffix=_AFTER, maintain_order="right"
    )
    names = [column.name for column in output]
    changed = pl.any_horizontal(pl.col(name) != pl.col(name + _AFTER) for name in names)
    return [
        Moved(
            row[_SUBJECT],
            tuple(
                Change(
                    column.label,
                    shown_text(row[column.name], column),
                    shown_text(row[column.name + _AFTER], column),
                )
                for column in output
                if row[column.name] != row[column.name + _AFTER]
            ),
        )
        for row in pairs.filter(changed).iter_rows(named=True)
    ]


def names_in(revision: Revision, subjects: Collection[str]) -> dict[str, str]:
    """The names of subjects in a revision."""
    rows = ResultRow.objects.filter(revision=revision, subject__in=subjects)
    return dict(rows.values_list("subject", "name"))


def _texts(revision: Revision, scheme: Scheme) -> pl.DataFrame:
    assert revision.result is not None
    frame = read_kept(revision.result)
    subjects = subjects_of(frame, scheme.definition).alias(_SUBJECT)
    return texts_of(frame, scheme.definition.output).with_columns(subjects)
