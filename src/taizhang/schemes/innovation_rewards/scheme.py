"""科技创新奖补: what each event of a unit pays, and what of it city and county bear."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ..exact import CENT, half_up
from ..parameters import Values
from ..scheme import RowScheme
from ..types import Judged, Row, Step
from ..wording import percent, yuan
from .caps import capped
from .grants import Grant, single
from .kinds import DEFINITION, Kind, Way, check, kind_of, word_of
from .ranks import ranked


def _compute(rows: Sequence[Row], values: Values) -> Iterator[Judged]:
    found = ranked((row for row in rows if kind_of(row).way is Way.BY_RANK), values)
    found |= capped((row for row in rows if kind_of(row).way is Way.BY_SHARE), values)
    for row in rows:
        kind = kind_of(row)
        grant = found.get(row.text("event_id")) or single(row, kind, values)
        yield _judged(row, kind, grant, values)


def _judged(row: Row, kind: Kind, grant: Grant, values: Values) -> Judged:
    """The city's part is rounded to the cent; the county's is the rest, so that none is lost."""
    share = _city_share(row, kind, values)
    city = half_up(grant.amount * share / 100, CENT)
    found = {
        "event_id": row["event_id"],
        "subject_id": row["subject_id"],
        "kind": row["kind"],
        "reward_yuan": grant.amount,
        "city_yuan": city,
        "county_yuan": grant.amount - city,
        "reason": grant.reason,
    }
    parts = _parts_step(kind, grant, share, city, values)
    return Judged(row.text("event_id"), found, (*grant.steps, parts))


def _city_share(row: Row, kind: Kind, values: Values) -> Decimal:
    """The city's percentage, for some kinds by level."""
    if isinstance(values.settings[kind.city], Mapping):
        return values.map(kind.city)[word_of(row, "level")]
    return values.number(kind.city)


def _parts_step(kind: Kind, grant: Grant, share: Decimal, city: Decimal, values: Values) -> Step:
    given = f"奖补 {yuan(grant.amount)}" + (f"：{grant.reason}" if grant.reason else "")
    rule = f"市级 {percent(share)}，四舍五入到分，其余由县区负担"
    points = f"市级 {yuan(city)}，县区 {yuan(grant.amount - city)}"
    return Step("parts", "资金负担", given, rule, points, values.source(kind.city))


SCHEMES = (RowScheme(DEFINITION, _compute, check=check),)
