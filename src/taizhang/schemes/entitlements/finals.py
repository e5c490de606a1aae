"""Results of whole populations: what a ranked way pays stands there, not in a subject's facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl

from ..exact import CENT
from ..reading import check_texts, read_texts, table_of
from ..running import values_for
from .claims import Claim
from .declared import Paying, Way
from .found import Entitlement, State

_ALONE = "要与全体对象一起排名，单独一个算不出"


@dataclass(frozen=True)
class Final:
    """The final result of a scheme over all its subjects (已定结果): `frame` has the output columns
    as a run computes them; `label` says for people which result it is."""

    label: str
    frame: pl.DataFrame


Finals = Mapping[str, Final]
"""The last final result by the name of its scheme."""


def read_final(paying: Paying, path: Path) -> Final:
    """A result as `schemes run` wrote it; `InputRefusedError`."""
    columns = paying.scheme.definition.output
    table = read_texts(path, columns)
    check_texts(table, columns, ())
    return Final(path.name, table_of(table, columns))


def ranked(
    found: Iterable[Entitlement],
    subjects: Iterable[Claim],
    paying: Paying,
    final: Final | None,
    *,
    as_of: date,
) -> list[Entitlement]:
    """The entitlements with the amounts of ranked ways as the final result has them.

    `subjects`: everybody the facts speak of, one claim each without cells.
    """
    kept = list(found)
    if paying.scheme.definition.in_force.sentence("", as_of):
        final = None
    for way in (way for way in paying.ways.values() if way.ranked):
        own = {e.subject: e for e in kept if e.way is way}
        kept = [e for e in kept if e.way is not way]
        for subject in subjects:
            row = _row(final, paying, way, subject.subject)
            alone = own.get(subject.subject)
            if row is not None and final is not None:
                kept.append(_from_final(subject, alone, paying, way, row, final, as_of))
            elif alone is not None:
                kept.append(_waiting(alone, final))
    return kept


def _row(final: Final | None, paying: Paying, way: Way, subject: str) -> dict[str, object] | None:
    """The subject's row; of several (a reward goes with one of them) the one that pays most."""
    if final is None:
        return None
    mine = pl.col(paying.subject) == subject
    if paying.given_by:
        mine &= pl.col(paying.given_by) == way.code
    rows = final.frame.filter(mine).sort(paying.amount, descending=True)
    return rows.row(0, named=True) if rows.height else None


def _from_final(
    subject: Claim,
    alone: Entitlement | None,
    paying: Paying,
    way: Way,
    row: Mapping[str, object],
    final: Final,
    as_of: date,
) -> Entitlement:
    cents = row[paying.amount]
    amount = Decimal(cents).scaleb(-CENT) if isinstance(cents, int) else Decimal(0)
    rank = f"第 {row['rank']} 名" if row.get("rank") is not None else ""
    values = values_for(paying.scheme, as_of=as_of)
    return Entitlement(
        subject=subject.subject,
        name=subject.name,
        line=alone.line if alone else subject.line,
        paying=paying,
        way=way,
        state=State.PAID if amount else State.UNMET,
        amount=amount,
        reason="；".join(filter(None, (rank, str(row.get(paying.reason) or "")))),
        missing=() if amount or alone is None else alone.missing,
        source=values.source(way.parameter),
        final=final.label,
    )


def _waiting(alone: Entitlement, final: Final | None) -> Entitlement:
    """Nothing is paid on a rank that nobody has given; what is known to be missing stays."""
    label = final.label if final else ""
    if alone.state in {State.LACKING, State.NOT_IN_FORCE} or alone.missing:
        return replace(alone, amount=None, final=label, steps=())
    why = f"“{label}”里没有这个对象；{_ALONE}。" if final else f"还没有已定的评定结果；{_ALONE}。"
    return replace(alone, state=State.UNRANKED, amount=None, reason=why, final=label, steps=())
