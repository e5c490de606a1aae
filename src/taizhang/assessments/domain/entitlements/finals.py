"""The last final result of each scheme that ranks its subjects (最近一次已定的结果)."""

from dataclasses import dataclass
from datetime import date

from taizhang.schemes.entitlements import Final, paying_schemes

from ...enums import RunState
from ...models import SchemeRun
from ..running.tables import read_kept


@dataclass(frozen=True)
class LastFinals:
    """The runs by the name of their scheme, and their results."""

    runs: dict[str, SchemeRun]
    finals: dict[str, Final]


def last_finals(*, as_of: date) -> LastFinals:
    """Of each scheme the run that was finalised last, among those for that day or before.

    Raises StorageError where a kept result is gone.
    """
    ranking = [p.scheme.name for p in paying_schemes() if any(w.ranked for w in p.ways.values())]
    rows = SchemeRun.objects.filter(scheme__in=ranking, state=RunState.FINAL, as_of__lte=as_of)
    last = rows.order_by("scheme", "-finalised_at", "-pk").distinct("scheme")
    runs = {run.scheme: run for run in last.select_related("current__result")}
    return LastFinals(runs, {name: _final(run) for name, run in runs.items()})


def _final(run: SchemeRun) -> Final:
    current = run.current
    assert current is not None  # constraints of the tables
    assert current.result is not None
    return Final(run.title, read_kept(current.result))
