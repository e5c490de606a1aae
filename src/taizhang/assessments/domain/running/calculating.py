"""The calculation of a revision (计算): from kept bytes to result and steps, nothing written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO

import polars as pl
from django.utils.translation import gettext as _

from taizhang.documents.models import StoredFile
from taizhang.schemes import (
    Kind,
    Run,
    Scheme,
    UnknownSchemeError,
    compute_run,
    scheme_named,
    values_for,
)
from taizhang.schemes.reading import TextTable
from taizhang.schemes.what_if import summed

from ...enums import Stage
from ...models import Revision, SchemeRun
from ..errors import VersionChangedError
from .corrections import Correction, corrected
from .steps import written_steps
from .tables import content_digest, read_source, result_digest
from .versions import version_of


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be computed: all that decides the result.

    `base_digest`: the hash of the result that the last correction starts from, "" without one.
    """

    revision_id: int
    scheme: str
    version: str
    as_of: date
    settings: Mapping[str, str]
    source: StoredFile
    source_name: str
    corrections: tuple[Correction, ...]
    base_digest: str = ""


@dataclass(frozen=True, slots=True)
class Calculated:
    """What came out; `table` are the cells that were computed with, corrections made; `steps` is
    their packed table, on the disk without a name until it is kept."""

    scheme: Scheme
    table: TextTable
    frame: pl.DataFrame
    steps: BinaryIO
    table_digest: str
    result_digest: str
    steps_digest: str
    totals: dict[str, str]
    notices: tuple[str, ...]


def order_for(revision: Revision) -> Order:
    """The order of a revision: the corrections of all revisions up to it are made in turn."""
    run = revision.run
    return Order(
        revision.pk,
        run.scheme,
        run.version,
        run.as_of,
        run.settings,
        revision.source,
        revision.source_name,
        corrections_up_to(revision),
        revision.corrects.result_digest if revision.corrects else "",
    )


def corrections_up_to(revision: Revision) -> tuple[Correction, ...]:
    """The corrected cells that a revision computes with: those that held, and its own."""
    rows = Revision.objects.filter(run=revision.run_id, number__lte=revision.number)
    held = [row for row in rows.order_by("number") if row.pk == revision.pk or row.state == "done"]
    return tuple(
        Correction(row.row_key, row.column, row.old, row.new) for row in held if row.is_correction
    )


def scheme_of_version(run: SchemeRun) -> Scheme:
    """The scheme, in the version that a run began with.

    Raises VersionChangedError where this product computes with another one, or does not know it.
    """
    return _scheme(run.scheme, run.version)


def calculate(order: Order, tell: Callable[[Stage], None]) -> Calculated:
    """Compute an order; `tell` hears of every stage that begins.

    Raises:
        VersionChangedError, CorrectionError, SchemeError, StorageError; nothing was written.
    """
    scheme = _scheme(order.scheme, order.version)
    if order.base_digest:
        _prove_base(order, scheme)
    return recalculate(order, scheme, tell)


def _prove_base(order: Order, scheme: Scheme) -> None:
    """Before a cell is corrected the result without it must come out again as it was.

    The fingerprint is that of the chapter; this holds the engine below it too.
    """
    base = replace(order, corrections=order.corrections[:-1])
    frame = _run(base, scheme, lambda _stage: None).outcome.frame
    if result_digest(frame, scheme.definition.output) != order.base_digest:
        said = _("更正以前的结果不能原样再算出来，计算程序与当时不同，没有更正。")
        raise VersionChangedError("engine_changed", said)


def recalculate(order: Order, scheme: Scheme, tell: Callable[[Stage], None]) -> Calculated:
    """Compute an order with a scheme as it is, whichever version it was begun with."""
    done = _run(order, scheme, tell)
    tell(Stage.EXPLAINING)
    steps, steps_digest = written_steps(done.outcome.parts)
    output = scheme.definition.output
    return Calculated(
        scheme,
        done.table,
        done.outcome.frame,
        steps,
        content_digest(done.table.frame),
        result_digest(done.outcome.frame, output),
        steps_digest,
        totals_of(done.outcome.frame, scheme),
        done.notices,
    )


def _run(order: Order, scheme: Scheme, tell: Callable[[Stage], None]) -> Run:
    tell(Stage.READING)
    table = read_source(order.source, order.source_name, scheme.definition.columns)
    for correction in order.corrections:
        table = corrected(table, correction, scheme)
    values = values_for(scheme, as_of=order.as_of, settings=order.settings)
    tell(Stage.COMPUTING)
    return compute_run(scheme, table, values)


def totals_of(frame: pl.DataFrame, scheme: Scheme) -> dict[str, str]:
    """The sum of every column of money whose rows add up, in yuan."""
    columns = (c for c in scheme.definition.output if c.kind is Kind.MONEY and c.adds_up)
    return {column.name: f"{summed(frame[column.name]):.2f}" for column in columns}


def _scheme(name: str, version: str) -> Scheme:
    said = _(
        "这项办法的程序或参数与首次计算时不是同一版本（当时 %(then)s，现在 %(now)s），"
        "不能用同一版本重新计算。请联系系统管理员装回当时的版本。"
    )
    try:
        scheme = scheme_named(name)
    except UnknownSchemeError as error:
        words = {"then": version[:12], "now": _("没有这项办法")}
        raise VersionChangedError("version_changed", said % words) from error
    now = version_of(scheme)
    if now != version:
        words = {"then": version[:12], "now": now[:12]}
        raise VersionChangedError("version_changed", said % words)
    return scheme
