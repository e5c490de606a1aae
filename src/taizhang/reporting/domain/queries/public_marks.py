"""Which things are public: relations `subject_id, since` that the other queries stand on."""

from collections.abc import Collection
from datetime import datetime

from taizhang.indicators.domain.queries.statements import Statement

from ...enums import PublicKind

_MARKED = """
SELECT p.subject_id, p.since FROM reporting_publicmark p
WHERE p.kind = %s AND p.until IS NULL"""


def marked(kind: PublicKind, ids: Collection[int] | None = None) -> Statement:
    """What of a kind is public, or which of these are."""
    statement = Statement(_MARKED, (kind.value,))
    if ids is None:
        return statement
    return statement + Statement(" AND p.subject_id = ANY(%s::bigint[])", (list(ids),))


def supposed(ids: Collection[int], *, moment: datetime) -> Statement:
    """These as if they were made public at a recorded moment: for the preview."""
    text = "SELECT x.id AS subject_id, %s::timestamptz AS since FROM unnest(%s::bigint[]) x (id)"
    return Statement(text, (moment, list(ids)))


def public_ids(kind: PublicKind, *, limit: int, offset: int = 0) -> list[int]:
    """The things of a kind that are public, a page of them, the latest first."""
    order = Statement(" ORDER BY p.subject_id DESC LIMIT %s OFFSET %s", (limit, offset))
    return [row[0] for row in (Statement(_MARKED, (kind.value,)) + order).rows()]


def count_public(kind: PublicKind) -> int:
    """How many things of a kind are public."""
    counted = marked(kind)
    [[number]] = Statement(f"SELECT count(*) FROM ({counted.text}) q", counted.params).rows()  # noqa: S608
    return int(number)
